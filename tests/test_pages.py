"""The pages of a description: which there are, where, and what their stubs say."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from docutils.parsers.rst import Directive, directives
from hypothesis import given
from hypothesis import strategies as st
from myst_parser.parsers.docutils_ import Parser as MystParser

from sphinxext_rensei.config import SpecEntry
from sphinxext_rensei.pages import MARK, Page, Site, build_site, is_stub, key, slug, stub, tags_of
from sphinxext_rensei.pages import Directive as StubDirective
from sphinxext_rensei.spec import Description, Operation, Part, Place, Schema, SecurityScheme, Tag
from sphinxext_rensei.store import Spec

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ENTRY = "file:///project/api.yaml"


def place(*tokens: str) -> Place:
    return Place(ENTRY, "").child(*tokens)


def operation(
    id_: str = "", tags: Iterable[str] = (), path: str = "/a", method: str = "GET", **fields: Any
) -> Operation:
    where = {"place": place("paths", path, method.lower())}
    return Operation(**{**where, **fields}, id=id_, method=method, path=path, tags=tuple(tags))


def tag(name: str, title: str = "", **fields: Any) -> Tag:
    return Tag(name=name, title=title or name, place=place("tags", name), **fields)


def site(
    operations: Iterable[Operation] = (),
    tags: Iterable[Tag] = (),
    webhooks: Iterable[Operation] = (),
    schemas: Iterable[str] = (),
    prefix: str = "api/x",
    **extensions: Any,
) -> Site:
    operations, webhooks = tuple(operations), tuple(webhooks)
    declared = {each.name: each for each in tags}
    for name in itertools.chain.from_iterable(each.tags for each in operations):
        declared.setdefault(name, tag(name))
    description = Description(
        title="T",
        version="1",
        openapi="3.1.0",
        tags=tuple(declared.values()),
        operations=operations,
        webhooks=webhooks,
        schemas={name: Schema.of(Part(True, place("components", "schemas", name))) for name in schemas},
        place=place(),
        extensions={name.replace("_", "-"): value for name, value in extensions.items()},
    )
    return build_site(
        description, prefix, title="T", operations=operations, webhooks=webhooks, schemas=tuple(description.schemas)
    )


def docnames(found: Site, kind: str) -> list[str]:
    return [page.docname for page in found.pages if page.kind == kind]


class TestSlugs:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("Worker Protocol", "worker-protocol"),
            ("A2A", "a2a"),
            ("a_b-c.d~e(f)", "a_b-c.d~e(f)"),
            ("  A  &  B  ", "a-b"),
            ("GET /pets/{id}", "get-pets-id"),
            ("../../etc", "etc"),
            ("...", ""),
            ("", ""),
            ("日本語 テスト", "日本語-テスト"),
            ("Straße", "strasse"),
            ("e\u0301", "é"),
            ("a\x00b\nc", "a-b-c"),
            ("--a--", "a"),
            ("🎉", ""),
        ],
    )
    def test_a_slug_reads_like_its_text(self, text, expected):
        assert slug(text) == expected

    @given(st.text())
    def test_a_slug_is_its_own_slug_and_holds_no_separator(self, text):
        found = slug(text)
        assert slug(found) == found
        assert not re.search(r"[\s/\\:*?\"<>|\x00-\x1f]", found)


def operation_page(id_: str) -> str:
    """Where the page of an operation with an id is, below its tag's folder."""
    (docname,) = docnames(site([operation(id_, ["t"])]), "operation")
    return docname.removeprefix("api/x/t/")


