# ruff: noqa: E501 - tables
"""Changes of the API, its operations and what they hold besides schemas: each kind, and what it means."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from sphinxext_rensei.diff import ChangeCode, Severity

B, W, I = "breaking", "warning", "info"  # noqa: E741 - as in a table
HERE = Path(__file__).parent
TODAY = dt.date(2030, 6, 1)

OK = {"200": {"description": "OK"}}
TEXT = {"content": {"text/plain": {"schema": {"type": "string"}}}}


def api(**operation: Any) -> dict[str, Any]:
    return {"paths": {"/a": {"get": {"responses": OK, **operation}}}}


def parameter(**fields: Any) -> dict[str, Any]:
    return api(parameters=[{"name": "p", "in": "query", "schema": {"type": "string"}, **fields}])


def body(**fields: Any) -> dict[str, Any]:
    return api(requestBody={**TEXT, **fields})


def reply(**fields: Any) -> dict[str, Any]:
    return api(responses={"200": {"description": "OK", **fields}})


def header(**fields: Any) -> dict[str, Any]:
    return reply(headers={"X": {"schema": {"type": "string"}, **fields}})


def secured(*requirements: Any) -> dict[str, Any]:
    schemes = {name: {"type": "apiKey", "in": "query", "name": name} for name in ("k", "l")}
    return {**api(security=list(requirements)), "components": {"securitySchemes": schemes}}


def keyed(scheme: str, name: str, location: str = "header") -> dict[str, Any]:
    schemes = {scheme: {"type": "apiKey", "in": location, "name": name}}
    return {**api(security=[{scheme: []}]), "components": {"securitySchemes": schemes}}


def path(template: str, *names: str, **fields: Any) -> dict[str, Any]:
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    return {"paths": {template: {"get": {"responses": OK, "parameters": parameters, **fields}}}}


def callback(schema: Any) -> dict[str, Any]:
    posted = {"responses": OK, "requestBody": {"content": {"text/plain": {"schema": schema}}}}
    return api(callbacks={"done": {"{$url}": {"post": posted}}})


def webhook(**operation: Any) -> dict[str, Any]:
    return {"webhooks": {"hook": {"post": {"responses": OK, **operation}}}}


def servers(*urls: str) -> dict[str, Any]:
    return {"servers": [{"url": url} for url in urls]}


QUERY, SUNSET = (("query", "p"),), {"deprecated": True, "x-sunset": "2030-12-31"}
REPLY: tuple[tuple[str, str], ...] = (("response", "200"),)

# Code, the fields before and after, what it means, where, and the sentence.
ROWS: list[tuple[str, Any, Any, str, Any, str]] = [
    ("version-changed", {"info": {"title": "T", "version": "1"}}, {"info": {"title": "T", "version": "2"}}, I, (), "The version was `1` and is `2`."),
    ("server-added", servers("/a"), servers("/a", "/b"), I, (), "The server `/b` was added."),
    ("server-removed", servers("/a", "/b"), servers("/b"), W, (), "The server `/a` was removed."),
    ("security-scheme-added", {}, {"components": {"securitySchemes": {"k": {"type": "mutualTLS"}}}}, I, (), "The security scheme `k` was added."),
    ("security-scheme-removed", {"components": {"securitySchemes": {"k": {"type": "mutualTLS"}}}}, {}, I, (), "The security scheme `k` was removed."),
    ("security-scheme-changed", {"components": {"securitySchemes": {"k": {"type": "http", "scheme": "basic"}}}}, {"components": {"securitySchemes": {"k": {"type": "http", "scheme": "bearer"}}}}, I, (), "The security scheme `k` was changed."),
    ("operation-added", {}, api(), I, (), "The operation was added."),
    ("operation-removed", api(), {}, B, (), "The operation was removed; it had not been deprecated."),
    ("operation-removed", {"paths": {"/a": {"get": {"responses": OK}, "put": {"responses": OK}}}}, api(), B, (), "The operation was removed; it had not been deprecated."),
    ("operation-removed-deprecated", api(deprecated=True), {}, I, (), "The operation was removed, as its deprecation had said."),
    ("operation-removed-deprecated", api(deprecated=True, **{"x-sunset": "2030-06-01"}), {}, I, (), "The operation was removed, as its deprecation had said."),
    ("operation-removed-before-sunset", api(**SUNSET), {}, B, (), "The operation was removed before its sunset date, 2030-12-31."),
    ("sunset-invalid", api(deprecated=True, **{"x-sunset": "soon"}), {}, B, (), "The sunset date `soon` is not a date."),
    ("sunset-removed", api(**SUNSET), api(deprecated=True), B, (), "The sunset date `2030-12-31` was removed; the deprecation stays."),
    ("sunset-earlier", api(**SUNSET), api(deprecated=True, **{"x-sunset": "2030-07-01T00:00:00Z"}), B, (), "The sunset date 2030-12-31 was brought forward to 2030-07-01."),
    ("operation-deprecated", api(), api(**SUNSET), I, (), "The operation was deprecated."),
    ("operation-reactivated", api(**SUNSET), api(), I, (), "The operation is not deprecated any more."),
    ("operation-id-changed", api(operationId="x"), api(operationId="y"), I, (), "The operation's id was `x` and is `y`."),
    ("tag-added", api(), api(tags=["t"]), I, (), "The tag `t` was added."),
    ("tag-removed", api(tags=["t"]), api(), I, (), "The tag `t` was removed."),
    ("summary-changed", api(summary="a"), api(summary="b"), I, (), "The summary was changed."),
    ("description-changed", api(), api(description="b"), I, (), "The description was changed."),
    ("webhook-added", {}, webhook(), I, (), "The webhook was added."),
    ("webhook-removed", webhook(), {}, B, (), "The webhook was removed."),
    ("callback-added", api(), callback({}), I, (), "The callback `done` was added."),
    ("callback-removed", callback({}), api(), B, (), "The callback `done` was removed."),
    ("security-required", secured(), secured({"k": [], "l": []}), B, (), "Credentials are needed now: `k` + `l`."),
    ("security-required", secured({}, {"k": []}), secured({"k": []}), B, (), "Credentials are needed now: `k`."),
    ("security-not-required", secured({"k": []}), secured({"k": []}, {}), I, (), "Calls without credentials are accepted now."),
    ("security-added", secured({"k": []}), secured({"k": []}, {"l": []}), I, (), "The credentials `l` are accepted now."),
    ("security-removed", secured({"k": []}, {"l": []}), secured({"l": []}), B, (), "The credentials `k` are not accepted any more."),
    ("scope-added", secured({"k": ["r"]}), secured({"k": ["r", "w"]}), B, (), "The scope `w` (`k`) is needed now."),
    ("scope-removed", secured({"k": ["r", "w"]}), secured({"k": ["w"]}), I, (), "The scope `r` (`k`) is not needed any more."),
    ("required-parameter-added", api(), parameter(required=True), B, QUERY, "The parameter was added, and is required."),
    ("parameter-added", api(), parameter(), I, QUERY, "The parameter was added."),
    ("parameter-removed", parameter(), api(), W, QUERY, "The parameter was removed."),
    ("parameter-removed-deprecated", parameter(deprecated=True), api(), I, QUERY, "The parameter was removed, as its deprecation had said."),
    ("parameter-removed-before-sunset", parameter(**SUNSET), api(), B, QUERY, "The parameter was removed before its sunset date, 2030-12-31."),
    ("parameter-moved", parameter(), parameter(**{"in": "cookie"}), B, (("cookie", "p"),), "The parameter was in `query` and is in `cookie`."),
    ("path-parameter-renamed", path("/a/{x}/{y}", "x", "y"), path("/a/{x}/{z}", "x", "z"), I, (("path", "z"),), "The parameter was called `y`."),
    ("parameter-became-required", parameter(), parameter(required=True), B, QUERY, "The parameter became required."),
    ("parameter-became-optional", parameter(required=True), parameter(), I, QUERY, "The parameter became optional."),
    ("parameter-deprecated", parameter(), parameter(deprecated=True), I, QUERY, "The parameter was deprecated."),
    ("parameter-reactivated", parameter(deprecated=True), parameter(), I, QUERY, "The parameter is not deprecated any more."),
    ("sunset-removed", parameter(**SUNSET), parameter(deprecated=True), B, QUERY, "The sunset date `2030-12-31` was removed; the deprecation stays."),
    ("parameter-style-changed", parameter(), parameter(explode=False), B, QUERY, "The parameter is written otherwise: `form, explode` became `form`."),
    ("type-widened", parameter(schema={"type": "integer"}), parameter(schema={"type": "number"}), I, QUERY, "The type `integer` was widened to `number`."),
    ("required-body-added", api(), body(required=True), B, (), "A body was added, and is required."),
    ("body-added", api(), body(), I, (), "A body was added."),
    ("body-removed", body(), api(), B, (), "The body was removed."),
    ("body-became-required", body(), body(required=True), B, (), "The body became required."),
    ("body-became-optional", body(required=True), body(), I, (), "The body became optional."),
    ("media-type-added", body(), body(content={**TEXT["content"], "text/html": {}}), I, (("body", ""),), "The media type `text/html` was added."),
    ("media-type-removed", body(content={**TEXT["content"], "text/html": {}}), body(), B, (("body", ""),), "The media type `text/html` was removed."),
    ("media-type-removed", reply(content={"text/a": {}, "text/b": {}}), reply(content={"TEXT/A": {}}), B, REPLY, "The media type `text/b` was removed."),
    ("media-type-added", reply(content={"text/a; b=c": {}}), reply(content={"text/a;b=c": {}, "text/b": {}}), I, REPLY, "The media type `text/b` was added."),
    ("schema-added", body(content={"text/plain": {}}), body(), B, (("body", ""),), "A schema was added."),
    ("schema-removed", body(), body(content={"text/plain": {}}), I, (("body", ""),), "The schema was removed."),
    ("schema-added", reply(content={"text/plain": {}}), reply(**TEXT), I, REPLY, "A schema was added."),
    ("schema-removed", reply(content={"text/plain": {"itemSchema": {}}}), reply(content={"text/plain": {}}), B, REPLY, "The schema was removed."),
    ("response-added", api(), api(responses={**OK, "2XX": {"description": "D"}}), I, (("response", "2XX"),), "The response was added."),
    ("response-removed", api(responses={**OK, "201": {"description": "D"}}), api(), B, (("response", "201"),), "The response was removed."),
    ("error-response-added", api(), api(responses={**OK, "default": {"description": "D"}}), I, (("response", "default"),), "The response to errors was added."),
    ("error-response-removed", api(responses={**OK, "404": {"description": "D"}}), api(), I, (("response", "404"),), "The response to errors was removed."),
    ("header-added", reply(), header(), I, (*REPLY, ("header", "X")), "The header was added."),
    ("header-removed", header(), reply(), W, (*REPLY, ("header", "X")), "The header was removed."),
    ("required-header-removed", header(required=True), reply(), B, (*REPLY, ("header", "X")), "The header was removed; it was required."),
    ("header-became-optional", header(required=True), header(), B, (*REPLY, ("header", "X")), "The header became optional."),
    ("header-became-required", header(), header(required=True), I, (*REPLY, ("header", "X")), "The header became required."),
    ("type-changed", reply(headers={"X": TEXT}), reply(headers={"X": {"content": {"text/plain": {"schema": {"type": "integer"}}}}}), B, (*REPLY, ("header", "X")), "The type was `string` and is `integer`."),
    ("type-changed", header(), header(schema={"type": "integer"}), B, (*REPLY, ("header", "X")), "The type was `string` and is `integer`."),
    ("link-added", reply(), reply(links={"l": {"operationId": "x"}}), I, REPLY, "The link `l` was added."),
    ("link-removed", reply(links={"l": {"operationId": "x"}}), reply(), I, REPLY, "The link `l` was removed."),
    # What the API sends, its users receive.
    ("constraint-added", callback({"type": "string"}), callback({"type": "string", "maxLength": 5}), I, (("callback", "done"), ("body", "")), "`maxLength` was set to `5`."),
    ("constraint-removed", webhook(requestBody={"content": {"a/b": {"schema": {"maximum": 5}}}}), webhook(requestBody={"content": {"a/b": {"schema": {}}}}), B, (("body", ""),), "`maximum` was removed; it was `5`."),
    ("constraint-added", webhook(responses={"200": {"description": "OK", "content": {"a/b": {"schema": {}}}}}), webhook(responses={"200": {"description": "OK", "content": {"a/b": {"schema": {"maximum": 5}}}}}), B, REPLY, "`maximum` was set to `5`."),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "severity", "parts", "sentence"), ROWS)
def test_each_kind_of_change(compared, code, old, new, severity, parts, sentence):  # noqa: PLR0917 - a row
    changes = compared(old, new, date=TODAY).changes
    assert [(each.code.value, each.severity.value, each.parts, each.sentence) for each in changes] == [
        (code, severity, parts, sentence)
    ]


SENT = [
    (keyed("k", name="A"), keyed("k", name="B")),
    (keyed("k", name="A"), keyed("k", name="A", location="query")),
    (keyed("k", name="a", location="query"), keyed("k", name="A", location="query")),
]


@pytest.mark.parametrize(("old", "new"), SENT)
def test_credentials_that_are_sent_otherwise_break_the_operations_that_need_them(compared, old, new):
    assert [(each.code.value, each.severity.value, each.sentence) for each in compared(old, new).changes] == [
        ("security-scheme-changed", I, "The security scheme `k` was changed."),
        ("security-changed", B, "The credentials `k` are sent otherwise."),
    ]


def test_another_name_of_a_scheme_changes_nothing_for_callers(compared):
    codes = [each.code.value for each in compared(keyed("k", name="X-A"), keyed("key", name="x-a")).changes]
    assert codes == ["security-scheme-removed", "security-scheme-added"]


def test_scopes_are_compared_under_another_name_too(compared):
    def scoped(name, kind, *scopes):
        return {**api(security=[{name: list(scopes)}]), "components": {"securitySchemes": {name: kind}}}

    old = scoped("a", {"type": "oauth2", "flows": {}}, "read")
    new = scoped("b", {"type": "openIdConnect", "openIdConnectUrl": "https://example.org"}, "read", "write")
    assert [each.sentence for each in compared(old, new).changes][2:] == ["The scope `write` (`b`) is needed now."]


def test_every_kind_of_change_has_a_row():
    """Here, or in the table of schemas; or it comes with another one."""
    tree = ast.parse((HERE / "test_schemas.py").read_text("utf-8"))
    strings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    assert {code.value for code in ChangeCode} <= strings | {row[0] for row in ROWS} | {"security-changed"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (path("/a/{x}", "x"), path("/a/{x}", "x")),
        (parameter(**{"in": "header", "name": "X-A"}), parameter(**{"in": "header", "name": "x-a"})),
        (parameter(), {"paths": {"/a": {"parameters": parameter()["paths"]["/a"]["get"]["parameters"], **api()["paths"]["/a"]}}}),
        ({**api(), "security": [{"k": []}]}, api(security=[{"k": []}])),
        (api(security=[{"k": [], "l": []}]), api(security=[{"l": [], "k": []}])),
        (parameter(), parameter(style="form", explode=True)),
        (api(tags=["a", "b"]), api(tags=["b", "a"])),
        (reply(content={"text/a": {}}), reply(content={"text/a; charset=utf-8": {}})),
        (servers("https://{x}.example"), servers("https://{x}.example")),
    ],
)  # fmt: skip
def test_two_ways_to_say_one_thing_are_no_change(compared, old, new):
    assert compared(old, new).changes == ()


def test_without_a_day_every_sunset_has_come(compared):
    (change,) = compared(api(**SUNSET), {}).changes
    assert change.code is ChangeCode.OPERATION_REMOVED_DEPRECATED


def test_a_change_of_what_operations_share_is_one(compared):
    def shared(schema):
        answer = {"200": {"description": "OK", "content": {"a/b": {"schema": {"$ref": "#/components/schemas/A"}}}}}
        paths = {f"/{name}": {"get": {"responses": answer}} for name in "abc"}
        return {"paths": paths, "components": {"schemas": {"A": schema}}}

    comparison = compared(shared({"properties": {"x": {"type": "string"}}}), shared({"properties": {"x": {}}}))
    assert len(comparison.changes) == 3
    (group,) = comparison.groups()
    assert [operation.path for operation in group.operations] == ["/a", "/b", "/c"]
    assert comparison.count(Severity.BREAKING) == 1


def test_the_severest_changes_come_first(compared):
    comparison = compared(api(summary="x", requestBody=TEXT, parameters=[]), parameter())
    groups = [group.change.severity for group in comparison.groups()]
    assert groups == sorted(groups, key=lambda severity: severity.rank)


def test_what_authors_write_stays_within_backticks(compared):
    (change,) = compared(api(tags=[]), api(tags=["`<b>`\n# x\x9b\u202e"])).changes
    assert change.sentence == "The tag `'<b>' # x��` was added."


def test_braces_of_authors_are_no_fields(compared):
    (change,) = compared(api(), api(tags=["{old} {0}"])).changes
    assert change.sentence == "The tag `{old} {0}` was added."


@pytest.mark.parametrize(
    "fields",
    [
        {"paths": {"/a": {"get": {"responses": 1, "parameters": [1, {"$ref": "#/x"}], "requestBody": []}}}},
        {"paths": {"/a": {"get": {"responses": {"200": {"content": {"a/b": {"schema": 5}}}}}}}},
        {"components": {"securitySchemes": 5, "schemas": {"A": {"allOf": 1, "properties": [], "required": {}, "enum": 1}}}},
        {"paths": {"/a": {"get": {"responses": {"200": {"description": "", "content": {"a/b": {"schema": {"$ref": "#/components/schemas/A"}}}}}}}},
         "components": {"schemas": {"A": {"allOf": [1, {"$ref": "#/components/schemas/A"}], "oneOf": "x", "properties": {"a": 1}, "required": [1], "enum": {}, "type": [1], "discriminator": 1, "minimum": "x", "prefixItems": {}, "dependentRequired": 5, "pattern": 1, "multipleOf": 0}}}},
    ],
)  # fmt: skip
def test_what_is_broken_is_left_out(compared, fields):
    assert compared(fields, fields).changes == ()
    assert isinstance(compared(api(), fields).groups(), tuple)
    assert isinstance(compared(fields, parameter()).groups(), tuple)


def test_what_is_internal_may_be_left_out(compared):
    hidden = {"x-internal": True}
    schema = {"required": ["a"], "properties": {"a": {"$ref": "#/components/schemas/A"}}, "oneOf": [{}, hidden]}
    new = {
        **api(
            parameters=[{"name": "p", "in": "query", "schema": {}, **hidden}],
            requestBody={"content": {"a/b": {"schema": schema}}},
        ),
        "components": {"schemas": {"A": hidden}},
    }
    old = api(requestBody={"content": {"a/b": {"schema": {"oneOf": [{}]}}}})
    assert len(compared(old, new).changes) > 2
    assert compared(old, new, internal=False).changes == ()
