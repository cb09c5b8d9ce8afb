"""The command line: check settings, show where they come from, or write their reference."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from examples.config.formats.demonstration import print_parts, write_parts
from examples.config.formats.layers import OPTION
from examples.config.formats.load_settings import Inputs, SettingsError, load
from examples.config.formats.origins import origins
from examples.config.formats.reference import whole_reference


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(prog="formats", description=__doc__)
    actions = ("demonstrate", "check", "show", "reference")
    parser.add_argument("action", nargs="?", default="demonstrate", choices=actions)
    parser.add_argument("--file", help="a settings file: YAML, JSON or TOML")
    parser.add_argument("--service", help="the address of a settings service")
    parser.add_argument("--env-file", help="a file of environment variables")
    parser.add_argument("--profile", help=f"short for {OPTION} profile=...")
    parser.add_argument(OPTION, action="append", default=[], metavar="NAME=VALUE", dest="overrides")
    parser.add_argument("--write", type=Path, help="write the demonstration to this folder as well")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> int:
    """Do what the command line asks for, and return the exit code: 1 if settings are wrong."""
    options = parse(arguments)
    if options.action == "demonstrate":
        demonstrate(options.write)
    elif options.action == "reference":
        print(whole_reference(), end="")
    else:
        try:
            loaded = load(inputs_of(options, environment))
        except SettingsError as error:
            print(error, file=sys.stderr)
            return 1
        if options.action == "show":
            print(*origins(loaded), sep="\n")
    return 0


def inputs_of(options: argparse.Namespace, environment: Mapping[str, str]) -> Inputs:
    """Return where the command line says that settings are."""
    profile = [f"profile={options.profile}"] if options.profile else []
    return Inputs(
        file=options.file,
        service=options.service,
        environment_file=options.env_file,
        environment=environment,
        overrides=[*profile, *options.overrides],
    )


def demonstrate(folder: Path | None) -> None:
    """Print the demonstration, and write its parts if there is a folder for them."""
    print_parts()
    if folder:
        write_parts(folder)
