"""Where the relative links and images of a description lead: to things of its own, documents, files beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from sphinx.addnodes import download_reference, pending_xref

from sphinxext_rensei.problems import Problem, ProblemCode
from sphinxext_rensei.spec import split_uri

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from sphinxext_rensei.spec import Place
    from sphinxext_rensei.store import Spec

_IMAGES: Final = frozenset((".apng", ".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp"))
_ACTIVE: Final = frozenset((".htm", ".html", ".svg", ".xhtml", ".xml"))
"""Files that a browser would run on our site if they were copied into it."""

_ROLES: Final = {"operation": "op", "schema": "schema", "tag": "tag"}


def _named(fragment: str) -> tuple[str, str]:
    """What a fragment names on other tools' pages: ``tag/Pets``, ``tag/Pets/operation/getPet``, ``getPet``."""
    if "/operation/" in fragment:
        return "operation", fragment.rpartition("/operation/")[2]
    kind, _, name = fragment.removeprefix("/components/").partition("/")
    kind = kind.removesuffix("s")
    return (kind, name) if kind in _ROLES else ("operation", fragment)


class Targets:
    """The targets of one description, as a document sees them."""

    def __init__(self, spec: Spec, env: BuildEnvironment) -> None:
        assert spec.loaded is not None
        self._spec = spec
        self._env = env
        self._references = spec.loaded.references

    def link(self, target: str, place: Place) -> nodes.Element | None:
        """What holds the words of a link; None where they stand alone."""
        if target.startswith("#"):
            return self._thing(unquote(target[1:]))
        path = self._path(target, place)
        if path is None:
            return None
        docname = self._env.path2doc(path)
        if docname in self._env.found_docs:
            return self._reference("std", "doc", f"/{docname}")
        if path.suffix.lower() in _ACTIVE or not self._is_beside(path):
            return None
        return download_reference("", refdoc=self._env.docname, reftarget=self._project_path(path), refexplicit=True)

    def image(self, target: str, place: Place) -> str | None:
        """The path of an image for Sphinx, which copies it."""
        path = self._path(target, place)
        if path is None or path.suffix.lower() not in _IMAGES:
            return None
        return self._project_path(path)

    def _thing(self, fragment: str) -> pending_xref | None:
        """A thing of the description."""
        assert self._spec.description is not None
        kind, name = _named(fragment)
        if kind == "tag":
            # In fragments, the spaces of a tag are dashes.
            tags = {tag.name.replace(" ", "-"): tag.name for tag in self._spec.description.tags}
            name = tags.get(name, name)
        known = self._spec.find_operation(name) if kind == "operation" else (kind, name) in self._spec.site.homes
        return self._reference("rensei", _ROLES[kind], name) if known else None

    def _reference(self, domain: str, role: str, name: str) -> pending_xref:
        options = {"refdomain": domain, "reftype": role, "reftarget": name, "refexplicit": True}
        reference = pending_xref("", refdoc=self._env.docname, **options)
        reference["rensei:spec"], reference["rensei:optional"] = self._spec.name, True
        return reference

    def _path(self, target: str, place: Place) -> Path | None:
        """The file that a relative target names; None where there is none that may be read."""
        parts = split_uri(target)
        written = unquote(parts.path) if parts else ""
        if not written or written.startswith(("/", "\\")) or "\0" in written:
            # Relative to the site that the description was written for.
            return None
        path = Path(os.path.normpath(self._references.files[place.uri].path.parent / written))
        if not path.resolve().is_relative_to(self._references.root):
            message = f"the link {target!r} leads outside the project; its words stand without it"
            location = self._references.locate(place.child("description"))
            self._spec.say_once(Problem(ProblemCode.OUTSIDE_REFERENCE, message, location))
            return None
        # A name may be longer than any file's: the method of a path raises for that.
        return path if os.path.isfile(path) else None  # noqa: PTH113

    def _is_beside(self, path: Path) -> bool:
        """Whether a file is one of the description's: in its folder, or one below, and not hidden."""
        folder = self._spec.path.resolve().parent
        inside = path.resolve().relative_to(folder).parts if path.resolve().is_relative_to(folder) else (".",)
        return not any(part.startswith(".") for part in inside)

    def _project_path(self, path: Path) -> str:
        return f"/{Path(os.path.relpath(path, self._env.srcdir)).as_posix()}"
