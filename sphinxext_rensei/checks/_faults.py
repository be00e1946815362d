"""The errors of jsonschema-rs as faults: of alternatives the likeliest, each at the deepest place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jsonschema_rs import ValidationErrorKind as Kind

from sphinxext_rensei.schema import Fault, likeliest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jsonschema_rs import ValidationError

    from sphinxext_rensei.checks._standard import Standard
    from sphinxext_rensei.schema import Path
    from sphinxext_rensei.spec import JSON

_KEYWORDS = {"falseSchema": "false"}


def faults_of(errors: Iterable[ValidationError], instance: JSON, standard: Standard | None = None) -> list[Fault]:
    """Everything that is wrong with an instance.

    :param standard: where the schema that it was tried on is that of a document.
    """
    found: list[Fault] = []
    doubtful: list[Fault] = []
    for error in errors:
        path, value = _at(instance, error)
        match error.kind:
            case Kind.AnyOf(context) | Kind.OneOfNotValid(context):
                branches = [faults_of(branch, instance, standard) for branch in context]
                found += likeliest([branch for branch in branches if branch], path)
            case Kind.AdditionalProperties(unexpected):
                found += _unknown(error.kind.name, unexpected, path, value)
            case Kind.UnevaluatedProperties(unexpected):
                names = standard.names(error.schema_path[:-1]) if standard else unexpected
                found += _unknown(error.kind.name, [name for name in unexpected if name not in names], path, value)
                doubtful += _unknown(error.kind.name, [name for name in unexpected if name in names], path, value)
            case Kind.PropertyNames(inner):
                found.append(Fault("propertyNames", None, value, (*path, str(inner.instance))))
            case _:
                keyword = _KEYWORDS.get(error.kind.name, error.kind.name)
                found.append(Fault(keyword, _held(error, standard), value, path))
    # A field that is known counts as unevaluated where something else is wrong with its object.
    spoilt = {fault.path[:end] for fault in found for end in range(len(fault.path) + 1)}
    return found + [fault for fault in doubtful if fault.path[:-1] not in spoilt]


def _unknown(keyword: str, names: Iterable[str], path: Path, value: JSON) -> Iterator[Fault]:
    for name in names:
        yield Fault(keyword, False, value.get(name) if isinstance(value, dict) else None, (*path, name))


def _held(error: ValidationError, standard: Standard | None) -> JSON:
    match error.kind:
        case Kind.Required(name):
            return [name]
        case Kind.Type(types):
            return list(types)
        case Kind.OneOfMultipleValid():
            return standard.held(error.schema_path) if standard else None
        case kind:
            held: JSON = next(iter(kind.as_dict().values()), None)
            return held


def _at(instance: JSON, error: ValidationError) -> tuple[Path, JSON]:
    """A path with keys as they are written (a status is no index), and the value there.

    jsonschema-rs leaves out keys that are empty, and then the value alone tells where it was.
    """
    ways = list(_ways(instance, error.instance_path))
    fitting = (way for way in ways if way[1] == error.instance) if len(ways) > 1 else iter(ways)
    return next(fitting, ways[0])


def _ways(value: JSON, tokens: Sequence[str | int]) -> Iterator[tuple[Path, JSON]]:
    """What a path may lead to, empty keys being left out of it."""
    if not tokens:
        yield (), value
    held: list[tuple[str | int, JSON, Sequence[str | int]]] = []
    if isinstance(value, dict):
        steps = [*((str(token), tokens[1:]) for token in tokens[:1]), ("", tokens)]
        held = [(step, value[step], rest) for step, rest in steps if step in value]
    elif isinstance(value, list) and tokens and isinstance(tokens[0], int) and tokens[0] < len(value):
        held = [(tokens[0], value[tokens[0]], tokens[1:])]
    for step, inner, rest in held:
        yield from (((step, *path), found) for path, found in _ways(inner, rest))
