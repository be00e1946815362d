"""What a site holds beside its pages: redirects, and descriptions to download."""

from __future__ import annotations

import pytest
import yaml

API = """\
openapi: 3.1.0
info: {title: T, version: "1"}
paths:
  /a:
    get:
      operationId: getA
      summary: Get <A> & "B"
      x-rensei-aliases: [fetchA, /old place/fetchA, /old/fetchA, getB]
      responses: {"200": {description: ok}}
  /b:
    get: {operationId: getB, responses: {"200": {description: ok}}}
"""
CONF = {"rensei_specs": {"lib": "api.yaml"}}
PLAIN = API.replace("/old place/fetchA, ", "").replace(", getB", "")


class TestRedirects:
    def test_an_old_name_leads_to_the_page_without_a_script(self, make_project):
        project = make_project({"api.yaml": PLAIN}, {**CONF, "html_baseurl": "https://docs.example/v/"})
        for path, uri in (("default/fetchA", "getA.html"), ("old/fetchA", "../default/getA.html")):
            page = project.soup(f"api/lib/{path}.html")
            assert page.find("meta", {"http-equiv": "refresh"})["content"] == f"0; url={uri}"
            canonical = page.find("link", rel="canonical")["href"]
            assert canonical == "https://docs.example/v/api/lib/default/getA.html"
            assert (page.a["href"], page.a.get_text()) == (uri, 'Get <A> & "B"')
            assert page.title.get_text() == 'Get <A> & "B"'
            assert page.html["lang"] == "en"
            assert not page.find_all("script")

    def test_it_is_a_folder_where_pages_are(self, make_project):
        project = make_project({"api.yaml": PLAIN}, CONF, "dirhtml")
        page = project.soup("api/lib/default/fetchA/index.html")
        assert page.a["href"] == page.find("link", rel="canonical")["href"] == "../getA/"

    def test_it_is_no_page_of_the_project(self, make_project):
        project = make_project({"api.yaml": PLAIN}, CONF)
        assert not [docname for docname in project.app.env.all_docs if docname.endswith("fetchA")]
        assert "fetchA" not in project.read("searchindex.js")

    @pytest.mark.parametrize("builder", ["singlehtml", "epub", "text", "latex"])
    def test_other_builders_have_none(self, make_project, builder):
        project = make_project({"api.yaml": PLAIN}, {**CONF, "html_theme": "alabaster"}, builder)
        assert not list(project.outdir.rglob("fetchA*"))

    def test_a_name_that_is_unsafe_or_taken_is_told_with_its_place(self, make_project):
        project = make_project({"api.yaml": API}, CONF, warnings=True)
        lines = [line for line in project.warnings.splitlines() if line]
        assert lines == [
            "api.yaml:8:34: WARNING: '/old place/fetchA' can't be the name of a page [rensei.page]",
            "api.yaml:8:66: WARNING: the alias 'getB' is the place of the page 'api/lib/default/getB' [rensei.page]",
        ]
        assert (project.outdir / "api/lib/old/fetchA.html").exists()
        assert "getB" in project.soup("api/lib/default/getB.html").h1.get_text()

    def test_a_page_that_somebody_wrote_keeps_its_place(self, make_project):
        files = {"api.yaml": PLAIN, "api/lib/old/fetchA.rst": ":orphan:\n\nMine\n====\n"}
        project = make_project(files, CONF, warnings=True)
        assert "fetchA.rst is a page; the alias 'api/lib/old/fetchA' of 'api/lib/default/getA' is left out" in (
            project.warnings
        )
        assert project.soup("api/lib/old/fetchA.html").h1.find(string=True) == "Mine"


def downloads(project):
    return [str(path.relative_to(project.outdir)) for path in project.outdir.rglob("_downloads/**/*.yaml")]


