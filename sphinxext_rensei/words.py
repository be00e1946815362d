"""The words of the extension itself, in the language of the site.

The language is that of a build, not of a value, so it is set once, by who starts the build.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from gettext import NullTranslations

_TRANSLATIONS: Final[ContextVar[NullTranslations | None]] = ContextVar("translations", default=None)


def use(translations: NullTranslations | None) -> None:
    """Take words from a catalog; from the code itself where it is None."""
    _TRANSLATIONS.set(translations)


def gettext(message: str) -> str:
    """A message in the language of the site."""
    translations = _TRANSLATIONS.get()
    return translations.gettext(message) if translations and message else message


def ngettext(one: str, many: str, count: float) -> str:
    """One of two messages, by a number, in the language of the site."""
    translations = _TRANSLATIONS.get()
    if translations:
        return translations.ngettext(one, many, count)  # type: ignore[arg-type]  # a count may be written as 1.0
    return one if count == 1 else many


def message(text: str) -> str:
    """The text itself: marks what stands in a table, and is translated where it is drawn."""
    return text
