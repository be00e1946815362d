"""The form in which a language is told: templates, quotes and literals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sphinxext_rensei.request import Credential, MultipartBody, Request, TextBody
from sphinxext_rensei.samples import LANGUAGES, Language
from sphinxext_rensei.samples._language import ESCAPED, PARAMETER, Quote
from sphinxext_rensei.samples._literal import literal, quoted
from sphinxext_rensei.samples._scope import scope
from sphinxext_rensei.samples._template import Each, When, parse
from sphinxext_rensei.samples._write import write

GET = Request(method="GET", url="https://x/", headers=(("X-A", "1"), ("X-B", "2")))
PLAIN = Language(
    id="plain", label="Plain", lexer="text", template="", quotes={"quote": (ESCAPED,)}, variables={"": "<{}>"}
)


def written(template: str, request: Request = GET, **fields: Any) -> str:
    return write(replace(PLAIN, template=template, **fields), request)


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("a", "a"),
        ("\na\n\nb\n", "a\n\nb"),
        ("{{method}}", "GET"),
        ("{{ method | quote }}", '"GET"'),
        ("{{method | quote | quote}}", '"\\"GET\\""'),
        ("{{if method}}a{{end}}b", "ab"),
        ("{{if literal}}a{{else}}b{{end}}", "b"),
        ("{{if not literal}}a{{else}}b{{end}}", "a"),
        ("{{if method in PUT GET}}a{{end}}", "a"),
        ("{{if not method in PUT GET}}a{{end}}", ""),
        ("{{if literal or method in GET}}a{{end}}", "a"),
        ("{{if body or not method in GET}}a{{end}}", ""),
        ("{{if fields}}a{{end}}", "a"),
        ("{{if fields.value}}a{{end}}", "a"),
        ("{{if fields.value.variable}}a{{end}}", ""),
        ("{{if credentials.basic}}a{{end}}", ""),
        ("{{each fields}}{{name}},{{end}}", "X-A,X-B,"),
        ("{{each credentials.basic}}a{{end}}", ""),
        ("{{each fields}}\n{{name}}\n{{end}}\na", "X-A\nX-B\na"),
        ("{{if method}}{{if method}}\na\n{{end}}{{end}}\nb", "a\nb"),
        ("  {{method}}\n  {{if method}}a{{end}}", "  GET\n  a"),
        ("${{method}}", "$GET"),
    ],
)
def test_a_template_gives_a_text(template: str, text: str) -> None:
    assert written(template) == text


def test_lines_of_a_template_end_as_the_language_wants() -> None:
    """And those of a value end as they do."""
    request = replace(GET, body=TextBody("1\n2"))
    assert written("a\n{{body.text}}\nb", request, newline=" \\\n ") == "a \\\n 1\n2 \\\n b"


@pytest.mark.parametrize("template", ["{{if a}}", "{{each a}}", "{{end}}", "{{else}}", "{{each a}}{{else}}{{end}}"])
def test_a_template_of_halves_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match=r"where .* must be"):
        parse(template)


@pytest.mark.parametrize(
    ("text", "quotes", "literal"),
    [
        ('a"\\\n\t\r', (ESCAPED,), '"a\\"\\\\\\n\\t\\r"'),
        ("é漢😀", (ESCAPED,), '"é漢😀"'),
        ("\x00\x7f\u200b\u2028\u202e\ufeff\ud800", (ESCAPED,), '"\\u0000\\u007f\\u200b\\u2028\\u202e\\ufeff\\ud800"'),
        ("\x00", (Quote(),), '"\x00"'),
        ("\u2028", (Quote(escapes={"\u2028": "L"}, unseen="<{}>"),), '"L"'),
        ("a", (Quote(fits="b"), Quote(start="<", end=">")), "<a>"),
        ("a\n", (Quote(fits="a"), Quote(start="<", end=">")), "<a\n>"),
        ('"\r\n', (PARAMETER,), "%22%0D%0A"),
    ],
)
def test_a_text_is_written_in_the_first_way_that_fits(text: str, quotes: tuple[Quote, ...], literal: str) -> None:
    assert quoted(text, quotes) == literal


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("python", "[1, null, true, false]", "[1, None, True, False]"),
        ("python", ' {"a": 12345678901234567890} ', '{"a": 12345678901234567890}'),
        ("python", "[1.10]", "[1.10]"),
        ("python", "[0.1234567890123456789]", ""),
        ("python", '{"__proto__": 1}', '{"__proto__": 1}'),
        ("javascript", "[null, true, false]", "[null, true, false]"),
        ("javascript", "[9007199254740993]", ""),
        ("javascript", "[8999999999999999, -1.5e-3]", "[8999999999999999, -1.5e-3]"),
        ("javascript", "[1e400]", ""),
        ("javascript", '{"__proto__": 1}', ""),
        ("javascript", '{"__proto__\\n": 1}', '{"__proto__\\n": 1}'),
        ("javascript", '{"a": 1, "a": 1}', ""),
        ("javascript", '{"a": 1, "b": 1}', '{\n    "a": 1,\n    "b": 1,\n  }'),
        ("javascript", "[NaN]", ""),
        ("javascript", "{", ""),
        ("javascript", "1", ""),
        ("python", "[" * 100_000, ""),
        ("go", "[1]", ""),
    ],
)
def test_json_is_a_literal_where_the_language_keeps_all_of_it(language: str, text: str, expected: str) -> None:
    assert literal(text, LANGUAGES[language]) == expected


def test_names_of_templates_are_there_and_so_are_their_filters() -> None:
    """Whichever part of a template a request leads to."""
    every = Request(
        method="GET",
        url="https://x/",
        body=MultipartBody(()),
        credentials=tuple(Credential("a", kind) for kind in ("basic", "digest", "query", "certificate")),
    )
    inner = {"key", "name", "value", "line", "variable", "encoded", "filename", "content_type", "number"}

    def unknown(program: Any, language: Language) -> list[str]:
        found = []
        for node in program:
            match node:
                case When(when, then, otherwise):
                    names = [term.name for term in when]
                    found += unknown((*then, *otherwise), language)
                case Each(each, body):
                    names = [each]
                    found += unknown(body, language)
                case (name, *filters) if not isinstance(node, str):
                    names = [name]
                    found += [each for each in filters if each not in {*language.quotes, "expression"}]
                case _:
                    names = []
            found += [name for name in names if name.partition(".")[0] not in {*scope(every, language), *inner}]
        return found

    assert [each for language in LANGUAGES.values() for each in unknown(language.program, language)] == []
    assert unknown(parse("{{if a}}{{b | c}}{{end}}"), PLAIN) == ["c", "b", "a"]
