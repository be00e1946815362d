"""Every kind of change: what it is called, how much it matters in each direction, and a sentence."""

from __future__ import annotations

import enum
from typing import Final, Self

from sphinxext_rensei.words import message


class Severity(enum.Enum):
    """What a change means for those who call an API as it was described before."""

    BREAKING = "breaking"
    """Some that were right are wrong now."""
    WARNING = "warning"
    """The descriptions do not tell."""
    INFO = "info"
    """All that was right still is."""

    @property
    def rank(self) -> int:
        """0 for the severest."""
        return tuple(Severity).index(self)


BREAKING, WARNING, INFO = Severity

NARROWS: Final = (BREAKING, INFO)
"""Less is allowed: callers may send what is refused now; what they receive, they know already."""
WIDENS: Final = (INFO, BREAKING)
"""More is allowed: callers may receive what they do not know."""
DIFFERS: Final = (BREAKING, BREAKING)
"""Something else is allowed."""
UNKNOWN: Final = (WARNING, WARNING)
HARMLESS: Final = (INFO, INFO)


class ChangeCode(enum.Enum):
    """A kind of change.

    :ivar request: what it means for what callers send.
    :ivar response: what it means for what they receive.
    :ivar sentence: in words, with ``{name}``, ``{old}`` and ``{new}`` to be filled in.
    """

    request: Severity
    response: Severity
    sentence: str

    def __new__(cls, value: str, severities: tuple[Severity, Severity], sentence: str) -> Self:
        """Make a code whose value is its name in reports."""
        code = object.__new__(cls)
        code._value_, (code.request, code.response), code.sentence = value, severities, sentence
        return code

    # The API -----------------------------------------------------------------------------------------------------

    VERSION_CHANGED = "version-changed", HARMLESS, message("The version was {old} and is {new}.")
    SERVER_ADDED = "server-added", HARMLESS, message("The server {name} was added.")
    SERVER_REMOVED = "server-removed", UNKNOWN, message("The server {name} was removed.")
    SECURITY_SCHEME_ADDED = "security-scheme-added", HARMLESS, message("The security scheme {name} was added.")
    SECURITY_SCHEME_REMOVED = "security-scheme-removed", HARMLESS, message("The security scheme {name} was removed.")
    SECURITY_SCHEME_CHANGED = "security-scheme-changed", HARMLESS, message("The security scheme {name} was changed.")

    # Operations --------------------------------------------------------------------------------------------------

    OPERATION_ADDED = "operation-added", HARMLESS, message("The operation was added.")
    OPERATION_REMOVED = "operation-removed", DIFFERS, message("The operation was removed; it had not been deprecated.")
    OPERATION_REMOVED_DEPRECATED = (
        "operation-removed-deprecated",
        HARMLESS,
        message("The operation was removed, as its deprecation had said."),
    )
    OPERATION_REMOVED_BEFORE_SUNSET = (
        "operation-removed-before-sunset",
        DIFFERS,
        message("The operation was removed before its sunset date, {name}."),
    )
    OPERATION_DEPRECATED = "operation-deprecated", HARMLESS, message("The operation was deprecated.")
    OPERATION_REACTIVATED = "operation-reactivated", HARMLESS, message("The operation is not deprecated any more.")
    SUNSET_INVALID = "sunset-invalid", DIFFERS, message("The sunset date {name} is not a date.")
    SUNSET_REMOVED = "sunset-removed", DIFFERS, message("The sunset date {old} was removed; the deprecation stays.")
    SUNSET_EARLIER = "sunset-earlier", DIFFERS, message("The sunset date {old} was brought forward to {new}.")
    OPERATION_ID_CHANGED = "operation-id-changed", HARMLESS, message("The operation's id was {old} and is {new}.")
    TAG_ADDED = "tag-added", HARMLESS, message("The tag {name} was added.")
    TAG_REMOVED = "tag-removed", HARMLESS, message("The tag {name} was removed.")
    SUMMARY_CHANGED = "summary-changed", HARMLESS, message("The summary was changed.")
    DESCRIPTION_CHANGED = "description-changed", HARMLESS, message("The description was changed.")
    WEBHOOK_ADDED = "webhook-added", HARMLESS, message("The webhook was added.")
    WEBHOOK_REMOVED = "webhook-removed", DIFFERS, message("The webhook was removed.")
    CALLBACK_ADDED = "callback-added", HARMLESS, message("The callback {name} was added.")
    CALLBACK_REMOVED = "callback-removed", DIFFERS, message("The callback {name} was removed.")
    SECURITY_REQUIRED = "security-required", DIFFERS, message("Credentials are needed now: {new}.")
    SECURITY_NOT_REQUIRED = "security-not-required", HARMLESS, message("Calls without credentials are accepted now.")
    SECURITY_ADDED = "security-added", HARMLESS, message("The credentials {name} are accepted now.")
    SECURITY_REMOVED = "security-removed", DIFFERS, message("The credentials {name} are not accepted any more.")
    SECURITY_CHANGED = "security-changed", DIFFERS, message("The credentials {name} are sent otherwise.")
    SCOPE_ADDED = "scope-added", DIFFERS, message("The scope {name} is needed now.")
    SCOPE_REMOVED = "scope-removed", HARMLESS, message("The scope {name} is not needed any more.")

    # Parameters --------------------------------------------------------------------------------------------------

    REQUIRED_PARAMETER_ADDED = (
        "required-parameter-added",
        NARROWS,
        message("The parameter was added, and is required."),
    )
    PARAMETER_ADDED = "parameter-added", HARMLESS, message("The parameter was added.")
    PARAMETER_REMOVED = "parameter-removed", UNKNOWN, message("The parameter was removed.")
    PARAMETER_REMOVED_DEPRECATED = (
        "parameter-removed-deprecated",
        HARMLESS,
        message("The parameter was removed, as its deprecation had said."),
    )
    PARAMETER_REMOVED_BEFORE_SUNSET = (
        "parameter-removed-before-sunset",
        DIFFERS,
        message("The parameter was removed before its sunset date, {name}."),
    )
    PARAMETER_MOVED = "parameter-moved", DIFFERS, message("The parameter was in {old} and is in {new}.")
    PATH_PARAMETER_RENAMED = "path-parameter-renamed", HARMLESS, message("The parameter was called {old}.")
    PARAMETER_BECAME_REQUIRED = "parameter-became-required", NARROWS, message("The parameter became required.")
    PARAMETER_BECAME_OPTIONAL = "parameter-became-optional", WIDENS, message("The parameter became optional.")
    PARAMETER_DEPRECATED = "parameter-deprecated", HARMLESS, message("The parameter was deprecated.")
    PARAMETER_REACTIVATED = "parameter-reactivated", HARMLESS, message("The parameter is not deprecated any more.")
    PARAMETER_STYLE_CHANGED = (
        "parameter-style-changed",
        DIFFERS,
        message("The parameter is written otherwise: {old} became {new}."),
    )

    # Bodies ------------------------------------------------------------------------------------------------------

    REQUIRED_BODY_ADDED = "required-body-added", NARROWS, message("A body was added, and is required.")
    BODY_ADDED = "body-added", HARMLESS, message("A body was added.")
    BODY_REMOVED = "body-removed", DIFFERS, message("The body was removed.")
    BODY_BECAME_REQUIRED = "body-became-required", NARROWS, message("The body became required.")
    BODY_BECAME_OPTIONAL = "body-became-optional", WIDENS, message("The body became optional.")
    MEDIA_TYPE_ADDED = "media-type-added", HARMLESS, message("The media type {name} was added.")
    MEDIA_TYPE_REMOVED = "media-type-removed", DIFFERS, message("The media type {name} was removed.")
    SCHEMA_ADDED = "schema-added", NARROWS, message("A schema was added.")
    SCHEMA_REMOVED = "schema-removed", WIDENS, message("The schema was removed.")

    # Responses ---------------------------------------------------------------------------------------------------

    RESPONSE_ADDED = "response-added", HARMLESS, message("The response was added.")
    RESPONSE_REMOVED = "response-removed", DIFFERS, message("The response was removed.")
    ERROR_RESPONSE_ADDED = "error-response-added", HARMLESS, message("The response to errors was added.")
    ERROR_RESPONSE_REMOVED = "error-response-removed", HARMLESS, message("The response to errors was removed.")
    HEADER_ADDED = "header-added", HARMLESS, message("The header was added.")
    HEADER_REMOVED = "header-removed", UNKNOWN, message("The header was removed.")
    REQUIRED_HEADER_REMOVED = "required-header-removed", DIFFERS, message("The header was removed; it was required.")
    HEADER_BECAME_OPTIONAL = "header-became-optional", WIDENS, message("The header became optional.")
    HEADER_BECAME_REQUIRED = "header-became-required", NARROWS, message("The header became required.")
    LINK_ADDED = "link-added", HARMLESS, message("The link {name} was added.")
    LINK_REMOVED = "link-removed", HARMLESS, message("The link {name} was removed.")

    # Schemas -----------------------------------------------------------------------------------------------------

    TYPE_NARROWED = "type-narrowed", NARROWS, message("The type {old} was narrowed to {new}.")
    TYPE_WIDENED = "type-widened", WIDENS, message("The type {old} was widened to {new}.")
    TYPE_CHANGED = "type-changed", DIFFERS, message("The type was {old} and is {new}.")
    BECAME_NULLABLE = "became-nullable", WIDENS, message("It may be null now.")
    BECAME_NOT_NULLABLE = "became-not-nullable", NARROWS, message("It may not be null any more.")
    FORMAT_ADDED = "format-added", NARROWS, message("The format {new} was added.")
    FORMAT_REMOVED = "format-removed", WIDENS, message("The format {old} was removed.")
    FORMAT_NARROWED = "format-narrowed", NARROWS, message("The format {old} was narrowed to {new}.")
    FORMAT_WIDENED = "format-widened", WIDENS, message("The format {old} was widened to {new}.")
    FORMAT_CHANGED = "format-changed", DIFFERS, message("The format was {old} and is {new}.")
    BECAME_ENUM = "became-enum", NARROWS, message("Values are limited to {new}.")
    ENUM_REMOVED = "enum-removed", WIDENS, message("Values are not limited to {old} any more.")
    ENUM_VALUE_ADDED = "enum-value-added", (INFO, WARNING), message("The value {name} was added.")
    ENUM_VALUE_REMOVED = "enum-value-removed", NARROWS, message("The value {name} was removed.")
    CONST_ADDED = "const-added", NARROWS, message("The only value is {new} now.")
    CONST_REMOVED = "const-removed", WIDENS, message("{old} is not the only value any more.")
    CONST_CHANGED = "const-changed", DIFFERS, message("The only value was {old} and is {new}.")
    CONSTRAINT_ADDED = "constraint-added", NARROWS, message("{name} was set to {new}.")
    CONSTRAINT_REMOVED = "constraint-removed", WIDENS, message("{name} was removed; it was {old}.")
    CONSTRAINT_TIGHTENED = "constraint-tightened", NARROWS, message("{name} was tightened from {old} to {new}.")
    CONSTRAINT_LOOSENED = "constraint-loosened", WIDENS, message("{name} was loosened from {old} to {new}.")
    CONSTRAINT_CHANGED = "constraint-changed", DIFFERS, message("{name} was {old} and is {new}.")
    PATTERN_ADDED = "pattern-added", NARROWS, message("The pattern {new} was added.")
    PATTERN_REMOVED = "pattern-removed", WIDENS, message("The pattern {old} was removed.")
    PATTERN_CHANGED = "pattern-changed", UNKNOWN, message("The pattern was {old} and is {new}.")
    DEFAULT_ADDED = "default-added", HARMLESS, message("The default {new} was added.")
    DEFAULT_REMOVED = "default-removed", HARMLESS, message("The default {old} was removed.")
    DEFAULT_CHANGED = "default-changed", HARMLESS, message("The default was {old} and is {new}.")
    REQUIRED_PROPERTY_ADDED = "required-property-added", NARROWS, message("The property was added, and is required.")
    PROPERTY_ADDED = "property-added", HARMLESS, message("The property was added.")
    PROPERTY_REMOVED = "property-removed", (WARNING, INFO), message("The property was removed.")
    REQUIRED_PROPERTY_REMOVED = (
        "required-property-removed",
        (WARNING, BREAKING),
        message("The property was removed; it was required."),
    )
    PROPERTY_REMOVED_DEPRECATED = (
        "property-removed-deprecated",
        HARMLESS,
        message("The property was removed, as its deprecation had said."),
    )
    PROPERTY_REMOVED_BEFORE_SUNSET = (
        "property-removed-before-sunset",
        DIFFERS,
        message("The property was removed before its sunset date, {name}."),
    )
    PROPERTY_BECAME_REQUIRED = "property-became-required", NARROWS, message("The property became required.")
    PROPERTY_BECAME_OPTIONAL = "property-became-optional", WIDENS, message("The property became optional.")
    PROPERTY_DEPRECATED = "property-deprecated", HARMLESS, message("The property was deprecated.")
    PROPERTY_REACTIVATED = "property-reactivated", HARMLESS, message("The property is not deprecated any more.")
    BECAME_READ_ONLY = "became-read-only", HARMLESS, message("It became read-only.")
    BECAME_NOT_READ_ONLY = "became-not-read-only", HARMLESS, message("It is not read-only any more.")
    BECAME_WRITE_ONLY = "became-write-only", HARMLESS, message("It became write-only.")
    BECAME_NOT_WRITE_ONLY = "became-not-write-only", HARMLESS, message("It is not write-only any more.")
    REQUIRED_BECAME_NOT_WRITE_ONLY = (
        "required-became-not-write-only",
        (INFO, WARNING),
        message("It is required, and not write-only any more."),
    )
    ADDITIONAL_PROPERTIES_NARROWED = (
        "additional-properties-narrowed",
        NARROWS,
        message("{name} allows less than before."),
    )
    ADDITIONAL_PROPERTIES_WIDENED = "additional-properties-widened", WIDENS, message("{name} allows more than before.")
    ALTERNATIVE_ADDED = "alternative-added", WIDENS, message("The alternative {name} was added.")
    ALTERNATIVE_REMOVED = "alternative-removed", NARROWS, message("The alternative {name} was removed.")
    BECAME_ALTERNATIVES = "became-alternatives", DIFFERS, message("It is one of several alternatives now.")
    ALTERNATIVES_REMOVED = "alternatives-removed", DIFFERS, message("It is not one of several alternatives any more.")
    ALL_OF_ADDED = "all-of-added", NARROWS, message("{name} has to be fit as well.")
    ALL_OF_REMOVED = "all-of-removed", WIDENS, message("{name} need not be fit any more.")
    ALL_OF_ANNOTATED = "all-of-annotated", HARMLESS, message("What is said of it in allOf was changed.")
    PREFIX_ITEM_ADDED = "prefix-item-added", WIDENS, message("An item was added at position {name}.")
    PREFIX_ITEM_REMOVED = "prefix-item-removed", NARROWS, message("The item at position {name} was removed.")
    KEYWORD_ADDED = "keyword-added", NARROWS, message("The condition {name} was added.")
    KEYWORD_REMOVED = "keyword-removed", WIDENS, message("The condition {name} was removed.")
    KEYWORD_CHANGED = "keyword-changed", UNKNOWN, message("The condition {name} was changed.")
    DEPENDENT_REQUIRED_CHANGED = (
        "dependent-required-changed",
        DIFFERS,
        message("What is required with {name} was {old} and is {new}."),
    )
    CONTENT_CHANGED = "content-changed", DIFFERS, message("{name} was {old} and is {new}.")
    DISCRIMINATOR_ADDED = "discriminator-added", HARMLESS, message("The discriminator {new} was added.")
    DISCRIMINATOR_REMOVED = "discriminator-removed", HARMLESS, message("The discriminator {old} was removed.")
    DISCRIMINATOR_CHANGED = "discriminator-changed", HARMLESS, message("The discriminator was {old} and is {new}.")
    MAPPING_ADDED = "mapping-added", HARMLESS, message("The discriminator's value {name} was added.")
    MAPPING_REMOVED = "mapping-removed", HARMLESS, message("The discriminator's value {name} was removed.")
    MAPPING_CHANGED = "mapping-changed", HARMLESS, message("The discriminator's value {name} leads elsewhere.")
