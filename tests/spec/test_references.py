"""``$ref`` within and between files."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from sphinxext_rensei.errors import LoadError, UnresolvableReference
from sphinxext_rensei.problems import Code, ProblemCode
from sphinxext_rensei.spec import Place, References, Remote

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sphinxext_rensei.spec import JSON, Loaded


@pytest.fixture
def references(folder: Path, write_files: Callable[..., Path]) -> Callable[..., References]:
    """Writes files and gives the ways between them, the first being the entry document."""

    def references(files: dict[str, Any], **options: Any) -> References:
        return References(write_files(files), **{"root": folder, "name": lambda path: path.name, **options})

    return references


def end_of(references: References, value: JSON, place: Place | None = None) -> JSON:
    """What the last hop from a value leads to."""
    return list(references.follow(value, place or references.place))[-1][0]


def fault(references: References, reference: str) -> tuple[Code, str]:
    with pytest.raises(UnresolvableReference) as caught:
        references.resolve(reference, references.place)
    return caught.value.problem.code, caught.value.problem.message


ENTRY = {
    "a/b": {"found": "slash"},
    "a~b": {"found": "tilde"},
    "~1": {"found": "tilde one"},
    "a b": {"found": "space"},
    "a%b": {"found": "percent"},
    "a%20b": {"found": "percent twenty"},
    "a#b": {"found": "hash"},
    "a?b": {"found": "question"},
    "a{b}": {"found": "braces"},
    'a"b\\': {"found": "quote"},
    "é": {"found": "accent"},
    "": {"": {"found": "empty"}},
    "list": [{"found": "zero"}, {"found": "one"}],
    "0": {"found": "a key of digits"},
    "null": None,
}


class TestFragments:
    @pytest.mark.parametrize(
        ("reference", "found"),
        [
            ("#/a~1b", "slash"),
            ("#/a~0b", "tilde"),
            ("#/~01", "tilde one"),
            ("#/a%20b", "space"),
            ("#/a b", "space"),
            ("#/a%25b", "percent"),
            ("#/a%2520b", "percent twenty"),
            ("#/a%23b", "hash"),
            ("#/a?b", "question"),
            ("#/a%7Bb%7D", "braces"),
            ("#/a{b}", "braces"),
            ("#/a%22b%5C", "quote"),
            ("#/%C3%A9", "accent"),
            ("#/é", "accent"),
            ("#//", "empty"),
            ("#/list/0", "zero"),
            ("#/list/1", "one"),
            ("#/0", "a key of digits"),
            ("api.yaml#/a~1b", "slash"),
            ("./api.yaml#/a~1b", "slash"),
            ("../project/api.yaml#/a~1b", "slash"),
            ("%61pi.yaml#/a~1b", "slash"),
        ],
    )
    def test_a_pointer_leads_to_its_value(self, references, reference, found):
        paths = references({"api.yaml": ENTRY})
        value, place = paths.resolve(reference, paths.place)
        assert value == {"found": found}
        assert paths.value(place) == value
        assert place.uri == paths.entry

    @pytest.mark.parametrize("reference", ["", "#", "api.yaml", "api.yaml#"])
    def test_no_pointer_leads_to_the_whole_file(self, references, reference):
        paths = references({"api.yaml": ENTRY})
        assert paths.resolve(reference, paths.place) == (ENTRY, paths.place)

    def test_null_can_be_referred_to(self, references):
        paths = references({"api.yaml": ENTRY})
        assert paths.resolve("#/null", paths.place) == (None, paths.place.child("null"))

    @pytest.mark.parametrize(
        "reference",
        [
            "#/missing",
            "#/a%2Fb",
            "#/a~1b/found/more",
            "#/list/2",
            "#/list/x",
            "#/list/-",
            "#/null/x",
            "#missing",
            "#a~1b",
            "#//missing",
        ],
    )
    def test_a_pointer_to_nothing_is_a_fault(self, references, reference):
        code, message = fault(references({"api.yaml": ENTRY}), reference)
        assert code is ProblemCode.REFERENCE
        assert message.startswith(f"$ref {reference!r} leads nowhere: this file has no ")

    @pytest.mark.parametrize("reference", ["//[", "http://[::1", "http://[", "a\x00b", "a%00b.yaml"])
    def test_what_is_no_uri_is_a_fault(self, references, reference):
        code, message = fault(references({"api.yaml": ENTRY}), reference)
        assert code is ProblemCode.REFERENCE
        assert message == f"$ref {reference!r} is not a URI reference"


class TestFiles:
    FILES: ClassVar[dict[str, Any]] = {
        "api.yaml": {
            "direct": {"$ref": "parts/a.yaml#/A"},
            "through": {"$ref": "parts/a.yaml#/toB"},
            "whole": {"$ref": "parts/c.json"},
            "up": {"$ref": "parts/a.yaml#/up"},
            "inside": {"$ref": "parts/a.yaml#/nested/inner"},
            "fragments": {"$ref": "parts/a.yaml#/viaPointer"},
        },
        "parts/a.yaml": {
            "A": {"found": "A"},
            "toB": {"$ref": "deep/b.yaml#/B"},
            "up": {"$ref": "../top.yml#/T"},
            "nested": {"inner": {"$ref": "#/A"}},
            "viaPointer": {"$ref": "#/nested/inner"},
        },
        "parts/deep/b.yaml": {"B": {"$ref": "../c.json#/C"}},
        "parts/c.json": {"C": {"found": "C"}},
        "top.yml": {"T": {"found": "T"}},
    }

    @pytest.mark.parametrize(
        ("key", "found", "hops"),
        [
            ("direct", {"found": "A"}, ["parts/a.yaml#/A"]),
            ("through", {"found": "C"}, ["parts/a.yaml#/toB", "parts/deep/b.yaml#/B", "parts/c.json#/C"]),
            ("whole", {"C": {"found": "C"}}, ["parts/c.json#"]),
            ("up", {"found": "T"}, ["parts/a.yaml#/up", "top.yml#/T"]),
            ("inside", {"found": "A"}, ["parts/a.yaml#/nested/inner", "parts/a.yaml#/A"]),
            (
                "fragments",
                {"found": "A"},
                ["parts/a.yaml#/viaPointer", "parts/a.yaml#/nested/inner", "parts/a.yaml#/A"],
            ),
        ],
    )
    def test_a_reference_is_relative_to_the_file_that_holds_it(self, references, folder, key, found, hops):
        paths = references(self.FILES)
        _, *followed = paths.follow(self.FILES["api.yaml"][key], paths.place.child(key))
        assert followed[-1][0] == found
        assert [f"{place.uri}#{place.pointer}" for _, place in followed] == [
            f"{folder.as_uri()}/{hop}" for hop in hops
        ]

    def test_only_files_that_are_referred_to_are_read(self, references):
        paths = references(self.FILES)
        assert list(paths.files) == [paths.entry]
        end_of(paths, {"$ref": "parts/a.yaml#/A"})
        assert [source.name for source in paths.files.values()] == ["api.yaml", "a.yaml"]

    @pytest.mark.parametrize("name", ["my api.yaml", "é.yaml", "a+b.yaml", "a%b.yaml", "a#b.yaml"])
    def test_a_file_has_one_uri_however_it_is_spelt(self, references, name):
        """A reference back from another file does not read the first one again under another name."""
        other = "the other ö.yaml"
        written = name.replace("%", "%25").replace("#", "%23")
        paths = references({name: {"A": {"$ref": f"{other}#/B"}}, other: {"B": {"$ref": f"{written}#/C"}}})
        place = paths.resolve(f"{other}#/B", paths.place)[1]
        assert paths.resolve(f"{written}#/A", place) == ({"$ref": f"{other}#/B"}, paths.place.child("A"))
        assert len(paths.files) == 2

    def test_a_file_of_prose_is_one_string(self, references):
        paths = references({"api.yaml": {}, "intro.md": "# Hello: *world*\n"})
        assert end_of(paths, {"$ref": "intro.md"}) == "# Hello: *world*\n"

    def test_a_missing_file_is_a_fault(self, references):
        paths = references({"api.yaml": {}})
        assert fault(paths, "gone.yaml#/A") == (
            ProblemCode.MISSING_FILE,
            "$ref 'gone.yaml#/A': gone.yaml: missing-file: there is no such file",
        )

    def test_a_missing_pointer_names_the_file_that_lacks_it(self, references):
        paths = references({"api.yaml": {}, "a.yaml": {"A": 1}})
        assert fault(paths, "a.yaml#/B") == (
            ProblemCode.REFERENCE,
            "$ref 'a.yaml#/B' leads nowhere: a.yaml has no '/B'",
        )

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            ("a: [", ProblemCode.SYNTAX),
            ("", ProblemCode.SYNTAX),
            ("[" * 400 + "]" * 400, ProblemCode.LIMIT),
            ("a: \0", ProblemCode.ENCODING),
        ],
    )
    def test_a_broken_file_is_a_fault_of_the_reference(self, references, content, code):
        found, message = fault(references({"api.yaml": {}, "broken.yaml": content}), "broken.yaml")
        assert found is code
        assert message.startswith("$ref 'broken.yaml': broken.yaml:")

    def test_a_folder_is_no_file(self, references):
        code, message = fault(references({"api.yaml": {}, "parts/a.yaml": {}}), "parts")
        assert (code, message.rpartition(": ")[2]) == (ProblemCode.MISSING_FILE, "this is not a file")

    def test_a_missing_entry_document_is_an_error(self, folder):
        with pytest.raises(LoadError) as caught:
            References(folder / "gone.yaml", root=folder)
        assert caught.value.problem.code is ProblemCode.MISSING_FILE


class TestCycles:
    @pytest.mark.parametrize(
        ("files", "hops"),
        [
            ({"api.yaml": {"A": {"$ref": "#/A"}}}, 1),
            ({"api.yaml": {"A": {"$ref": "#/B"}, "B": {"$ref": "#/A"}}}, 2),
            ({"api.yaml": {"A": {"$ref": "b.yaml#/B"}}, "b.yaml": {"B": {"$ref": "api.yaml#/A"}}}, 2),
            (
                {
                    "api.yaml": {"A": {"$ref": "b.yaml"}},
                    "b.yaml": {"$ref": "c.yaml"},
                    "c.yaml": {"$ref": "api.yaml#/A"},
                },
                3,
            ),
            ({"api.yaml": {"A": {"$ref": "#/%41"}}}, 1),
        ],
    )
    def test_a_reference_that_leads_back_to_itself_is_a_fault(self, references, files, hops):
        paths = references(files)
        followed = paths.follow(files["api.yaml"]["A"], paths.place.child("A"))
        for _ in range(hops):
            next(followed)
        with pytest.raises(UnresolvableReference, match=r"leads back to itself$") as caught:
            next(followed)
        assert caught.value.problem.code is ProblemCode.REFERENCE_CYCLE

    def test_a_cycle_that_begins_later_ends_too(self, references):
        files = {"api.yaml": {"A": {"$ref": "#/B"}, "B": {"$ref": "#/C"}, "C": {"$ref": "#/B"}}}
        paths = references(files)
        with pytest.raises(UnresolvableReference, match="'#/B' leads back to itself"):
            list(paths.follow(files["api.yaml"]["A"], paths.place.child("A")))

    def test_an_endless_chain_is_told_from_a_cycle(self, references):
        entry = {f"A{number}": {"$ref": f"#/A{number + 1}"} for number in range(300)}
        paths = references({"api.yaml": entry})
        with pytest.raises(UnresolvableReference, match="begins a chain of more than 100 references"):
            list(paths.follow(entry["A0"], paths.place.child("A0")))


class TestOutside:
    @pytest.mark.parametrize(
        "reference",
        ["../secret.yaml", "../secret.yaml#/A", "%2E%2E/secret.yaml", "/etc/passwd", "parts/../../secret.yaml"],
    )
    def test_a_file_outside_the_root_is_refused(self, references, folder, reference):
        folder.with_name("secret.yaml").write_text("A: secret", "utf-8")
        code, message = fault(references({"api.yaml": {}}), reference)
        assert code is ProblemCode.OUTSIDE_REFERENCE
        assert message == f"$ref {reference!r} leads outside the project; only files below project/ are read"

    def test_a_file_uri_outside_the_root_is_refused(self, references, tmp_path):
        secret = tmp_path / "secret.yaml"
        secret.write_text("A: secret", "utf-8")
        assert fault(references({"api.yaml": {}}), secret.as_uri())[0] is ProblemCode.OUTSIDE_REFERENCE

    def test_a_file_uri_inside_the_root_is_read(self, references, folder):
        paths = references({"api.yaml": {}, "a.yaml": {"A": 1}})
        assert end_of(paths, {"$ref": f"{(folder / 'a.yaml').as_uri()}#/A"}) == 1

    def test_a_link_that_leaves_the_root_is_refused(self, references, folder):
        folder.with_name("secret.yaml").write_text("A: secret", "utf-8")
        (folder / "link.yaml").symlink_to("../secret.yaml")
        assert fault(references({"api.yaml": {}}), "link.yaml")[0] is ProblemCode.OUTSIDE_REFERENCE

    def test_a_file_below_a_link_that_leaves_the_root_is_refused(self, references, folder, tmp_path):
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "elsewhere" / "a.yaml").write_text("A: secret", "utf-8")
        (folder / "parts").symlink_to("../elsewhere")
        assert fault(references({"api.yaml": {}}), "parts/a.yaml")[0] is ProblemCode.OUTSIDE_REFERENCE

    def test_a_link_that_stays_below_the_root_is_read(self, references, folder):
        paths = references({"api.yaml": {}, "a.yaml": {"A": 1}})
        (folder / "link.yaml").symlink_to("a.yaml")
        assert end_of(paths, {"$ref": "link.yaml#/A"}) == 1

    def test_a_sibling_whose_name_begins_like_the_roots_is_outside(self, references, folder):
        other = folder.with_name("project-secret")
        other.mkdir()
        (other / "a.yaml").write_text("A: secret", "utf-8")
        assert fault(references({"api.yaml": {}}), "../project-secret/a.yaml")[0] is ProblemCode.OUTSIDE_REFERENCE


class TestRemote:
    @pytest.mark.parametrize(
        "reference",
        [
            "https://example.org/a.yaml#/A",
            "https://json-schema.org/draft/2020-12/schema",
            "http://localhost/a.yaml",
            "//example.org/a.yaml",
            "file://example.org/a.yaml",
            "ftp://example.org/a",
            "urn:example:a",
            "data:application/json,{}",
        ],
    )
    def test_another_host_is_never_asked(self, references, reference):
        assert fault(references({"api.yaml": {}}), reference) == (
            ProblemCode.REMOTE_REFERENCE,
            f"$ref {reference!r} leads to another host, and no prefix in rensei_remote_references allows it",
        )

    def test_the_same_remote_reference_is_told_at_each_place_once(self, load_api):
        remote = {"$ref": "https://example.org/a.yaml"}
        schemas = {"A": remote, "B": {"properties": {"b": remote}}}
        operation = {
            "requestBody": {"content": {"application/json": {"schema": remote}}},
            "responses": {"200": remote},
        }
        loaded = load_api({"paths": {"/a": {"get": operation}}, "components": {"schemas": schemas}})
        assert sorted(problem.location.pointer for problem in loaded.problems) == [
            "/components/schemas/A/$ref",
            "/components/schemas/B/properties/b/$ref",
            "/paths/~1a/get/requestBody/content/application~1json/schema/$ref",
            "/paths/~1a/get/responses/200/$ref",
        ]

    @pytest.fixture
    def remote(self, folder):
        """Another host, as a folder: ``asked`` lists the URLs that were retrieved."""
        asked = []

        def retrieve(uri: str, /) -> Path:
            asked.append(uri)
            path: Path = folder.parent / "remote" / uri.removeprefix("https://example.org/")
            return path

        files = {
            "a.yaml": "A: {found: A}\nB: {$ref: '#/A'}\nC: {$ref: 'b.json#/C'}",
            "b.json": '{"C": {"found": "C"}}',
        }
        (folder.parent / "remote").mkdir()
        for name, content in files.items():
            (folder.parent / "remote" / name).write_text(content, "utf-8")
        return Remote(prefixes=("https://example.org",), retrieve=retrieve), asked

    def test_what_is_below_a_prefix_is_retrieved_once(self, references, remote):
        host, asked = remote
        paths = references({"api.yaml": {}}, remote=host)
        assert end_of(paths, {"$ref": "https://example.org/a.yaml#/B"}) == {"found": "A"}
        assert end_of(paths, {"$ref": "https://example.org/a.yaml#/C"}) == {"found": "C"}
        assert asked == ["https://example.org/a.yaml", "https://example.org/b.json"]
        assert fault(paths, "https://example.com/a.yaml")[0] is ProblemCode.REMOTE_REFERENCE
        assert fault(paths, "https://example.org.example.com/a.yaml")[0] is ProblemCode.REMOTE_REFERENCE

    def test_what_can_not_be_retrieved_is_a_fault_that_names_the_url(self, references, remote):
        host, _ = remote
        code, message = fault(references({"api.yaml": {}}, remote=host), "https://example.org/gone.yaml")
        assert code is ProblemCode.MISSING_FILE
        assert "https://example.org/gone.yaml" in message

    def test_another_host_leads_to_no_file_of_this_one(self, references, remote, folder):
        host, _ = remote
        paths = references({"api.yaml": {}, "secret.yaml": {"S": {"found": "S"}}}, remote=host)
        (folder.parent / "remote" / "a.yaml").write_text(f"A: {{$ref: '{(folder / 'secret.yaml').as_uri()}#/S'}}")
        with pytest.raises(UnresolvableReference) as caught:
            end_of(paths, {"$ref": "https://example.org/a.yaml#/A"})
        assert caught.value.problem.code is ProblemCode.OUTSIDE_REFERENCE


class TestIdentifiers:
    ENTRY: ClassVar[dict[str, Any]] = {
        "schemas": {
            "A": {
                "$id": "https://example.org/a",
                "$anchor": "anchor-a",
                "$defs": {
                    "x": {"found": "x"},
                    "y": {"$anchor": "anchor-y", "found": "y"},
                    "z": {"$id": "z", "$defs": {"w": {"found": "w"}}},
                },
            },
            "B": {"$dynamicAnchor": "anchor-b", "found": "B"},
            "C": {"$id": 5, "$anchor": ["x"], "found": "C"},
            "D": {"$id": "#d", "found": "D"},
            "E": {"$id": "http://[", "found": "E"},
        },
    }
    A = "/schemas/A"

    @pytest.mark.parametrize(
        ("at", "reference", "pointer"),
        [
            ("", "https://example.org/a", "/schemas/A"),
            ("", "https://example.org/a#/$defs/x", "/schemas/A/$defs/x"),
            ("", "https://example.org/z", "/schemas/A/$defs/z"),
            ("", "https://example.org/z#/$defs/w", "/schemas/A/$defs/z/$defs/w"),
            ("", "#anchor-a", "/schemas/A"),
            ("", "#anchor-y", "/schemas/A/$defs/y"),
            ("", "#anchor-b", "/schemas/B"),
            (A, "#/$defs/x", "/schemas/A/$defs/x"),
            (A, "z", "/schemas/A/$defs/z"),
            (f"{A}/$defs/x", "#/$defs/x", "/schemas/A/$defs/x"),
            (f"{A}/$defs/z", "#/$defs/w", "/schemas/A/$defs/z/$defs/w"),
            (f"{A}/$defs/z", "a#/$defs/x", "/schemas/A/$defs/x"),
            ("/schemas/C", "#/schemas/B", "/schemas/B"),
            ("/schemas/D", "#/schemas/B", "/schemas/B"),
            ("/schemas/E", "#/schemas/B", "/schemas/B"),
            # What authors mean, not what JSON Schema says.
            (A, "#/schemas/B", "/schemas/B"),
            (f"{A}/$defs/z", "#/schemas/B", "/schemas/B"),
        ],
    )
    def test_an_identifier_names_a_place(self, references, at, reference, pointer):
        paths = references({"api.yaml": self.ENTRY})
        value, place = paths.resolve(reference, Place(paths.entry, at))
        assert place == Place(paths.entry, pointer)
        assert value == paths.value(place)

    def test_an_identifier_begins_no_neighbour(self, references):
        """``/a`` has the identifier; ``/ab`` is not inside it."""
        entry = {"a": {"$id": "https://example.org/", "x": 1}, "ab": {"found": 1}, "x": 2}
        paths = references({"api.yaml": entry})
        assert paths.resolve("#/x", paths.place.child("ab"))[0] == 2
        assert paths.resolve("#/x", paths.place.child("a"))[0] == 1

    def test_self_names_the_document(self, references):
        entry = {"$self": "https://example.org/api", "A": {"found": "A"}}
        paths = references({"api.yaml": entry})
        assert paths.resolve("https://example.org/api#/A", paths.place)[0] == {"found": "A"}
        assert paths.resolve("#/A", paths.place)[0] == {"found": "A"}

    def test_anchors_are_those_of_the_file_referred_to(self, references):
        paths = references({"api.yaml": {"A": {"$anchor": "x", "n": 1}}, "b.yaml": {"B": {"$anchor": "x", "n": 2}}})
        assert paths.resolve("b.yaml#x", paths.place)[0] == {"$anchor": "x", "n": 2}
        assert paths.resolve("#x", paths.place)[0] == {"$anchor": "x", "n": 1}


class TestPlaces:
    """Each fault is told at the value of the ``$ref`` that has it."""

    @pytest.mark.parametrize(
        ("reference", "code", "words"),
        [
            ("#/components/schemas/Gone", "reference", "leads nowhere"),
            ("#gone", "reference", "leads nowhere"),
            ("http://[", "reference", "is not a URI reference"),
            ("gone.yaml", "missing-file", "there is no such file"),
            ("broken.yaml", "syntax", "broken.yaml:1:"),
            ("#/components/schemas/A", "reference-cycle", "leads back to itself"),
            ("https://example.org/", "remote-reference", "leads to another host"),
            ("../secret.yaml", "outside-reference", "leads outside the project"),
        ],
    )
    def test_file_line_and_column(self, load_files: Callable[..., Loaded], reference, code, words):
        text = f"""\
