"""Operations that links lead to by reference."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinxext_rensei.errors import UnresolvableReference
from sphinxext_rensei.spec._json import split
from sphinxext_rensei.spec._uris import join_uri

if TYPE_CHECKING:
    from sphinxext_rensei.spec._model import Description, Operation
    from sphinxext_rensei.spec._place import Place
    from sphinxext_rensei.spec._references import References


def find_linked(
    description: Description, references: References, operation_ref: str, place: Place
) -> Operation | None:
    """The operation that an ``operationRef`` leads to, if it is one of this description (OAS 3.2.0, section 4.20).

    A pointer that names path and method finds it behind the ``$ref`` of its path as well.

    :param place: where the link stands.
    """
    uri, _, fragment = (join_uri(place.uri, operation_ref) or "").partition("#")
    tokens = split(unquote(fragment))
    is_here = uri in (place.uri, references.place.uri) and len(tokens) == len(("paths", "", ""))
    endpoint = f"{tokens[-1].upper()} {tokens[-2]}" if is_here else ""
    try:
        _, target = references.resolve(operation_ref, place)
    except UnresolvableReference:
        # The operation stands behind the `$ref` of its path, or elsewhere.
        target = None
    found = (each for each in description.operations if endpoint == each.endpoint or target == each.place)
    return next(found, None)
