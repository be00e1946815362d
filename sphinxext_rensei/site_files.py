"""What a site of HTML holds beside its pages: downloads, redirects from old names, what its playground may call."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from sphinx.builders.epub3 import Epub3Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinxext_rensei.bundle import bundle_bytes
from sphinxext_rensei.domain import RenseiDomain
from sphinxext_rensei.endpoints import COVERAGE_FILE, coverage_report
from sphinxext_rensei.logging import warn
from sphinxext_rensei.policy import FILE_NAME, build_policy
from sphinxext_rensei.problems import ProblemCode

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_REDIRECT = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={uri}">
</head>
<body>
<p>This page has moved: <a href="{uri}">{title}</a></p>
</body>
</html>
"""


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the files of a site that was built."""
    builder = app.builder
    if exception or not isinstance(builder, StandaloneHTMLBuilder) or isinstance(builder, Epub3Builder):
        return
    domain = RenseiDomain.of(app.env)
    outdir = Path(app.outdir)
    _copy_downloads(domain, outdir)
    if domain.kept is None or not (outdir / COVERAGE_FILE).exists():
        _write_coverage(domain, outdir)
    if app.config.rensei_playground and (domain.kept is None or not (outdir / FILE_NAME).exists()):
        _write_policy(domain, outdir, app.config.rensei_proxy_url)
    if builder.out_suffix == ".html" and not isinstance(builder, SingleFileHTMLBuilder):
        _write_redirects(domain, builder)


def _copy_downloads(domain: RenseiDomain, outdir: Path) -> None:
    for name in sorted({name for names in domain.data["offered"].values() for name in names} & domain.specs.keys()):
        spec = domain.specs[name]
        target = outdir / "_downloads" / name / spec.path.name
        if domain.kept is not None and target.exists():
            continue
        assert spec.loaded is not None
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(bundle_bytes(spec.loaded, spec.path.suffix))
        except OSError as error:
            warn(ProblemCode.PAGE, f"{target} can't be written: {error.strerror or error}")


def _write_redirects(domain: RenseiDomain, builder: StandaloneHTMLBuilder) -> None:
    for spec in domain.specs.values():
        for old, new in spec.site.redirects.items():
            path = Path(builder.get_outfilename(old))
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(_redirect(domain, builder, old, new), "utf-8", newline="\n")
            except OSError as error:
                warn(ProblemCode.PAGE, f"{path} can't be written: {error.strerror or error}")


def _write_policy(domain: RenseiDomain, outdir: Path, proxy: str | None) -> None:
    """Say what a proxy may call, so that it needs no description."""
    operations = [operation for spec in domain.specs.values() for operation in spec.operations]
    if operations:
        policy = build_policy(operations) | {"proxy": proxy}
        outdir.joinpath(FILE_NAME).write_text(json.dumps(policy, indent=1) + "\n", "utf-8", newline="\n")


def _write_coverage(domain: RenseiDomain, outdir: Path) -> None:
    """Say which operations the guides name."""
    coverage = {name: domain.coverage(spec) for name, spec in domain.specs.items() if spec.operations}
    if coverage:
        path, text = outdir / COVERAGE_FILE, json.dumps(coverage_report(coverage), indent=1, ensure_ascii=False) + "\n"
        if not path.is_file() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8", newline="\n")


def _redirect(domain: RenseiDomain, builder: StandaloneHTMLBuilder, old: str, new: str) -> str:
    uri = builder.get_relative_uri(old, new)
    base = builder.config.html_baseurl
    canonical = urljoin(base, builder.get_target_uri(new)) if base else uri
    title = domain.pages[new][1].title
    language = builder.config.language or "en"
    return _REDIRECT.format(
        language=escape(language), title=escape(title), canonical=escape(canonical), uri=escape(uri)
    )


def setup(app: Sphinx) -> None:
    """Connect."""
    app.connect("build-finished", write)
