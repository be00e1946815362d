"""The command that tells what the guides of a site leave out."""

from __future__ import annotations

import io
import json

import pytest

from sphinxext_rensei.cli import main
from sphinxext_rensei.endpoints import Coverage, Endpoint, Mention, coverage_report

GET, PUT = (Endpoint(method=method, path="/a", kind="described") for method in ("GET", "PUT"))
HALF = Coverage(mentioned=((GET, ("guide",)),), unmentioned=(PUT,))
WHOLE = Coverage(mentioned=((GET, ("guide",)), (PUT, ("guide",))))
LOST = Coverage(mentioned=WHOLE.mentioned, dangling=(Mention("GET /b", "literal", "guide", 7),))


def run(folder, *argv, **descriptions):
    if descriptions:
        folder.joinpath("rensei-coverage.json").write_text(json.dumps(coverage_report(descriptions)))
    stdout, stderr = io.StringIO(), io.StringIO()
    code = main(["coverage", str(folder), *argv], stdout, stderr)
    return code, stdout.getvalue(), stderr.getvalue().replace(f"{folder}/", "")


def test_what_no_guide_names_is_told(tmp_path):
    code, told, summary = run(tmp_path, api=HALF)
    assert (code, told) == (0, "api: no guide names PUT /a\n")
    assert summary == "api: guides name 1 of 2 operations\n"


def test_what_leads_nowhere_is_a_problem(tmp_path):
    assert run(tmp_path, api=LOST)[:2] == (1, "api: guide:7: GET /b leads nowhere\n")


@pytest.mark.parametrize(("least", "code"), [("0", 0), ("50", 0), ("50.1", 1), ("100", 1)])
def test_too_few_named_operations_are_a_problem_where_that_is_asked_for(tmp_path, least, code):
    assert run(tmp_path, "--at-least", least, api=HALF, other=WHOLE)[0] == code


@pytest.mark.parametrize("least", ["-1", "101", "many", "nan"])
def test_a_percentage_is_a_number_up_to_100(tmp_path, least):
    code, _, message = run(tmp_path, f"--at-least={least}", api=WHOLE)
    assert code == 2
    assert "--at-least" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "there is no rensei-coverage.json; is this a site"),
        ("{", "rensei-coverage.json can't be read"),
        ("[]", "rensei-coverage.json is not a report"),
        ("{}", "rensei-coverage.json is not a report"),
    ],
)
def test_what_is_no_report_is_a_wrong_use(tmp_path, text, message):
    if text is not None:
        tmp_path.joinpath("rensei-coverage.json").write_text(text)
    code, told, error = run(tmp_path)
    assert (code, told) == (2, "")
    assert message in error