class TestOperationPages:
    @pytest.mark.parametrize(
        "id_",
        [
            "listPets",
            "list_pets",
            "list-pets",
            "repos/get",
            "a/b/c",
            "v1.list",
            "get(x)",
            "a~b",
            "a+b,c=d@e",
            "x" * 100,
        ],
    )
    def test_a_safe_id_is_the_docname_verbatim(self, id_):
        assert operation_page(id_) == id_

    @pytest.mark.parametrize(
        ("id_", "readable"),
        [
            ("list pets", "list-pets"),
            ("pets:list", "pets-list"),
            ("List.RST", "list.rst"),
            ("readme.md", "readme.md"),
            ("a.txt", "a.txt"),
            ("a.html", "a.html"),
            ("index", "index"),
            ("Index", "index"),
            ("repos/index", "repos-index"),
            ("CON", "con"),
            ("nul.txt", "nul-txt"),
            ("com1.a.b", "com1-a-b"),
            ("repos/aux", "repos-aux"),
            ("../secret", "secret"),
            ("a/../b", "a-..-b"),
            ("/etc/passwd", "etc-passwd"),
            ("a//b", "a-b"),
            ("a/", "a"),
            ("a/.", "a"),
            (".hidden", "hidden"),
            ("-a", "a"),
            ("a.", "a"),
            ("a\\b", "a-b"),
            ("a\nb", "a-b"),
            ("a\x00b", "a-b"),
            ("a%2Fb", "a-2fb"),
            ("a?b#c", "a-b-c"),
            ("größe", "grösse"),
            ("日本", "日本"),
            ("x" * 101, "x" * 90),
            ("é" * 60, "é" * 45),
            ("x" * 89 + "é" + "y" * 20, "x" * 89),
        ],
    )
    def test_an_unsafe_id_is_slugged_with_a_hash(self, id_, readable):
        found = operation_page(id_)
        assert re.fullmatch(rf"{re.escape(readable)}-[0-9a-f]{{8}}", found)
        assert len(found.encode()) <= 100

    def test_an_id_without_a_readable_letter_is_a_hash(self):
        assert re.fullmatch(r"[0-9a-f]{8}", operation_page("🎉 ?!"))

    def test_without_an_id_it_is_a_slug_of_method_and_path(self):
        (docname,) = docnames(site([operation(path="/pets/{petId}")]), "operation")
        assert docname == "api/x/default/get-pets-petid"

    def test_slugs_of_paths_that_clash_have_a_hash(self):
        found = docnames(site([operation(path="/a/b"), operation(path="/a-b"), operation(path="/a/{b}")]), "operation")
        assert found[0] == "api/x/default/get-a-b"
        assert all(re.fullmatch(r"api/x/default/get-a-b-[0-9a-f]{8}", docname) for docname in found[1:])
        assert len(set(found)) == 3

    def test_ids_that_differ_by_case_alone_get_docnames_that_differ_by_more(self):
        operations = [operation(id_, ["t"], f"/{id_}") for id_ in ("listPets", "ListPets", "LISTPETS")]
        found = docnames(site(operations), "operation")
        assert found[0] == "api/x/t/listPets"
        assert len({docname.casefold() for docname in found}) == 3

    def test_a_duplicate_id_has_a_page_of_its_own(self):
        found = site([operation("same", ["t"], "/a"), operation("same", ["t"], "/b")])
        first, second = docnames(found, "operation")
        assert first == "api/x/t/same"
        assert re.fullmatch(r"api/x/t/same-[0-9a-f]{8}", second)
        assert found.homes["operation", "same"] == first

    def test_three_operations_of_one_id_and_endpoint_have_three_pages(self):
        assert len(set(docnames(site([operation("index", ["t"])] * 3), "operation"))) == 3

    def test_a_hash_does_not_depend_on_the_other_operations(self):
        alone = docnames(site([operation("a b", ["t"])]), "operation")
        among = site([operation("x", ["t"], "/x"), operation("a b", ["t"]), operation("y z", ["t"], "/y")])
        assert alone[0] in docnames(among, "operation")

    def test_the_title_is_the_summary(self):
        (page,) = (page for page in site([operation("a", summary=" List\n pets ")]).pages if page.kind == "operation")
        assert (page.title, page.name) == ("List pets", "a")


