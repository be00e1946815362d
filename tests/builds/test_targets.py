"""Links and images of descriptions, relative as their author wrote them."""

from __future__ import annotations

import base64

import pytest

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
API = """\
openapi: 3.1.0
info: {{title: T, version: "1"}}
tags: [{{name: Big things}}]
paths:
  /things/{{id}}:
    get:
      operationId: getThing
      tags: [Big things]
      description: |
        First line.

        {text}
      parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}]
      responses: {{"200": {{description: ok}}}}
  /things:
    get: {{operationId: things/list, tags: [Big things], responses: {{"200": {{description: ok}}}}}}
components:
  schemas:
    Thing: {{type: object, properties: {{id: {{type: string}}}}}}
"""
FILES = {
    "spec/files/terms.txt": "Terms",
    "spec/files/page.html": "<script>alert(1)</script>",
    "spec/.env": "SECRET=1",
    "spec/pixel.png": PIXEL,
    "guide.md": "# Guide\n",
    "notes.txt": "Private",
}
PAGE = "api/t/big-things/getThing.html"


@pytest.fixture
def lead(make_project):
    """The description's second paragraph, drawn."""

    def lead(text, *, warnings=False, **conf):
        project = make_project(
            {**FILES, "spec/api.yaml": API.format(text=text)},
            {"rensei_specs": {"t": "spec/api.yaml"}, "extensions": ["myst_parser", "sphinxext_rensei"], **conf},
            warnings=warnings,
        )
        return project, project.soup(PAGE).select(".rensei-lead p")[1]

    return lead


@pytest.mark.parametrize(
    ("target", "uri"),
    [
        ("#tag/Big-things", "index.html#t-tag/Big~20things"),
        ("#operation/getThing", "#t-getThing"),
        ("#tag/Big-things/operation/getThing", "#t-getThing"),
        ("#getThing", "#t-getThing"),
        ("#things/list", "things/list.html#t-things~1list"),
        ("#operation/things/list", "things/list.html#t-things~1list"),
        ("#/components/schemas/Thing", "../schemas/Thing.html#t-schemas/Thing"),
        ("../guide.md", "../../../guide.html"),
    ],
)
def test_a_link_to_a_thing_or_document_of_the_project_leads_there(lead, target, uri):
    _, paragraph = lead(f"See **this [thing `x`]({target}) now**.")
    assert paragraph.get_text() == "See this thing x now."
    assert paragraph.a["href"] == uri


def test_an_element_that_stands_for_a_schema_is_a_link_to_it(lead):
    _, paragraph = lead('<SchemaDefinition schemaRef="#/components/schemas/Thing" showReadOnly={true} />')
    assert paragraph.get_text() == "Thing"
    assert paragraph.a["href"] == "../schemas/Thing.html#t-schemas/Thing"


def test_a_file_beside_the_description_is_there_to_download(lead):
    project, paragraph = lead("See [the terms](files/terms.txt).")
    assert paragraph.a["href"].startswith("../../../_downloads/")
    assert (project.outdir / PAGE).parent.joinpath(paragraph.a["href"]).read_text("utf-8") == "Terms"


def test_an_image_beside_the_description_is_shown(lead):
    project, paragraph = lead("See ![a dot](pixel.png).")
    assert paragraph.img["alt"] == "a dot"
    assert (project.outdir / PAGE).parent.joinpath(paragraph.img["src"]).read_bytes() == PIXEL


@pytest.mark.parametrize(
    "target",
    [
        *("files/page.html", ".env", "../notes.txt", "../conf.py", "/etc/passwd", "files", "missing.md", "%00"),
        *("#tag/no", "#operation/no", "#no", "#/components/schemas/No", "#", "?", "//[", "files/terms.txt\\0"),
        *("x" * 300, "x" * 300 + ".png"),
    ],
)
def test_the_words_of_a_link_that_may_lead_nowhere_stand_alone(lead, target):
    project, paragraph = lead(f"See [this]({target}).")
    assert "See this" in paragraph.get_text() or "See [this]" in paragraph.get_text()
    assert not paragraph.a or paragraph.a["href"].startswith("https://")
    assert {path.name for path in project.outdir.glob("_downloads/**/*.*")} == {"api.yaml"}


@pytest.mark.parametrize("target", ["../../secret.txt", "files/../../../../etc/passwd"])
@pytest.mark.parametrize("kind", ["", "!"])
def test_a_link_out_of_the_project_is_refused_with_one_warning(lead, target, kind):
    project, paragraph = lead(f"See {kind}[this]({target}) and {kind}[this]({target}).", warnings=True)
    assert paragraph.get_text() == "See this and this."
    message = f"spec/api.yaml:9:20: WARNING: the link '{target}' leads outside the project"
    assert project.warnings.count("WARNING") == 1
    assert message in project.warnings
    assert "[rensei.outside-reference]" in project.warnings


def test_a_literal_of_a_description_links_what_is_known_and_does_not_warn(lead):
    _, paragraph = lead("See `GET /things/{id}`, not `GET /things/{id}/old` or `GET /other`.")
    assert [each.get_text() for each in paragraph.select("a")] == ["GET /things/{id}"]


def test_a_fault_in_trusted_markup_is_told_at_its_line(lead):
    project, _ = lead("See {doc}`nothing`.", warnings=True, rensei_markup="myst")
    assert project.warnings == "spec/api.yaml:12: WARNING: unknown document: 'nothing' [ref.doc]\n"


def test_what_a_description_speaks_of_need_not_be_shown(make_project):
    """Without generated pages, nothing is where its words could lead."""
    text = "See `GET /things` and [this](#operation/things/list)."
    files = {"index.rst": "T\n=\n\n.. rensei-operation:: getThing\n", "api.yaml": API.format(text=text)}
    project = make_project(files, {"rensei_specs": {"t": {"path": "api.yaml", "pages": None}}, "nitpicky": True})
    paragraph = project.soup("index.html").select(".rensei-lead p")[1]
    assert paragraph.get_text() == "See GET /things and this."
    assert not paragraph.a


def test_a_symbolic_link_leads_no_further_than_a_link(make_project, tmp_path):
    (tmp_path / "secret.txt").write_text("Kept outside")
    files = {"spec/api.yaml": API.format(text="See [this](open.txt) and ![that](dot.png).")}
    project = make_project(files, {"rensei_specs": {"t": "spec/api.yaml"}}, build=False)
    (project.srcdir / "spec/open.txt").symlink_to(tmp_path / "secret.txt")
    (project.srcdir / "spec/dot.png").symlink_to(tmp_path / "secret.txt")
    project.build(warnings=True)
    assert project.warnings.count("[rensei.outside-reference]") == project.warnings.count("WARNING") == 2
    assert not [path for path in project.outdir.rglob("*") if path.is_file() and b"Kept outside" in path.read_bytes()]
