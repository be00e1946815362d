"""A request as source code, one file for each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.samples._language import Language, languages_script
from sphinxext_rensei.samples._scope import request_data
from sphinxext_rensei.samples._write import write
from sphinxext_rensei.samples.csharp import CSHARP
from sphinxext_rensei.samples.curl import CURL
from sphinxext_rensei.samples.go import GO
from sphinxext_rensei.samples.java import JAVA
from sphinxext_rensei.samples.javascript import JAVASCRIPT
from sphinxext_rensei.samples.php import PHP
from sphinxext_rensei.samples.powershell import POWERSHELL
from sphinxext_rensei.samples.python import PYTHON
from sphinxext_rensei.samples.ruby import RUBY
from sphinxext_rensei.samples.typescript import TYPESCRIPT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinxext_rensei.request import Request

__all__ = ["LANGUAGES", "Language", "languages_script", "request_data", "sample"]

LANGUAGES: Final[Mapping[str, Language]] = {
    language.id: language
    for language in (CURL, PYTHON, JAVASCRIPT, TYPESCRIPT, GO, PHP, JAVA, CSHARP, RUBY, POWERSHELL)
}
"""The languages, by what ``rensei_samples`` calls them."""


def sample(language: str, request: Request) -> str:
    """A request as a program.

    :raises KeyError: for a language that is not in :data:`LANGUAGES`.
    """
    return write(LANGUAGES[language], request)
