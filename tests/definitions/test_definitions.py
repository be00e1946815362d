"""Schemas become types that the languages' own tools accept."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import types
import typing
from pathlib import Path

import pytest

from sphinxext_rensei.definitions import LANGUAGES, Root, body_roots, define
from sphinxext_rensei.schema import Analyser
from sphinxext_rensei.spec import load

HERE = Path(__file__).parent
VECTORS = HERE.parent / "vectors"
TSC = HERE.parents[1] / "node_modules" / ".bin" / "tsc"
ROOM = 1000


def read(path: Path) -> Analyser:
    return Analyser(load(path, root=path.parent))


def written(tmp_path: Path, schemas: object, name: str, language: str, *, room: int = ROOM, both: bool = False) -> str:
    """The types of one named schema in a response."""
    description = {
        "openapi": "3.1.1",
        "info": {"title": "", "version": ""},
        "paths": {},
        "components": {"schemas": schemas},
    }
    path = tmp_path / "api.json"
    path.write_text(json.dumps(description), encoding="utf-8")
    analyser = read(path)
    schema = analyser.description.schemas[name]
    roots = [Root(name=name, schema=schema, direction="response")]
    roots += [Root(name=f"{name} sent", schema=schema, direction="request")] if both else []
    return define(language, analyser, roots, room=room)


def run(code: str) -> dict[str, typing.Any]:
    """Python code in a module of its own, all of its annotations evaluated."""
    module = types.ModuleType("definitions_under_test")
    sys.modules[module.__name__] = module
    try:
        exec(compile(code, module.__name__, "exec", dont_inherit=True), module.__dict__)
        for value in list(module.__dict__.values()):
            if typing.is_typeddict(value):
                typing.get_type_hints(value, include_extras=True)
    finally:
        del sys.modules[module.__name__]
    return module.__dict__


def assert_typescript(*files: Path) -> None:
    """Skips where the compiler is not installed (``npm ci``)."""
    if not TSC.exists() or not shutil.which("node"):
        pytest.skip("tsc is not here")
    # Types that other packages bring are none of its concern.
    alone = ["--typeRoots", str(files[0].parent / "no-types")]
    command = [str(TSC), "--strict", "--noEmit", "--target", "es2022", *alone, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("language", "name"), [("typescript", "definitions.ts"), ("python", "definitions.py")])
def test_the_types_are_those_that_are_checked(language, name):
    """`npm run check` and mypy read these vectors, and files beside them that say what the types accept and refuse."""
    analyser = read(HERE / "api.yaml")
    roots = [root for operation in analyser.description.operations for root in body_roots(operation)]
    assert define(language, analyser, roots, room=ROOM) + "\n" == (VECTORS / name).read_text(encoding="utf-8")


def test_python_runs_and_says_which_properties_are_required():
    analyser = read(HERE / "api.yaml")
    roots = [root for operation in analyser.description.operations for root in body_roots(operation)]
    module = run(define("python", analyser, roots, room=ROOM))
    dog, sent = module["Dog"], module["DogInput"]
    assert dog.__required_keys__ == {"kind", "name", "puppies"}
    assert dog.__optional_keys__ == {"id", "owner", "chips"}
    assert sent.__optional_keys__ == {"secret", "owner", "chips"}
    assert module["PostUploadsRequest"].__required_keys__ == {"file"}
    assert module["Event"].__required_keys__ == {"data", "__type", "list"}


STRING = {"type": "string"}
LINKED = {"$ref": "#/components/schemas/B"}
ONE = [
    ({"type": "string"}, "string", "str"),
    ({"type": "integer"}, "number", "int"),
    ({"type": "number"}, "number", "float"),
    ({"type": "boolean"}, "boolean", "bool"),
    ({"type": "null"}, "null", "None"),
    ({"type": ["string", "null"]}, "string | null", "str | None"),
    ({"type": "string", "format": "binary"}, "Blob", "bytes"),
    ({}, "unknown", "Any"),
    (False, "never", "Never"),
    ({"const": "a"}, '"a"', 'Literal["a"]'),
    ({"enum": ["a", 1, True, None]}, '"a" | 1 | true | null', 'Literal["a", 1, True] | None'),
    ({"enum": [1.5, "a"]}, '1.5 | "a"', 'Literal["a"] | float'),
    ({"enum": [["a"]], "type": "array"}, "unknown[]", "list[Any]"),
    (
        {"enum": ['"', "\\", "\n", "é", "\u202e"]},
        r'"\"" | "\\" | "\n" | "é" | "\u202e"',
        r'Literal["\"", "\\", "\n", "é", "\u202e"]',
    ),
    ({"type": "array", "items": {"enum": ["a", "b"]}}, '("a" | "b")[]', 'list[Literal["a", "b"]]'),
    (
        {"type": "array", "items": STRING, "prefixItems": [{"type": "number"}], "minItems": 1},
        "[number, ...string[]]",
        "list[float | str]",
    ),
    ({"prefixItems": [STRING, STRING], "maxItems": 2}, "[string?, string?]", "list[str]"),
    ({"prefixItems": [STRING]}, "[string?, ...unknown[]]", "list[Any]"),
    ({"type": "object"}, "{ [name: string]: unknown }", "dict[str, Any]"),
    ({"additionalProperties": STRING}, "{ [name: string]: string }", "dict[str, str]"),
    (
        {"patternProperties": {"^a": STRING, "^b": {"type": "integer"}}, "type": "object"},
        "{ [name: string]: string | number }",
        "dict[str, str | int]",
    ),
    ({"oneOf": [STRING, {"type": "integer"}]}, "string | number", "str | int"),
    ({"anyOf": [STRING, {}]}, "unknown", "Any"),
    ({"anyOf": [{"const": True}, {"const": 1}]}, "true | 1", "Literal[True, 1]"),
    ({"type": "string", "anyOf": [{"enum": ["a"]}, {"pattern": "b"}]}, "string", "str"),
    ({"oneOf": [LINKED, {"type": "null"}]}, "B | null", "B | None"),
    ({"type": "array", "items": LINKED}, "B[]", "list[B]"),
    ({"type": "what"}, "unknown", "Any"),
]


@pytest.mark.parametrize(("schema", "typescript", "python"), ONE)
def test_a_schema_is_a_type(tmp_path, schema, typescript, python):
    schemas = {"A": {"type": "object", "required": ["a"], "properties": {"a": schema}}, "B": {"enum": ["b"]}}
    assert f"  a: {typescript};\n" in written(tmp_path, schemas, "A", "typescript")
    code = written(tmp_path, schemas, "A", "python")
    assert f"    a: {python}" in code.splitlines()
    run(code)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("pull-request", "PullRequest"),
        ("api.v1.Pet", "ApiV1Pet"),
        ("2fa", "Type2fa"),
        ("été", "Été"),
        ("日本", "日本"),
        ("---", "Type"),
        ("x²", "X2"),
    ],
)
def test_a_name_becomes_one_that_languages_take(tmp_path, name, wanted):
    schemas = {name: {"type": "object", "properties": {"a": STRING}}}
    assert f"export interface {wanted} {{" in written(tmp_path, schemas, name, "typescript")
    assert wanted in run(written(tmp_path, schemas, name, "python"))


@pytest.mark.parametrize(("language", "name"), [("python", "Literal"), ("python", "None"), ("typescript", "Blob")])
def test_a_name_with_a_meaning_gets_a_number(tmp_path, language, name):
    schemas = {name: {"type": "object", "properties": {"a": STRING}}}
    assert f"{name}2" in written(tmp_path, schemas, name, language)


def test_two_names_that_differ_in_punctuation_stay_two(tmp_path):
    one = {"type": "object", "properties": {"a": STRING}}
    uses = {
        "type": "object",
        "properties": {name: {"$ref": f"#/components/schemas/{name}"} for name in ("x-y", "x_y")},
    }
    code = written(tmp_path, {"x-y": one, "x_y": one, "A": uses}, "A", "typescript")
    assert "interface XY {" in code
    assert "interface XY2 {" in code


CIRCLES = [
    {"A": {"oneOf": [{"$ref": "#/components/schemas/A"}, STRING]}},
    {"A": {"oneOf": [LINKED, STRING]}, "B": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "integer"}]}},
    {"A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}},
    {
        "A": {
            "type": "object",
            "additionalProperties": {"oneOf": [{"$ref": "#/components/schemas/A"}, {"type": "null"}]},
        }
    },
    {"A": {"type": "object", "properties": {"a-b": {"$ref": "#/components/schemas/A"}}}},
    {
        "A": {
            "type": "object",
            "required": ["b"],
            "properties": {"b": LINKED},
            "oneOf": [LINKED, {"$ref": "#/components/schemas/A"}],
        },
        "B": {"type": "object", "properties": {"a": {"$ref": "#/components/schemas/A"}}},
    },
]


def test_what_leads_back_to_itself_is_still_code(tmp_path):
    files = []
    for index, schemas in enumerate(CIRCLES):
        run(written(tmp_path, schemas, "A", "python", both=True))
        files.append(tmp_path / f"{index}.ts")
        files[-1].write_text(written(tmp_path, schemas, "A", "typescript", both=True), encoding="utf-8")
    assert_typescript(*files)


def test_text_of_a_description_stays_in_its_comment(tmp_path):
    nasty = '*/ alert(1) /* """ \\ \u202e \u2028 # \r\nimport os'
    fields = {"a": {"type": "string", "description": nasty}, nasty: STRING}
    schemas = {"A": {"type": "object", "description": f'{nasty}"', "properties": fields}}
    module = run(written(tmp_path, schemas, "A", "python"))
    assert "os" not in module
    assert set(module["A"].__annotations__) == {"a", nasty}
    path = tmp_path / "a.ts"
    path.write_text(written(tmp_path, schemas, "A", "typescript"), encoding="utf-8")
    assert "\u202e" not in path.read_text(encoding="utf-8")
    assert_typescript(path)


