"""What was found, in the forms that people and machines read: one function each."""

from __future__ import annotations

import json
import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote, urlsplit

import sphinxext_rensei
from sphinxext_rensei.problems import UNRULY, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sphinxext_rensei.problems import Code, Location, Problem
    from sphinxext_rensei.spec import JSON


class Finding(NamedTuple):
    """A problem, and how much it matters to the one who asked."""

    problem: Problem
    severity: Severity


def counted(count: int, one: str, many: str) -> str:
    """A number and what is counted."""
    return f"{count} {one if count == 1 else many}"


def summary(findings: Sequence[Finding], subject: str, known: int = 0) -> str:
    """One line of numbers.

    :param subject: what was looked at.
    :param known: differences that a baseline holds.
    """
    severities = [finding.severity for finding in findings]
    numbers = [
        counted(severities.count(Severity.ERROR), "problem", "problems"),
        counted(severities.count(Severity.ADVICE), "piece of advice", "pieces of advice"),
        *([counted(known, "known difference", "known differences")] if known else []),
    ]
    return f"{', '.join(numbers)} in {subject}"


def _text(findings: Sequence[Finding]) -> str:
    """Lines as editors read them: ``file:line:column: code: message``."""
    return "".join(f"{one_line(str(finding.problem))}\n" for finding in findings)


def one_line(text: str) -> str:
    """A text without anything that would drive the reader's terminal or begin a line of its own."""
    return text.translate(_CONTROL)


def _json(findings: Sequence[Finding]) -> str:
    return f"{json.dumps([as_json(finding) for finding in findings], indent=2)}\n"


def as_json(finding: Finding) -> dict[str, JSON]:
    """A finding as a row of JSON."""
    problem, severity = finding
    return {
        "file": problem.location.path,
        "line": problem.location.line or None,
        "column": problem.location.column or None,
        "pointer": problem.location.pointer,
        "code": problem.code.value,
        "severity": severity.value,
        "message": problem.message,
    }


def _github(findings: Sequence[Finding]) -> str:
    """Workflow commands, which GitHub shows beside the lines that they name."""
    return "".join(_annotation(*finding) for finding in findings)


def _annotation(problem: Problem, severity: Severity) -> str:
    location = problem.location
    properties = {"file": location.path}
    if location.line:
        properties |= {"line": str(location.line), "col": str(location.column)}
    properties["title"] = f"rensei.{problem.code.value}"
    held = ",".join(f"{key}={value.translate(_OF_PROPERTY)}" for key, value in properties.items())
    return f"::{_ANNOTATIONS[severity]} {held}::{problem.told.translate(_OF_MESSAGE)}\n"


def _sarif(findings: Sequence[Finding]) -> str:
    """A log of the Static Analysis Results Interchange Format (SARIF 2.1.0, section 3.13)."""
    codes = list(dict.fromkeys(finding.problem.code for finding in findings))
    driver = {
        "name": "rensei-docs",
        "version": sphinxext_rensei.__version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(*finding, codes.index(finding.problem.code)) for finding in findings],
    }
    return f"{json.dumps({'$schema': _SARIF_SCHEMA, 'version': '2.1.0', 'runs': [run]}, indent=2)}\n"


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": f"rensei.{code.value}",
        "shortDescription": {"text": code.sentence.replace("``", "'")},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
    }


def _result(problem: Problem, severity: Severity, rule: int) -> dict[str, Any]:
    location = problem.location
    place: dict[str, Any] = {"physicalLocation": {"artifactLocation": {"uri": _uri(location)}}}
    if location.line:
        place["physicalLocation"]["region"] = {"startLine": location.line, "startColumn": location.column}
    if location.pointer:
        place["logicalLocations"] = [{"fullyQualifiedName": location.pointer}]
    return {
        "ruleId": f"rensei.{problem.code.value}",
        "ruleIndex": rule,
        "level": _LEVELS[severity],
        "message": {"text": problem.message},
        "locations": [place],
    }


def _markdown(findings: Sequence[Finding]) -> str:
    """A list for each code, as the text of an issue or a pull request."""
    by_code: dict[Code, list[Problem]] = {}
    for finding in findings:
        by_code.setdefault(finding.problem.code, []).append(finding.problem)
    parts = []
    for code, problems in by_code.items():
        head = code.sentence.replace("``", "`")
        items = [f"- {_escaped(each.told)} (<code>{escape(str(each.location))}</code>)" for each in problems]
        parts.append("\n".join([f"### {head}", "", *items, ""]))
    return "\n".join(parts)


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\g<0>", text.translate(_CONTROL))


def _uri(location: Location) -> str:
    """A reference to a file; one to a file of another host is one already."""
    if urlsplit(location.path).scheme in ("http", "https"):
        return location.path
    path = Path(location.path)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix())


FORMATS: Final[Mapping[str, Callable[[Sequence[Finding]], str]]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "markdown": _markdown,
}
"""Name of a form -> what writes it; a new form is a function and a row."""

_CONTROL: Final[Mapping[int, str]] = {**UNRULY, 9: " ", 10: " ", 13: " "}

_MARKUP: Final = re.compile(r"[\\`*_{}\[\]<>#|~&]")

_OF_MESSAGE: Final[Mapping[int, str]] = {**UNRULY, ord("%"): "%25", ord("\r"): "%0D", ord("\n"): "%0A"}
_OF_PROPERTY: Final[Mapping[int, str]] = {**_OF_MESSAGE, ord(":"): "%3A", ord(","): "%2C"}
_ANNOTATIONS: Final = {Severity.ERROR: "error", Severity.ADVICE: "notice"}

_LEVELS: Final = {Severity.ERROR: "error", Severity.ADVICE: "note"}
_SARIF_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
