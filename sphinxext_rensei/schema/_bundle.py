"""Schemas as plain data for the browser: what checks an instance and what a form is made of, each named one once."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.schema._json import compact
from sphinxext_rensei.spec import Part, Schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.schema._analyser import Analyser
    from sphinxext_rensei.spec import JSON, Place

_KEPT: Final = frozenset(
    (
        *("type", "enum", "const", "required", "dependentRequired", "format", "readOnly", "writeOnly"),
        *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
        *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems", "minContains", "maxContains"),
        *("minProperties", "maxProperties", "contentEncoding", "contentMediaType"),
    )
)
_FORMATS: Final = ("binary", "date", "date-time", "email", "ipv4", "password", "time", "uri", "uuid")
"""Those that are checked, or typed in a way of their own."""
_ONE: Final = frozenset(
    (
        *("items", "contains", "additionalProperties", "propertyNames", "unevaluatedItems", "unevaluatedProperties"),
        *("not", "if", "then", "else"),
    )
)
_SEVERAL: Final = frozenset(("allOf", "anyOf", "oneOf", "prefixItems"))
_NAMED: Final = frozenset(("properties", "patternProperties", "dependentSchemas"))
_MAX_DEPTH: Final = 60
"""Schemas written inside each other; what is deeper fits anything."""
_MAX_LENGTHS: Final = {"enum": 8_000, "const": 8_000, "pattern": 8_000, "required": 8_000}
"""What is longer, in characters of JSON, helps no form and is not checked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """A named schema as data.

    :param leads: the named schemas that it refers to, in order.
    """

    written: JSON
    size: int
    leads: Mapping[str, tuple[JSON, Place]]


def _kept(_analyser: Analyser) -> dict[Place, _Named]:
    """The named schemas that some page needed: most are needed by several."""
    return {}


class SchemaBundle:
    """The schemas of one page.

    Nearest first, as far as there is room: some descriptions connect every schema with every other.

    :ivar sources: every place that was read.
    :param room: characters of JSON that the named schemas may take up.
    """

    def __init__(self, analyser: Analyser, *, room: int = 32_000) -> None:
        self._analyser = analyser
        self._references = analyser.references
        self._dialect = analyser.dialect
        self._names = analyser.description.schema_names
        self._kept = analyser.once(_kept)
        self._room = room
        self._wanted: dict[str, tuple[JSON, Place]] = {}
        self.sources: set[Place] = set()

    def add(self, schema: Schema) -> JSON:
        """A schema, with the named ones that it leads to noted."""
        self.sources.update(schema.places)
        parts = [self._part(_plain(part.value), part.place) for part in schema.parts]
        return parts[0] if len(parts) == 1 else {"allOf": parts}

    def schemas(self) -> dict[str, JSON]:
        """The named schemas, to which ``$ref`` leads by name; a name that is not there fits anything."""
        written: dict[str, JSON] = {}
        while self._room > 0 and len(written) < len(self._wanted):
            name = next(islice(self._wanted, len(written), None))
            value, place = self._wanted[name]
            self.sources.add(place)
            named = self._kept.get(place) or self._read(value, place)
            for lead, target in named.leads.items():
                self._wanted.setdefault(lead, target)
            written[name] = named.written
            self._room -= len(name) + named.size
        return written

    def _read(self, value: JSON, place: Place) -> _Named:
        alone = SchemaBundle(self._analyser)
        written = alone._inline(value, place, 0)
        named = self._kept[place] = _Named(written=written, size=len(compact(written)), leads=alone._wanted)
        return named

    def _part(self, value: JSON, place: Place) -> JSON:
        name = self._names.get(place)
        return self._inline(value, place, 0) if name is None else self._named(name, value, place)

    def _named(self, name: str, value: JSON, place: Place) -> JSON:
        self._wanted.setdefault(name, (value, place))
        return {"$ref": name}

    def _inline(self, value: JSON, place: Place, depth: int) -> JSON:
        if isinstance(value, bool):
            return value
        if not isinstance(value, dict) or depth > _MAX_DEPTH or self._hidden(value, place):
            return {}
        said = self._dialect.upgrade(value)
        written: dict[str, JSON] = {}
        for keyword, held in said.items():
            written.update(self._keyword(keyword, held, place, depth + 1))
        required, properties, shown = written.get("required"), said.get("properties"), written.get("properties")
        if isinstance(required, list) and isinstance(properties, dict) and isinstance(shown, dict):
            hidden = [name for name in properties if name not in shown]
            written["required"] = [name for name in required if name not in hidden]
        return written

    def _keyword(self, keyword: str, held: JSON, place: Place, depth: int) -> dict[str, JSON]:
        at = place.child(keyword)
        if keyword == "$ref":
            return self._reference(str(held), place)
        if keyword == "discriminator":
            return self._discriminator(held, place)
        if keyword in _ONE and isinstance(held, (dict, bool)):
            return {keyword: self._inline(held, at, depth)}
        if keyword in _SEVERAL and isinstance(held, list):
            return {keyword: [self._inline(item, at.child(index), depth) for index, item in enumerate(held)]}
        if keyword in _NAMED and isinstance(held, dict):
            found = {key: (item, at.child(key)) for key, item in held.items() if not self._hidden(item, at.child(key))}
            return {keyword: {key: self._inline(item, inner, depth) for key, (item, inner) in found.items()}}
        long = keyword in _MAX_LENGTHS and len(compact(held)) > _MAX_LENGTHS[keyword]
        unknown = keyword == "format" and held not in _FORMATS
        return {keyword: held} if keyword in _KEPT and not long and not unknown else {}

    def _hidden(self, value: JSON, place: Place) -> bool:
        return isinstance(value, dict) and self._analyser.hidden(Schema.of(Part(value, place)))

    def _reference(self, reference: str, place: Place) -> dict[str, JSON]:
        """A ``$ref`` that leads nowhere was reported when it was drawn; here it fits anything."""
        try:
            target, at = self._references.resolve(reference, place)
        except UnresolvableReference:
            return {}
        name = self._names.get(at)
        if name is None or self._hidden(target, at):
            return {}
        self._wanted.setdefault(name, (target, at))
        return {"$ref": name}

    def _discriminator(self, held: JSON, place: Place) -> dict[str, JSON]:
        """What the values of a mapping lead to becomes their key: names of schemas (OAS 3.2.0, section 4.25)."""
        if not isinstance(held, dict) or not isinstance(held.get("propertyName"), str):
            return {}
        mapping = held.get("mapping")
        tags: dict[str, JSON] = {}
        for value, target in mapping.items() if isinstance(mapping, dict) else ():
            reference = f"#/components/schemas/{target}" if str(target).replace("_", "").isalnum() else str(target)
            try:
                found, at = self._references.resolve(reference, place)
            except UnresolvableReference:
                continue
            if not self._hidden(found, at):
                tags.setdefault(self._names.get(at, ""), value)
        return {"discriminator": {"propertyName": held["propertyName"], **({"tags": tags} if tags else {})}}


def _plain(value: Mapping[str, JSON] | bool) -> JSON:  # noqa: FBT001 - a boolean schema
    return value if isinstance(value, bool) else dict(value)
