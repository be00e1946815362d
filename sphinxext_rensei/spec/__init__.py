"""An OpenAPI description as typed values: reading, references, dialects, the model."""

from __future__ import annotations

from sphinxext_rensei.spec._cache import Cache
from sphinxext_rensei.spec._calling import (
    PRODUCTION,
    form_of,
    has_form,
    is_proxied,
    is_sent,
    route_of,
)
from sphinxext_rensei.spec._chosen import choose_answer, choose_example, choose_response
from sphinxext_rensei.spec._collector import collector_paused
from sphinxext_rensei.spec._dialects import DIALECTS, Dialect, find_dialect
from sphinxext_rensei.spec._internal import is_internal, without_internal
from sphinxext_rensei.spec._json import JSON, child, escape, split, unescape
from sphinxext_rensei.spec._linked import find_linked
from sphinxext_rensei.spec._load import Loaded, load
from sphinxext_rensei.spec._model import (
    METHODS,
    Callback,
    CodeSample,
    Contact,
    Description,
    Encoding,
    Example,
    Extensions,
    ExternalDocumentation,
    License,
    Link,
    MediaType,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Server,
    ServerVariable,
    Tag,
)
from sphinxext_rensei.spec._names import name_candidates
from sphinxext_rensei.spec._place import Part, Place, Schema
from sphinxext_rensei.spec._references import References
from sphinxext_rensei.spec._remote import Remote, Retrieve, is_prefix
from sphinxext_rensei.spec._security import OAuthFlow, SecurityRequirement, SecurityScheme
from sphinxext_rensei.spec._source import Source, read, read_inline, read_text
from sphinxext_rensei.spec._structure import STRUCTURE, Holds, children, find_object
from sphinxext_rensei.spec._styles import special_style
from sphinxext_rensei.spec._templates import TEMPLATE_EXPRESSION, urls_of
from sphinxext_rensei.spec._uris import base_path, join_uri, split_uri

__all__ = [
    "DIALECTS",
    "JSON",
    "METHODS",
    "PRODUCTION",
    "STRUCTURE",
    "TEMPLATE_EXPRESSION",
    "Cache",
    "Callback",
    "CodeSample",
    "Contact",
    "Description",
    "Dialect",
    "Encoding",
    "Example",
    "Extensions",
    "ExternalDocumentation",
    "Holds",
    "License",
    "Link",
    "Loaded",
    "MediaType",
    "OAuthFlow",
    "Operation",
    "Parameter",
    "Part",
    "Place",
    "References",
    "Remote",
    "RequestBody",
    "Response",
    "Retrieve",
    "Schema",
    "SecurityRequirement",
    "SecurityScheme",
    "Server",
    "ServerVariable",
    "Source",
    "Tag",
    "base_path",
    "child",
    "children",
    "choose_answer",
    "choose_example",
    "choose_response",
    "collector_paused",
    "escape",
    "find_dialect",
    "find_linked",
    "find_object",
    "form_of",
    "has_form",
    "is_internal",
    "is_prefix",
    "is_proxied",
    "is_sent",
    "join_uri",
    "load",
    "name_candidates",
    "read",
    "read_inline",
    "read_text",
    "route_of",
    "special_style",
    "split",
    "split_uri",
    "unescape",
    "urls_of",
    "without_internal",
]
