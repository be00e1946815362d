"""What is wrong with a description, as values: found by the pure core, worded once, told by the rim.

The Sphinx glue says a :class:`Problem` as a warning of subtype ``rensei.<code>``; the command line prints it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

UNRULY: Final[Mapping[int, str]] = dict.fromkeys(
    (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "�"
)
"""What drives a terminal, or turns the order of letters around, and what stands for it in a message."""


class Severity(enum.Enum):
    """How much a problem matters."""

    ERROR = "error"
    """Something is wrong."""
    ADVICE = "advice"
    """All is in order, and readers would be helped by more."""


class Code(enum.Enum):
    """A kind of finding: its name in a report, a sentence for the manual, and how much it matters."""

    sentence: str
    severity: Severity

    def __new__(cls, value: str, sentence: str, severity: Severity = Severity.ERROR) -> Self:
        """Make a code whose value is its name."""
        code = object.__new__(cls)
        code._value_, code.sentence, code.severity = value, sentence, severity
        return code


class ProblemCode(Code):
    """Every kind of problem; its name is the warning's subtype.

    Advice is given by the command line where it is asked to check a description; a build says nothing of it.
    """

    CONFIG = "config", "A value in conf.py is wrong; the default is used."
    MISSING_FILE = "missing-file", "A description, or a file that it refers to, is not there or can't be read."
    ENCODING = "encoding", "A file is not text in UTF-8, UTF-16 or UTF-32."
    SYNTAX = "syntax", "A file is not YAML or JSON."
    LIMIT = "limit", "A file nests deeper, or its aliases expand further, than any description has reason to."
    DUPLICATE_KEY = "duplicate-key", "A mapping holds a key twice; the last one counts."
    NOT_OPENAPI = "not-openapi", "A file is not an OpenAPI 3 description."
    INVALID = "invalid", "A part of the description does not have the form that the OpenAPI Specification gives it."
    SCHEMA = "schema", "A Schema Object breaks the rules of its dialect."
    EXAMPLE = "example", "An example or a default does not fit its schema."
    REFERENCE = "reference", "A ``$ref``, or another name that stands for a part of the description, leads nowhere."
    REFERENCE_CYCLE = "reference-cycle", "A ``$ref`` leads back to itself, with no object on the way."
    REMOTE_REFERENCE = "remote-reference", "A ``$ref`` leads to another host and is not allowed by name."
    OUTSIDE_REFERENCE = "outside-reference", "A ``$ref`` leads to a file outside the description's project."
    DUPLICATE_OPERATION_ID = "duplicate-operation-id", "Two operations have one ``operationId``."
    PATH_TEMPLATE = (
        "path-template",
        "A path template and its path parameters disagree, or two templates are the same path.",
    )
    UNKNOWN_SPEC = "unknown-spec", "A directive or role names a description that ``rensei_specs`` does not hold."
    UNKNOWN_OPERATION = "unknown-operation", "A directive or role names an operation that no description holds."
    UNKNOWN_EXAMPLE = "unknown-example", "A directive names an example that its operation does not hold."
    UNKNOWN_PARAMETER = (
        "unknown-parameter",
        "A directive or role names a parameter or field that is not there.",
    )
    HIDDEN_PARAMETER = (
        "hidden-parameter",
        "A directive hides a parameter or field that each call needs, and gives it no value.",
    )
    UNKNOWN_STATUS = "unknown-status", "A directive expects a status that its operation does not document."
    UNKNOWN_SCHEMA = (
        "unknown-schema",
        "A directive or role names a schema, or a field of one, that no description holds.",
    )
    UNKNOWN_TAG = "unknown-tag", "A directive or role names a tag that no description holds."
    UNKNOWN_SECURITY = "unknown-security", "A directive or role names a security scheme that no description holds."
    UNKNOWN_ENDPOINT = (
        "unknown-endpoint",
        "A literal is written like an endpoint of a described API, and no operation has it.",
    )
    INVALID_ENDPOINT = (
        "invalid-endpoint",
        "What a directive is given is not a method and a path, or not the beginning of paths.",
    )
    DUPLICATE_ENDPOINT = "duplicate-endpoint", "Two places document one endpoint with ``rensei-endpoint``."
    DESCRIBED_ENDPOINT = (
        "described-endpoint",
        "``rensei-endpoint`` documents what the description holds by now; ``rensei-operation`` draws it from there.",
    )
    PAGE = "page", "A generated page can't be written where it belongs."

    MISSING_DESCRIPTION = (
        "missing-description",
        "The API, a tag, an operation or a parameter is not described.",
        Severity.ADVICE,
    )
    MISSING_SCHEMA_DESCRIPTION = (
        "missing-schema-description",
        "A named schema, or one of its properties, is not described.",
        Severity.ADVICE,
    )
    MISSING_SUMMARY = "missing-summary", "An operation has no summary.", Severity.ADVICE
    MISSING_OPERATION_ID = "missing-operation-id", "An operation has no ``operationId``.", Severity.ADVICE
    MISSING_ERROR_RESPONSE = "missing-error-response", "An operation has no response for errors.", Severity.ADVICE
    MISSING_SERVER = "missing-server", "No server says where an operation can be called.", Severity.ADVICE
    MISSING_TAG = "missing-tag", "An operation has no tag.", Severity.ADVICE
    UNDECLARED_TAG = "undeclared-tag", "An operation has a tag that the description does not declare.", Severity.ADVICE
    UNUSED_COMPONENT = "unused-component", "No operation and no webhook uses a component.", Severity.ADVICE


class RouteCode(Code):
    """Every kind of problem with the files that say which routes an implementation has; no build reads them."""

    NO_ROUTES = "no-routes", "A folder or a file that should say which routes there are says of none."
    ROUTE_SYNTAX = "route-syntax", "A file of routes breaks the grammar of its language; what can be read of it is."
    ANNOTATION_SYNTAX = "annotation-syntax", "An ``@openapi`` block in the comment of a route can't be read."
    DRAFT = "draft", "A route can't be written as an operation, or not into this file."
    NO_METHOD = "no-method", "A file of route handlers exports no method.", Severity.ADVICE
    UNREAD_ROUTES = (
        "unread-routes",
        "Something that may add routes, or move them, can't be known without running the code.",
        Severity.ADVICE,
    )


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file.

    :param path: the file, as the user named it or as it was resolved.
    :param line: line, from 1; 0 where it is not known.
    :param column: column in characters, from 1; 0 where it is not known.
    :param pointer: JSON Pointer (RFC 6901) of the value, without ``#``.
    """

    path: str
    line: int = 0
    column: int = 0
    pointer: str = ""

    def __str__(self) -> str:
        parts = [self.path]
        if self.line:
            parts += [str(self.line), str(self.column)]
        return ":".join(parts)


_FAR = 500
"""Characters to the left of a place that nobody counts; JSON on one line has a million."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: what, where, and a sentence for the person who has to mend it."""

    code: Code
    message: str
    location: Location

    def __str__(self) -> str:
        return f"{self.location}: {self.code.value}: {self.told}"

    @property
    def told(self) -> str:
        """The message, with the JSON Pointer where the line is too long to look for a column in."""
        at = self.location
        return f"{self.message} (at {at.pointer})" if at.pointer and at.column > _FAR else self.message

    @property
    def order(self) -> tuple[object, ...]:
        """What problems are sorted by: where they are, then what they are."""
        at = self.location
        return (at.path, at.line, at.column, self.code.value, self.message)


def distinct(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Problems, each said once of a place in a file: aliases of YAML put what is written once into several objects."""
    seen: set[object] = set()
    for problem in problems:
        at = problem.location
        said = (problem.code, problem.message, at.path, (at.line, at.column) if at.line else at.pointer)
        if said not in seen:
            seen.add(said)
            yield problem
