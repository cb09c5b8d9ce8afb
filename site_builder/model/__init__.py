"""The values that flow through the house: frozen, slotted, free of behaviour that has effects."""

from site_builder.model.change import Change, Impact, Touched, TouchedSample
from site_builder.model.code import Code, Severity
from site_builder.model.contract import (
    Bounds,
    Contract,
    Holds,
    Item,
    Links,
    Measure,
    Questions,
    SectionRule,
    Steps,
)
from site_builder.model.diagram import Diagram
from site_builder.model.example import (
    Checker,
    Example,
    Needs,
    Normaliser,
    RunSpec,
    SourceFile,
    UnreadableFile,
)
from site_builder.model.include import (
    Appended,
    Between,
    Following,
    Holder,
    Include,
    Includes,
    IncludeSyntax,
    LineRange,
    LineRanges,
    MarkdownIncludes,
    NamedSection,
    PlainIncludes,
    Snippets,
    SplicedIncludes,
    VariantIncludes,
    WholeFile,
)
from site_builder.model.link_rules import Allowance, Answer, Asked, LinkRules
from site_builder.model.links import LinkMap, PageLink, Reach, Redirect, References, Status
from site_builder.model.location import Location
from site_builder.model.machines import Machines
from site_builder.model.notebook import Notebook, NotebookPage
from site_builder.model.page import FrontMatter, Page
from site_builder.model.parcel import Parcel
from site_builder.model.part import Part, PartKind
from site_builder.model.problem import Problem
from site_builder.model.proof import (
    CoveredFile,
    Demand,
    Executed,
    Pin,
    Proof,
    ProofRecord,
    ProofState,
    ProvingTest,
    Reading,
)
from site_builder.model.prose import ProseSettings, RuleChange, Vale
from site_builder.model.rendered import NavItem, OutputFile, RenderedPage, Rendering
from site_builder.model.reporting import Baseline, Known, Reporting, SeverityRule
from site_builder.model.review import Review, Reviews
from site_builder.model.run import Leak, MadeFile, Run, RunEnd, Seen, SeenKind, Violation
from site_builder.model.sample import Line, Note, Sample, SampleRef, Selector, SelectorKind, Show
from site_builder.model.session import Server, Session, Step
from site_builder.model.settings import Isolation, Limits, Settings, Start
from site_builder.model.single_file import SingleFile, Split, Taking, Volume
from site_builder.model.site import Site
from site_builder.model.typed_code import Allowed, SamplesOnly
from site_builder.model.upgrade import Trial, Upgrade

__all__ = [
    "Allowance",
    "Allowed",
    "Answer",
    "Appended",
    "Asked",
    "Baseline",
    "Between",
    "Bounds",
    "Change",
    "Checker",
    "Code",
    "Contract",
    "CoveredFile",
    "Demand",
    "Diagram",
    "Example",
    "Executed",
    "Following",
    "FrontMatter",
    "Holder",
    "Holds",
    "Impact",
    "Include",
    "IncludeSyntax",
    "Includes",
    "Isolation",
    "Item",
    "Known",
    "Leak",
    "Limits",
    "Line",
    "LineRange",
    "LineRanges",
    "LinkMap",
    "LinkRules",
    "Links",
    "Location",
    "Machines",
    "MadeFile",
    "MarkdownIncludes",
    "Measure",
    "NamedSection",
    "NavItem",
    "Needs",
    "Normaliser",
    "Note",
    "Notebook",
    "NotebookPage",
    "OutputFile",
    "Page",
    "PageLink",
    "Parcel",
    "Part",
    "PartKind",
    "Pin",
    "PlainIncludes",
    "Problem",
    "Proof",
    "ProofRecord",
    "ProofState",
    "ProseSettings",
    "ProvingTest",
    "Questions",
    "Reach",
    "Reading",
    "Redirect",
    "References",
    "RenderedPage",
    "Rendering",
    "Reporting",
    "Review",
    "Reviews",
    "RuleChange",
    "Run",
    "RunEnd",
    "RunSpec",
    "Sample",
    "SampleRef",
    "SamplesOnly",
    "SectionRule",
    "Seen",
    "SeenKind",
    "Selector",
    "SelectorKind",
    "Server",
    "Session",
    "Settings",
    "Severity",
    "SeverityRule",
    "Show",
    "SingleFile",
    "Site",
    "Snippets",
    "SourceFile",
    "SplicedIncludes",
    "Split",
    "Start",
    "Status",
    "Step",
    "Steps",
    "Taking",
    "Touched",
    "TouchedSample",
    "Trial",
    "UnreadableFile",
    "Upgrade",
    "Vale",
    "VariantIncludes",
    "Violation",
    "Volume",
    "WholeFile",
]
