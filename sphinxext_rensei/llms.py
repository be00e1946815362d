"""What a site says of itself to programs: an index (https://llmstxt.org), all of it in one file, and a map."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from sphinxext_rensei.markdown import escape, heading, link, listed, paragraph, quote_block, rebased, stacked
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

INDEX: Final = "llms.txt"
FULL: Final = "llms-full.txt"
MAP: Final = "docs-map.json"
FILES: Final = (INDEX, FULL, MAP)

VERSION: Final = 1
"""Of the map's form; raised when what is there changes its meaning."""

_OPTIONAL: Final = "Optional"
"""Title of the section whose links a reader in haste may skip: a word of the format, in every language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of a site.

    :param section: title of the group that it stands in; empty for what no table of contents holds.
    :param uri: where it is, seen from the root of the site or as a whole.
    :param markdown: its twin, so too; empty where it has none.
    :param source: its file in the project's folder, where somebody wrote one.
    :param spec: the description that it shows a part of; ``operation_id`` to ``tag`` where that is an operation.
    :param optional: whether it says what others say too, in more detail.
    """

    docname: str
    title: str
    description: str = ""
    section: str = ""
    uri: str
    markdown: str = ""
    source: str = ""
    spec: str = ""
    operation_id: str = ""
    method: str = ""
    path: str = ""
    tag: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A method and path that a site documents.

    :param kind: ``described``, or ``prose`` where no description holds it.
    :param source: the file that says it, seen from the project's folder.
    """

    method: str
    path: str
    uri: str
    kind: str
    source: str
    line: int
    spec: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site.

    :param pages: in reading order.
    :param base: URL of its root; empty where links are relative to that.
    """

    project: str
    summary: str
    pages: Sequence[Page]
    endpoints: Sequence[Endpoint] = ()
    base: str = ""


def docs_map(site: Site) -> str:
    """The map, in JSON."""
    pages = [_row(asdict(page), {"docname", "title", "description", "section", "uri"}) for page in site.pages]
    endpoints = [_row(asdict(endpoint), {"uri"}) for endpoint in site.endpoints]
    contents = {"version": VERSION, "project": site.project, "pages": pages, "endpoints": endpoints}
    return json.dumps(contents, ensure_ascii=False, indent=1) + "\n"


_NAMES: Final = {"operation_id": "operationId"}
_INNER: Final = frozenset({"optional"})


def _row(values: Mapping[str, Any], always: set[str]) -> dict[str, Any]:
    """The values that there are."""
    return {
        _NAMES.get(name, name): value
        for name, value in values.items()
        if name not in _INNER and (value or name in always)
    }


def sections(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """Pages by their sections, in the order in which those begin; what is in none comes last."""
    found: dict[str, list[Page]] = {}
    for page in pages:
        found.setdefault(page.section, []).append(page)
    if "" in found:
        found[""] = found.pop("")
    return found


def llms_txt(site: Site) -> str:
    """The index: every page with a line, those that may be skipped under a heading that says so."""
    optional = [page for page in site.pages if page.optional or not page.section]
    first = sections(page for page in site.pages if not page.optional and page.section)
    whole, as_data = (link(name, f"{site.base}{name}") for name in (FULL, MAP))
    blocks = [
        heading(1, escape(site.project)),
        quote_block(paragraph(escape(site.summary))),
        paragraph(gettext("All pages in one file: {}; as data: {}.").format(whole, as_data)),
    ]
    for title, pages in [*first.items(), (_OPTIONAL, optional)]:
        if pages:
            blocks += [heading(2, escape(title)), listed([paragraph(_line(page))] for page in pages)]
    return "\n".join([*stacked(blocks), ""])


def _line(page: Page) -> str:
    endpoint = f"{page.method} {page.path}" if page.method else ""
    said = ": ".join(filter(None, (escape(endpoint), escape(page.description))))
    return ": ".join(filter(None, (link(escape(page.title), page.markdown or page.uri), said)))


def llms_full(site: Site, read: Callable[[Page], str]) -> str:
    """All pages, one after the other, each with where it is.

    :param read: gives the Markdown of a page; empty where there is none.
    """
    return "\n".join(_placed(page, text, site.base) for page in site.pages if (text := read(page)))


def _placed(page: Page, text: str, base: str) -> str:
    """A page with its address below its title, and links that lead on from the root of the site."""
    title, _, rest = rebased(text, page.docname.rpartition("/")[0], base).partition("\n")
    source = gettext("Source: {}").format(link(escape(page.uri), page.uri))
    return f"{title}\n\n{source}\n{rest}"
