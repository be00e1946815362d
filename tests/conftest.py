"""Fixtures: a tiny Sphinx project per test, the places that tests read from, and a guard against the network."""

from __future__ import annotations

import ipaddress
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from sphinx import addnodes
from sphinx.testing.util import SphinxTestApp

from sphinxext_rensei import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx

REPOSITORY = Path(__file__).parents[1]
ANSI = re.compile(r"\x1b\[[0-9;]*m")

# What EPUB and the C library of the day would otherwise warn about or vary with.
CONF = {
    "project": "Test",
    "author": "Test",
    "copyright": "2026, Test",
    "version": "1",
    "release": "1",
    "extensions": ["sphinxext_rensei"],
}

# Runs repeat exactly, and a slow machine is not a failure.
hypothesis.settings.register_profile("rensei", derandomize=True, deadline=None, database=None)
hypothesis.settings.load_profile("rensei")


class Project:
    """A Sphinx project in a folder of its own, and what its last build gave.

    ``write`` changes files, ``build`` builds (again): with a new application each time, on the environment that the
    build before it left.  The application's global state is cleaned up at once; what is left of it is to look at.
    """

    def __init__(self, folder: Path) -> None:
        self.srcdir = folder
        self.app: SphinxTestApp
        self.outdir: Path
        self.status: str
        self.warnings: str

    def write(self, files: Mapping[str, str | bytes], conf: Mapping[str, object] | None = None) -> None:
        """Write files, and conf.py with *conf* over the defaults; values of *conf* are plain data."""
        for name, content in files.items():
            path = self.srcdir / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        if conf is not None:
            lines = [f"{name} = {value!r}" for name, value in (CONF | dict(conf)).items()]
            self.srcdir.joinpath("conf.py").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def build(self, buildername: str = "html", *, warnings: bool = False, parallel: int = 0, **options: Any) -> None:
        """Build; without *warnings*, a warning fails the test.  *options* are those of ``SphinxTestApp``."""
        app = SphinxTestApp(buildername, self.srcdir, self.srcdir / "_build", parallel=parallel, **options)
        try:
            app.connect("doctree-resolved", assert_family, priority=999)
            app.build()
        finally:
            app.cleanup()
            # The next test speaks English, as each process does that has not built anything.
            words.use(None)
            self.app, self.outdir = app, app.outdir
            self.status, self.warnings = self._told(app.status.getvalue()), self._told(app.warning.getvalue())
        if not warnings and self.warnings:
            pytest.fail(f"the {buildername} build warns:\n{self.warnings}", pytrace=False)

    def read(self, path: str) -> str:
        """The text of an output file."""
        return self.outdir.joinpath(path).read_text(encoding="utf-8")

    def soup(self, path: str) -> BeautifulSoup:
        """An output file, parsed as HTML."""
        return BeautifulSoup(self.read(path), "html.parser")

    def doctree(self, docname: str) -> nodes.document:
        """A document as it was read and stored."""
        return self.app.env.get_doctree(docname)

    def resolved(self, docname: str) -> nodes.document:
        """A document as the builder's writer meets it: references resolved, post-transforms applied."""
        return self.app.env.get_and_resolve_doctree(docname, self.app.builder, tags=self.app.tags)

    def _told(self, text: str) -> str:
        """What Sphinx says, without colours, with paths relative to the project."""
        return ANSI.sub("", text).replace(f"{self.srcdir}/", "")


def assert_family(_app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Every node is a child of its parent: a node put into two places, or only half moved, breaks later transforms."""
    for parent in doctree.findall(nodes.Element):
        for child in parent.children:
            # Builders of one file put documents into a `start_of_file`, and leave the sections their old parents.
            known = child.parent if isinstance(parent, addnodes.start_of_file) else parent
            assert child.parent is known is not None, (
                f"{docname}: {child!r} in {parent.tagname} has parent {child.parent!r}"
            )


def default_index(files: Mapping[str, str | bytes], conf: Mapping[str, Any]) -> str:
    """A root document with all the given documents and all the reference pages in its toctree."""
    entries = [name.rpartition(".")[0] for name in files if name.endswith((".rst", ".md"))]
    for name, entry in conf.get("rensei_specs", {}).items():
        pages = entry.get("pages", f"api/{name}") if isinstance(entry, dict) else f"api/{name}"
        entries += [f"{pages}/index"] if pages else []
    toctree = "\n".join(["", ".. toctree::", "", *(f"   {entry}" for entry in entries), ""]) if entries else ""
    return f"Test\n====\n{toctree}"


def project_maker(folder: Path) -> Callable[..., Project]:
    """Return what the two fixtures below give: a function that makes, and builds, projects under *folder*."""
    made = 0

    def make(
        files: Mapping[str, str | bytes],
        conf: Mapping[str, object] | None = None,
        buildername: str = "html",
        *,
        build: bool = True,
        warnings: bool = False,
        parallel: int = 0,
        **options: Any,
    ) -> Project:
        nonlocal made
        made += 1
        project = Project(folder / f"project{made}")
        if not {"index.rst", "index.md"} & files.keys():
            files = {"index.rst": default_index(files, conf or {}), **files}
        project.write(files, None if "conf.py" in files else conf or {})
        if build:
            project.build(buildername, warnings=warnings, parallel=parallel, **options)
        return project

    return make


@pytest.fixture
def make_project(tmp_path: Path) -> Callable[..., Project]:
    """``make_project({"api.yaml": …}, {"rensei_specs": …}, "html")`` writes a project, builds it, and returns it.

    It fails the test on any warning, unless ``warnings=True``.  Without an index in the files, one is made that holds
    everything.  ``conf`` goes into conf.py; ``build=False`` only writes; more options go to ``SphinxTestApp``.
    """
    return project_maker(tmp_path)


@pytest.fixture(scope="module")
def make_shared_project(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Project]:
    """``make_project`` for a module's fixtures: one costly build that several tests look at, and none changes."""
    return project_maker(tmp_path_factory.mktemp("shared"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A folder of published descriptions; they are others', so they are not in this repository."""
    folder = REPOSITORY.parent / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the corpus of published descriptions is not beside this repository")
    return folder


@pytest.fixture(scope="session", autouse=True)
def _no_network() -> Iterator[None]:
    """Whatever would reach another host fails: a test that needs one is wrong, and so is a build."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any, /) -> None:
        assert_local(address)
        return connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any, /) -> int:
        assert_local(address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        assert_local((host,))
        return getaddrinfo(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


def assert_local(address: Any) -> None:
    """Fail for an address that is neither loopback nor a Unix socket's path."""
    if isinstance(address, tuple) and not is_loopback(address[0]):
        msg = f"a test tried to reach {address[0]}"
        raise RuntimeError(msg)


def is_loopback(host: object) -> bool:
    """Whether a host is this one; no host means the local wildcard."""
    name = host.decode() if isinstance(host, bytes) else host
    if name is None or name in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False
