"""The parts of the manual that are written from the code: tables of what there is, and snippets in both markups."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinxext_rensei.assets import STATIC
from sphinxext_rensei.config import ENTRY, VALUES
from sphinxext_rensei.diff import ChangeCode
from sphinxext_rensei.domain import DIRECTIVES, OBJECT_TYPES, OPTIONS, ROLES
from sphinxext_rensei.drift import Kind
from sphinxext_rensei.nodes import NODES
from sphinxext_rensei.problems import ProblemCode, RouteCode, Severity
from sphinxext_rensei.routes import SOURCES
from sphinxext_rensei.samples import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from sphinxext_rensei.problems import Code

_SYNONYMS: Final = {"noindex"}
_MARKUPS: Final = {"md": ("markdown", "MyST"), "rst": ("rst", "reStructuredText")}


def configuration() -> Iterator[str]:
    """Every value of conf.py."""
    for value in VALUES:
        yield f":::{{confval}} {value.name}"
        yield f":default: `{value.default!r}`\n"
        yield f"{value.meaning}\nIt is {value.rule}.\n:::\n"


def entries() -> Iterator[str]:
    """The keys of an entry of ``rensei_specs``."""
    yield from table(
        "Key", "Value", "Meaning", rows=[(f"`{key}`", row.rule, row.meaning) for key, row in ENTRY.items()]
    )


def languages() -> Iterator[str]:
    """The languages of samples."""
    yield from table("Name", "Title", rows=[(f"`{name}`", language.label) for name, language in LANGUAGES.items()])


def directives_of_the_domain() -> Iterator[str]:
    """Every directive, with its options."""
    for directive in DIRECTIVES.values():
        given, _, meaning = (directive.__doc__ or "").partition("\n\n")[0].partition(": ")
        yield f"## {given.replace('``', '`')}\n"
        yield f"{meaning[:1].upper()}{meaning[1:]}\n"
        options = [option for option in directive.option_spec if option not in _SYNONYMS]
        yield from table("Option", "Meaning", rows=[(f"`:{option}:`", OPTIONS[option]) for option in options])


def roles() -> Iterator[str]:
    """Every role, with the object types that it finds."""
    rows = [
        (f"`rensei:{role}`", ", ".join(f"{OBJECT_TYPES[each][0]} (`rensei:{each}`)" for each in found))
        for role, found in ROLES.items()
    ]
    yield from table("Role", "Finds", rows=rows)


def warnings() -> Iterator[str]:
    """Every problem that a build tells."""
    yield from _problems(Severity.ERROR)


def advice() -> Iterator[str]:
    """Every advice of ``rensei-docs check``."""
    yield from _problems(Severity.ADVICE)


def differences() -> Iterator[str]:
    """Every kind of difference that ``rensei-docs drift`` tells."""
    yield from _codes("Kind", Kind)


def route_problems() -> Iterator[str]:
    """Every problem with routes."""
    yield from _codes("Code", RouteCode)


def _codes(head: str, codes: Iterable[Code]) -> Iterator[str]:
    words = {Severity.ERROR: "", Severity.ADVICE: "advice"}
    rows = [(f"`{code.value}`", code.sentence.replace("``", "`"), words[code.severity]) for code in codes]
    yield from table(head, "Meaning", "", rows=rows, widths=(3, 8, 1))


def sources() -> Iterator[str]:
    """What routes are read from."""
    rows = [(f"`{source.name}`", f"{source.words[:1].upper()}{source.words[1:]}") for source in SOURCES.values()]
    yield from table("Source", "Reads", rows=rows)


def _problems(severity: Severity) -> Iterator[str]:
    prefix = "rensei." if severity is Severity.ERROR else ""
    found = [code for code in ProblemCode if code.severity is severity]
    rows = [(f"`{prefix}{code.value}`", code.sentence.replace("``", "`")) for code in found]
    yield from table("Code", "Meaning", rows=rows)


def changes() -> Iterator[str]:
    """Every kind of change that is told between two versions."""
    rows = [
        (f"`{code.value}`", code.request.value, code.response.value, re.sub(r"\{\w+\}", "…", code.sentence))
        for code in ChangeCode
    ]
    yield from table("Code", "In what is sent", "In what is received", "Message", rows=rows, widths=(5, 2, 2, 4))


def classes() -> Iterator[str]:
    """The class of every node."""
    rows = []
    for node in NODES:
        meaning = " ".join((node.__doc__ or "").split("\n\n")[0].split()).partition(" ``")[0]
        rows.append((f"`{node.__name__.replace('_', '-')}`", meaning))
    yield from table("Class", "What it is", rows=rows)


def properties() -> Iterator[str]:
    """The custom properties of the style sheet, and what they are by default."""
    body = re.search(r"^body \{\n(.*?)^\}", (STATIC / "rensei.css").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert body
    rows = [
        (f"`{name}`", f"`{value}`")
        for name, value in re.findall(r"^ *(--rensei-[\w-]+): (.*?);", body[1], re.MULTILINE)
    ]
    yield from table("Property", "Default", rows=rows)


def table(*head: str, rows: Sequence[tuple[str, ...]], widths: Sequence[int] = ()) -> Iterator[str]:
    """A table of GFM; nothing without rows.

    :param widths: of the columns on paper, as parts of a line.
    """
    if rows:
        if widths:
            columns = "".join(rf"\X{{{width}}}{{{sum(widths)}}}" for width in widths)
            yield f"```{{tabularcolumns}} {columns}\n```\n"
        yield f"| {' | '.join(head)} |\n|{' --- |' * len(head)}"
        yield from ("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows)
        yield ""


PARTS: Final[Mapping[str, Callable[[], Iterator[str]]]] = {
    "configuration": configuration,
    "entries": entries,
    "languages": languages,
    "directives": directives_of_the_domain,
    "roles": roles,
    "warnings": warnings,
    "advice": advice,
    "changes": changes,
    "differences": differences,
    "route-problems": route_problems,
    "sources": sources,
    "classes": classes,
    "properties": properties,
}
"""What the directive ``manual`` writes, by its argument."""


class Manual(SphinxDirective):
    """``manual``: a part of :data:`PARTS`."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Parse what is written, as if it stood here."""
        text = "\n".join(PARTS[self.arguments[0]]())
        return self.parse_text_to_nodes(text, allow_section_headings=True)


