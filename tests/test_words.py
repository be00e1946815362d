"""The words of the extension itself: all of them are in the catalog, and one language has them all."""

from __future__ import annotations

import ast
import io
import json
import re
import shutil
import subprocess
import tomllib
from gettext import GNUTranslations
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import sphinxext_rensei
from sphinxext_rensei import words
from sphinxext_rensei.translation import write_script

PACKAGE = Path(sphinxext_rensei.__file__).parent
LOCALE = PACKAGE / "locale"
LANGUAGES = sorted(path.name for path in LOCALE.iterdir() if path.is_dir())
CALLS = ("gettext", "ngettext", "message", "_")
SCRIPTS = sorted(PACKAGE.glob("static/*.js"))
CALL = re.compile(r'gettext\(\s*("(?:[^"\\]|\\.)*")(?:,\s*("(?:[^"\\]|\\.)*"))?')
UPDATE = "`tox run -e words` brings the catalogs up to date"


def read(path):
    with path.open("rb") as file:
        return read_po(file)


def translations(compiled):
    """What a compiled catalog holds; not its header, which names the release of Babel that wrote it."""
    catalog = dict(vars(GNUTranslations(compiled))["_catalog"])
    del catalog[""]
    return catalog


def identifiers(catalog):
    return {message.id for message in catalog if message.id}


@pytest.fixture(scope="module")
def extracted(repository):
    """What Babel finds, told by pyproject.toml where to look."""
    if not (repository / "pyproject.toml").exists():
        pytest.skip("this is not the repository")
    configuration = tomllib.loads((repository / "pyproject.toml").read_text("utf-8"))
    methods = [(each["pattern"], each["method"]) for each in configuration["tool"]["babel"]["mappings"]]
    keywords = {**DEFAULT_KEYWORDS, "message": None}
    found = extract_from_dir(
        PACKAGE.parent / "sphinxext_rensei",
        [(_inside(pattern), method) for pattern, method in methods],
        keywords=keywords,
    )
    return {message for _, _, message, _, _ in found}


def _inside(pattern):
    return pattern.removeprefix("sphinxext_rensei/")


@pytest.fixture(autouse=True)
def english_after_each():
    yield
    words.use(None)


def test_the_catalog_holds_every_word(extracted):
    assert identifiers(read(LOCALE / "sphinxext_rensei.pot")) == extracted, UPDATE


def test_every_call_is_one_that_is_extracted(extracted):
    """A literal, and not inside an f-string, where tools do not look before Python 3.12."""
    texts = {text for message in extracted for text in ([message] if isinstance(message, str) else message)}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
                given = [
                    each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)
                ]
                assert all(text in texts for text in given), f"{path.name}:{node.lineno}: {given}; {UPDATE}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_every_call_of_a_script_is_one_that_is_extracted(path, extracted):
    """A literal, and neither inside a template nor among the arguments of another call, where Babel does not look."""
    script = path.read_text("utf-8")
    for call in re.finditer(r"gettext\(", script):
        found = CALL.match(script, call.start())
        assert found, f"{path.name}: {script[call.start() :][:60]}"
        one, many = (json.loads(text) if text else "" for text in found.groups())
        assert ((one, many) if many else one) in extracted, f"{path.name}: {one!r}; {UPDATE}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_complete(language):
    catalog = read(LOCALE / language / "LC_MESSAGES" / "sphinxext_rensei.po")
    assert identifiers(catalog) == identifiers(read(LOCALE / "sphinxext_rensei.pot")), UPDATE
    for message in catalog:
        if message.id:
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(texts), f"{message.id!r} is not translated"
            assert not message.fuzzy, f"{message.id!r} is fuzzy"


