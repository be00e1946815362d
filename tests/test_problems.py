"""Problems and exceptions as values and in words."""

from __future__ import annotations

import pickle
import re

import pytest

from sphinxext_rensei.errors import LoadError, RenseiError, UnresolvableReference
from sphinxext_rensei.problems import Location, Problem, ProblemCode, RouteCode

PROBLEM = Problem(ProblemCode.SYNTAX, "broken", Location("api.yaml", 3, 7, "/a"))


@pytest.mark.parametrize(
    ("location", "text"),
    [
        (Location("api.yaml"), "api.yaml"),
        (Location("api.yaml", 3, 7), "api.yaml:3:7"),
        (Location("api.yaml", 3), "api.yaml:3:0"),
        (Location("api.yaml", pointer="/a"), "api.yaml"),
    ],
)
def test_a_location_is_written_as_editors_read_it(location, text):
    assert str(location) == text


def test_locations_are_in_the_order_of_the_text():
    places = [Location("a", 10, 1), Location("b", 1, 1), Location("a", 2, 9), Location("a", 2, 10)]
    assert sorted(places) == [places[2], places[3], places[0], places[1]]


def test_a_problem_says_where_which_and_what():
    assert str(PROBLEM) == "api.yaml:3:7: syntax: broken"


def test_a_problem_far_to_the_right_says_the_pointer_too():
    """Of a file of one long line, nobody finds column 48213."""
    far = Problem(ProblemCode.REFERENCE, "gone", Location("api.json", 1, 48213, "/paths/~1a/$ref"))
    assert str(far) == "api.json:1:48213: reference: gone (at /paths/~1a/$ref)"
    assert str(Problem(ProblemCode.SYNTAX, "broken", Location("api.json", 1, 48213))).endswith("syntax: broken")


def test_equal_problems_are_one():
    assert len({PROBLEM, Problem(ProblemCode.SYNTAX, "broken", Location("api.yaml", 3, 7, "/a"))}) == 1


@pytest.mark.parametrize("kind", [LoadError, UnresolvableReference])
def test_an_exception_is_of_this_package_and_says_its_problem(kind):
    error = kind(PROBLEM)
    assert isinstance(error, RenseiError)
    assert (error.problem, str(error)) == (PROBLEM, str(PROBLEM))


@pytest.mark.parametrize("kind", [LoadError, UnresolvableReference])
def test_an_exception_crosses_processes(kind):
    """Sphinx pickles what its workers raise."""
    error = pickle.loads(pickle.dumps(kind(PROBLEM)))
    assert (type(error), error.problem) == (kind, PROBLEM)


@pytest.mark.parametrize("code", [*ProblemCode, *RouteCode], ids=lambda code: code.name)
def test_a_code_is_the_name_in_words(code):
    assert code.value == code.name.lower().replace("_", "-")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code.value)


@pytest.mark.parametrize("code", [*ProblemCode, *RouteCode], ids=lambda code: code.name)
def test_every_code_is_explained_by_one_sentence_for_the_manual(code):
    assert re.fullmatch(r"[A-Z`][^\n]+\.", code.sentence)


@pytest.mark.parametrize("code", [*ProblemCode, *RouteCode], ids=lambda code: code.name)
def test_a_code_crosses_processes(code):
    assert pickle.loads(pickle.dumps(code)) is code