class TestTags:
    def test_operations_are_in_the_folder_of_their_tag(self):
        found = site([operation("a", ["Worker Protocol"]), operation("b", ["A2A"], "/b")], [tag("A2A"), tag("unused")])
        assert docnames(found, "tag") == ["api/x/a2a/index", "api/x/worker-protocol/index"]
        assert docnames(found, "operation") == ["api/x/a2a/b", "api/x/worker-protocol/a"]

    def test_the_first_of_several_tags_is_home(self):
        found = site([operation("a", ["one", "two"])])
        pages = {page.docname: page for page in found.pages}
        assert docnames(found, "operation") == ["api/x/one/a"]
        assert pages["api/x/one/index"].children == ("api/x/one/a",)
        assert pages["api/x/two/index"].children == ()

    def test_without_a_tag_it_is_default(self):
        found = site([operation("a"), operation("b", ["t"], "/b")])
        assert docnames(found, "tag") == ["api/x/t/index", "api/x/default/index"]
        assert next(page.title for page in found.pages if page.name == "default") == "Default"

    def test_a_declared_default_is_the_one_for_operations_without_a_tag(self):
        found = site([operation("a")], [tag("default", "Everything else"), tag("unused")])
        assert [(page.docname, page.title) for page in found.pages if page.kind == "tag"] == [
            ("api/x/default/index", "Everything else")
        ]

    def test_default_is_one_folder_whether_it_is_written_or_not(self):
        found = site([operation("a"), operation("b", ["default"], "/b")])
        assert docnames(found, "tag") == ["api/x/default/index"]
        assert docnames(found, "operation") == ["api/x/default/a", "api/x/default/b"]

    @pytest.mark.parametrize("name", ["schemas", "Schemas", "webhooks", "Webhooks", "index", "INDEX"])
    def test_a_reserved_folder_is_never_shared(self, name):
        found = site([operation("a", [name])], webhooks=[operation(path="w", method="POST")], schemas=["S"])
        (docname,) = docnames(found, "tag")
        assert docname == f"api/x/tag-{name.lower()}/index"
        assert docnames(found, "operation") == [f"api/x/tag-{name.lower()}/a"]

    def test_a_reserved_folder_and_a_tag_of_its_other_name_do_not_meet(self):
        found = site([operation("a", ["schemas"]), operation("b", ["tag schemas"], "/b")], schemas=["S"])
        assert len(set(docnames(found, "tag"))) == 2

    def test_slugs_that_clash_have_a_hash(self):
        found = docnames(site([operation(name, [name], f"/{name}") for name in ("A B", "a-b", "a b")]), "tag")
        assert found[0] == "api/x/a-b/index"
        assert all(re.fullmatch(r"api/x/a-b-[0-9a-f]{8}/index", docname) for docname in found[1:])
        assert len(set(found)) == 3

    @pytest.mark.parametrize("name", ["🎉", "..", "/", " ", "con", "nul.txt", "a.md", "x" * 200])
    def test_a_tag_without_a_safe_slug_has_a_hash(self, name):
        (docname,) = docnames(site([operation("a", [name])]), "tag")
        assert re.fullmatch(r"api/x/(?:[a-z-]|\.(?=md-))*[0-9a-f]{8}/index", docname)

    def test_the_title_is_that_of_the_tag(self):
        found = site([operation("a", ["a2a"])], [tag("a2a", "A2A (agents)")])
        assert [page.title for page in found.pages if page.kind == "tag"] == ["A2A (agents)"]

    def test_only_tags_with_operations_have_pages(self):
        description = Description(title="T", version="1", openapi="3.1.0", tags=(tag("a"), tag("b")), place=place())
        assert [each.name for each in tags_of(description, [operation("x", ["b"])])] == ["b"]
        assert tags_of(description, []) == []


def listed(found: Site) -> dict[str, tuple[str, ...]]:
    """What each page lists, without the folder and the name of an index."""

    def short(docname: str) -> str:
        return docname.removeprefix("api/x/").removesuffix("/index")

    return {short(page.docname): tuple(map(short, page.children)) for page in found.pages if page.children}


class TestNestedTags:
    OPERATIONS = (operation("a", ["top"]), operation("b", ["low"], "/b"), operation("c", ["deep"], "/c"))

    def test_a_tag_is_listed_below_its_parent_and_keeps_its_address(self):
        tags = [tag("top"), tag("low", parent="top"), tag("deep", parent="low")]
        found = site(self.OPERATIONS, tags)
        assert listed(found) == {
            "index": ("top",),
            "top": ("top/a", "low"),
            "low": ("low/b", "deep"),
            "deep": ("deep/c",),
        }

    def test_a_parent_without_operations_has_a_page(self):
        found = site(self.OPERATIONS[2:], [tag("top"), tag("deep", parent="top"), tag("unused", parent="top")])
        assert listed(found) == {"index": ("top",), "top": ("deep",), "deep": ("deep/c",)}

    def test_a_parent_that_nobody_declared_changes_nothing(self):
        assert listed(site(self.OPERATIONS[:1], [tag("top", parent="none")])) == {"index": ("top",), "top": ("top/a",)}


