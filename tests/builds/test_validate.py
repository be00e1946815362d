"""Checks in a build: warnings with a place, which one value of conf.py silences, and pages all the same."""

from __future__ import annotations

FAULTY = """\
openapi: 3.1.0
info: {title: T, version: '1'}
paths:
  /a/{id}:
    get:
      operationId: readA
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: {$ref: '#/components/schemas/A'}
              example: {id: x}
components:
  schemas:
    A: {type: object, properties: {id: {type: integer, minimum: a}}}
"""

WARNINGS = """\
api.yaml:4:3: WARNING: the path '/a/{id}' has {id}, but there is no path parameter 'id' [rensei.path-template]
api.yaml:13:29: WARNING: the example does not fit its schema: 'id' must be an integer, not a string [rensei.example]
api.yaml:16:65: WARNING: 'minimum' must be a number, not a string [rensei.schema]
"""


def test_each_fault_is_a_warning_at_its_place_and_costs_no_page(make_project):
    project = make_project({"api.yaml": FAULTY}, {"rensei_specs": {"api": "api.yaml"}}, warnings=True)
    assert project.warnings == WARNINGS
    assert "readA" in project.read("api/api/default/readA.html")
    assert project.soup("api/api/schemas/A.html").find(string="id")


def test_they_are_said_again_by_the_next_build(make_project):
    project = make_project({"api.yaml": FAULTY}, {"rensei_specs": {"api": "api.yaml"}}, warnings=True)
    project.build(warnings=True)
    assert project.warnings == WARNINGS


def test_they_can_be_silenced(make_project):
    make_project({"api.yaml": FAULTY}, {"rensei_specs": {"api": "api.yaml"}, "rensei_validate": False})
