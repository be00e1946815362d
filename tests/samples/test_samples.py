"""Samples in every language: they parse, whatever is in the request, and they say what a reader needs."""

from __future__ import annotations

import importlib
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_rensei.request import Credential, FileBody, FormPart, MultipartBody, Request, TextBody, serialize
from sphinxext_rensei.samples import LANGUAGES, sample

if TYPE_CHECKING:
    from sphinxext_rensei.spec import JSON

GRAMMARS = {
    "curl": ("tree_sitter_bash", "language"),
    "javascript": ("tree_sitter_javascript", "language"),
    "typescript": ("tree_sitter_typescript", "language_typescript"),
    "go": ("tree_sitter_go", "language"),
    "php": ("tree_sitter_php", "language_php"),
    "java": ("tree_sitter_java", "language"),
    "csharp": ("tree_sitter_c_sharp", "language"),
    "ruby": ("tree_sitter_ruby", "language"),
    "powershell": ("tree_sitter_powershell", "language"),
}

# No lone surrogates: there is no UTF-8 for them, so no source file holds one. No NUL: no shell does.
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
HOSTILE = st.sampled_from(
    [
        "'",
        '"',
        "\\",
        "`",
        "$(id)",
        "${x}",
        "#{x}",
        "%s",
        "\n",
        "\r\n",
        "@x",
        '"""',
        "'''",
        "JSON\n",
        "*/",
        "//",
        "?>",
        "</script>",
        "’",
        "\u2028",
    ]
)
ANY = st.lists(TEXT | HOSTILE, max_size=4).map("".join)
LINE = ANY.map(lambda text: " ".join(text.split()))
LEAF = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY, inner, max_size=3), max_leaves=6
)
TOKEN = st.text("abcXYZ-09", min_size=1, max_size=8)
PART = st.builds(FormPart, TOKEN, ANY, st.just(""), st.sampled_from(["", "application/json"])) | st.builds(
    FormPart, TOKEN, st.just(""), st.sampled_from(["image.png", "it's.txt"]), st.sampled_from(["", "image/png"])
)
BODY = (
    st.none()
    | st.builds(TextBody, ANY)
    | VALUE.map(lambda value: TextBody(json.dumps(value, ensure_ascii=False, indent=2), (value,)))
    | st.just(FileBody("it's a file.pdf"))
    | st.lists(PART, min_size=1, max_size=3).map(lambda parts: MultipartBody(tuple(parts)))
)
KINDS = ("bearer", "basic", "digest", "authorization", "header", "query", "cookie", "certificate")
CREDENTIAL = st.builds(Credential, TOKEN, st.sampled_from(KINDS), TOKEN)
REQUEST = st.builds(
    Request,
    method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "QUERY"]),
    url=ANY.map(
        lambda text: f"https://api.example.com/{serialize('p', text, location='path', style='simple', explode=False)}"
    ),
    headers=st.lists(st.tuples(TOKEN, LINE), max_size=2).map(tuple),
    body=BODY,
    credentials=st.lists(CREDENTIAL, max_size=2, unique_by=lambda credential: credential.slot).map(tuple),
)
PLAIN = Request(method="GET", url="https://api.example.com/pets")


def faults(code: str, language: str) -> list[str]:
    """The parts of a program that its grammar does not allow."""
    tree_sitter: Any = pytest.importorskip("tree_sitter")
    module, function = GRAMMARS[language]
    grammar: Any = pytest.importorskip(module)
    parser = tree_sitter.Parser(tree_sitter.Language(getattr(grammar, function)()))
    found, stack = [], [parser.parse(code.encode()).root_node]
    while stack:
        node = stack.pop()
        if node.type == "ERROR" or node.is_missing:
            found.append(f"{node.start_point}: {node.text.decode()!r}")
        stack.extend(node.children)
    return found


@pytest.mark.parametrize("language", GRAMMARS)
def test_a_sample_parses_whatever_is_in_the_request(language: str) -> None:
    @settings(max_examples=120)
    @given(request=REQUEST)
    def parses(request: Request) -> None:
        code = sample(language, request)
        assert not faults(code, language), code

    parses()


@settings(max_examples=200)
@given(request=REQUEST)
def test_a_python_sample_compiles_whatever_is_in_the_request(request: Request) -> None:
    compile(sample("python", request), "sample.py", "exec")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_credential_is_an_environment_variable_named_after_its_scheme(language: str, kind: Any) -> None:
    request = Request(method="GET", url="https://api.example.com", credentials=(Credential("workerJwt", kind, "x"),))
    # Not every standard library takes a certificate in a line: the sample is then without.
    if kind != "certificate" or language in ("curl", "python", "php", "powershell"):
        assert "WORKER_JWT" in sample(language, request)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_without_credentials_reads_no_environment(language: str) -> None:
    code = sample(language, PLAIN)
    assert not any(word in code for word in ("env", "Env", "ENV"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_is_the_same_each_time(language: str) -> None:
    assert sample(language, PLAIN) == sample(language, PLAIN)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sample_has_no_space_at_line_ends(language: str) -> None:
    request = Request(
        method="POST",
        url="https://api.example.com/pets",
        headers=(("Content-Type", "application/json"),),
        body=TextBody('{\n  "a": 1\n}', ({"a": 1},)),
    )
    assert all(line == line.rstrip() for line in sample(language, request).split("\n"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lexer_knows_the_language(language: str) -> None:
    lexers = pytest.importorskip("pygments.lexers")
    assert lexers.get_lexer_by_name(LANGUAGES[language].lexer)


def test_the_tables_name_is_the_languages_own() -> None:
    assert all(name == language.id for name, language in LANGUAGES.items())


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        sample("cobol", PLAIN)


def test_modules_of_languages_hold_no_others() -> None:
    for name, language in LANGUAGES.items():
        module = importlib.import_module(f"sphinxext_rensei.samples.{name}")
        assert getattr(module, name.upper()) is language


@pytest.mark.parametrize(
    ("language", "text", "literal"),
    [
        ("curl", "it's", "'it'\\''s'"),
        ("php", "it's \\ $x", "'it\\'s \\\\ $x'"),
        ("ruby", "it's #{x}", "'it\\'s #{x}'"),
        ("ruby", "a\n#{x}", '"a\\n\\#{x}"'),
        ("powershell", "it's ’ $x", "'it''s ’’ $x'"),
        ("go", 'say "x"', '`say "x"`'),
        ("go", '`"', '"`\\""'),
        ("java", 'a"\\', '"a\\"\\\\"'),
        ("csharp", 'a"\\', '"a\\"\\\\"'),
    ],
)
def test_a_text_is_quoted_as_the_language_wants(language: str, text: str, literal: str) -> None:
    request = Request(
        method="POST",
        url="https://api.example.com",
        headers=(("Content-Type", "text/plain"),),
        body=TextBody(text),
    )
    assert literal in sample(language, request)


def test_numbers_that_javascript_would_round_are_sent_as_text() -> None:
    value: JSON = {"id": 9007199254740993}
    request = Request(method="POST", url="https://api.example.com", body=TextBody(json.dumps(value), (value,)))
    assert 'body: "{\\"id\\": 9007199254740993}"' in sample("javascript", request)
