"""Tags as the chapters of a reference: groups of tags, tags below tags, and tags that only label (OAS 3.2.0, 4.22)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.spec import Operation, Place, Tag
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinxext_rensei.spec import Description

LABELS: Final[Mapping[str, str]] = {"badge": message("Labels"), "audience": message("Audiences")}
"""Kinds of tags that say something of operations and are no chapter -> the heading over them."""

OTHER: Final = message("Other")
"""The heading over what is in no group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TagGroup:
    """Tags below one heading, or below none where the title is empty."""

    title: str
    tags: tuple[Tag, ...]


def home_tag(operation: Operation, labels: Iterable[str] = ()) -> str:
    """The tag whose folder holds an operation's page; the others list it.

    :param labels: names of the tags that are no chapter, and home only to what has no other tag.
    """
    chapters = (name for name in operation.tags if name not in labels)
    return next(chapters, operation.tags[0] if operation.tags else "default")


def labels_of(description: Description) -> frozenset[str]:
    """The names of the tags that only label."""
    return frozenset(tag.name for tag in description.tags if tag.kind in LABELS)


def tags_of(description: Description, operations: Iterable[Operation]) -> list[Tag]:
    """The tags that have operations, those above them, and ``default`` where an operation has no tag."""
    parents = {tag.name: tag.parent for tag in description.tags}
    used: set[str] = set()
    for name in {name for operation in operations for name in operation.tags or ("default",)}:
        above = name
        while above and above not in used:
            used.add(above)
            above = parents.get(above, "")
    tags = [tag for tag in description.tags if tag.name in used]
    if "default" in used and all(tag.name != "default" for tag in tags):
        tags.append(Tag(name="default", title="Default", place=Place(description.place.uri, "/tags")))
    return tags


def children_of(tag: Tag, tags: Iterable[Tag]) -> list[Tag]:
    """The tags right below a tag."""
    return [each for each in tags if each.parent == tag.name]


def within(tag: Tag, tags: list[Tag]) -> list[Tag]:
    """A tag and all that are below it."""
    return [tag, *(each for child in children_of(tag, tags) for each in within(child, tags))]


def operations_of(tag: Tag, operations: Iterable[Operation]) -> list[Operation]:
    """The operations of a tag, in the order of the description."""
    return [each for each in operations if tag.name in each.tags or (not each.tags and tag.name == "default")]


def tag_groups(description: Description, tags: Iterable[Tag]) -> list[TagGroup]:
    """The tags that are below no other, by ``x-tagGroups``; labels after them, what is in no group last."""
    tags = list(tags)
    names = {tag.name for tag in tags}
    rest = {tag.name: tag for tag in tags if tag.parent not in names}
    groups: list[TagGroup] = []

    def take(title: str, wanted: Iterable[str]) -> None:
        if held := tuple(rest.pop(name) for name in list(wanted) if name in rest):
            groups.append(TagGroup(title=title, tags=held))

    for title, wanted in _given_groups(description):
        take(title, dict.fromkeys(wanted))
    grouped = bool(groups)
    chapters = [name for name, tag in rest.items() if tag.kind not in LABELS]
    if not grouped:
        take("", chapters)
    for kind, title in LABELS.items():
        take(title, [name for name, tag in rest.items() if tag.kind == kind])
    if grouped:
        take(gettext(OTHER), chapters)
    return groups


def _given_groups(description: Description) -> Iterator[tuple[str, list[str]]]:
    """``x-tagGroups``, as Redocly made it: a list of objects with a ``name`` and ``tags``."""
    groups = description.extensions.get("x-tagGroups")
    for group in groups if isinstance(groups, list) else ():
        title, names = (group.get("name"), group.get("tags")) if isinstance(group, Mapping) else (None, None)
        words = " ".join(title.split()) if isinstance(title, str) else ""
        if words and isinstance(names, list):
            yield words, [name for name in names if isinstance(name, str)]
