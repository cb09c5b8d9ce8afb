"""The values that flow through the house: frozen, slotted, free of behaviour that has effects."""

from site_builder.model.code import Code, Severity
from site_builder.model.diagram import Diagram
from site_builder.model.example import Example, Needs, RunSpec, SourceFile, UnreadableFile
from site_builder.model.location import Location
from site_builder.model.page import FrontMatter, Page
from site_builder.model.problem import Problem
from site_builder.model.rendered import NavItem, OutputFile, RenderedPage, Rendering
from site_builder.model.run import Run, RunEnd, Violation
from site_builder.model.sample import Line, Sample, SampleRef, Selector, SelectorKind, Show
from site_builder.model.settings import Limits, Settings
from site_builder.model.single_file import SingleFile, Split, Taking, Volume
from site_builder.model.site import Site

__all__ = [
    "Code",
    "Diagram",
    "Example",
    "FrontMatter",
    "Limits",
    "Line",
    "Location",
    "NavItem",
    "Needs",
    "OutputFile",
    "Page",
    "Problem",
    "RenderedPage",
    "Rendering",
    "Run",
    "RunEnd",
    "RunSpec",
    "Sample",
    "SampleRef",
    "Selector",
    "SelectorKind",
    "Settings",
    "Severity",
    "Show",
    "SingleFile",
    "Site",
    "SourceFile",
    "Split",
    "Taking",
    "UnreadableFile",
    "Violation",
    "Volume",
]