class TestTagGroups:
    OPERATIONS = tuple(operation(name, [name], f"/{name}") for name in "abcd")

    def captions(self, found: Site) -> dict[str, str]:
        return {page.removeprefix("api/x/"): title for page, title in found.pages[0].captions.items()}

    def test_groups_come_in_their_order_and_what_is_in_none_comes_last(self):
        groups = [{"name": "Second", "tags": ["c", "a"]}, {"name": " First\nof all ", "tags": ["b"]}]
        found = site(self.OPERATIONS, x_tagGroups=groups)
        assert listed(found)["index"] == ("c", "a", "b", "d")
        assert self.captions(found) == {"c/index": "Second", "b/index": "First of all", "d/index": "Other"}

    def test_other_lists_are_among_what_is_in_no_group(self):
        found = site(self.OPERATIONS, x_tagGroups=[{"name": "All", "tags": list("abcd")}], schemas=["S"])
        assert listed(found)["index"] == ("a", "b", "c", "d", "schemas")
        assert self.captions(found) == {"a/index": "All", "schemas/index": "Other"}

    def test_a_tag_is_in_its_first_group_and_below_its_parent(self):
        groups = [{"name": "One", "tags": ["a", "b", "a"]}, {"name": "Two", "tags": ["a", "c", "d"]}]
        found = site(self.OPERATIONS, [tag("b", parent="d")], x_tagGroups=groups)
        assert listed(found)["index"] == ("a", "c", "d")
        assert listed(found)["d"] == ("d/d", "b")

    @pytest.mark.parametrize(
        "groups",
        [
            None,
            "a",
            {},
            [],
            [5],
            [{}],
            [{"name": "A"}],
            [{"name": " ", "tags": ["d"]}],
            [{"name": 5, "tags": ["d"]}],
            [{"name": "A", "tags": "abcd"}],
            [{"name": "A", "tags": ["unknown", 5, None, {}]}],
        ],
    )
    def test_what_is_no_group_of_known_tags_changes_nothing(self, groups):
        found = site(self.OPERATIONS, x_tagGroups=groups)
        assert (listed(found)["index"], self.captions(found)) == (("a", "b", "c", "d"), {})


class TestLabels:
    TAGS = (
        tag("beta", kind="badge"),
        tag("partners", kind="audience"),
        tag("books", kind="nav"),
        tag("x", kind="own"),
    )

    def test_a_label_is_home_only_to_what_has_no_other_tag(self):
        operations = [operation("a", ["beta", "partners", "books"]), operation("b", ["beta"], "/b")]
        assert docnames(site(operations, self.TAGS), "operation") == ["api/x/beta/b", "api/x/books/a"]

    def test_labels_are_listed_apart_behind_the_chapters(self):
        operations = [operation("a", ["beta", "partners", "books", "x"])]
        found = site(operations, self.TAGS, schemas=["S"])
        assert listed(found)["index"] == ("books", "x", "beta", "partners", "schemas")
        assert dict(found.pages[0].captions) == {
            "api/x/beta/index": "Labels",
            "api/x/partners/index": "Audiences",
            "api/x/schemas/index": "Other",
        }


