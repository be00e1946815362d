"""What of an instance does not fit a schema, as values."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinxext_rensei.spec import JSON

Path = tuple[str | int, ...]
"""Keys and indices from the instance to a part of it."""


class Fault(NamedTuple):
    """One part of an instance that breaks one keyword.

    :param keyword: the keyword; ``requiredEither`` where each of the alternatives needs another property.
    :param held: what the schema says with it; of ``required``, the names that are missing.
    :param value: the part of the instance.
    :param path: the way to it.
    """

    keyword: str
    held: JSON
    value: JSON
    path: Path = ()


_TAGS = ("const", "enum")


def likeliest(branches: Sequence[Sequence[Fault]], base: Path) -> tuple[Fault, ...]:
    """The faults of the alternative that the author most likely meant.

    That is not one of another type, nor one that another value of a tag (``type``, ``in``, ``kind``) would choose; of
    the rest it is the one with the fewest faults.

    :param branches: the faults of each alternative; none of them is empty.
    :param base: the way to the value that all of them were tried on.
    """
    if all(_lacks_one(branch, base) for branch in branches):
        names: list[JSON] = list(dict.fromkeys(str(_names(branch[0])[0]) for branch in branches))
        if len(names) > 1:
            return (Fault("requiredEither", names, branches[0][0].value, base),)
    typed = [branch for branch in branches if not _other_type(branch, base)]
    if not typed:
        return _any_type(branches, base)
    tags = Counter(path for branch in typed for path in _tags(branch, base))
    tag = tags.most_common(1)[0][0] if tags else None
    meant = [branch for branch in typed if tag not in _tags(branch, base)]
    if tag is not None and not meant:
        return (_any_tag(typed, tag),)
    shortest = min(meant, key=len)
    return tuple(shortest)


def _lacks_one(branch: Sequence[Fault], base: Path) -> bool:
    fault = branch[0]
    return len(branch) == 1 and fault.keyword == "required" and fault.path == base and len(_names(fault)) == 1


def _names(fault: Fault) -> list[JSON]:
    return fault.held if isinstance(fault.held, list) else [fault.held]


def _other_type(branch: Sequence[Fault], base: Path) -> bool:
    return any(fault.path == base and fault.keyword in ("type", "false") for fault in branch)


def _tags(branch: Sequence[Fault], base: Path) -> set[Path]:
    depth = len(base) + 1
    return {fault.path for fault in branch if fault.keyword in _TAGS and len(fault.path) == depth}


def _any_tag(branches: Sequence[Sequence[Fault]], tag: Path) -> Fault:
    """One fault that names the tags of all alternatives."""
    faults = [fault for branch in branches for fault in branch if fault.path == tag and fault.keyword in _TAGS]
    values = [value for fault in faults for value in (_names(fault) if fault.keyword == "enum" else [fault.held])]
    return Fault("enum", values, faults[0].value, tag)


def _any_type(branches: Sequence[Sequence[Fault]], base: Path) -> tuple[Fault, ...]:
    """One fault that names the types of all alternatives."""
    types: list[JSON] = []
    for branch in branches:
        for fault in branch:
            if fault.path == base and fault.keyword == "type":
                types += _names(fault)
    if not types:
        return tuple(branches[0]) if branches else ()
    value = next(fault.value for branch in branches for fault in branch if fault.path == base)
    return (Fault("type", list(dict.fromkeys(map(str, types))), value, base),)
