"""Find the templates: a project's own before those that come with the tool."""

from pathlib import Path

import jinja2

from site_builder.model import Settings

_STYLES = ("tokens", "code", "article")
"""Stylesheets that the site and the single file share."""
_SCRIPTS = ("tables", "reach")
"""Scripts that they share; they work on what the file's own script has prepared."""
_OWN_STYLES = (
    "frame",
    "contents",
    "markdown",
    "foreign",
    "tools",
    "search",
    "narrow",
    "print",
)
"""Stylesheets of the single file alone, in the order in which they apply."""
_OWN_SCRIPTS = (
    "base",
    "theme",
    "fold",
    "contents",
    "code",
    "glossary",
    "jump",
    "find",
    "search",
    "start",
)
"""Scripts of the single file alone, which share one function and run before the shared ones."""
_HERE = Path(__file__).resolve().parent


def packaged_templates() -> Path:
    """Return the folder of templates: in the installed package, or beside it in a checkout."""
    inside = _HERE / "templates"
    return inside if inside.is_dir() else _HERE.parent / "templates"


def template_environment(settings: Settings) -> jinja2.Environment:
    """Return what renders the templates of a project.

    Args:
        settings: The project's settings; its own folders of templates come first.

    Returns:
        An environment in which a name that a template does not get is an error.
    """
    folders = [*settings.templates_dirs, packaged_templates()]
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=jinja2.select_autoescape(["html"], default=False),
    )


def template_text(settings: Settings, name: str) -> str:
    """Return the text of a template as it stands, of the project if it has its own."""
    environment = template_environment(settings)
    loader = environment.loader
    return loader.get_source(environment, name)[0] if loader else ""


def page_kinds(templates: jinja2.Environment) -> tuple[str, ...]:
    """Return the kinds of pages that are defined, those of the project among them."""
    names = (name for name in templates.list_templates() if name.startswith("new/"))
    pages = (name.removeprefix("new/") for name in names if name.endswith(".yml"))
    return tuple(name.removesuffix(".yml") for name in pages if "/" not in name)


def single_file_style(settings: Settings) -> str:
    """Return the stylesheet of the single file: what it shares with the site, then its own."""
    shared = [template_text(settings, f"site/assets/stylesheets/{one}.css") for one in _STYLES]
    own = [template_text(settings, f"standalone/style/{one}.css") for one in _OWN_STYLES]
    return "\n".join((*shared, *own))


def single_file_script(settings: Settings) -> str:
    """Return the script of the single file: its own, then what it shares with the site."""
    shared = [template_text(settings, f"site/assets/javascripts/{one}.js") for one in _SCRIPTS]
    own = [template_text(settings, f"standalone/script/{one}.js") for one in _OWN_SCRIPTS]
    return "\n".join(("(() => {", *own, "})();", *shared))


def single_file_head_script(settings: Settings) -> str:
    """Return the script of the single file that runs before its pages are parsed."""
    return template_text(settings, "standalone/script/head.js")