def _shape(text):
    """What a translation must keep: how many values go in, and the space around."""
    return (sum(1 for _, name, _, _ in Formatter().parse(text) if name is not None), text[:1] == " ", text[-1:] == " ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_takes_the_values_of_its_message(language):
    for message in read(LOCALE / language / "LC_MESSAGES" / "sphinxext_rensei.po"):
        if message.id:
            ids = message.id if isinstance(message.id, tuple) else (message.id,)
            texts = message.string if isinstance(message.string, tuple) else (message.string,)
            assert {_shape(text) for text in texts} == {_shape(text) for text in ids}, message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_installed_is_what_was_translated(language):
    folder = LOCALE / language / "LC_MESSAGES"
    compiled = io.BytesIO()
    write_mo(compiled, read(folder / "sphinxext_rensei.po"))
    compiled.seek(0)
    with (folder / "sphinxext_rensei.mo").open("rb") as file:
        assert translations(file) == translations(compiled), UPDATE


def test_one_language_is_there():
    assert "de" in LANGUAGES


def german():
    with (LOCALE / "de" / "LC_MESSAGES" / "sphinxext_rensei.mo").open("rb") as file:
        return GNUTranslations(file)


def test_words_follow_the_language_that_is_used():
    assert words.gettext("Request body") == "Request body"
    assert words.ngettext("{} field", "{} fields", 1) == "{} field"
    assert words.ngettext("{} field", "{} fields", 2) == "{} fields"
    words.use(german())
    assert words.gettext("Request body") == "Anfrage-Body"
    assert words.ngettext("{} field", "{} fields", 2) == "{} Felder"
    assert words.gettext("What nobody has translated") == "What nobody has translated"
    assert words.gettext("") == ""


def test_scripts_get_the_words_that_they_ask_for(tmp_path, monkeypatch):
    monkeypatch.setattr("sphinxext_rensei.translation.get_translator", lambda _name: german())
    source = (
        'gettext("Copy"); ngettext("{} operation", "{} operations", n); gettext("</script> \\" nobody\'s"); gettext(x)'
    )
    folder = write_script([source], tmp_path)
    (script,) = folder.iterdir()
    text = script.read_text("utf-8")
    assert re.sub(r"\s+", " ", text) == (
        "(globalThis.rensei ??= {}).catalog = { plural: (n) => Number((n != 1)), words: { "
        '"</script> \\" nobody\'s": [ "</script> \\" nobody\'s" ], "Copy": [ "Kopieren" ], '
        '"{} operation": [ "{} Operation", "{} Operationen" ] } }; '
    )
    if shutil.which("node"):
        code = f"{text}\nconsole.log(rensei.catalog.words['{{}} operation'][rensei.catalog.plural(3)])"
        done = subprocess.run(["node", "-e", code], capture_output=True, text=True, check=True)
        assert done.stdout == "{} Operationen\n"


DRAWING = ("render", "nodes", "schema/_words.py", "schema/keywords", "schema/_analyser.py", "pages/_site.py")
PHRASE = re.compile(r"[A-Za-z][a-z]+,?( [a-z{}]+)+[.:]?")
SHOWN = ("title", "legend", "summary", "label", "words", "note")
"""Arguments of nodes that readers see."""


def _unmarked(tree):
    """Literals that look like words for readers, and are given to no function of the catalog."""
    marked = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS
        for argument in node.args
    }
    raised = {
        id(inner)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) or isinstance(node, ast.Raise)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in marked | raised:
            if PHRASE.fullmatch(node.value.strip(" ")):
                yield node
        elif isinstance(node, ast.keyword) and node.arg in SHOWN and isinstance(node.value, ast.Constant):
            yield from [node.value] if isinstance(node.value.value, str) and node.value.value else []


@pytest.mark.parametrize("place", DRAWING)
def test_words_that_readers_see_are_marked(place):
    """No proof: it knows phrases, and what is given to a node under a telling name."""
    paths = sorted((PACKAGE / place).glob("*.py")) or [PACKAGE / place]
    found = [(path.name, each.lineno, each.value) for path in paths for each in _unmarked(ast.parse(path.read_text()))]
    assert found == []


def test_unmarked_words_are_found():
    tree = ast.parse(
        '"""Some words here."""\nf("Request body")\ng(title="Servers", kind="samples")\ngettext("At least one")'
    )
    assert {each.value for each in _unmarked(tree)} == {"Servers", "Request body"}


LITERAL = re.compile(r"""(textContent = |"aria-label": |placeholder: |alt: |words: |}, )?(["`])((?:(?!\2).)*)\2""")
UNSEEN = {
    "use strict",
    "header authorization",
    "input, select",
    "a name is repeated",
    "the proxy's reply ended too early",
    "no head",
}
"""Literals of scripts that are no words, or that no reader meets."""


def _unmarked_of_script(text):
    """Literals of a script that look like words for readers, and are given to no function of the catalog."""
    code = re.sub(r"(?m:^ *//.*)|(?s:/\*.*?\*/)", "", text)
    for shown, _, literal in LITERAL.findall(re.sub(r"\$\{[^{}]*}", "{}", CALL.sub("", code))):
        phrase = PHRASE.fullmatch(literal) and re.search("[a-z],? [a-z]", literal)
        if literal not in UNSEEN and (phrase or (shown and re.search("[A-Za-z]{2}", literal))):
            yield literal


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_words_that_readers_of_scripts_see_are_marked(path):
    """No proof, as above."""
    assert list(_unmarked_of_script(path.read_text("utf-8"))) == []


def test_unmarked_words_of_scripts_are_found():
    found = """
    // "Not these words", which are a comment
    el("p", { class: "rensei-note" }, "Headers", gettext("Send a body"));
    node.textContent = `No token: ${error.message}`;
    fault(at, `must be ${limit} or more`);
    """
    assert list(_unmarked_of_script(found)) == ["Headers", "No token: {}", "must be {} or more"]