def test_what_there_is_no_room_for_keeps_its_name(tmp_path):
    fields = {f"p{index}": STRING for index in range(20)}
    schemas = {
        "A": {"type": "object", "properties": {"b": LINKED, "c": {"$ref": "#/components/schemas/C"}, **fields}},
        "B": {"type": "object", "properties": fields},
        "C": {"oneOf": [{"type": "object", "properties": fields}, STRING]},
    }
    code = written(tmp_path, schemas, "A", "typescript", room=20)
    assert "  p19?: string;" in code
    assert code.endswith(
        "// Left out here for length.\nexport type B = { [name: string]: unknown };\nexport type C = unknown;"
    )
    code = written(tmp_path, schemas, "A", "python", room=20)
    assert "# Left out here for length.\nB: TypeAlias = dict[str, Any]\nC: TypeAlias = Any\n\n\n" in code
    run(code)


def _doubling(depth):
    """Choices of choices: twice as many alternatives at each level, an object beside each choice."""
    schemas = {"A0": {"type": "object"}, "B0": {"type": "object", "properties": {"a": STRING}}}
    for level in range(1, depth):
        inner = [{"$ref": f"#/components/schemas/{name}{level - 1}"} for name in "AB"]
        schemas[f"A{level}"] = {"type": "object", "properties": {f"p{level}": STRING}, "oneOf": inner}
        schemas[f"B{level}"] = {"oneOf": inner}
    return {**schemas, "A": {"$ref": f"#/components/schemas/A{depth - 1}"}}


