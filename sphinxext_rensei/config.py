"""The values of conf.py: each declared once, checked once, wrong ones named and replaced by their default."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinxext_rensei.logging import warn
from sphinxext_rensei.problems import ProblemCode
from sphinxext_rensei.samples import LANGUAGES
from sphinxext_rensei.spec import is_prefix

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of conf.py.

    :param rule: what the value must be, for the warning.
    :param fits: whether a value is that.
    :param meaning: one line for the manual.
    """

    name: str
    default: object
    rule: str
    fits: Callable[[Any], bool]
    meaning: str


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_languages(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(name, str) and name in LANGUAGES for name in value)


def _is_depth(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_proxy(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.startswith(("https://", "http://", "/")))


def _is_names(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(name, str) for name in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_path(value: object) -> bool:
    return isinstance(value, (str, os.PathLike)) and "\0" not in str(value)


def _is_docname(value: object) -> bool:
    return value is None or (isinstance(value, str) and value.isprintable())


class EntryKey(NamedTuple):
    """A key of an entry of ``rensei_specs``.

    :param rule: what its value must be, for the warning.
    :param fits: whether a value is that.
    :param meaning: one line for the manual.
    """

    rule: str
    fits: Callable[[Any], bool]
    meaning: str


ENTRY: Final[Mapping[str, EntryKey]] = {
    "path": EntryKey("a path", _is_path, "The description, relative to `conf.py`."),
    "pages": EntryKey(
        "a docname or None",
        _is_docname,
        "Folder of the generated pages; by default `api/` and the name of the entry. With `None` there are none.",
    ),
    "title": EntryKey("a text", _is_text, "Title of the index; by default that of the description."),
    "root": EntryKey(
        "a path",
        _is_path,
        "Folder that references to files stay in; by default that of `conf.py` if it holds the description, else the "
        "one above the description's own.",
    ),
    "include": EntryKey(
        "a list of tags and paths", _is_names, "The operations to show, such as `books` or `/books/*`."
    ),
    "exclude": EntryKey("a list of tags and paths", _is_names, "The operations to leave out."),
    "api": EntryKey(
        "a text", _is_text, "Name that entries share which are versions of one API: their pages lead to each other."
    ),
    "version": EntryKey(
        "a text",
        _is_text,
        "What the switch between versions calls this one; by default the description's own version.",
    ),
    "download": EntryKey("True or False", _is_bool, "Whether the index offers the file for download."),
}
"""What an entry of ``rensei_specs`` may hold."""


VALUES: Final = (
    Value(
        name="rensei_specs",
        default={},
        rule="a dict of names to paths, or to dicts with a 'path'",
        fits=lambda value: isinstance(value, dict),
        meaning="The descriptions: name to path, or to a dict with a path and more.",
    ),
    Value(
        name="rensei_samples",
        default=["curl", "python", "javascript", "typescript", "go"],
        rule=f"a list of languages, each one of {', '.join(LANGUAGES)}",
        fits=_is_languages,
        meaning="Languages of the generated samples, in order.",
    ),
    Value(
        name="rensei_playground",
        default=True,
        rule="True or False",
        fits=_is_bool,
        meaning="Let readers call operations from their pages.",
    ),
    Value(
        name="rensei_proxy_url",
        default=None,
        rule="None, or a URL that begins with https://, http:// or /",
        fits=_is_proxy,
        meaning="Where such calls are posted: our proxy, or one with `{url}` in its URL. `None`: straight to the API.",
    ),
    Value(
        name="rensei_schema_depth",
        default=3,
        rule="a whole number, 0 or more",
        fits=_is_depth,
        meaning="Levels of nested schemas that are shown in place; deeper and recursive ones are links.",
    ),
    Value(
        name="rensei_markup",
        default="commonmark",
        rule="'commonmark' or 'myst'",
        fits=lambda value: value in ("commonmark", "myst"),
        meaning="Markup of descriptions: CommonMark, or MyST for descriptions that are trusted.",
    ),
    Value(
        name="rensei_validate",
        default=True,
        rule="True or False",
        fits=_is_bool,
        meaning="Check each description and its examples; problems are warnings.",
    ),
    Value(
        name="rensei_include_internal",
        default=False,
        rule="True or False",
        fits=_is_bool,
        meaning="Show operations, parameters, headers, tags, properties and schemas that are marked `x-internal`.",
    ),
    Value(
        name="rensei_collapse_navigation",
        default=True,
        rule="True or False",
        fits=_is_bool,
        meaning="Show the operations of the current tag only in the sidebar.",
    ),
    Value(
        name="rensei_link_literals",
        default=True,
        rule="True or False",
        fits=_is_bool,
        meaning="Link literals that are an endpoint of a description.",
    ),
    Value(
        name="rensei_llms",
        default=True,
        rule="True or False",
        fits=_is_bool,
        meaning="Write llms.txt, llms-full.txt, docs-map.json and a Markdown twin of each page.",
    ),
    Value(
        name="rensei_remote_references",
        default=[],
        rule="a list of http or https URLs without user name, query and fragment",
        fits=lambda value: isinstance(value, (list, tuple)) and all(is_prefix(each) for each in value),
        meaning="URLs of other hosts: a `$ref` to what is at or below one of them is followed.",
    ),
    Value(
        name="rensei_extensions",
        default=[],
        rule="a list of names of x- fields",
        fits=_is_names,
        meaning="Further `x-` fields that are shown.",
    ),
)
"""Every value of the extension."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecEntry:
    """One entry of ``rensei_specs``.

    :param pages: docname of the folder of generated pages; None where none are wanted.
    :param include: tags or path globs of the operations that are shown; all where it is empty.
    :param api: entries with the same one are versions of one API, and link to each other.
    :param version: what that switch calls the entry; by default the version that the description gives itself.
    :param download: whether the file is offered for download.
    """

    name: str
    path: str
    pages: str | None
    title: str = ""
    root: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    api: str = ""
    version: str = ""
    download: bool = True


def check(_app: Sphinx, config: Config) -> None:
    """Replace wrong values by their defaults, with a warning each."""
    _check_names(config)
    for value in VALUES:
        given = getattr(config, value.name)
        if not value.fits(given):
            warn(ProblemCode.CONFIG, f"{value.name} must be {value.rule}, not {given!r}; {value.default!r} is used")
            setattr(config, value.name, value.default)
    if config.rensei_markup == "myst" and "myst_parser" not in config.extensions:
        warn(ProblemCode.CONFIG, "rensei_markup = 'myst' needs 'myst_parser' in extensions; 'commonmark' is used")
        config.rensei_markup = "commonmark"
    config.rensei_specs = {
        name: entry for name, entry in config.rensei_specs.items() if _entry_problem(name, entry) is None
    }
    _check_folders(config.rensei_specs)


def _check_names(config: Config) -> None:
    """Sphinx takes any name in conf.py; one that begins as ours do, and is nobody's, is misspelt."""
    known = [value.name for value in VALUES]
    # Without an attribute that is public, it is not told which names conf.py has.
    for name in getattr(config, "_raw_config", ()):
        if name.startswith("rensei_") and name not in config:
            near = get_close_matches(name, known, n=1) or known
            warn(ProblemCode.CONFIG, f"{name} is not a configuration value; is it {' or '.join(near)}?")


def _entry_problem(name: object, entry: object) -> str | None:
    problem = None
    if not isinstance(name, str) or not name or not name.isprintable() or any(letter in name for letter in ": /\\"):
        problem = f"the name {name!r} must be a word without ':', '/' or spaces"
    elif isinstance(entry, Mapping):
        problem = _fields_problem(name, entry)
    elif not _is_path(entry):
        problem = f"{name!r} must be a path or a dict with a 'path', not {entry!r}"
    if problem:
        warn(ProblemCode.CONFIG, f"rensei_specs: {problem}; the entry is left out")
    return problem


def _fields_problem(name: str, entry: Mapping[str, Any]) -> str | None:
    unknown = [key for key in entry if key not in ENTRY]
    if unknown:
        return f"{name!r} has unknown keys: {', '.join(map(repr, unknown))}; known are {', '.join(ENTRY)}"
    if "path" not in entry:
        return f"{name!r} has no 'path'"
    wrong = (key for key, value in entry.items() if not ENTRY[key].fits(value))
    return next((f"{key!r} of {name!r} must be {ENTRY[key].rule}" for key in wrong), None)


def _check_folders(specs: dict[str, Any]) -> None:
    taken: dict[str, str] = {}
    for entry in entries(specs):
        if entry.pages is not None and (other := taken.setdefault(entry.pages, entry.name)) != entry.name:
            message = f"rensei_specs: {entry.name!r} and {other!r} have one folder of pages, {entry.pages!r}"
            own = (f"api/{entry.name}{end}" for end in ("", *(f"-{number}" for number in range(2, len(specs) + 2))))
            free = next(folder for folder in own if folder not in taken)
            warn(ProblemCode.CONFIG, f"{message}; the pages of {entry.name!r} go to {free!r}")
            specs[entry.name] = {**_fields(specs[entry.name]), "pages": free}
            taken[free] = entry.name


def entries(specs: Mapping[str, Any]) -> list[SpecEntry]:
    """The entries of ``rensei_specs``, checked before."""
    found = []
    for name, entry in specs.items():
        given = _fields(entry)
        pages = given.get("pages", f"api/{name}")
        paths: dict[str, Any] = {key: str(given[key]) for key in ("path", "root") if key in given}
        filters = {key: tuple(given.get(key, ())) for key in ("include", "exclude")}
        own = {"name": name, "pages": _folder(pages) if pages is not None else None}
        found.append(SpecEntry(**given | paths | filters | own))
    return found


def _fields(entry: Any) -> dict[str, Any]:
    return dict(entry) if isinstance(entry, Mapping) else {"path": entry}


def _folder(pages: str) -> str:
    """A docname that stays inside the source folder."""
    return "/".join(part for part in pages.split("/") if part not in ("", ".", "..")) or "api"


def setup(app: Sphinx) -> None:
    """Declare the values."""
    for value in VALUES:
        # Types are checked here, where the warning can name the rule.
        types = frozenset[type]() if value.default is None else frozenset({object})
        app.add_config_value(value.name, value.default, "env", types=types)
    app.connect("config-inited", check)