openapi: 3.1.0
info: {{title: T, version: "1"}}
paths: {{}}
components:
  schemas:
    A:
      $ref: {json.dumps(reference)}
"""
        loaded = load_files({"api.yaml": text, "broken.yaml": "{"})
        (problem,) = loaded.problems
        assert re.match(rf"api\.yaml:7:13: {code}: \$ref {re.escape(repr(reference))}:? ", str(problem))
        assert words in problem.message
        assert problem.location.pointer == "/components/schemas/A/$ref"

    def test_a_fault_of_another_file_is_told_there(self, load_files: Callable[..., Loaded]):
        entry = {"openapi": "3.1.0", "info": {}, "paths": {}, "components": {"schemas": {"A": {"$ref": "a.yaml#/A"}}}}
        loaded = load_files({"api.yaml": entry, "a.yaml": "A:\n  properties:\n    x: {$ref: gone.yaml}\n"})
        assert [str(problem) for problem in loaded.problems] == [
            "a.yaml:3:15: missing-file: $ref 'gone.yaml': gone.yaml: missing-file: there is no such file"
        ]

    def test_a_repeated_fault_is_told_where_it_is_repeated(self, load_files: Callable[..., Loaded]):
        text = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths: {}
components:
  schemas:
    A: {$ref: "#/gone"}
    B: {$ref: "#/gone"}
"""
        assert [problem.location.line for problem in load_files({"api.yaml": text}).problems] == [6, 7]
