"""The errors of jsonschema-rs as faults: of alternatives the likeliest, each at the deepest place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jsonschema_rs import ValidationErrorKind as Kind

from sphinxext_rensei.schema import Fault, likeliest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        path, value = _at(instance, error.instance_path)
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


def _at(instance: JSON, path: Iterable[str | int]) -> tuple[Path, JSON]:
    """A path with keys as they are written (a status is no index), and the value there."""
    tokens: list[str | int] = []
    for token in path:
        if isinstance(instance, list):
            tokens.append(int(token))
            instance = instance[int(token)]
        elif isinstance(instance, dict):
            tokens.append(str(token))
            instance = instance[str(token)]
    return tuple(tokens), instance