def _nested(keyword, depth):
    schema: dict[str, typing.Any] = {"type": "string"}
    for _ in range(depth):
        schema = (
            {keyword: [schema, {"type": "null"}, {"type": "integer"}]} if keyword == "oneOf" else {keyword: schema}
        )
    return {"A": {"type": "object", "properties": {"a": schema}}}


@pytest.mark.parametrize(
    "schemas",
    [
        _doubling(40),
        _nested("oneOf", 100),
        _nested("items", 150),
        {"A": {"enum": [str(each) for each in range(9999)]}},
    ],
    ids=["doubling", "oneOf", "items", "enum"],
)
def test_what_is_huge_ends_soon_and_small(tmp_path, schemas):
    for language in LANGUAGES:
        assert len(written(tmp_path, schemas, "A", language)) < 40_000


def test_one_type_serves_both_directions_where_nothing_differs(tmp_path):
    schemas = {"A": {"type": "object", "properties": {"a": STRING}}}
    assert written(tmp_path, schemas, "A", "typescript", both=True).count("interface") == 1


CORPUS = ("train-travel/openapi.yaml", "museum/openapi.yaml", "openeo/openapi.yaml")


def test_all_types_of_real_descriptions_are_code(tmp_path, repository, corpus):
    """Every operation and every schema, in both languages; the TypeScript of all of them in one go."""
    files: list[Path] = []
    for path in (repository / "openapi/rensei-api.yaml", *(corpus / name for name in CORPUS)):
        analyser = read(path)
        asked = [body_roots(each) for each in analyser.description.operations]
        asked += [
            [Root(name=name, schema=each, direction="both")] for name, each in analyser.description.schemas.items()
        ]
        for roots in asked:
            run(define("python", analyser, roots))
            files.append(tmp_path / f"{len(files)}.ts")
            files[-1].write_text(define("typescript", analyser, roots) + "\nexport {};\n", encoding="utf-8")
    assert len(files) > 200
    assert_typescript(*files)


def test_every_language_is_in_the_table_by_its_name():
    assert {name: language.id for name, language in LANGUAGES.items()} == {name: name for name in LANGUAGES}
