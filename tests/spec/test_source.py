"""Reading one file of a description."""

from __future__ import annotations

import contextlib
import gc
import json
import math
import pickle
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext_rensei.errors import LoadError
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.spec import _yaml
from sphinxext_rensei.spec._json import child
from sphinxext_rensei.spec._json_positions import Text
from sphinxext_rensei.spec._source import Source, read, read_text
from sphinxext_rensei.spec._yaml import MAX_DEPTH, load_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinxext_rensei.problems import Problem
    from sphinxext_rensei.spec._json import JSON

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"

LAUGHS = "a0: &a0 [lol, lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))

PARSERS = [yaml.BaseLoader, *([yaml.CBaseLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "api.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def fault(write: Callable[..., Path]) -> Callable[..., Problem]:
    def fault(content: str | bytes, name: str = "api.yaml") -> Problem:
        with pytest.raises(LoadError) as caught:
            read(write(content, name), name=name)
        return caught.value.problem

    return fault


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "_Parser", request.param)


def from_yaml(string: str) -> JSON:
    return load_yaml(Text("api.yaml", string))[0]


def same(left: JSON, right: JSON) -> bool:
    """Equality that tells 1 from True and 1.0."""
    return json.dumps(left) == json.dumps(right)


@pytest.mark.usefixtures("parser")
class TestYamlTypes:
    @pytest.mark.parametrize(
        ("plain", "value"),
        [
            ("null", None),
            ("", None),
            ("true", True),
            ("false", False),
            ("0", 0),
            ("-12", -12),
            ("1.50", 1.5),
            ("1e3", 1000.0),
            ("-2.5E-1", -0.25),
        ],
    )
    def test_json_words_and_numbers_are_typed(self, plain: str, value: JSON) -> None:
        assert same(from_yaml(f"a: {plain}\n"), {"a": value})

    @pytest.mark.parametrize(
        "plain",
        (
            "no on y True NULL ~ 2024-01-01 0x1F 0o17 012 1_000 12:30 .inf .nan +1 1. .5 1e --1 = 1.2.3 \u0661".split()  # noqa: SIM905
        ),
    )
    def test_other_plain_scalars_are_strings(self, plain: str) -> None:
        assert from_yaml(f"a: {plain}\nb: [{plain} ]\n") == {"a": plain, "b": [plain]}

    def test_quoted_and_block_scalars_are_strings(self) -> None:
        assert from_yaml("- '1'\n- \"true\"\n- |-\n  null\n- >-\n  2\n- ''\n") == ["1", "true", "null", "2", ""]

    @pytest.mark.parametrize(
        ("tagged", "value"),
        [
            ("!!str 12", "12"),
            ("!!str", ""),
            ("!!int '12'", 12),
            ("!!int 0x1F", "0x1F"),
            ("!!int 'true'", "true"),
            ("!!float 1", 1.0),
            ("!!float .inf", ".inf"),
            ("!!bool 'true'", True),
            ("!!bool yes", "yes"),
            ("!!null ''", None),
            ("!!null ~", "~"),
            ("!!map {b: 1}", {"b": 1}),
            ("!!seq [1]", [1]),
            ("!custom 12", 12),
            ("!!binary aGk=", "aGk="),
            ("!!python/object/apply:os.getcwd []", []),
        ],
    )
    def test_core_tags_count_where_the_text_fits_and_others_never(self, tagged: str, value: JSON) -> None:
        assert same(from_yaml(f"a: {tagged}\n"), {"a": value})

    def test_keys_are_strings(self) -> None:
        keys = from_yaml("200: a\nnull: b\ntrue: c\n1.0: d\n~: e\n? f\n: g\n!!int 5: h\n")
        assert keys == {"200": "a", "null": "b", "true": "c", "1.0": "d", "~": "e", "f": "g", "5": "h"}

    def test_numbers_beyond_python_stay_text(self) -> None:
        digits = "9" * 5000
        assert from_yaml(f"[{digits}, 1e999, -1e999]") == [digits, "1e999", "-1e999"]

    def test_line_breaks_of_yaml_1_1_are_plain_characters(self) -> None:
        assert from_yaml("a: |\n  x\u2028y\u2029z\nb: 'p\x85q'\nc\u2028: 1\n") == {
            "a": "x\u2028y\u2029z\n",
            "b": "p\x85q",
            "c\u2028": 1,
        }


@pytest.mark.usefixtures("parser")
class TestYamlMerging:
    def test_aliases_repeat_their_anchor(self) -> None:
        assert from_yaml("a: &x {k: [1]}\nb: *x\nc: [*x]\n") == {"a": {"k": [1]}, "b": {"k": [1]}, "c": [{"k": [1]}]}

    def test_a_later_anchor_of_the_same_name_counts(self) -> None:
        assert from_yaml("- &x 1\n- *x\n- &x 2\n- *x\n- &y [&y 3]\n- *y\n") == [1, 1, 2, 2, [3], 3]

    def test_an_alias_of_a_scalar_is_a_key(self) -> None:
        assert from_yaml("a: &x 200\n*x : b\n&y c: d\ne: *y\n") == {"a": 200, "200": "b", "c": "d", "e": "c"}

    def test_own_keys_win_over_merged_ones(self) -> None:
        assert from_yaml("a: &a {x: 1, y: 2}\nb:\n  y: 3\n  <<: *a\n  z: 4\n")["b"] == {"x": 1, "y": 3, "z": 4}  # type: ignore[index,call-overload]

    def test_earlier_mappings_of_a_list_win(self) -> None:
        merged = from_yaml("- &a {x: 1}\n- &b {x: 2, y: 2}\n- <<: [*a, *b]\n- {<<: []}\n")
        assert merged == [{"x": 1}, {"x": 2, "y": 2}, {"x": 1, "y": 2}, {}]

    def test_merged_mappings_merge_on(self) -> None:
        assert from_yaml("- &a {x: 1}\n- &b {<<: *a, y: 2}\n- {<<: *b}\n") == [{"x": 1}] + [{"x": 1, "y": 2}] * 2

    def test_merging_is_no_duplicate(self) -> None:
        _, _, duplicates = load_yaml(Text("", "a: &a {x: 1}\nb: {<<: *a, x: 2}\nc: {<<: *a, <<: {y: 1}}\n"))
        assert duplicates == []

    @pytest.mark.parametrize("string", ["'<<': {x: 1}", "<<: text", "<<: [{x: 1}, 2]"])
    def test_what_can_not_be_merged_is_an_ordinary_key(self, string: str) -> None:
        contents = from_yaml(string)
        assert isinstance(contents, dict)
        assert [type(key) for key in contents] == [str]
        assert list(contents) == ["<<"]


class TestFaults:
    @pytest.mark.parametrize("content", ["", "\ufeff", " \n\t\n", "# only this\n", "\r\n# end"])
    def test_an_empty_file(self, fault: Callable[..., Problem], content: str) -> None:
        assert str(fault(content)) == "api.yaml:1:1: syntax: the file is empty"

    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(LoadError, match="missing-file: there is no such file"):
            read(tmp_path / "none.yaml")

    @pytest.mark.parametrize("name", ["", "\0"])
    def test_a_path_that_is_no_file(self, tmp_path: Path, name: str) -> None:
        with pytest.raises(LoadError, match="missing-file"):
            read(tmp_path / name)

    def test_an_unreadable_file(self, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(_: Path) -> bytes:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "read_bytes", refuse)
        with pytest.raises(LoadError, match="missing-file: the file can't be read: Permission denied"):
            read(write("a: 1"))

    def test_a_byte_that_is_not_utf8_has_a_place(self, fault: Callable[..., Problem]) -> None:
        problem = fault(b"a: 1\nb: \xc3\xa4\xe4\n")
        assert problem.code is ProblemCode.ENCODING
        assert str(problem.location) == "api.yaml:2:5"
        assert "0xE4" in problem.message

    @pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", b"a: \0", b"\xff\xfea\0:\0\0\0"])
    def test_a_binary_file_is_not_text(self, fault: Callable[..., Problem], content: bytes) -> None:
        problem = fault(content)
        assert problem.code is ProblemCode.ENCODING
        assert problem.message == "this is not a text file"
        assert problem.location.line

    @pytest.mark.parametrize(
        ("content", "place"),
        [
            ("a: b: c\n", "1:5"),
            ("a:\n  - b\n c: d\n", "3:2"),
            ("a: [1, 2\n", "2:1"),
            ("a: 'x\n", "2:1"),
            ("a: 1\nb: *none\n", "2:4"),
            ("a: 1\nb: \x07\n", "2:4"),
            ("a: 1\n---\nb: 2\n", "2:1"),
            ("a: 1\n[b, c]: 2\n", "2:1"),
            ("a: &x {}\n*x : 2\n", "2:1"),
            ("a: 1\n? {b: c}\n: 2\n", "2:3"),
            ("a: 'ä' b\n", "1:8"),
        ],
    )
    @pytest.mark.usefixtures("parser")
    def test_faulty_yaml_has_a_place(self, fault: Callable[..., Problem], content: str, place: str) -> None:
        problem = fault(content)
        assert problem.code is ProblemCode.SYNTAX
        assert str(problem.location) == f"api.yaml:{place}"

    @pytest.mark.parametrize(
        ("content", "message"),
        [
            ("a:\n\tb: 1\n", "2:1: syntax: a tab can't indent; YAML wants spaces"),
            ("a: 1\n\tb: 2\n", "2:1: syntax: a tab can't indent; YAML wants spaces"),
            ("a: 1\nb: @c\n", "2:4: syntax: a value that begins with '@', '`' or '%' needs quotes"),
            ("a: `c`\n", "1:4: syntax: a value that begins with '@', '`' or '%' needs quotes"),
            ("a: b: c\n", "1:5: syntax: a value that holds ': ' needs quotes"),
        ],
    )
    @pytest.mark.usefixtures("parser")
    def test_a_common_fault_of_yaml_is_told_with_its_cure(
        self, fault: Callable[..., Problem], content: str, message: str
    ) -> None:
        assert str(fault(content)) == f"api.yaml:{message}"

    @pytest.mark.parametrize(
        ("content", "place"),
        [
            # The comma, or what comes after it.
            ('{"a": 1,}', "1:8" if sys.version_info >= (3, 13) else "1:9"),
            ('{"a":\n tru}', "2:2"),
            ("a: 1", "1:1"),
            ('{"a": ["NaN",\n NaN]}', "2:2"),
            ('{"a": -Infinity}', "1:7"),
            ('{"a": "x\ty"}', "1:9"),
            ("{} {}", "1:4"),
        ],
    )
    def test_faulty_json_has_a_place(self, fault: Callable[..., Problem], content: str, place: str) -> None:
        problem = fault(content, "api.json")
        assert problem.code is ProblemCode.SYNTAX
        assert str(problem.location) == f"api.json:{place}"

    def test_what_only_begins_like_json_is_yaml(self, write: Callable[..., Path]) -> None:
        assert read(write("{a: NaN, b: [x,],}")).contents == {"a": "NaN", "b": ["x"]}


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    @pytest.mark.parametrize("content", ["a: ü€😀\n", '{"a": "ü€😀"}'])
    def test_utf_by_byte_order_mark(self, write: Callable[..., Path], encoding: str, content: str) -> None:
        source = read(write(content.encode(encoding)))
        assert source.contents == {"a": "ü€😀"}
        assert source.locate("", key=True).column == 1

    @pytest.mark.parametrize("mark", ["be", "le"])
    @pytest.mark.parametrize("width", [16, 32])
    def test_both_byte_orders(self, write: Callable[..., Path], width: int, mark: str) -> None:
        assert read(write("\ufeffa: 1".encode(f"utf-{width}-{mark}"))).contents == {"a": 1}


class TestProse:
    def test_a_file_of_prose_is_one_string(self, write: Callable[..., Path]) -> None:
        source = read_text(write("\ufeff# Title\n\n- {not: yaml\n", "intro.md"), name="intro.md")
        assert source.contents == "# Title\n\n- {not: yaml\n"
        assert str(source.locate("/a")) == "intro.md:1:1"
        assert str(pickle.loads(pickle.dumps(source)).locate("")) == "intro.md:1:1"

    def test_it_may_be_empty(self, write: Callable[..., Path]) -> None:
        assert read_text(write("", "intro.md")).contents == ""

    def test_it_has_to_be_text(self, write: Callable[..., Path]) -> None:
        with pytest.raises(LoadError, match="encoding: this is not a text file"):
            read_text(write(b"\x89PNG\0", "intro.md"))


class TestJson:
    def test_half_a_surrogate_pair_is_replaced(self, write: Callable[..., Path]) -> None:
        content = r'["\ud800", "\uD83D\uDE00", "\\ud800", "\ude00\ud83d", "\ud800\ud83d\ude00"]'
        contents = read(write(content, "api.json")).contents
        assert contents == ["\ufffd", "😀", r"\ud800", "\ufffd\ufffd", "\ufffd😀"]

    def test_numbers_beyond_python_stay_text(self, write: Callable[..., Path]) -> None:
        digits = "9" * 5000
        contents = read(write(f"[{digits}, 1e999, -1e999, 1e2, -0]", "api.json")).contents
        assert contents == [digits, "1e999", "-1e999", 100.0, 0]

    def test_the_yaml_reader_agrees(self) -> None:
        content = '{"a": [1, -2.5e3, true, false, null, "x"], "b\\u00e4/~": {}, "": []}'
        assert same(from_yaml(content), json.loads(content))


class TestDuplicateKeys:
    @pytest.mark.parametrize(
        ("content", "name"),
        [
            ("a:\n  - x/y: 1\n    b: 2\n    x/y: 3\n", "api.yaml"),
            ('{"a": [\n    {"x/y": 1, "b": 2,\n\n    "x/y": 3}]}', "api.json"),
            ('{"a": [\n    {"x\\/y": 1, "b": 2,\n\n    "x/y": 3}]}', "api.json"),
        ],
    )
    def test_the_last_one_counts_and_both_are_named(self, write: Callable[..., Path], content: str, name: str) -> None:
        source = read(write(content, name), name=name)
        assert source.contents == {"a": [{"x/y": 3, "b": 2}]}
        (problem,) = source.problems
        assert problem.code is ProblemCode.DUPLICATE_KEY
        assert str(problem.location) == f"{name}:4:5"
        assert problem.location.pointer == "/a/0/x~1y"
        assert problem.message == "the key 'x/y' is also on line 2; the last one counts"

    def test_keys_equal_as_strings(self, write: Callable[..., Path]) -> None:
        assert len(read(write("200: a\n'200': b\n\"200\": c\n")).problems) == 2


NESTINGS: dict[str, Callable[[int], str]] = {
    "flow sequences": lambda depth: "[" * depth + "]" * depth,
    "flow mappings": lambda depth: '{"a":' * (depth - 1) + "{}" + "}" * (depth - 1),
    "plain flow mappings": lambda depth: "{a: " * depth + "}" * depth,
    "compact sequences": lambda depth: "- " * depth + "a",
    "indented mappings": lambda depth: "".join(f"{' ' * level}a:\n" for level in range(depth)),
    "sequences level with their keys": lambda depth: (
        "".join(f"{' ' * level}a:\n{' ' * level}-\n" for level in range(depth // 2))
        + " " * depth
        + "- b" * (depth % 2)
    ),
}


class TestLimits:
    @pytest.mark.parametrize("style", NESTINGS)
    def test_nesting_up_to_the_limit(
        self, write: Callable[..., Path], fault: Callable[..., Problem], style: str
    ) -> None:
        source = read(write(NESTINGS[style](MAX_DEPTH)))
        assert pickle.loads(pickle.dumps(source)) == source
        problem = fault(NESTINGS[style](MAX_DEPTH + 1))
        assert problem.code is ProblemCode.LIMIT
        assert problem.location.line

    @pytest.mark.parametrize(
        ("style", "name"),
        [
            ("flow sequences", "api.yaml"),
            ("flow sequences", "api.json"),
            ("flow mappings", "api.yaml"),
            ("flow mappings", "api.json"),
            ("plain flow mappings", "api.yaml"),
            ("compact sequences", "api.yaml"),
        ],
    )
    def test_thirty_thousand_levels(self, fault: Callable[..., Problem], style: str, name: str) -> None:
        content = NESTINGS[style](30_000)
        start = time.process_time()
        assert fault(content, name).code is ProblemCode.LIMIT
        assert time.process_time() - start < 2

    def test_thousands_of_indented_levels(self, fault: Callable[..., Problem]) -> None:
        assert fault(NESTINGS["indented mappings"](3000)).code is ProblemCode.LIMIT

    @pytest.mark.parametrize("opening", ["[", '{"a":', '[{"a":'])
    def test_brackets_that_never_close(self, fault: Callable[..., Problem], opening: str) -> None:
        assert fault(opening * 30_000).code is ProblemCode.LIMIT

    def test_brackets_in_strings_do_not_nest(self, write: Callable[..., Path]) -> None:
        text = "[" * 1000
        assert read(write(json.dumps([text]))).contents == [text]
        assert read(write(f"- '{text}'\n")).contents == [text]

    @pytest.mark.usefixtures("parser")
    def test_a_billion_laughs(self, fault: Callable[..., Problem]) -> None:
        start = time.process_time()
        problem = fault(LAUGHS)
        assert problem.code is ProblemCode.LIMIT
        assert problem.location.line == 7
        assert "1,000,000" in problem.message
        assert time.process_time() - start < 2

    def test_merge_keys_expand_too(self, fault: Callable[..., Problem]) -> None:
        keys = ", ".join(f"k{n}" for n in range(1000))
        assert fault(f"- &a {{{keys}}}\n" + "- <<: *a\n" * 1000).code is ProblemCode.LIMIT

    def test_aliases_nest(self, write: Callable[..., Path], fault: Callable[..., Problem]) -> None:
        def chain(length: int) -> str:
            return "- &a0 [x]\n" + "".join(f"- &a{n} [*a{n - 1}]\n" for n in range(1, length))

        assert read(write(chain(MAX_DEPTH - 1))).problems == ()
        problem = fault(chain(MAX_DEPTH))
        assert problem.code is ProblemCode.LIMIT
        assert problem.location.line == MAX_DEPTH

    @pytest.mark.parametrize("content", ["&a [*a]", "a: &a {b: [*a]}", "&a {<<: *a}"])
    def test_an_alias_inside_of_its_anchor(self, fault: Callable[..., Problem], content: str) -> None:
        assert fault(content).code is ProblemCode.LIMIT

    @pytest.mark.parametrize("enabled", [True, False])
    def test_the_garbage_collector_is_left_as_it_was(self, fault: Callable[..., Problem], *, enabled: bool) -> None:
        (gc.enable if enabled else gc.disable)()
        try:
            fault("a: [")
            assert gc.isenabled() is enabled
        finally:
            gc.enable()


YAML = """\
# A comment
info:
  title: Ä title
  "x-list": [1, {b: 2}]
paths:
- a
-   c: |
      text
    d:
base: &base
  e: 1
derived:
  <<: *base
  f: *base
"""

JSON_TEXT = r"""{"info": {"ti\u0074le": "a \" ] title",
  "list": [1, {"b" : 2}, [], {},
    true]},
 "": {"/~": null}}
"""


class TestPlaces:
    @pytest.mark.parametrize(
        ("pointer", "value", "key"),
        [
            ("", "2:1", "2:1"),
            ("/info", "3:3", "2:1"),
            ("/info/title", "3:10", "3:3"),
            ("/info/x-list", "4:13", "4:3"),
            ("/info/x-list/1", "4:17", "4:17"),
            ("/info/x-list/1/b", "4:21", "4:18"),
            ("/paths", "6:1", "5:1"),
            ("/paths/1/c", "7:8", "7:5"),
            ("/paths/1/d", "9:7", "9:5"),
            ("/base/e", "11:6", "11:3"),
            ("/derived/e", "11:6", "11:3"),
            ("/derived/f", "14:6", "14:3"),
            ("/derived/f/e", "11:6", "11:3"),
            ("/info/none/below", "3:3", "2:1"),
            ("/info/x-list/01", "4:13", "4:3"),
            ("/info/x-list/" + "9" * 5000, "4:13", "4:3"),
            ("/info/title/0", "3:10", "3:3"),
        ],
    )
    @pytest.mark.usefixtures("parser")
    def test_of_yaml(self, write: Callable[..., Path], pointer: str, value: str, key: str) -> None:
        source = read(write(YAML), name="api")
        assert str(source.locate(pointer)) == f"api:{value}"
        assert str(source.locate(pointer, key=True)) == f"api:{key}"
        assert source.locate(pointer).pointer == pointer

    @pytest.mark.parametrize(
        ("pointer", "value", "key"),
        [
            ("", "1:1", "1:1"),
            ("/info", "1:10", "1:2"),
            ("/info/title", "1:25", "1:11"),
            ("/info/list", "2:11", "2:3"),
            ("/info/list/1/b", "2:22", "2:16"),
            ("/info/list/3", "2:30", "2:30"),
            ("/info/list/4", "3:5", "3:5"),
            ("/", "4:6", "4:2"),
            ("//~1~0", "4:13", "4:7"),
            ("/info/list/5", "2:11", "2:3"),
        ],
    )
    def test_of_json(self, write: Callable[..., Path], pointer: str, value: str, key: str) -> None:
        source = read(write(JSON_TEXT, "api.json"), name="api")
        assert str(source.locate(pointer)) == f"api:{value}"
        assert str(source.locate(pointer, key=True)) == f"api:{key}"

    @pytest.mark.parametrize("content", [YAML, JSON_TEXT])
    def test_of_several_at_once(self, write: Callable[..., Path], content: str) -> None:
        pointers = ["", "/info", "/info/title", "/info/list/3", "/info/list/5", "/info/title/0", "//~1~0", "/none/a"]
        wanted = [(pointer, key) for pointer in pointers for key in (False, True)]
        for some in ([], wanted[:1], wanted[4:8], wanted):
            source = read(write(content), name="api")
            alone = [read(source.path, name="api").locate(pointer, key=key) for pointer, key in some]
            assert source.locate_all(some) == alone
            assert [source.locate(pointer, key=key) for pointer, key in some] == alone

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r"])
    def test_lines_end_as_in_editors(self, write: Callable[..., Path], line_break: str) -> None:
        source = read(write(f"a: 1{line_break}b: x\u2028y{line_break}c: 2"))
        assert (source.locate("/c").line, source.locate("/c").column) == (3, 4)

    @pytest.mark.parametrize("content", [YAML, JSON_TEXT])
    def test_after_pickling(self, write: Callable[..., Path], content: str) -> None:
        path = write(content)
        source = read(path)
        assert source.locate("/info/title").line
        pickled = pickle.dumps(source)
        again: Source = pickle.loads(pickled)
        assert again == source
        assert again.locate("/info/title") == source.locate("/info/title")
        path.write_text("info: {}\n", encoding="utf-8")
        assert pickle.loads(pickled).locate("/info/title").line == 0
        path.unlink()
        assert pickle.loads(pickled).locate("/info/title").line == 0

    def test_pickles_hold_no_places(self, write: Callable[..., Path]) -> None:
        source = read(write("a: 1 # not a value\n"))
        assert b"not a value" not in pickle.dumps(source)


WORDS = st.sampled_from(["a", "b/c", "~", "no", "12", "ä\u2028", 'q"\\', "<<", "", " x ", "{", "#", "- ", "é: "])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


def leaves(value: JSON, pointer: str = "") -> Iterator[tuple[str, JSON]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, child(pointer, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, child(pointer, index))
    else:
        yield pointer, value


class TestAnyValue:
    @given(value=VALUES, indent=st.sampled_from([None, 0, 2]), ascii_only=st.booleans())
    @example(value={"<<": {"a": 1}}, indent=None, ascii_only=True)
    def test_json_is_read_alike_as_json_and_as_yaml(
        self, value: JSON, indent: int | None, *, ascii_only: bool
    ) -> None:
        string = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
        assert same(from_yaml(string), value)

    @given(value=VALUES.filter(lambda value: isinstance(value, dict | list)))
    def test_places_in_json_lead_to_the_values(self, value: JSON, tmp_path_factory: pytest.TempPathFactory) -> None:
        string = json.dumps(value, indent=1, ensure_ascii=False)
        path = tmp_path_factory.getbasetemp() / "any.json"
        path.write_text(string, encoding="utf-8", newline="")
        source = read(path)
        assert same(source.contents, value)
        found = read(path).locate_all((pointer, False) for pointer, _ in leaves(value))
        for (pointer, leaf), location in zip(leaves(value), found, strict=True):
            assert location == source.locate(pointer)
            written = string.split("\n")[location.line - 1][location.column - 1 :]
            assert same(json.JSONDecoder().raw_decode(written)[0], leaf)

    @given(value=VALUES, flow=st.sampled_from([True, False, None]))
    def test_places_in_yaml_lead_to_the_values(self, value: JSON, *, flow: bool | None) -> None:
        string = yaml.dump(value, default_flow_style=flow, allow_unicode=True, default_style='"')
        contents, root, duplicates = load_yaml(Text("", string))
        assert json.loads(json.dumps(contents)) == contents
        assert not duplicates
        for pointer, leaf in leaves(contents):
            place = root
            for token in (part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]):
                place = place[2][int(token) if isinstance(place[2], list) else token]  # type: ignore[index]
            if isinstance(leaf, str):
                assert string[place[1]] in '"!&'

    @given(string=st.text(st.sampled_from(list("[]{}:,-?&*!|>'\"# \nab<01\\%@`\t\r~\x85\u2028")), max_size=60))
    def test_no_text_raises_anything_but_a_load_error(
        self, string: str, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        path = tmp_path_factory.getbasetemp() / "any.yaml"
        path.write_text(string, encoding="utf-8", newline="")
        for name in ("any.yaml", "any.json"):
            try:
                source = read(path.rename(path.with_name(name)))
            except LoadError:
                pass
            else:
                json.dumps(source.contents, ensure_ascii=False).encode()
                assert source.locate("/a/0").line
            path = path.with_name(name)


def corpus_files() -> list[Path]:
    found = [path for path in CORPUS.rglob("*") if path.suffix in {".yaml", ".yml", ".json"} and path.is_file()]
    return sorted(path for path in found if path.stat().st_size < 1_000_000)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real descriptions is not here")
class TestCorpus:
    def test_every_description_is_read(self) -> None:
        unread = []
        for path in corpus_files():
            try:
                read(path)
            except LoadError as error:
                unread.append(str(error))
        assert unread == []

    def test_json_is_read_alike_as_json_and_as_yaml(self) -> None:
        for path in (path for path in corpus_files() if path.suffix == ".json"):
            contents = json.loads(path.read_bytes())
            assert same(read(path).contents, contents)
            # YAML's parser refuses some of JSON: surrogate escapes, DEL.
            with contextlib.suppress(LoadError):
                assert same(from_yaml(path.read_text(encoding="utf-8")), contents)

    def test_floats_are_finite(self) -> None:
        for path in corpus_files()[:50]:
            assert all(math.isfinite(leaf) for _, leaf in leaves(read(path).contents) if isinstance(leaf, float))
