"""Make the article of one page a chapter of a larger document."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from urllib.parse import quote, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_builder.model import Code, OutputFile, RenderedPage
from site_builder.text.assets import Embedded, EmbeddedStyle, Found
from site_builder.text.embedded import has_ancestor, replace_node
from site_builder.text.finding import Finding
from site_builder.text.html import Link
from site_builder.text.library import Library
from site_builder.text.rewrite import rewrite_tree
from site_builder.text.slim import tighten
from site_builder.text.style_scope import layer_stylesheet, scope_stylesheet
from site_builder.text.stylesheets import rewrite_stylesheet
from site_builder.text.targets import Targets

Embed = Callable[[OutputFile], Embedded]
"""Returns an address that holds a file."""
Style = Callable[[str], EmbeddedStyle]
"""Returns rules, or the declarations of one element, with all that they load."""

_LOADING = ":is(img, source, video, audio, track, input[type=image], image, use)"
_ADDRESSES = ("src", "href", "xlink:href", "poster")
_SHOWN = frozenset({"img", "video", "audio", "input"})
"""Elements that a link can stand for when what they show lies on another site."""


@dataclass(frozen=True, slots=True)
class Binding:
    """What a page needs to know of the document that it becomes a part of."""

    file: str
    """Name of that document."""
    library: Library
    targets: Targets
    embed: Embed
    embed_rules: Style
    embed_declarations: Style
    made: Collection[str] = ()
    """Paths of files made with the site, such as single files, which are no files to take in."""
    fetched: Mapping[str, OutputFile] = field(default_factory=dict)
    """What was brought from other sites, by its address."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An article as it stands in a larger document."""

    html: str
    style: str
    """Rules that stood in the article; they apply to it alone."""
    findings: tuple[Finding, ...]
    """What had to be left outside."""
    remote: tuple[str, ...]
    """Addresses of other sites from which it would need something."""
    takes_in: bool = False
    """Whether a file was put into it."""


def bind(page: RenderedPage, binding: Binding) -> Bound:
    """Give the article of a page the ids and addresses that it has in a larger document.

    Args:
        page: The page, without anything that a single file cannot show.
        binding: The document.

    Returns:
        The article. An address that leads nowhere stays as it is, for the check to find.
    """
    return _Binder(page, binding).bind()


