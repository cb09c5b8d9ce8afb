"""All options of the plugin."""

from mkdocs.config import config_options as option

from site_builder.adapters.options.gaps import GapOptions
from site_builder.adapters.options.kinds import Size, Strict, Word
from site_builder.adapters.options.link_rules import LinkOptions
from site_builder.adapters.options.links import ReachOptions, ReferencesOptions
from site_builder.adapters.options.machines import MachineOptions
from site_builder.adapters.options.prose import ProseOptions
from site_builder.adapters.options.reporting import ProblemRules
from site_builder.adapters.options.single_files import SingleFiles
from site_builder.adapters.options.typed_code import SamplesOnlyOptions
from site_builder.model import Demand, Isolation, Limits, Reviews, Start

_LIMITS = Limits()


class PluginOptions(Strict):  # type: ignore[no-untyped-call]
    """The options of the plugin."""

    examples_dir = option.Type(str, default="examples")
    templates_dir = option.ListOfItems(option.Dir(exists=True), default=[])
    example_pages = option.Type(str, default="examples")
    notebooks = option.Type(bool, default=False)
    notebook_timeout = option.Type(int, default=60)
    downloads = option.Type(bool, default=True)
    category_titles = option.DictOfItems(option.Type(str), default={})
    source_url = option.Type(str, default="")
    standalone = SingleFiles(default=())
    diagrams = option.Type(str, default="assets/diagrams")
    problems = ProblemRules(default=())
    baseline = option.Type(str, default="")
    problem_page = option.Type(str, default="")
    page_kinds = option.DictOfItems(option.Type(str), default={})
    index_tables = option.Type(bool, default=False)
    max_clicks = option.Type(int, default=0)
    references = option.SubConfig(ReferencesOptions)
    reach = option.SubConfig(ReachOptions)
    nav_complete = option.Type(bool, default=False)
    examples_complete = option.Type(bool, default=False)
    samples_only = option.SubConfig(SamplesOnlyOptions)
    proof = Word([one.value for one in Demand], default=Demand.OFF.value)
    proof_listed = option.ListOfItems(option.Type(str), default=[])
    proof_page = option.Type(str, default="")
    links = option.SubConfig(LinkOptions)
    gaps = option.SubConfig(GapOptions)
    reviewed_file = option.Type(str, default="reviewed.txt")
    reviews = option.Choice([one.value for one in Reviews], default=Reviews.LISTED.value)
    machines = option.SubConfig(MachineOptions)
    prose = option.SubConfig(ProseOptions)
    style = option.Type(bool, default=True)
    fold_output = option.Type(int, default=60)
    max_file_bytes = Size(default=_LIMITS.file_bytes)
    max_asset_bytes = Size(default=_LIMITS.asset_bytes)
    max_output_bytes = Size(default=_LIMITS.output_bytes)
    max_memory_bytes = Size(default=_LIMITS.memory_bytes)
    max_disk_bytes = Size(default=_LIMITS.disk_bytes)
    max_processes = option.Type(int, default=_LIMITS.processes)
    isolation = option.Choice([one.value for one in Isolation], default=Isolation.AUTO.value)
    start = option.Choice([one.value for one in Start], default=Start.AUTO.value)
    cache_dir = option.Type(str, default=".cache/site-builder")
    max_cache_bytes = Size(default=500_000_000)
    incremental = option.Type(bool, default=True)
    trusted = option.ListOfItems(option.Type(str), default=[])
