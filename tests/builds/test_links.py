"""Links of a built site: what leads nowhere is found, and nothing of ours does."""

from __future__ import annotations

import pytest

from tests.builds.links import dead_links

FINE = {
    "index.html": '<p id="a"></p><a href="#a"></a><a href="sub/page.html#b%20c"></a><a href="https://example.com/x">',
    "sub/page.html": '<p id="b c"></p><a name="d"></a><p id="%20"></p><a href="../"></a><img src="../a.svg">',
    "a.svg": "",
    "llms.txt": "[a](sub/page.html), [b](<sub/page.html#d>), [c](https://example.com/)",
}
BROKEN = {
    "file": ({"a.html": '<a href="b.html">'}, "a.html: b.html leads to no file"),
    "anchor": ({"a.html": '<a href="#b">'}, "a.html: #b leads to no anchor"),
    "anchor elsewhere": ({"a.html": '<a href="b.html#c">', "b.html": ""}, "a.html: b.html#c leads to no anchor"),
    "image": ({"a.html": '<img src="b.png">'}, "a.html: b.png leads to no file"),
    "redirect": ({"a.html": '<meta content="0; url=b.html">'}, "a.html: b.html leads to no file"),
    "anchor twice": ({"a.html": '<p id="b"></p><p id="b"></p>'}, "a.html: two things are #b"),
    "Markdown": ({"a.md": "[b](c.md)"}, "a.md: c.md leads to no file"),
    "encoded in part": ({"a.html": '<p id="%20ü"></p><a href="#%20ü">'}, "a.html: #%20ü leads to no anchor"),
}
NAMES = """\
openapi: 3.2.0
info: {title: Namen, version: "1", description: "See [it](#tag/Über-uns) and `GET /größe/{größe}`."}
tags: [{name: Über uns 100 %, description: "Of `größe`."}, {name: a/b#c?d}]
paths:
  /größe/{größe}:
    get:
      tags: [Über uns 100 %, a/b#c?d]
      operationId: lies größe%
      parameters: [{name: größe, in: path, required: true, schema: {$ref: '#/components/schemas/Gr%C3%B6%C3%9Fe'}}]
      responses:
        "200":
          description: ok
          content: {application/json; a="b c%": {schema: {$ref: '#/components/schemas/a b%251'}}}
webhooks:
  größer %:
    post: {responses: {"200": {description: ok}}}
components:
  schemas:
    Größe: {type: string, enum: [groß, "%"]}
    a b%1: {type: object, properties: {größe %: {type: object, properties: {x: {type: integer}}}, "#": {type: string}}}
"""


def written(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_what_leads_somewhere_is_no_fault(tmp_path):
    assert list(dead_links(written(tmp_path, FINE))) == []


@pytest.mark.parametrize(("files", "fault"), BROKEN.values(), ids=BROKEN)
def test_what_leads_nowhere_is_told(tmp_path, files, fault):
    assert list(dead_links(written(tmp_path, files))) == [fault]


def test_every_link_of_ours_leads_somewhere_whatever_names_are(make_project):
    project = make_project({"api.yaml": NAMES}, {"rensei_specs": {"api": "api.yaml"}}, warnings=True)
    assert (project.outdir / "api/api/schemas").is_dir()
    assert list(dead_links(project.outdir)) == []
