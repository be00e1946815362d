"""What is said about an API and its parts: contact, licence, external documentation, tags."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec._model import Contact, ExternalDocumentation, License, Operation, Tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.spec.parse._fields import Fields, Parser

_MAX_LEVELS: Final = 20
"""Tags inside each other; deeper, nobody finds anything."""


def parse_contact(fields: Fields) -> Contact:
    """A Contact Object."""
    return Contact(name=fields.text("name"), url=fields.text("url"), email=fields.text("email"))


def parse_license(fields: Fields) -> License:
    """A License Object."""
    return License(name=fields.text("name"), identifier=fields.text("identifier"), url=fields.text("url"))


def parse_external_docs(fields: Fields) -> ExternalDocumentation:
    """An External Documentation Object."""
    return ExternalDocumentation(url=fields.text("url"), description=fields.text("description"))


def parse_tags(fields: Fields, operations: tuple[Operation, ...]) -> tuple[Tag, ...]:
    """Declared tags in their order, then those that are only used, in the order of their use."""
    tags = {tag.name: tag for tag in fields.items("tags", _tag)}
    for operation in operations:
        for name in operation.tags:
            tags.setdefault(name, Tag(name=name, title=name, place=fields.place.child("tags")))
    return _nested(fields.parser, tags)


def _tag(fields: Fields) -> Tag | None:
    name = fields.text("name")
    if not name:
        fields.parser.problem(ProblemCode.INVALID, "a tag needs a 'name'", fields.place)
        return None
    display, summary = fields.value.get("x-displayName"), fields.text("summary")
    return Tag(
        name=name,
        title=(display if isinstance(display, str) else "") or summary or name,
        summary=summary,
        description=fields.text("description"),
        external_docs=fields.object("externalDocs", parse_external_docs),
        parent=fields.text("parent"),
        kind=fields.text("kind"),
        place=fields.place,
        extensions=fields.extensions,
    )


def _nested(parser: Parser, tags: Mapping[str, Tag]) -> tuple[Tag, ...]:
    """The tags, of which each parent is a tag and none is below itself (OAS 3.2.0, section 4.22.1)."""
    parents = {tag.name: tag.parent for tag in tags.values()}
    found: list[Tag] = []
    for tag in tags.values():
        if fault := _parent_fault(tag, parents):
            parser.problem(ProblemCode.INVALID, fault, tag.place.child("parent"))
            parents[tag.name] = ""
        # Words about a parent that nobody declared stay words; a circle is opened.
        found.append(replace(tag, parent="") if fault and tag.parent in tags else tag)
    return tuple(found)


def _parent_fault(tag: Tag, parents: Mapping[str, str]) -> str:
    """What is wrong with the parent of a tag."""
    if tag.parent and tag.parent not in parents:
        return f"the parent {tag.parent!r} of the tag {tag.name!r} is no tag"
    seen: set[str] = set()
    above = tag.parent
    # A circle that the tag is not in is another tag's.
    while above and above not in seen:
        if above == tag.name:
            return f"the tag {tag.name!r} is below itself"
        seen.add(above)
        if len(seen) > _MAX_LEVELS:
            return f"the tag {tag.name!r} is more than {_MAX_LEVELS} levels below others"
        above = parents.get(above, "")
    return ""
