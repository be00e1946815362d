"""From JSON values to the typed model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.spec import METHODS, Operation, Server, load

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinxext_rensei.spec import Loaded

OK = {"responses": {"200": {"description": "OK"}}}


def told(loaded: Loaded) -> list[str]:
    """Problems without their file: what, where, why."""
    return [f"{each.code.value} {each.location.pointer}: {each.message}" for each in loaded.problems]


@pytest.fixture
def operation(load_api: Callable[..., Loaded]) -> Callable[..., Operation]:
    """The operation ``GET /a`` with the given fields, in a description with the given others, without problems."""

    def operation(fields: dict[str, Any], item: dict[str, Any] | None = None, **others: Any) -> Operation:
        files = others.pop("files", {})
        loaded = load_api({"paths": {"/a": {**(item or {}), "get": fields}}, **others}, files)
        assert told(loaded) == []
        (found,) = loaded.description.operations
        return found

    return operation


class TestDescription:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("[]", "api.yaml:1:1: not-openapi: the file holds no object"),
            ("hello", "api.yaml:1:1: not-openapi: the file holds no object"),
            ("null", "api.yaml:1:1: not-openapi: the file holds no object"),
            (
                "info: {}",
                "api.yaml:1:1: not-openapi: the file has no 'openapi' field, so it is not an OpenAPI description",
            ),
            (
                "info: {}\nswagger: '2.0'",
                "api.yaml:2:10: not-openapi: the file is Swagger 2.0; convert it to OpenAPI 3 first",
            ),
            (
                "info: {}\nopenapi: 4.0.0",
                "api.yaml:2:10: not-openapi: the file has OpenAPI version '4.0.0'; versions 3.0, 3.1 and 3.2 are read",
            ),
            (
                "openapi: 3",
                "api.yaml:1:10: not-openapi: the file has OpenAPI version '3'; versions 3.0, 3.1 and 3.2 are read",
            ),
            (
                "openapi: [3.1.0]",
                (
                    "api.yaml:1:10: not-openapi: the file has OpenAPI version ['3.1.0']; "
                    "versions 3.0, 3.1 and 3.2 are read"
                ),
            ),
            (
                "openapi: null",
                "api.yaml:1:10: not-openapi: the file has OpenAPI version None; versions 3.0, 3.1 and 3.2 are read",
            ),
        ],
    )
    def test_what_is_no_description_can_not_be_loaded(self, load_files, text, message):
        with pytest.raises(LoadError) as caught:
            load_files({"api.yaml": text})
        assert str(caught.value) == message

    @pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0", "3.7.1", 3.1])
    def test_every_version_3_is_loaded(self, load_files, version):
        loaded = load_files({"api.yaml": {"openapi": version, "info": {"title": "T"}, "paths": {}}})
        assert (loaded.description.title, loaded.description.openapi) == ("T", str(version))

    def test_a_version_written_as_a_number_is_its_text(self, load_files):
        assert load_files({"api.yaml": "openapi: 3.1\ninfo: {version: 1.0}"}).description.version == "1.0"

    def test_a_description_needs_no_more_than_its_version(self, load_files):
        description = load_files({"api.yaml": "openapi: 3.1.0"}).description
        assert (description.title, description.operations, description.schemas, description.tags) == (
            "API",
            (),
            {},
            (),
        )

    def test_all_fields_are_read(self, load_api):
        info = {
            "title": "T",
            "version": 2,
            "summary": "S",
            "description": "D",
            "termsOfService": "https://example.org/terms",
            "contact": {"name": "N", "url": "U", "email": "E"},
            "license": {"name": "MIT", "identifier": "MIT", "url": "L"},
            "x-logo": {"url": "logo"},
        }
        server: dict[str, Any] = {"url": "https://{host}/{base}", "description": "D", "name": "N"}
        server["variables"] = {
            "host": {"default": "a.example", "enum": ["a.example", "b.example"], "description": "V"},
            "base": {"default": 1},
        }
        docs = {"url": "https://example.org", "description": "More"}
        loaded = load_api({"info": info, "servers": [server], "externalDocs": docs, "x-top": 1})
        description = loaded.description
        assert (description.version, description.summary, description.description) == ("2", "S", "D")
        assert description.terms_of_service == "https://example.org/terms"
        assert description.contact
        assert description.license
        assert description.external_docs
        assert (description.contact.name, description.contact.url, description.contact.email) == ("N", "U", "E")
        assert (description.license.name, description.license.identifier, description.license.url) == (
            "MIT",
            "MIT",
            "L",
        )
        assert (description.external_docs.url, description.external_docs.description) == (
            "https://example.org",
            "More",
        )
        assert description.extensions == {"x-logo": {"url": "logo"}, "x-top": 1}
        (found,) = description.servers
        assert (found.description, found.name, found.default_url) == ("D", "N", "https://a.example/1")
        assert found.variables[0].enum == ("a.example", "b.example")
        assert loaded.problems == ()

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ({"info": []}, "invalid /info: 'info' must be an object, not an array"),
            ({"info": {"title": []}}, "invalid /info/title: 'title' must be a string, not an array"),
            (
                {"info": {"description": True}},
                "invalid /info/description: 'description' must be a string, not a boolean",
            ),
            ({"paths": []}, "invalid /paths: 'paths' must be an object, not an array"),
            ({"paths": {"/a": 5}}, "invalid /paths/~1a: '/a' must be an object, not a number"),
            ({"paths": {"/a": {"get": []}}}, "invalid /paths/~1a/get: 'get' must be an object, not an array"),
            ({"webhooks": "x"}, "invalid /webhooks: 'webhooks' must be an object, not a string"),
            ({"components": 1.5}, "invalid /components: 'components' must be an object, not a number"),
            ({"servers": {}}, "invalid /servers: 'servers' must be an array, not an object"),
            ({"servers": [{}]}, "invalid /servers/0: a server needs a 'url'"),
            ({"servers": [None]}, "invalid /servers/0: 'servers' must be an object, not null"),
            ({"tags": [{}]}, "invalid /tags/0: a tag needs a 'name'"),
            ({"security": {}}, "invalid /security: 'security' must be an array, not an object"),
            (
                {"paths": {"/a": {"get": {"parameters": [{"name": "x"}]}}}},
                (
                    "invalid /paths/~1a/get/parameters/0: a parameter needs a 'name' and an 'in' that is one of "
                    "path, header, query, cookie, querystring"
                ),
            ),
            (
                {"paths": {"/a": {"get": {"deprecated": "yes"}}}},
                "invalid /paths/~1a/get/deprecated: 'deprecated' must be a boolean, not a string",
            ),
            (
                {"paths": {"/a": {"get": {"requestBody": {"content": {"a/b": {"schema": "x"}}}}}}},
                (
                    "invalid /paths/~1a/get/requestBody/content/a~1b/schema: "
                    "'schema' must be a schema (an object or a boolean), not a string"
                ),
            ),
        ],
    )
    def test_a_wrong_value_is_told_and_left_out(self, load_api, fields, problem):
        assert told(load_api(fields)) == [problem]

    def test_one_fault_spoils_one_thing(self, load_api):
        paths = {"/a": {"get": {"operationId": "a", "parameters": [5], "tags": "x", **OK}}, "/b": 5, "/c": {"get": OK}}
        loaded = load_api({"paths": paths})
        assert [each.name for each in loaded.description.operations] == ["a", "GET /c"]
        assert [len(each.problems) for each in loaded.description.operations] == [2, 0]
        assert len(loaded.problems) == 3

    def test_a_fault_that_operations_share_is_told_once_and_is_each_ones(self, load_api):
        parameter = {"name": "x", "in": "query", "required": "yes"}
        shared = {"parameters": [{"$ref": "#/components/parameters/X"}], **OK}
        loaded = load_api(
            {"paths": {"/a": {"get": shared}, "/b": {"get": shared}}, "components": {"parameters": {"X": parameter}}}
        )
        assert told(loaded) == [
            "invalid /components/parameters/X/required: 'required' must be a boolean, not a string"
        ]
        assert [each.problems for each in loaded.description.operations] == [loaded.problems, loaded.problems]

    def test_extensions_in_paths_are_no_paths(self, load_api):
        loaded = load_api({"paths": {"x-internal": True, "/a": {"get": OK}}})
        assert [each.path for each in loaded.description.operations] == ["/a"]
        assert loaded.problems == ()


class TestPathItems:
    @pytest.mark.parametrize("method", METHODS)
    def test_every_method_is_an_operation(self, load_api, method):
        (found,) = load_api({"paths": {"/a": {method: OK}}}).description.operations
        assert (found.method, found.endpoint, found.name) == (
            method.upper(),
            f"{method.upper()} /a",
            f"{method.upper()} /a",
        )
        assert found.place.pointer == f"/paths/~1a/{method}"

    def test_additional_operations_keep_the_case_of_their_method(self, load_api):
        item = {"query": OK, "additionalOperations": {"LINK": OK, "Copy": {**OK, "operationId": "copy"}}}
        operations = load_api({"paths": {"/a": item}}).description.operations
        assert [each.endpoint for each in operations] == ["QUERY /a", "LINK /a", "Copy /a"]
        assert operations[1].place.pointer == "/paths/~1a/additionalOperations/LINK"
        assert operations[2].name == "copy"

    def test_other_fields_are_no_operations(self, load_api):
        item = {"summary": "S", "GET": OK, "x-get": OK, "servers": [], "parameters": []}
        assert load_api({"paths": {"/a": item}}).description.operations == ()

    def test_description_of_the_path_item_stands_apart(self, operation):
        found = operation({"summary": "own", "description": "own"}, {"summary": "S", "description": "D"})
        assert (found.summary, found.description, found.path_description) == ("own", "own", "S\n\nD")
        assert operation(OK, {"summary": "S"}).path_description == "S"

    @pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
    def test_a_path_item_is_what_it_has_and_what_it_refers_to(self, load_files, version):
        """Its own fields win; relative references inside are those of the file that holds them."""
        entry = {
            "openapi": version,
            "info": {},
            "paths": {"/a": {"$ref": "items.yaml#/a", "get": {"operationId": "own"}, "summary": "here"}},
        }
        there = {"get": {"operationId": "hidden"}, "post": {"operationId": "there", "requestBody": {"$ref": "#/body"}}}
        items = {"a": {**there, "summary": "there"}, "body": {"description": "body", "content": {}}}
        loaded = load_files({"api.yaml": entry, "items.yaml": items})
        own, other = loaded.description.operations
        assert (own.id, own.place.uri, own.path_description) == ("own", loaded.references.entry, "here")
        assert (other.id, other.body and other.body.description) == ("there", "body")
        assert other.place.uri.endswith("/items.yaml")
        assert other.place.pointer == "/a/post"

    def test_path_items_may_refer_to_path_items(self, load_api):
        loaded = load_api(
            {
                "paths": {"/a": {"$ref": "#/components/pathItems/A"}},
                "components": {"pathItems": {"A": {"$ref": "#/components/pathItems/B"}, "B": {"get": OK}}},
            }
        )
        assert [each.endpoint for each in loaded.description.operations] == ["GET /a"]

    @pytest.mark.parametrize("reference", ["gone.yaml", "#/paths/~1a", "#/info/title"])
    def test_a_path_item_that_leads_nowhere_keeps_its_own_operations(self, load_api, reference):
        loaded = load_api({"paths": {"/a": {"$ref": reference, "get": OK}, "/b": {"get": OK}}})
        assert [each.endpoint for each in loaded.description.operations] == ["GET /a", "GET /b"]
        assert len(loaded.description.operations[0].problems) == 1
        assert len(loaded.problems) == 1

    def test_an_operation_may_be_kept_in_a_file_of_its_own(self, operation):
        found = operation({"$ref": "get.yaml"}, files={"get.yaml": {"operationId": "x", "summary": "S", **OK}})
        assert (found.id, found.summary, found.method, found.path) == ("x", "S", "GET", "/a")

    def test_sources_are_every_place_that_was_read(self, load_api):
        loaded = load_api(
            {
                "paths": {"/a": {"$ref": "item.yaml"}, "/b": {"get": OK}},
                "components": {"responses": {"R": {"$ref": "more.yaml#/R"}}},
            },
            {
                "item.yaml": {
                    "parameters": [{"$ref": "more.yaml#/P"}],
                    "get": {
                        "responses": {"200": {"$ref": "api.yaml#/components/responses/R"}},
                        "description": {"$ref": "text.md"},
                    },
                },
                "more.yaml": {"P": {"name": "p", "in": "query"}, "R": {"description": "R"}},
                "text.md": "Prose",
            },
        )
        first, second = loaded.description.operations
        assert {f"{place.uri.rpartition('/')[2]}#{place.pointer}" for place in first.sources} == {
            "api.yaml#/paths/~1a",
            "item.yaml#",
            "item.yaml#/get",
            "more.yaml#/P",
            "api.yaml#/components/responses/R",
            "more.yaml#/R",
            "text.md#",
        }
        assert {place.pointer for place in second.sources} == {"/paths/~1b", "/paths/~1b/get"}

    def test_what_a_callback_refers_to_is_read_for_the_operation_that_declares_it(self, load_api):
        called = {"post": {"responses": {"200": {"$ref": "#/components/responses/Received"}}}}
        operation = {**OK, "callbacks": {"done": {"{$request.body#/url}": called}}}
        received = {"responses": {"Received": {"description": "Received"}}}
        loaded = load_api({"paths": {"/a": {"post": operation}}, "components": received})
        (found,) = loaded.description.operations
        assert "/components/responses/Received" in {place.pointer for place in found.sources}


class TestReferencesInObjects:
    def test_summary_and_description_beside_a_reference_win(self, operation):
        components = {
            "responses": {
                "R": {"$ref": "#/components/responses/S", "description": "nearer"},
                "S": {"summary": "there", "description": "there"},
            },
            "examples": {"E": {"summary": "there", "description": "there", "value": 1}},
        }
        found = operation(
            {
                "responses": {
                    "200": {"$ref": "#/components/responses/R", "summary": "here"},
                    "201": {"$ref": "#/components/responses/S", "description": 5},
                },
                "parameters": [
                    {
                        "name": "x",
                        "in": "query",
                        "examples": {"e": {"$ref": "#/components/examples/E", "description": "here"}},
                    }
                ],
            },
            components=components,
        )
        first, second = found.responses
        assert (first.summary, first.description) == ("here", "nearer")
        assert (second.summary, second.description) == ("there", "there")
        (example,) = found.parameters[0].examples
        assert (example.name, example.summary, example.description, example.value) == ("e", "there", "here", 1)

    def test_prose_may_be_kept_in_a_file(self, load_api):
        loaded = load_api(
            {
                "info": {"title": "T", "description": {"$ref": "docs/intro.md"}},
                "tags": [{"name": "a", "description": {"$ref": "docs/a.md"}}],
            },
            {"docs/intro.md": "# Intro\n", "docs/a.md": "About a"},
        )
        assert loaded.description.description == "# Intro\n"
        assert loaded.description.tags[0].description == "About a"
        assert loaded.problems == ()

    @pytest.mark.parametrize(
        ("reference", "problem"),
        [
            (
                "gone.md",
                "missing-file /info/description/$ref: $ref 'gone.md': gone.md: missing-file: there is no such file",
            ),
            ("#/info", "invalid /info/description: 'description' must be a string, not an object"),
            (
                "#/info/description",
                "reference-cycle /info/description/$ref: $ref '#/info/description' leads back to itself",
            ),
        ],
    )
    def test_prose_that_is_not_there_is_told(self, load_api, reference, problem):
        loaded = load_api({"info": {"title": "T", "description": {"$ref": reference}}})
        assert loaded.description.description == ""
        assert problem in told(loaded)

    @pytest.mark.parametrize(
        "fields",
        [
            {"parameters": [{"$ref": "#/gone"}]},
            {"requestBody": {"$ref": "#/gone"}},
            {"responses": {"200": {"$ref": "#/gone"}}},
            {"responses": {"200": {"description": "", "headers": {"X": {"$ref": "#/gone"}}}}},
            {"responses": {"200": {"description": "", "links": {"x": {"$ref": "#/gone"}}}}},
            {"responses": {"200": {"description": "", "content": {"a/b": {"examples": {"x": {"$ref": "#/gone"}}}}}}},
            {"callbacks": {"x": {"$ref": "#/gone"}}},
        ],
    )
    def test_what_leads_nowhere_is_left_out_told_once_and_shown_by_its_operation(self, load_api, fields):
        loaded = load_api({"paths": {"/a": {"get": fields}}})
        (problem,) = loaded.problems
        assert problem.message == "$ref '#/gone' leads nowhere: this file has no '/gone'"
        assert loaded.description.operations[0].problems == (problem,)

    def test_components_and_their_parts_may_be_references(self, load_api):
        loaded = load_api(
            {"components": {"$ref": "components.yaml"}},
            {
                "components.yaml": {
                    "securitySchemes": {"k": {"$ref": "#/x-k"}},
                    "x-k": {"type": "http", "scheme": "basic"},
                }
            },
        )
        assert loaded.description.security_schemes["k"].scheme == "basic"


class TestParameters:
    @pytest.mark.parametrize(
        ("location", "style", "explode"),
        [("path", "simple", False), ("query", "form", True), ("header", "simple", False), ("cookie", "form", True)],
    )
    def test_style_and_explode_have_the_defaults_of_the_location(self, operation, location, style, explode):
        (found,) = operation({"parameters": [{"name": "x", "in": location}]}).parameters
        assert (found.style, found.explode, found.required) == (style, explode, location == "path")

    @pytest.mark.parametrize(
        ("style", "explode"),
        [("form", True), ("cookie", True), ("simple", False), ("spaceDelimited", False), ("deepObject", False)],
    )
    def test_explode_has_the_default_of_the_style(self, operation, style, explode):
        (found,) = operation({"parameters": [{"name": "x", "in": "query", "style": style}]}).parameters
        assert (found.style, found.explode) == (style, explode)

    @pytest.mark.parametrize("explode", [True, False])
    def test_explode_given_counts(self, operation, explode):
        (found,) = operation({"parameters": [{"name": "x", "in": "query", "explode": explode}]}).parameters
        assert found.explode is explode

    def test_those_of_the_path_are_inherited_and_replaced_by_name_and_location(self, operation):
        inherited = [
            {"name": "a", "in": "query", "description": "path"},
            {"name": "b", "in": "query", "description": "path"},
            {"name": "b", "in": "header", "description": "path"},
        ]
        own = [{"name": "b", "in": "query", "description": "own"}, {"name": "c", "in": "query", "description": "own"}]
        found = operation({"parameters": own}, {"parameters": inherited}).parameters
        assert [(each.location, each.name, each.description) for each in found] == [
            ("query", "a", "path"),
            ("header", "b", "path"),
            ("query", "b", "own"),
            ("query", "c", "own"),
        ]

    def test_one_that_is_there_twice_is_told_and_the_last_counts(self, load_api):
        parameters = [
            {"name": "X-A", "in": "header", "description": "first"},
            {"$ref": "#/components/parameters/b"},
            {"name": "x-a", "in": "header", "description": "last"},
            {"name": "x-a", "in": "query"},
            {"name": "X-A", "in": "query"},
            {"$ref": "#/components/parameters/b"},
        ]
        loaded = load_api(
            {
                "paths": {"/a": {"get": {**OK, "parameters": parameters}}},
                "components": {"parameters": {"b": {"name": "b", "in": "query"}}},
            }
        )
        assert [(each.location.pointer, each.message) for each in loaded.problems] == [
            ("/paths/~1a/get/parameters/2", "there is another header parameter 'x-a'; the last one counts"),
            ("/paths/~1a/get/parameters/5", "there is another query parameter 'b'; the last one counts"),
        ]
        (operation,) = loaded.description.operations
        assert [(each.name, each.description) for each in operation.parameters] == [
            ("x-a", "last"),
            ("b", ""),
            ("x-a", ""),
            ("X-A", ""),
        ]

    def test_those_of_a_path_item_elsewhere_are_found_from_there(self, load_api):
        loaded = load_api(
            {"paths": {"/a": {"$ref": "items/a.yaml", "get": OK}}},
            {
                "items/a.yaml": {"parameters": [{"$ref": "../p.yaml"}], "put": OK},
                "p.yaml": {"name": "p", "in": "query"},
            },
        )
        assert loaded.problems == ()
        assert [[each.name for each in found.parameters] for found in loaded.description.operations] == [["p"], ["p"]]

    def test_all_fields_are_read(self, operation):
        parameter = {
            "name": "x",
            "in": "query",
            "description": "D",
            "required": True,
            "deprecated": True,
            "allowEmptyValue": True,
            "allowReserved": True,
            "schema": {"type": "string"},
            "example": 0,
            "x-a": 1,
            "examples": {"one": {"value": 1, "summary": "S"}, "two": {"externalValue": "https://example.org"}},
            "content": {"application/json": {"schema": True}},
        }
        (found,) = operation({"parameters": [parameter]}).parameters
        assert (found.description, found.required, found.deprecated) == ("D", True, True)
        assert (found.allow_empty_value, found.allow_reserved, found.extensions) == (True, True, {"x-a": 1})
        assert found.schema
        assert found.schema.parts[0].value == {"type": "string"}
        assert [(each.name, each.value, each.has_value, each.external) for each in found.examples] == [
            ("", 0, True, ""),
            ("one", 1, True, ""),
            ("two", None, False, "https://example.org"),
        ]
        assert found.content[0].schema
        assert found.content[0].schema.parts[0].value is True

    def test_examples_as_a_list_are_taken_for_their_values(self, operation):
        (found,) = operation({"parameters": [{"name": "x", "in": "query", "examples": [1, None]}]}).parameters
        assert [each.value for each in found.examples] == [1, None]

    def test_null_is_an_example(self, operation):
        (found,) = operation({"parameters": [{"name": "x", "in": "query", "example": None}]}).parameters
        assert [(each.value, each.has_value) for each in found.examples] == [(None, True)]


class TestSecurity:
    WHOLE: ClassVar[list[Any]] = [{"key": []}]

    @pytest.mark.parametrize(
        ("fields", "security"),
        [
            ({}, ((("key", ()),),)),
            ({"security": []}, ()),
            ({"security": [{}]}, ((),)),
            ({"security": [{"other": ["read", "write"]}]}, ((("other", ("read", "write")),),)),
            ({"security": [{"a": [], "b": ["x"]}, {"c": []}]}, ((("a", ()), ("b", ("x",))), (("c", ()),))),
        ],
        ids=["inherited", "none", "optional", "its own", "alternatives"],
    )
    def test_an_operation_has_its_own_or_the_descriptions(self, operation, fields, security):
        assert operation(fields, security=self.WHOLE).security == security

    def test_none_is_needed_where_nothing_says_so(self, operation):
        assert operation({}).security == ()

    def test_callbacks_inherit_nothing(self, operation):
        callbacks = {"done": {"{$request.body#/url}": {"post": OK}}}
        found = operation({"callbacks": callbacks}, security=self.WHOLE, servers=[{"url": "https://example.org"}])
        (called,) = found.callbacks[0].operations
        assert (called.security, called.servers) == ((), ())

    @pytest.mark.parametrize(
        ("security", "expected"), [([5, {"a": "x"}], ((("a", ()),),)), ([{"a": [1]}], ((("a", ("1",)),),))]
    )
    def test_odd_requirements_are_read_as_far_as_they_go(self, load_api, security, expected):
        assert load_api({"security": security}).description.security == expected

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("key", "key"),
            ("#/components/securitySchemes/key", "key"),
            ("https://api.example.org/api#/components/securitySchemes/key", "key"),
            ("other.json#/components/securitySchemes/token", "token"),
            ("other.json#/components/securitySchemes/key", "key-2"),
            ("#/components/securitySchemes/none", "#/components/securitySchemes/none"),
            ("dotted.name", "dotted.name"),
        ],
    )
    def test_a_requirement_may_name_a_scheme_by_reference(self, tmp_path, name, expected):
        own = {"key": {"type": "apiKey", "name": "X-Key", "in": "header"}, "dotted.name": {"type": "mutualTLS"}}
        others = {"key": {"type": "http", "scheme": "basic"}, "token": {"type": "http", "scheme": "bearer"}}
        (tmp_path / "other.json").write_text(json.dumps({"components": {"securitySchemes": others}}), "utf-8")
        document = {
            "openapi": "3.2.0",
            "info": {"title": "T", "version": "1"},
            "paths": {"/x": {"get": {"security": [{name: ["read"]}], "responses": {}}}},
            "components": {"securitySchemes": own},
        }
        if name.startswith("https:"):
            document["$self"] = "https://api.example.org/api"
        (tmp_path / "api.json").write_text(json.dumps(document), "utf-8")
        loaded = load(tmp_path / "api.json")
        (operation,) = loaded.description.operations
        assert operation.security == (((expected, ("read",)),),)
        assert (expected in loaded.description.security_schemes) == (expected != "#/components/securitySchemes/none")
        assert list(loaded.description.security_schemes)[:2] == list(own)

    def test_schemes_are_read(self, load_api):
        flows = {
            "implicit": {"authorizationUrl": "A", "scopes": {"read": "Read", "write": None}},
            "deviceAuthorization": {"deviceAuthorizationUrl": "D", "tokenUrl": "T", "refreshUrl": "R", "scopes": []},
        }
        schemes = {
            "key": {"type": "apiKey", "name": "X-Key", "in": "header", "description": "D"},
            "http": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT", "deprecated": True, "x-a": 1},
            "oauth": {"type": "oauth2", "flows": flows, "oauth2MetadataUrl": "M"},
            "oidc": {"type": "openIdConnect", "openIdConnectUrl": "O"},
        }
        found = load_api({"components": {"securitySchemes": schemes}}).description.security_schemes
        assert list(found) == list(schemes)
        assert (found["key"].parameter, found["key"].location, found["key"].description) == ("X-Key", "header", "D")
        assert (found["http"].scheme, found["http"].bearer_format, found["http"].deprecated) == ("bearer", "JWT", True)
        assert (found["oauth"].oauth2_metadata_url, found["oidc"].open_id_connect_url) == ("M", "O")
        implicit, device = found["oauth"].flows
        assert (implicit.name, implicit.authorization_url, implicit.scopes) == (
            "implicit",
            "A",
            {"read": "Read", "write": ""},
        )
        assert (device.device_authorization_url, device.token_url, device.refresh_url, device.scopes) == (
            "D",
            "T",
            "R",
            {},
        )


class TestServers:
    @pytest.mark.parametrize(
        ("whole", "item", "own", "url"),
        [
            (None, None, None, "/"),
            ("whole", None, None, "whole"),
            ("whole", "item", None, "item"),
            ("whole", "item", "own", "own"),
            (None, None, "own", "own"),
        ],
    )
    def test_the_nearest_count(self, operation, whole, item, own, url):
        def servers(name: str | None) -> dict[str, Any]:
            return {"servers": [{"url": name}]} if name else {}

        found = operation({**OK, **servers(own)}, servers(item), **servers(whole))
        assert found.servers == (Server(url=url),)


class TestTags:
    def test_declared_ones_come_first_then_those_used(self, load_api):
        tags = [
            {"name": "b", "description": "B", "externalDocs": {"url": "U"}, "parent": "p", "kind": "nav"},
            {"name": "unused"},
        ]
        paths = {"/a": {"get": {"tags": ["z", "b", "z"]}, "put": {"tags": ["a"]}}}
        loaded = load_api({"tags": tags, "paths": paths, "webhooks": {"w": {"post": {"tags": ["hook"]}}}})
        assert [tag.name for tag in loaded.description.tags] == ["b", "unused", "z", "a", "hook"]
        first = loaded.description.tags[0]
        assert (first.description, first.parent, first.kind) == ("B", "p", "nav")
        assert first.external_docs
        assert first.external_docs.url == "U"
        assert loaded.description.operations[0].tags == ("z", "b")

    @pytest.mark.parametrize(
        ("fields", "title"),
        [
            ({}, "a2a"),
            ({"summary": "Agents"}, "Agents"),
            ({"x-displayName": "A2A"}, "A2A"),
            ({"summary": "Agents", "x-displayName": "A2A"}, "A2A"),
            ({"summary": "Agents", "x-displayName": ""}, "Agents"),
            ({"x-displayName": ["A2A"]}, "a2a"),
        ],
    )
    def test_the_title_is_the_display_name_the_summary_or_the_name(self, load_api, fields, title):
        assert load_api({"tags": [{"name": "a2a", **fields}]}).description.tags[0].title == title


class TestBodiesAndResponses:
    @pytest.mark.parametrize(
        ("parents", "kept", "faults"),
        [
            ({"a": "", "b": "a", "c": "b"}, {"b": "a", "c": "b"}, []),
            ({"c": "b", "b": "a", "a": ""}, {"b": "a", "c": "b"}, []),
            ({"a": "a"}, {}, ["invalid /tags/0/parent: the tag 'a' is below itself"]),
            ({"a": "b", "b": "a"}, {"b": "a"}, ["invalid /tags/0/parent: the tag 'a' is below itself"]),
            (
                {"a": "c", "b": "a", "c": "b", "d": "b"},
                {"b": "a", "c": "b", "d": "b"},
                ["invalid /tags/0/parent: the tag 'a' is below itself"],
            ),
            (
                {"d": "b", "b": "a", "a": "b"},
                {"d": "b", "a": "b"},
                ["invalid /tags/1/parent: the tag 'b' is below itself"],
            ),
            ({"a": "no"}, {"a": "no"}, ["invalid /tags/0/parent: the parent 'no' of the tag 'a' is no tag"]),
        ],
    )
    def test_a_circle_of_parents_is_opened_and_told_once(self, load_api, parents, kept, faults):
        loaded = load_api({"tags": [{"name": name, "parent": parent} for name, parent in parents.items()]})
        assert {tag.name: tag.parent for tag in loaded.description.tags if tag.parent} == kept
        assert told(loaded) == faults

    def test_tags_nest_twenty_levels_and_no_deeper(self, load_api):
        tags = [{"name": "t0"}, *({"name": f"t{n}", "parent": f"t{n - 1}"} for n in range(1, 30))]
        upside_down = {tag.name: tag.parent for tag in load_api({"tags": tags[::-1]}).description.tags}
        assert [name for name, parent in upside_down.items() if not parent][-1] == "t0"
        assert upside_down["t20"] == "t19"
        assert not upside_down["t21"]
        loaded = load_api({"tags": tags})
        assert told(loaded) == ["invalid /tags/21/parent: the tag 't21' is more than 20 levels below others"]
        assert [tag.name for tag in loaded.description.tags if not tag.parent] == ["t0", "t21"]

    def test_statuses_keep_their_names_and_order(self, operation):
        responses = {"404": {"description": "N"}, "200": {"description": "O"}, "4XX": {}, "default": {}, "x-a": 1}
        assert [each.status for each in operation({"responses": responses}).responses] == [
            "404",
            "200",
            "4XX",
            "default",
        ]

    def test_a_status_written_as_a_number_is_its_text(self, load_files):
        text = "openapi: 3.1.0\npaths:\n  /a:\n    get:\n      responses:\n        200: {description: OK}\n"
        (found,) = load_files({"api.yaml": text}).description.operations
        assert [each.status for each in found.responses] == ["200"]

    def test_all_fields_of_a_response_are_read(self, operation):
        response = {
            "summary": "S",
            "description": "D",
            "headers": {"X-Rate": {"schema": {"type": "integer"}, "required": True}},
            "content": {"application/json": {"schema": {"type": "object"}}, "text/*": {}},
            "links": {
                "next": {
                    "operationId": "o",
                    "parameters": {"p": "$request.path.id"},
                    "requestBody": None,
                    "description": "L",
                    "server": {"url": "U"},
                },
                "other": {"operationRef": "#/paths/~1a/get"},
            },
            "x-a": 1,
        }
        (found,) = operation({"responses": {"200": response}}).responses
        assert (found.summary, found.description, found.extensions) == ("S", "D", {"x-a": 1})
        (header,) = found.headers
        assert (header.name, header.location, header.style, header.required) == ("X-Rate", "header", "simple", True)
        assert [media.name for media in found.content] == ["application/json", "text/*"]
        following, other = found.links
        assert (following.operation_id, following.parameters, following.description) == (
            "o",
            {"p": "$request.path.id"},
            "L",
        )
        assert (following.request_body, following.has_request_body, other.has_request_body) == (None, True, False)
        assert following.server == Server(url="U")
        assert other.operation_ref == "#/paths/~1a/get"

    def test_a_body_and_its_encodings_are_read(self, operation):
        media = {
            "schema": {"type": "object"},
            "itemSchema": {"type": "string"},
            "encoding": {
                "file": {
                    "contentType": "image/png",
                    "headers": {"X": {"schema": True}},
                    "style": "form",
                    "explode": False,
                    "allowReserved": True,
                }
            },
            "prefixEncoding": [{"contentType": "a/b"}],
            "itemEncoding": {"contentType": "c/d"},
            "examples": {"e": {"dataValue": {"a": 1}, "serializedValue": "a=1"}},
        }
        body = operation(
            {"requestBody": {"description": "D", "required": True, "content": {"multipart/mixed": media}}}
        ).body
        assert body
        assert (body.description, body.required) == ("D", True)
        (found,) = body.content
        assert found.schema
        assert found.item_schema
        assert [(each.name, each.content_type) for each in found.encoding] == [
            ("file", "image/png"),
            ("0", "a/b"),
            ("", "c/d"),
        ]
        file, *_ = found.encoding
        assert (file.headers[0].name, file.style, file.explode, file.allow_reserved) == ("X", "form", False, True)
        assert found.encoding[1].explode is None
        (example,) = found.examples
        assert (example.value, example.serialized, example.place.pointer.rpartition("/")[2]) == (
            {"a": 1},
            "a=1",
            "dataValue",
        )

    def test_an_example_may_be_null(self, operation):
        body = {"content": {"a/b": {"examples": {"e": {"value": None}, "f": {}}}}}
        found = operation({"requestBody": body}).body
        assert found
        assert [each.has_value for each in found.content[0].examples] == [True, False]


class TestOperations:
    def test_all_fields_are_read(self, operation):
        fields = {
            "operationId": "o",
            "summary": " a\n summary ",
            "description": "D",
            "deprecated": True,
            "externalDocs": {"url": "U"},
            "x-a": 1,
        }
        found = operation(fields)
        assert (found.id, found.name, found.title, found.description) == ("o", "o", "a summary", "D")
        assert (found.deprecated, found.extensions, found.outgoing) == (True, {"x-a": 1}, False)
        assert found.external_docs
        assert found.external_docs.url == "U"

    def test_without_a_summary_its_name_is_the_title(self, operation):
        assert operation({"operationId": "o", "summary": "  "}).title == "o"
        assert operation({}).title == "GET /a"

    def test_a_summary_that_is_a_paragraph_is_no_title(self, operation):
        assert operation({"operationId": "o", "summary": "s" * 120}).title == "s" * 120
        assert operation({"operationId": "o", "summary": "s" * 121}).title == "o"

    @pytest.mark.parametrize(
        ("field", "sample"),
        [
            ("x-codeSamples", {"lang": "Shell", "label": "L", "source": "curl"}),
            ("x-code-samples", {"lang": "Shell", "label": "L", "source": "curl"}),
        ],
    )
    def test_samples_are_read_in_their_spellings(self, operation, field, sample):
        assert operation({field: [sample, {"lang": "Go", "source": ""}]}).samples == (("Shell", "L", "curl"),)

    def test_samples_of_readme_are_read(self, operation):
        samples = [{"language": "shell", "name": "L", "code": "curl"}]
        assert operation({"x-readme": {"code-samples": samples}}).samples == (("shell", "L", "curl"),)

    def test_webhooks_are_outgoing_operations(self, load_api):
        loaded = load_api({"webhooks": {"new": {"post": OK}}, "x-webhooks": {"old": {"post": OK}}})
        assert [(each.path, each.method, each.outgoing) for each in loaded.description.webhooks] == [
            ("new", "POST", True),
            ("old", "POST", True),
        ]
        assert loaded.description.operations == ()

    def test_a_callback_that_holds_its_own_operation_ends(self, load_api):
        callback = {"{$request.query.url}": {"$ref": "#/paths/~1a"}, "x-a": 1}
        loaded = load_api({"paths": {"/a": {"post": {"operationId": "o", "callbacks": {"again": callback}}}}})
        (found,) = loaded.description.operations
        (called,) = found.callbacks[0].operations
        assert (called.path, called.id, called.outgoing) == ("{$request.query.url}", "o", True)
        assert called.callbacks[0].operations == ()
        assert loaded.problems == ()


class TestOperationIds:
    def test_one_that_is_taken_is_told_where_it_is_repeated(self, load_files):
        text = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    get: {operationId: same}
    put: {operationId: other}
  /b:
    get:
      operationId: same
webhooks:
  w:
    post: {operationId: same}
"""
        assert [str(problem) for problem in load_files({"api.yaml": text}).problems] == [
            "api.yaml:9:20: duplicate-operation-id: operationId 'same' is taken by GET /a",
            "api.yaml:12:25: duplicate-operation-id: operationId 'same' is taken by GET /a",
        ]

    def test_a_path_item_used_twice_is_told_once(self, load_api):
        paths = {"/a": {"$ref": "item.yaml"}, "/b": {"$ref": "item.yaml"}}
        loaded = load_api({"paths": paths}, {"item.yaml": {"get": {"operationId": "o"}}})
        assert told(loaded) == ["duplicate-operation-id /get/operationId: operationId 'o' is taken by GET /a"]

    def test_empty_ones_are_no_duplicates(self, load_api):
        assert (
            load_api({"paths": {"/a": {"get": OK, "put": {"operationId": ""}, "post": {"operationId": ""}}}}).problems
            == ()
        )


def test_the_order_of_the_author_is_kept(load_files):
    paths = {f"/{name}": {"get": OK} for name in "zaym"}
    loaded = load_files({"api.yaml": json.dumps({"openapi": "3.1.0", "info": {}, "paths": paths})})
    assert [each.path for each in loaded.description.operations] == list(paths)
