"""Loading a description, and the cache of what was loaded."""

from __future__ import annotations

import json
import pickle
from os.path import relpath
from typing import TYPE_CHECKING, Any

import pytest

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.spec import Loaded, _load, load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FILES: dict[str, Any] = {
    "api.yaml": """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /pets:
    get:
      operationId: list
      parameters: [5]
      responses: {"200": {$ref: "parts.yaml#/ok"}}
components:
  schemas:
    Pet: {$ref: "parts.yaml#/Pet"}
    Gone: {$ref: "gone.yaml"}
""",
    "parts.yaml": """\
ok: {description: OK, content: {application/json: {schema: {$ref: "#/Pet"}}}}
Pet: {type: object, properties: {name: {type: string}, x: {$ref: "#/gone"}}}
""",
}


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def path(write_files: Callable[..., Path]) -> Path:
    return write_files(FILES)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grows by one whenever a description is parsed."""
    calls: list[str] = []
    parse = vars(_load)["parse_description"]

    def counted(references: Any) -> Any:
        calls.append(references.entry)
        return parse(references)

    monkeypatch.setattr(_load, "parse_description", counted)
    return calls


def told(loaded: Loaded) -> list[str]:
    return [f"{problem.location.line}:{problem.location.column} {problem.code.value}" for problem in loaded.problems]


def test_files_are_those_read_and_problems_are_in_the_order_of_the_files(path, folder):
    loaded = load(path, name=lambda file: relpath(file, folder))
    assert loaded.files == (path, folder / "parts.yaml")
    assert [str(problem) for problem in loaded.problems] == [
        "api.yaml:7:20: invalid: 'parameters' must be an object, not a number",
        "api.yaml:12:18: missing-file: $ref 'gone.yaml': gone.yaml: missing-file: there is no such file",
        "parts.yaml:2:66: reference: $ref '#/gone' leads nowhere: this file has no '/gone'",
    ]


def test_keys_that_are_there_twice_are_told_of_every_file(load_files):
    loaded = load_files({**FILES, "parts.yaml": FILES["parts.yaml"] + "ok: {description: twice}\n"})
    assert "parts.yaml:3:1: duplicate-key" in "\n".join(map(str, loaded.problems))


def test_the_root_is_by_default_the_parent_of_the_descriptions_folder(write_files):
    schemas = {"A": {"$ref": "../common/a.yaml"}, "B": {"$ref": "../../b.yaml"}}
    entry = {"openapi": "3.1.0", "info": {}, "paths": {}, "components": {"schemas": schemas}}
    path = write_files({"spec/api.yaml": entry, "common/a.yaml": {"type": "string"}})
    path.parents[2].joinpath("b.yaml").write_text("type: string", "utf-8")
    assert [problem.code.value for problem in load(path).problems] == ["outside-reference"]


class TestCache:
    def test_a_second_load_parses_nothing(self, path, cache, parsed):
        load(path, cache=cache)
        load(path, cache=cache)
        assert len(parsed) == 1

    def test_what_is_cached_equals_what_is_read(self, path, cache):
        load(path, cache=cache)
        cached, fresh = load(path, cache=cache), load(path)
        assert cached.description == fresh.description
        assert cached.problems == fresh.problems
        assert cached.files == fresh.files
        for name, schema in fresh.description.schemas.items():
            assert cached.description.schemas[name].parts == schema.parts
        assert cached.description.schema_names == fresh.description.schema_names

    def test_places_and_references_work_after_the_cache(self, path, cache):
        load(path, cache=cache)
        cached, fresh = load(path, cache=cache), load(path)
        for place in fresh.description.schema_names:
            assert cached.references.locate(place) == fresh.references.locate(place)
            assert cached.references.value(place) == fresh.references.value(place)
        pet = fresh.description.schemas["Pet"]
        there = cached.references.resolve("parts.yaml#/Pet", cached.references.place)
        assert there == fresh.references.resolve("parts.yaml#/Pet", fresh.references.place)
        assert list(cached.references.follow({"$ref": "#/components/schemas/Pet"}, cached.references.place)) == list(
            fresh.references.follow({"$ref": "#/components/schemas/Pet"}, fresh.references.place)
        )
        assert pet.place.uri == cached.references.entry

    @pytest.mark.parametrize(
        ("name", "content", "expected"),
        [
            ("api.yaml", FILES["api.yaml"].replace("operationId: list", "operationId: 5 "), None),
            ("parts.yaml", FILES["parts.yaml"].replace("#/gone", "#/ok"), ["7:20 invalid", "12:18 missing-file"]),
            ("gone.yaml", "type: string", ["7:20 invalid", "2:66 reference"]),
        ],
        ids=["the entry", "one referred to", "one that was missing"],
    )
    def test_a_file_that_differs_is_read_again(self, path, cache, parsed, name, content, expected):
        before = load(path, cache=cache)
        path.with_name(name).write_text(content, "utf-8")
        after = load(path, cache=cache)
        assert len(parsed) == 2
        assert told(after) == (told(before) if expected is None else expected)
        load(path, cache=cache)
        assert len(parsed) == 2

    def test_a_file_that_was_broken_and_is_mended_is_read_again(self, path, folder, cache, parsed):
        (folder / "gone.yaml").write_text("{", "utf-8")
        assert "12:18 syntax" in told(load(path, cache=cache))
        (folder / "gone.yaml").write_text("{}", "utf-8")
        assert told(load(path, cache=cache)) == ["7:20 invalid", "2:66 reference"]

    def test_a_file_that_is_gone_is_missed(self, path, folder, cache):
        load(path, cache=cache)
        (folder / "parts.yaml").unlink()
        assert told(load(path, cache=cache)).count("11:17 missing-file") == 1
        path.unlink()
        with pytest.raises(LoadError):
            load(path, cache=cache)

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda data: data[:0],
            lambda data: data[: len(data) // 2],
            lambda data: data[:0] + b"garbage",
            lambda data: data.partition(b"\n")[0],
            lambda data: b"[]\n" + data.partition(b"\n")[2],
            lambda data: data.partition(b"\n")[0] + b"\n" + pickle.dumps({"another": "value"}),
            lambda data: data.partition(b"\n")[0] + b"\ncos_gone\nname\n.",
        ],
        ids=["empty", "cut", "garbage", "no pickle", "no manifest", "another value", "an unknown class"],
    )
    def test_a_broken_cache_is_read_over_and_mended(self, path, cache, parsed, spoil):
        fresh = load(path, cache=cache)
        (file,) = cache.iterdir()
        file.write_bytes(spoil(file.read_bytes()))
        assert load(path, cache=cache).description == fresh.description
        load(path, cache=cache)
        assert len(parsed) == 2

    def test_a_cache_that_can_not_be_written_is_no_fault(self, path, tmp_path, parsed):
        file = tmp_path / "file"
        file.write_text("", "utf-8")
        for _ in range(2):
            assert load(path, cache=file / "cache").description.title == "T"
        assert len(parsed) == 2

    def test_nothing_but_the_cache_is_left_in_its_folder(self, path, cache):
        load(path, cache=cache)
        load(path, cache=cache)
        assert [file.suffix for file in cache.iterdir()] == [".pickle"]

    def test_another_root_or_name_is_another_cache(self, path, folder, cache, parsed):
        load(path, cache=cache)
        load(path, cache=cache, root=folder)
        named = load(path, cache=cache, name=lambda file: file.name)
        assert len(parsed) == 3
        assert {problem.location.path for problem in named.problems} == {"api.yaml", "parts.yaml"}

    def test_what_can_not_be_loaded_is_not_cached(self, folder, cache):
        (folder / "api.yaml").write_text(json.dumps({"swagger": "2.0"}), "utf-8")
        with pytest.raises(LoadError):
            load(folder / "api.yaml", cache=cache)
        assert not cache.exists()