class Snippet(SphinxDirective):
    """``snippet``: an example in MyST and in reStructuredText, and with ``:show:`` what it gives.

    Each is a file of ``docs/snippets``; tests build both and compare.
    """

    required_arguments = 1
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {"show": directives.flag}

    def run(self) -> list[nodes.Node]:
        """Show the sources, then the result."""
        folder = Path(self.env.srcdir, "snippets")
        shown: list[nodes.Node] = []
        for suffix, (language, title) in _MARKUPS.items():
            path = folder / f"{self.arguments[0]}.{suffix}.txt"
            self.env.note_dependency(path)
            text = path.read_text("utf-8").removesuffix("\n")
            shown += self.parse_text_to_nodes(f"~~~~{{code-block}} {language}\n:caption: {title}\n\n{text}\n~~~~")
        if "show" in self.options:
            text = folder.joinpath(f"{self.arguments[0]}.md.txt").read_text("utf-8")
            shown.append(nodes.container("", *self.parse_text_to_nodes(text), classes=["manual-result"]))
        return shown


def leave_out_styles(app: Sphinx, _page: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
    """``sphinx_argparse_cli`` names its style sheet on all pages, and writes none for books."""
    if app.builder.name == "epub":
        context["css_files"] = [each for each in context["css_files"] if "argparse" not in str(each.filename)]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("manual", Manual)
    app.add_directive("snippet", Snippet)
    app.connect("html-page-context", leave_out_styles)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