class TestAliases:
    def redirects(self, *aliases: Any, **fields: Any) -> tuple[dict[str, str], list[str]]:
        """Old names without the folder, and what is wrong."""
        given_ = aliases[0] if aliases and not isinstance(aliases[0], str) else list(aliases)
        first = operation("get", ["t"], extensions={"x-rensei-aliases": given_}, **fields)
        found = site([first, operation("list", ["t"], "/b")])
        assert set(found.redirects.values()) <= {"api/x/t/get"}
        assert all(at.pointer.startswith("/paths/~1a/get/x-rensei-aliases") for at, _ in found.faults)
        return {old.removeprefix("api/x/"): "" for old in found.redirects}, [message for _, message in found.faults]

    @pytest.mark.parametrize(
        ("alias", "old"),
        [("fetch", "t/fetch"), ("repos/get", "t/repos/get"), ("/old/fetch", "old/fetch"), ("/fetch", "fetch")],
    )
    def test_an_alias_is_an_id_beside_the_page_or_a_name_below_the_reference(self, alias, old):
        assert self.redirects(alias) == ({old: ""}, [])

    def test_an_id_has_the_name_that_its_page_had(self):
        (before,) = docnames(site([operation("old id", ["t"])]), "operation")
        assert self.redirects("old id") == ({before.removeprefix("api/x/"): ""}, [])

    @pytest.mark.parametrize(
        "alias", ["/../x", "/a//b", "/index", "/a/.b", "/a.html", "/a b", "/con", "/" + "x" * 101]
    )
    def test_an_unsafe_name_is_refused(self, alias):
        redirects, (message,) = self.redirects(alias)
        assert (redirects, message) == ({}, f"{alias!r} can't be the name of a page")

    @pytest.mark.parametrize("alias", ["list", "LIST", "get", "/t/list"])
    def test_an_alias_never_takes_the_place_of_a_page(self, alias):
        redirects, (message,) = self.redirects(alias)
        assert redirects == {}
        assert re.fullmatch(r"the alias '.*' is the place of the page 'api/x/t/(list|get)'", message)

    def test_the_first_of_two_equal_aliases_counts(self):
        first, second = (
            operation(name, ["t"], f"/{name}", extensions={"x-rensei-aliases": ["old"]}) for name in ("a", "b")
        )
        found = site([first, second])
        assert found.redirects == {"api/x/t/old": "api/x/t/a"}
        assert [message for _, message in found.faults] == ["the alias 'old' is the place of the page 'api/x/t/a'"]

    @pytest.mark.parametrize(
        ("given_", "message"),
        [
            (5, "'x-rensei-aliases' must be a list of names"),
            ({}, "'x-rensei-aliases' must be a list of names"),
            ([5], "a name in 'x-rensei-aliases' must be a text"),
            ([""], "a name in 'x-rensei-aliases' must be a text"),
            (["/"], "a name in 'x-rensei-aliases' must be a text"),
        ],
    )
    def test_what_is_no_list_of_names_is_told(self, given_, message):
        assert self.redirects(given_) == ({}, [message])


class TestOtherPages:
    def test_an_empty_description_has_an_index(self):
        found = site()
        assert [(page.docname, page.kind, page.children) for page in found.pages] == [("api/x/index", "index", ())]

    def test_the_index_lists_tags_then_webhooks_then_schemas(self):
        found = site([operation("a", ["t"])], webhooks=[operation(path="w", method="POST")], schemas=["S"])
        assert found.pages[0].children == ("api/x/t/index", "api/x/webhooks/index", "api/x/schemas/index")

    def test_schemas_have_the_names_of_their_keys(self):
        found = site(schemas=["Pet", "pet", "index", "a.b", "a b", "x/y", "List<Pet>"])
        names = [docname.removeprefix("api/x/schemas/") for docname in docnames(found, "schema")]
        assert (names[0], names[3], names[5]) == ("Pet", "a.b", "x/y")
        for name, readable in ((names[1], "pet"), (names[2], "index"), (names[4], "a-b"), (names[6], "list-pet")):
            assert re.fullmatch(rf"{readable}-[0-9a-f]{{8}}", name)
        assert docnames(found, "schemas") == ["api/x/schemas/index"]
        assert found.homes["schema", "Pet"] == "api/x/schemas/Pet"

    def test_webhooks_have_the_names_of_their_keys(self):
        hooks = [
            operation(path="new pet", method="POST"),
            operation(path="gone", method="POST"),
            operation(path="gone"),
        ]
        first, second, third = docnames(site(webhooks=hooks), "webhook")
        assert re.fullmatch(r"api/x/webhooks/new-pet-[0-9a-f]{8}", first)
        assert second == "api/x/webhooks/gone"
        assert re.fullmatch(r"api/x/webhooks/gone-[0-9a-f]{8}", third)

    def test_an_operation_is_at_home_by_id_and_by_endpoint(self):
        """Also where every operation is in a file of its own, so that all have one pointer."""
        operations = [operation(name, ["t"], f"/{name}", place=Place(f"file:///{name}.yaml", "/get")) for name in "ab"]
        homes = site(operations).homes
        for name in "ab":
            assert homes["operation", name] == homes["operation", f"GET /{name}"] == f"api/x/t/{name}"

    def test_security_schemes_are_at_home_on_the_index(self):
        scheme = SecurityScheme(name="key", type="http", place=place())
        description = Description(
            title="T", version="1", openapi="3.1.0", security_schemes={"key": scheme}, place=place()
        )
        found = build_site(description, "/api/", title="T", operations=(), webhooks=(), schemas=())
        assert found.homes == {("security", "key"): "api/index"}


