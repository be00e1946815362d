"""Fields that refer to something without the word ``$ref``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.spec import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinxext_rensei.bundle._components import Components
    from sphinxext_rensei.spec import JSON


def _discriminator(components: Components, held: JSON, place: Place) -> JSON:
    """Schemas by name or reference (OAS 3.2.0, section 4.25)."""
    if not isinstance(held, dict):
        return held
    written = dict(held)
    if isinstance(mapping := held.get("mapping"), dict):
        written["mapping"] = {value: _schema(components, target, place) for value, target in mapping.items()}
    if "defaultMapping" in held:
        written["defaultMapping"] = _schema(components, held["defaultMapping"], place)
    return written


def _schema(components: Components, target: JSON, place: Place) -> JSON:
    if not isinstance(target, str):
        return target
    is_component = Place(components.entry, "/components/schemas").child(target) in components.description.schema_names
    if is_component or (place.uri == components.entry and target.startswith("#")):
        return target
    found = components.end(target, place) if _is_reference(target) else None
    if found is None and place.uri != components.entry:
        # A file with components of its own means those.
        found = components.end(f"#/components/schemas/{target}", place)
    return components.lead(found[0], "schema", found[1]) if found else target


def _dynamic_reference(components: Components, held: JSON, place: Place) -> JSON:
    """The anchor of another file comes along (JSON Schema core, section 8.2.3.2)."""
    uri, _, fragment = held.partition("#") if isinstance(held, str) else ("", "", "")
    found = components.end(str(held), place) if uri else None
    if found is None:
        return held
    components.lead(found[0], "schema", found[1])
    return f"#{fragment}"


def _security(components: Components, held: JSON, place: Place) -> JSON:
    """Requirements, whose names may be references from OAS 3.2 on (section 4.30)."""
    if not isinstance(held, list):
        return held
    return [
        {_scheme(components, name, place): scopes for name, scopes in item.items()} if isinstance(item, dict) else item
        for item in held
    ]


def _scheme(components: Components, name: str, place: Place) -> str:
    is_known = name in components.description.security_schemes
    found = components.end(name, place) if not is_known and _is_reference(name) else None
    if found is None:
        return name
    target, at = found
    is_moved = at.uri != components.entry
    return components.move(target, "security scheme", at).name if is_moved else f"#{at.pointer}"


def is_closed(contents: JSON) -> bool:
    """Whether nothing in a file leads out of it; a look without places, which is many times faster than a copy."""
    ahead = [contents]
    while ahead:
        value = ahead.pop()
        if isinstance(value, list):
            ahead += value
        elif isinstance(value, dict):
            if not _LEADING.isdisjoint(value):
                references = [value.get("$ref"), value.get("$dynamicRef")]
                references += [each for each in _names(value) if _is_reference(each)]
                if any(isinstance(each, str) and not each.startswith("#") for each in references):
                    return False
            ahead += value.values()
    return True


_LEADING: Final = frozenset(("$ref", "$dynamicRef", "mapping", "defaultMapping", "security"))


def _names(value: dict[str, JSON]) -> Iterator[str]:
    """What an object names, where a name may be a reference as well."""
    mapping, schemes = value.get("mapping"), value.get("security")
    listed: list[JSON] = [value.get("defaultMapping"), *(mapping.values() if isinstance(mapping, dict) else ())]
    for each in schemes if isinstance(schemes, list) else ():
        listed += each if isinstance(each, dict) else ()
    yield from (name for name in listed if isinstance(name, str))


def _is_reference(name: str) -> bool:
    """Whether a name can only be, or may well be, a reference to a file or into one."""
    return any(letter in name for letter in "#/.")


SPECIAL: Final[Mapping[tuple[str, str], Callable[[Components, JSON, Place], JSON]]] = {
    ("schema", "discriminator"): _discriminator,
    ("schema", "$dynamicRef"): _dynamic_reference,
    ("openapi", "security"): _security,
    ("operation", "security"): _security,
}
"""Object and field -> what the field holds in the bundle."""
