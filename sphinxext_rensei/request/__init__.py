"""An HTTP request from an operation: example values serialised, bodies by media type, places for credentials."""

from __future__ import annotations

from sphinxext_rensei.request._build import make_request, parameter_text
from sphinxext_rensei.request._data import data_text, operation_data
from sphinxext_rensei.request._examples import build_request
from sphinxext_rensei.request._given import Given, give
from sphinxext_rensei.request._media import JSON_LINES, MediaExample, base_type, is_binary, is_json, media_examples
from sphinxext_rensei.request._message import (
    Body,
    Credential,
    FileBody,
    FormPart,
    Inputs,
    Instance,
    MultipartBody,
    Request,
    Template,
    TextBody,
    Variable,
)
from sphinxext_rensei.request._named import dotted
from sphinxext_rensei.request._native import NativeForm, NativeInput, native_form
from sphinxext_rensei.request._parameters import serialize
from sphinxext_rensei.request._security import alternatives

__all__ = [
    "JSON_LINES",
    "Body",
    "Credential",
    "FileBody",
    "FormPart",
    "Given",
    "Inputs",
    "Instance",
    "MediaExample",
    "MultipartBody",
    "NativeForm",
    "NativeInput",
    "Request",
    "Template",
    "TextBody",
    "Variable",
    "alternatives",
    "base_type",
    "build_request",
    "data_text",
    "dotted",
    "give",
    "is_binary",
    "is_json",
    "make_request",
    "media_examples",
    "native_form",
    "operation_data",
    "parameter_text",
    "serialize",
]