class TestDownloads:
    @pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
    def test_the_index_offers_the_description(self, make_project, builder):
        project = make_project({"api.yaml": PLAIN}, CONF, builder)
        (folder, name) = ("", "index") if builder == "singlehtml" else ("api/lib", "index")
        page = project.soup(f"{folder}/{name}.html".lstrip("/"))
        (link,) = page.select(".rensei-download a")
        assert (link.get_text(), link["download"]) == ("Download api.yaml", "api.yaml")
        target = (project.outdir / folder / link["href"]).resolve()
        assert target == project.outdir / "_downloads/lib/api.yaml"
        assert target.read_text("utf-8") == PLAIN

    def test_what_is_downloaded_is_what_is_there_now(self, make_project):
        project = make_project({"api.yaml": PLAIN}, CONF)
        project.write({"api.yaml": f"# A comment.\n{PLAIN}", "index.rst": f"{INDEX}\nMore.\n"})
        project.build()
        assert project.read("_downloads/lib/api.yaml").startswith("# A comment.")

    def test_builders_without_html_have_no_link(self, make_project):
        assert "Download" not in make_project({"api.yaml": PLAIN}, CONF, "text").read("api/lib/index.txt")

    @pytest.mark.parametrize(
        ("text", "entry", "conf"),
        [
            (PLAIN, {"download": False}, {}),
            (PLAIN, {"exclude": ["/b"]}, {}),
            (PLAIN, {"include": ["/a"]}, {}),
            (PLAIN.replace("operationId: getB", "x-internal: true"), {}, {}),
            (PLAIN.replace("{description: ok}}}", "{$ref: 'b.yaml#/secret'}}}"), {}, {}),
        ],
        ids=["as asked for", "with exclude", "with include", "with internals", "with internals in another file"],
    )
    def test_it_is_not_offered(self, make_project, text, entry, conf):
        files = {"api.yaml": text, "b.yaml": "secret: {description: OK, x-internal: true}\n"}
        project = make_project(files, {"rensei_specs": {"lib": {"path": "api.yaml", **entry}}, **conf})
        assert not project.soup("api/lib/index.html").select(".rensei-download")
        assert downloads(project) == []

    def test_a_description_of_many_files_is_offered_as_one(self, make_project):
        text = PLAIN.replace("{description: ok}}}", "{$ref: 'b.yaml#/ok'}}}")
        project = make_project({"api.yaml": text, "b.yaml": "ok: {description: OK}\n"}, CONF)
        contents = yaml.safe_load(project.read("_downloads/lib/api.yaml"))
        assert contents["components"] == {"responses": {"ok": {"description": "OK"}}}

    def test_internals_that_are_shown_are_offered(self, make_project):
        text = PLAIN.replace("operationId: getB", "x-internal: true")
        project = make_project({"api.yaml": text}, {**CONF, "rensei_include_internal": True})
        assert downloads(project) == ["_downloads/lib/api.yaml"]

    def test_what_no_page_offers_is_not_copied(self, make_project):
        conf = {"rensei_specs": {"lib": {"path": "api.yaml", "pages": None}}}
        assert downloads(make_project({"api.yaml": PLAIN}, conf)) == []


INDEX = "Test\n====\n\n.. toctree::\n\n   api/lib/index\n"


def description(project, docname):
    (found,) = project.soup(f"{docname}.html").find_all("meta", {"name": "description"})
    return found["content"]


class TestMetadata:
    def test_a_page_says_its_endpoint_and_its_first_words(self, make_project, api):
        project = make_project({"api.yaml": api}, CONF)
        assert description(project, "api/lib/books/index") == "What can be lent."
        assert description(project, "api/lib/books/getBook") == "GET /books/{isbn}"
        assert description(project, "api/lib/schemas/Book") == "One title."
        assert description(project, "api/lib/index") == "Books, and who has them."
        words = "GET /books: All books, newest first. See GET /books/{isbn} for one."
        assert description(project, "api/lib/books/listBooks") == words

    def test_a_long_text_is_cut_between_words(self, make_project, api):
        words = " ".join(["eleventeen"] * 40)
        project = make_project({"api.yaml": api.replace("What can be lent.", words)}, CONF)
        found = description(project, "api/lib/books/index")
        assert found == " ".join(["eleventeen"] * 18) + "…"

    def test_markup_of_a_description_is_text(self, make_project, api):
        text = api.replace("description: What can be lent.", """description: '"><script>alert(1)</script> *a* & b'""")
        project = make_project({"api.yaml": text}, CONF)
        assert description(project, "api/lib/books/index").endswith("a & b")
        assert "alert(1)" not in "".join(map(str, project.soup("api/lib/books/index.html").head.find_all("script")))

    def test_a_page_without_words_has_none_and_a_guide_keeps_its_own(self, make_project, api):
        guide = ".. meta::\n   :description: Mine.\n\nGuide\n=====\n\n.. rensei-operation:: listBooks\n"
        project = make_project({"api.yaml": api, "guide.rst": guide}, CONF)
        assert description(project, "guide") == "Mine."
        assert not project.soup("api/lib/schemas/Loan.html").find_all("meta", {"name": "description"})