class _Binder:
    def __init__(self, page: RenderedPage, binding: Binding) -> None:
        self.page = page
        self.binding = binding
        self.findings: dict[str, Finding] = {}
        self.remote: list[str] = []
        self.takes_in = False

    def bind(self) -> Bound:
        targets = self.binding.targets
        tree = LexborHTMLParser(f"<body>{self.page.html}</body>")
        style = "\n".join(filter(None, (self._rules(node) for node in tree.css("style"))))
        for node in tree.css("[style*='url(' i]"):
            declarations = self.binding.embed_declarations(node.attributes["style"] or "")
            self._note(declarations.found, declarations.remote)
            node.attrs["style"] = declarations.css
        for node in tree.css(_LOADING):
            self._settle(node)
        rewrite_tree(tree, lambda one: targets.id_of(self.page, one), self._new)
        body = (tree.body.inner_html or "") if tree.body else ""
        findings = (*targets.clashes(self.page), *self.findings.values())
        return Bound(tighten(body), style, findings, tuple(self.remote), self.takes_in)

    def _rules(self, node: LexborNode) -> str:
        """Take a stylesheet out of the article, and limit it to the article."""
        rules = self.binding.embed_rules(node.text())
        self._note(rules.found, rules.remote)
        node.remove()
        targets = self.binding.targets
        css = rewrite_stylesheet(
            rules.css, lambda one: one.target, lambda one: targets.id_of(self.page, one)
        )
        own = targets.id_of(self.page).replace("\\", "\\\\").replace('"', '\\"')
        return layer_stylesheet(scope_stylesheet(css, f'[id="{own}"]'), "project")

    def _note(self, found: Sequence[Found], remote: Sequence[str], written: str = "") -> None:
        for one in found:
            trace = written or one.finding.trace
            self.findings[trace] = replace(one.finding, trace=trace)
        self.remote += remote

    def _settle(self, node: LexborNode) -> None:
        """Leave of an element what can be brought inside: one picture, and nothing remote."""
        attributes = node.attributes
        if node.tag == "source" and _is_alternative(node):
            node.remove()
            return
        if "srcset" in attributes and "src" in attributes:
            del node.attrs["srcset"]
        for name in _ADDRESSES:
            target = (attributes.get(name) or "").strip()
            if target and self._is_remote(target):
                self._keep_out(node, name, target)
                return
        if node.tag == "img" and not attributes.get("width") and not attributes.get("height"):
            self._measure(node)

    def _is_remote(self, target: str) -> bool:
        scheme = target.partition(":")[0].lower() if ":" in target else ""
        if _full(target) in self.binding.fetched or scheme == "data":
            return False
        return self.binding.library.find(self.page, Link(target, loaded=True, element="")).is_remote

    def _keep_out(self, node: LexborNode, name: str, target: str) -> None:
        """Put a link in the place of what lies on another site."""
        alt = node.attributes.get("alt") or ""
        if alt and _EMOJI & set((node.attributes.get("class") or "").split()):
            # The picture is one of a character, and the character is at hand.
            replace_node(node, f'<span class="twemoji">{escape(alt)}</span>')
            return
        message = f"the {_NAMES.get(node.tag or '', node.tag)} '{target}' lies on another site"
        hint = "add the file to the project, or run with --fetch"
        self.findings[target] = Finding(Code.ASSET_REMOTE, target, message, hint)
        self.remote.append(_full(target))
        if name == "poster" or node.tag not in _SHOWN:
            if name == "poster":
                del node.attrs[name]
            else:
                node.remove()
            return
        words = escape(alt or node.attributes.get("title") or _file_name(target))
        if has_ancestor(node, _LINKS):
            replace_node(node, f'<span class="remote">{words}</span>')
        else:
            href = escape(_full(target))
            replace_node(node, f'<a class="remote" href="{href}">{words}</a>')

    def _measure(self, node: LexborNode) -> None:
        """Tell the browser the size of a picture, so that the text below it does not move."""
        file = self._file(
            Link((node.attributes.get("src") or "").strip(), loaded=True, element="img")
        )
        size = self.binding.embed(file).size if file else None
        if size:
            node.attrs["width"], node.attrs["height"] = map(str, size)

    def _file(self, link: Link) -> OutputFile | None:
        if _full(link.target) in self.binding.fetched:
            return self.binding.fetched[_full(link.target)]
        return self.binding.library.find(self.page, link).file

    def _new(self, link: Link) -> str:
        """Return the address in the document for one on the page."""
        targets, own = self.binding.targets, self.page
        if link.target.startswith("#"):
            return targets.address(own, unquote(link.target[1:]), self.binding.file)
        found = self.binding.library.find(own, link)
        if found.page and found.page in targets:
            return targets.address(found.page, found.fragment, self.binding.file)
        rest = f"#{quote(found.fragment)}" if found.fragment else ""
        if found.page:
            # The page was left out of the file on purpose.
            return self._on_the_web(found.page.url, rest)
        file = self._file(link)
        if file and file.path in self.binding.made:
            is_own = file.path.rpartition("/")[2] == self.binding.file
            return "#top" if is_own else self._on_the_web(file.path, rest)
        return f"{self._data(file, link)}{rest}" if file else link.target

    def _on_the_web(self, url: str, rest: str) -> str:
        """Return the address of the published site; without one a link becomes plain text."""
        site = self.binding.library.site_url
        return f"{site}{quote(url)}{rest}" if site else ""

    def _data(self, file: OutputFile, link: Link) -> str:
        self.takes_in = True
        result = self.binding.embed(file)
        self._note(result.found, result.remote, link.target)
        return result.address


_LINKS = frozenset({"a"})
_EMOJI = frozenset({"emojione", "gemoji", "twemoji"})
"""Classes of pictures that stand for a character."""
_NAMES = {"img": "image", "input": "image", "use": "drawing"}


def _is_alternative(node: LexborNode) -> bool:
    """Return whether an element names another form of a picture that is there as well.

    One for a dark page is no other form of the same picture.
    """
    picture = node.parent
    if picture is None or picture.tag != "picture" or not picture.css_first("img"):
        return False
    return "prefers-color-scheme" not in (node.attributes.get("media") or "")


def _file_name(target: str) -> str:
    parts = urlsplit(target)
    return unquote(parts.path.rstrip("/").rpartition("/")[2]) or parts.netloc


def _full(target: str) -> str:
    """Return an address of another site with its scheme, which a page may leave out."""
    return f"https:{target}" if target.startswith("//") else target