WORDS = st.text(max_size=8) | st.sampled_from(
    ["index", "INDEX", "con", "nul.md", "a/b", "A/b", "../a", "/a", "a.rst", "a", "A", "schemas", "webhooks", "é" * 70]
)
NAMES = st.one_of(WORDS, st.lists(WORDS, max_size=3).map("/".join), st.text(max_size=120))
DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


def assert_sound(found: Site) -> None:
    """Each docname is a file inside the prefix, of its own on every system; each page but the index is listed once."""
    listed = [child for page in found.pages for child in page.children]
    for page in found.pages:
        assert page.docname.startswith("api/x/")
        for segment in page.docname.split("/"):
            assert segment not in ("", ".", "..")
            assert len(segment.encode()) <= 100
            assert segment.isprintable()
            assert segment == segment.strip(" .")
            assert not re.search(r"[\\:*?\"<>|\s%#]", segment)
            assert not DEVICE.match(segment)
            assert not segment.lower().endswith((".rst", ".md", ".txt", ".html"))
    every = [page.docname for page in found.pages]
    assert len({docname.casefold() for docname in every}) == len(every)
    assert sorted(listed) == sorted(set(every) - {"api/x/index"})
    assert set(found.homes.values()) <= set(every)


@given(
    operations=st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=2), NAMES), max_size=6),
    webhooks=st.lists(st.tuples(NAMES, NAMES), max_size=3),
    schemas=st.lists(NAMES, max_size=4, unique=True),
)
def test_whatever_the_names_every_page_has_a_file_of_its_own(operations, webhooks, schemas):
    assert_sound(
        site(
            [operation(id_, dict.fromkeys(tags), f"/{path}") for id_, tags, path in operations],
            webhooks=[operation(id_, path=path, method="POST") for id_, path in webhooks],
            schemas=schemas,
        )
    )


# Stubs ---------------------------------------------------------------------------------------------------------------

HOSTILE = [
    "*emphasis* and **strong**",
    "`code` and ``literal``",
    ":role:`x` and {role}`y`",
    "|substitution|",
    "name_ and `name`__",
    "[link](https://example.org) ![image](x)",
    "<script>alert(1)</script>",
    "&lt; &amp; &#60;",
    "# heading",
    ".. directive::",
    ".. _target:",
    "1. first",
    "- item",
    "+ item",
    ": field :",
    "::",
    "> quote",
    "---",
    "===",
    "```{eval-rst}",
    "% comment",
    "{{ substitution }}",
    "$math$ and $$x$$",
    "a\\b\\*c\\",
    "https://example.org/_x_",
    "someone@example.org",
    "\"quotes\" and 'more'",
    "日本語のタイトル",
    "e\u0301 café",
    "ｗｉｄｅ",
    "GET /pets/{id}?a=*",
    "(a)",
    "a--b...c",
    "[^1] and [1]_ and [#]_",
    "\\",
    "_",
    "*",
    "~~struck~~",
    "key: value",
]

ODD_NAMES = [
    *(
        "pet",
        "A & B",
        "a  b",
        " a ",
        "",
        "#a",
        "#/a",
        "/a",
        "/a\\b",
        ":spec: y",
        ":a",
        "a:",
        "a `b` <c>",
        "&amp;",
        "a\nb",
    ),
    *("a\xa0b", "a\x00b", "日本", "100%", "%41", "---", "{a}", "\\", "a\u2028b", '"a"', "-", "::"),
]


