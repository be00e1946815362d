"""An HTTP request from an operation: example values serialised, bodies by media type, places for credentials."""

from __future__ import annotations

from sphinxext_rensei.request._build import PLACEHOLDER_SERVER, make_request, parameter_text, server_url
from sphinxext_rensei.request._data import data_text, operation_data
from sphinxext_rensei.request._examples import build_request, example_inputs
from sphinxext_rensei.request._given import Given, give
from sphinxext_rensei.request._media import MediaExample, is_binary, is_json, is_xml, media_examples, media_text
from sphinxext_rensei.request._message import (
    Body,
    Credential,
    CredentialKind,
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
from sphinxext_rensei.request._parameters import STYLES, serialize
from sphinxext_rensei.request._security import alternatives, credential, preferred

__all__ = [
    "PLACEHOLDER_SERVER",
    "STYLES",
    "Body",
    "Credential",
    "CredentialKind",
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
    "build_request",
    "credential",
    "data_text",
    "dotted",
    "example_inputs",
    "give",
    "is_binary",
    "is_json",
    "is_xml",
    "make_request",
    "media_examples",
    "media_text",
    "native_form",
    "operation_data",
    "parameter_text",
    "preferred",
    "serialize",
    "server_url",
]
