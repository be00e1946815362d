"""Projects to build: ours, and plain ones with the same pages."""

from __future__ import annotations

import re
import shutil
import sys
from html import unescape
from typing import TYPE_CHECKING, Final

from bench._corpus import write_part
from bench._measure import Cost, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CONF: Final = """\
project = "Bench"
html_theme = "furo"
extensions = {extensions!r}
"""
_OURS: Final = """\
rensei_specs = {"api": "api.json"}
rensei_llms = False
"""
_CUT: Final = """

def cut(app, pagename, template, context, doctree):
    context["toctree"] = lambda **options: "<ul><li><a href='#'>Here</a></li></ul>"


def setup(app):
    app.connect("html-page-context", cut, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
_ENVIRONMENT: Final = {
    "SOURCE_DATE_EPOCH": "0",
    # As for users, modules are compiled once, not in every build.
    "PYTHONDONTWRITEBYTECODE": "",
}
_INDEX: Final = "Bench\n=====\n\n.. toctree::\n\n   guide\n   api/api/index\n"
_GUIDE: Final = "Guide\n=====\n\nA paragraph of a guide.\n"
_DIRECTIVE: Final = re.compile(r"^\.\. rensei-.*\n(?:(?:   .*)?\n)*", re.MULTILINE)
_ARTICLE: Final = re.compile(r"<article[^>]*>(.*?)</article>", re.DOTALL)
_UNSEEN: Final = re.compile(r"<script.*?</script>|<[^>]*>", re.DOTALL)
PARAGRAPH: Final = "One paragraph, as long as the description of a small operation may well be, and no longer."


class Site:
    """A Sphinx project.

    :param extensions: those of conf.py.
    :param more: what else is in conf.py.
    """

    def __init__(self, folder: Path, *, extensions: tuple[str, ...] = (), more: str = "") -> None:
        self.folder = folder
        self.output = folder / "_build"
        folder.mkdir(parents=True, exist_ok=True)
        self.write("conf.py", _CONF.format(extensions=list(extensions)) + more)

    def write(self, name: str, text: str) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def build(self, *options: str, fresh: bool = False) -> Cost:
        """Build HTML, anew or what has changed."""
        if fresh:
            shutil.rmtree(self.output, ignore_errors=True)
        command = (sys.executable, "-m", "sphinx", "-q", "-b", "html", *options, ".", str(self.output))
        return run(command, folder=self.folder, environment=_ENVIRONMENT)


def ours(folder: Path, description: str, step: int) -> Site:
    """A project with a reference of every so-manieth operation."""
    site = Site(folder, extensions=("sphinxext_rensei",), more=_OURS)
    write_part(description, step, folder / "api.json")
    site.write("index.rst", _INDEX)
    site.write("guide.rst", _GUIDE)
    return site


def floor(folder: Path, like: Site) -> Site:
    """A plain project with the pages of a built one: same names and titles, a paragraph each, no navigation."""
    return _plain(folder, like, lambda _path: PARAGRAPH, more=_CUT)


def uncut(folder: Path, like: Site) -> Site:
    """The same with the navigation that every project has."""
    return _plain(folder, like, lambda _path: PARAGRAPH)


def same_text(folder: Path, like: Site) -> Site:
    """The same with the text of each page."""

    def text(path: Path) -> str:
        built = like.output / path.with_suffix(".html")
        article = _ARTICLE.search(built.read_text("utf-8"))
        words = unescape(_UNSEEN.sub(" ", article[1])) if article else ""
        lines = "\n".join(f"   {line.strip()}" for line in words.splitlines() if line.strip())
        return f".. code-block:: text\n\n{lines}" if lines else PARAGRAPH

    return _plain(folder, like, text, more=_CUT)


def _split(stub: str) -> tuple[str, bool, str]:
    """What stands before the directives of a stub, whether there are any, and what stands after the first."""
    before, *after = _DIRECTIVE.split(stub)
    return before, bool(after), "".join(after)


def _plain(folder: Path, like: Site, text: Callable[[Path], str], *, more: str = "") -> Site:
    site = Site(folder, more=more)
    for path in like.folder.rglob("*.rst"):
        name = path.relative_to(like.folder)
        if like.output.name not in name.parts:
            before, directive, after = _split(path.read_text("utf-8"))
            site.write(str(name), f"{before}{text(name)}\n\n{after}" if directive else before)
    return site
