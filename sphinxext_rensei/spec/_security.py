"""Security schemes and what operations require of them (OAS 3.2.0, sections 4.27 to 4.30)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinxext_rensei.spec._pickling import pickle_by_slots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.spec._model import Extensions
    from sphinxext_rensei.spec._place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthFlow:
    """OAuth Flow Object with the name of the flow."""

    name: str
    authorization_url: str = ""
    device_authorization_url: str = ""
    token_url: str = ""
    refresh_url: str = ""
    scopes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityScheme:
    """Security Scheme Object with the name of the component.

    :param parameter: name of the header, query parameter or cookie of an ``apiKey`` scheme.
    """

    name: str
    type: str
    description: str = ""
    parameter: str = ""
    location: str = ""
    scheme: str = ""
    bearer_format: str = ""
    flows: tuple[OAuthFlow, ...] = ()
    open_id_connect_url: str = ""
    oauth2_metadata_url: str = ""
    deprecated: bool = False
    place: Place
    extensions: Extensions = field(default_factory=dict)


SecurityRequirement = tuple[tuple[str, tuple[str, ...]], ...]
"""Schemes that belong together, each with the scopes needed. An empty one means: no credentials."""


pickle_by_slots(globals())
