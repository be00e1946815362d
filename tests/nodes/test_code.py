"""Highlighted code keeps what can be seen of it, and no more."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.styles import get_style_by_name

from sphinxext_rensei.nodes._code import lean

CODE = "import os\nprint(os.environ['A'],  1 + 2)\n"


def highlighters(*names):
    return tuple(SimpleNamespace(formatter_args={"style": get_style_by_name(name)}) for name in names)


@pytest.mark.parametrize(
    ("styles", "kept"),
    [(("default",), "k m s"), (("material",), "p"), (("default", "github-light"), "n"), (("default", "nord"), "p")],
    ids=["plain names", "coloured punctuation", "names in the second style", "punctuation in the second style"],
)
def test_what_a_style_distinguishes_stays_marked(styles, kept):
    written = lean(highlight(CODE, PythonLexer(), HtmlFormatter()), (*highlighters(*styles), None))
    marked = {name[:1] for name in re.findall(r'class="(\w+)"', written)}
    assert set(kept.split()) <= marked


def test_white_space_names_and_punctuation_are_bare_where_they_look_like_text():
    written = lean(highlight(CODE, PythonLexer(), HtmlFormatter()), highlighters("default"))
    assert "environ[" in written
    assert 'class="w"' not in written
    assert 'class="kn"' in written


def test_the_text_of_code_stays_the_same():
    marked = highlight(CODE, PythonLexer(), HtmlFormatter())
    assert text(lean(marked, highlighters("default"))) == text(marked)


def text(markup):
    return BeautifulSoup(markup, "html.parser").get_text()
