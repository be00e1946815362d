"""What a schema says of itself: texts, flags, documentation, its form in XML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.schema._json import plain
from sphinxext_rensei.schema._shape import Fact
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema._layers import Layer
    from sphinxext_rensei.schema.keywords._draft import Draft, Keyword
    from sphinxext_rensei.spec import JSON, Place


def _text(name: str) -> Keyword:
    def read(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
        if isinstance(value, str) and value.strip():
            draft.texts.setdefault(name, []).append((layer.depth, value))

    return read


def _title(draft: Draft, value: JSON, at: Place, layer: Layer) -> None:
    """The first title names the schema; what is combined with it may have a title of its own."""
    said = [text for depth, text in draft.texts.get("title", ()) if not depth]
    if not layer.referenced and said and value not in said:
        draft.note(Fact("title", plain(value), gettext("Title")))
    _text("title")(draft, value, at, layer)


def _summary(draft: Draft, value: JSON, _at: Place, layer: Layer) -> None:
    if not layer.referenced and isinstance(value, str) and value.strip():
        draft.note(Fact("summary", value, gettext("Summary")))


def _flag(name: str) -> Keyword:
    def read(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
        if value:
            draft.flags.add(name)

    return read


def _external_docs(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if isinstance(value, dict) and isinstance(url := value.get("url"), str):
        found = (url, str(value.get("description") or ""))
        if found not in draft.external_docs:
            draft.external_docs.append(found)


def _xml(draft: Draft, value: JSON, _at: Place, _layer: Layer) -> None:
    if not isinstance(value, dict):
        return
    kind = "attribute" if value.get("attribute") is True else str(value.get("nodeType") or "element")
    words = [kind]
    for key in ("name", "prefix", "namespace"):
        if key in value:
            words.append(plain(value[key]) if key == "name" else f"{key} {plain(value[key])}")
    if value.get("wrapped") is True:
        words.append("wrapped")
    known = {"attribute", "nodeType", "name", "prefix", "namespace", "wrapped"}
    words += [f"{key} {plain(item)}" for key, item in value.items() if key not in known]
    draft.facts.append(Fact("xml", " ".join(words), "XML"))


ANNOTATIONS: Final[Mapping[str, Keyword]] = {
    "title": _title,
    "description": _text("description"),
    "summary": _summary,
    "deprecated": _flag("deprecated"),
    "x-deprecated": _flag("deprecated"),
    "readOnly": _flag("readOnly"),
    "writeOnly": _flag("writeOnly"),
    "externalDocs": _external_docs,
    "xml": _xml,
}
"""Keyword -> what it adds to a shape."""