class _Recorder(Directive):
    has_content = True
    required_arguments = 0
    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {
        "spec": directives.unchanged,
        "webhooks": directives.unchanged,
        "hidden": directives.flag,
        "caption": directives.unchanged_required,
        "maxdepth": directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        argument = " ".join(self.arguments)
        lines = list(self.content)
        return [nodes.comment("", "", name=self.name, argument=argument, options=dict(self.options), lines=lines)]


@pytest.fixture(scope="module")
def parse() -> Iterable[Callable[[str, str], nodes.document]]:
    """Parse a stub as its suffix says, strictly, with directives that record what they are given."""
    names = ("rensei-spec", "rensei-operation", "rensei-operations", "rensei-tag", "rensei-schema", "rensei-security")

    def parse(text: str, suffix: str) -> nodes.document:
        settings = {"halt_level": 2, "report_level": 2, "doctitle_xform": False, "_disable_config": True}
        parser = MystParser() if suffix == ".md" else None
        return publish_doctree(text, parser=parser, settings_overrides=settings)

    with pytest.MonkeyPatch.context() as patch:
        for name in (*names, "toctree"):
            patch.setitem(directives._directives, name, _Recorder)  # type: ignore[attr-defined]
        yield parse


def held(document: nodes.document) -> list[tuple[str, str]]:
    return [(node["name"], node["argument"]) for node in document.findall(nodes.comment) if "name" in node]


def titles(document: nodes.document) -> list[str]:
    return [node.astext() for node in document.findall(nodes.title)]


SUFFIXES = pytest.mark.parametrize("suffix", [".rst", ".md"])


@SUFFIXES
class TestStubs:
    @pytest.mark.parametrize("title", HOSTILE)
    def test_a_title_is_text_whatever_it_looks_like(self, parse, suffix, title):
        below = StubDirective("rensei-spec", "", f"{title} below")
        found = Page(docname="api/a", kind="tag", name="a", title=title, directives=(below,))
        document = parse(stub(found, "x", suffix), suffix)
        assert titles(document) == [title, f"{title} below"]
        for title_node in document.findall(nodes.title):
            assert all(isinstance(child, nodes.Text) for child in title_node.children)

    @pytest.mark.parametrize(
        ("title", "plain"),
        [
            ("a\nb", "a b"),
            (" a \t b ", "a b"),
            ("a\x00b\x1b[31m", "a b [31m"),
            ("a\u2028b", "a b"),
            ("a\xa0b", "a b"),
            ("", "Untitled"),
            (" \n", "Untitled"),
            ("\x7f", "Untitled"),
        ],
    )
    def test_a_title_is_one_line_of_what_can_be_read(self, parse, suffix, title, plain):
        found = Page(docname="api/a", kind="tag", name="a", title=title)
        assert titles(parse(stub(found, "x", suffix), suffix)) == [plain]

    @given(title=st.text(max_size=30))
    def test_any_title_is_one_heading(self, parse, suffix, title):
        found = Page(docname="api/a", kind="tag", name="a", title=title)
        (text,) = titles(parse(stub(found, "x", suffix), suffix))
        assert text.split() == ("".join(each if each.isprintable() else " " for each in title).split() or ["Untitled"])

    def test_it_holds_directives_with_their_description_and_options(self, parse, suffix):
        given_ = (
            StubDirective("rensei-spec"),
            StubDirective("rensei-operations", "", "Operations", (("webhooks", ""),)),
            StubDirective("rensei-tag", "A & B"),
        )
        found = Page(docname="api/a", kind="tag", name="a", title="T", directives=given_)
        document = parse(stub(found, "x", suffix), suffix)
        assert titles(document) == ["T", "Operations"]
        assert held(document) == [("rensei-spec", ""), ("rensei-operations", ""), ("rensei-tag", "A & B")]
        recorded = [node["options"] for node in document.findall(nodes.comment) if "name" in node]
        assert [(options["spec"], "webhooks" in options) for options in recorded] == [
            ("x", False),
            ("x", True),
            ("x", False),
        ]

    @pytest.mark.parametrize(("kind", "hidden"), [("tag", True), ("schemas", False), ("index", True)])
    def test_children_are_a_toctree_hidden_where_a_table_lists_them(self, parse, suffix, kind, hidden):
        children = ("api/x/a b", "api/x/t/repos/get")
        found = Page(docname="api/a", kind=kind, name="a", title="T", children=children)
        document = parse(stub(found, "x", suffix), suffix)
        (node,) = (node for node in document.findall(nodes.comment) if "name" in node)
        assert (node["name"], node["lines"]) == ("toctree", [f"/{child}" for child in children])
        assert ("hidden" in node["options"], node["options"]["maxdepth"]) == (hidden, 1)

    @pytest.mark.parametrize("caption", HOSTILE)
    def test_a_caption_begins_a_list_and_is_text_whatever_it_looks_like(self, parse, suffix, caption):
        captions = {"api/b": caption, "api/c": "C"}
        found = Page(
            docname="api/a", kind="index", name="a", title="T", children=("api/a", "api/b", "api/c"), captions=captions
        )
        nodes_ = [node for node in parse(stub(found, "x", suffix), suffix).findall(nodes.comment) if "name" in node]
        assert [(node["options"].get("caption"), node["lines"]) for node in nodes_] == [
            (None, ["/api/a"]),
            (caption, ["/api/b"]),
            ("C", ["/api/c"]),
        ]

    def test_it_carries_the_mark_and_is_known_by_it(self, parse, suffix):
        text = stub(Page(docname="api/a", kind="tag", name="a", title="T"), "x", suffix)
        assert is_stub(text)
        assert text.endswith("\n")
        assert MARK in text
        assert not list(parse(text, suffix).findall(nodes.paragraph))

    @pytest.mark.parametrize("name", ODD_NAMES, ids=ascii)
    def test_names_of_tags_and_schemas_come_back(self, parse, suffix, name):
        found = site([operation("x", [name])], schemas=[name])
        for page in found.pages:
            if page.kind in ("tag", "schema"):
                ((_, argument),) = (
                    each for each in held(parse(stub(page, "x", suffix), suffix)) if each[0] != "toctree"
                )
                assert read_back(argument) == name

    @given(name=st.text(max_size=12))
    def test_any_name_comes_back(self, parse, suffix, name):
        (page,) = (page for page in site(schemas=[name]).pages if page.kind == "schema")
        ((_, argument),) = held(parse(stub(page, "x", suffix), suffix))
        assert read_back(argument) == name


def read_back(argument: str) -> str:
    """What the directives read of an argument."""
    from sphinxext_rensei.domain._directive import RenseiDirective

    given_ = SimpleNamespace(arguments=[argument] if argument else [])
    return RenseiDirective.name_given.fget(given_)  # type: ignore[attr-defined,no-any-return]


def test_a_file_without_the_mark_in_its_first_line_is_no_stub():
    assert not is_stub("")
    assert not is_stub("Title\n=====\n")
    assert not is_stub(f"Title\n\n.. {MARK}\n")
    assert is_stub(f".. {MARK}")


class TestKeys:
    """What a stub calls an operation is what the directive finds it by."""

    def found_by(self, operations: list[Operation], webhooks: list[Operation] | None = None) -> list[Operation | None]:
        hooks = webhooks or []
        pages = [page for page in site(operations, webhooks=hooks).pages if page.kind in ("operation", "webhook")]
        spec = Spec(SpecEntry(name="x", path="api.yaml", pages="api/x"), Path("api.yaml"))
        spec.operations, spec.webhooks = tuple(operations), tuple(hooks)
        return [spec.find_operation(read_back(page.directives[0].argument)) for page in pages]

    @pytest.mark.parametrize("id_", ["listPets", "repos/get", "v1.list", ""])
    @pytest.mark.parametrize("path", ["/pets/{petId}", "/a.b-c:d"])
    def test_a_plain_name_is_written_as_it_is(self, id_, path):
        found = operation(id_, path=path)
        assert key(found, frozenset()) == (id_ or f"GET {path}")
        assert self.found_by([found]) == [found]

    @pytest.mark.parametrize("id_", ["list pets", "#a", "a`b", ":spec: y", "a\nb", "é ü", "a%20b", "GET  /a", ""])
    def test_any_other_is_found_by_its_pointer(self, id_):
        found = operation(id_, path="/a b/{x}/%20/~é")
        assert key(found, frozenset()).startswith("#/paths/")
        assert self.found_by([operation("first", path="/first"), found]) == [operation("first", path="/first"), found]

    def test_duplicates_are_told_apart(self):
        operations = [operation("same", path="/a"), operation("same", path="/b")]
        assert self.found_by(operations) == operations

    def test_a_webhook_and_an_operation_of_one_id_are_told_apart(self):
        operations = [operation("same", path="/a")]
        webhooks = [operation("same", path="a", method="POST", place=place("webhooks", "a", "post"))]
        assert self.found_by(operations, webhooks) == [*operations, *webhooks]

    def test_operations_of_several_files_are_told_apart(self):
        """In files of one path item each, every operation has the same pointer."""
        operations = [
            operation(id_, path=f"/{name}", place=Place(f"file:///project/{name}.yaml", "/get"))
            for name, id_ in (("a", "list it"), ("b", "list that"), ("c", "same"), ("d", "same"))
        ]
        assert self.found_by(operations) == operations

    def test_operations_that_are_whole_files_are_told_apart(self):
        operations = [
            operation("list it", path=f"/{name}", place=Place(f"file:///project/{name}.yaml", "")) for name in "ab"
        ]
        assert self.found_by(operations) == operations
