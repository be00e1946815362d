"""Descriptions as nodes: CommonMark, HTML, both at once, and whatever else a string can hold."""

from __future__ import annotations

import json
import re
import time
from typing import TYPE_CHECKING

import pytest
from docutils import nodes
from docutils.parsers.rst import Directive, directives
from hypothesis import example, given
from hypothesis import strategies as st

from sphinxext_rensei.render import _markup
from sphinxext_rensei.render._markup import MarkupContext, commonmark, commonmark_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = MarkupContext(source="api.yaml", line=7)
ALLOWED = (
    nodes.Text, nodes.block_quote, nodes.bullet_list, nodes.caution, nodes.colspec, nodes.definition,
    nodes.definition_list, nodes.definition_list_item, nodes.emphasis, nodes.entry, nodes.enumerated_list,
    nodes.important, nodes.inline, nodes.line, nodes.line_block, nodes.list_item, nodes.literal, nodes.literal_block,
    nodes.note, nodes.paragraph, nodes.reference, nodes.row, nodes.rubric, nodes.strong, nodes.subscript,
    nodes.superscript, nodes.table, nodes.tbody, nodes.term, nodes.tgroup, nodes.thead, nodes.tip, nodes.warning,
)  # fmt: skip
UNSAFE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "java&#10;script:alert(1)",
    "&#1;javascript:alert(1)",
    "vbscript:x",
    "data:text/html,x",
    "file:///etc/passwd",
    "../secret",
]


def blocks(text: str, **options) -> str:
    """The nodes of a text, in XML without escapes."""
    found = commonmark(text, MarkupContext(**options))
    return "".join(map(str, found)).replace(' support_smartquotes="0"', "")


def inline(text: str, **options) -> str:
    """The nodes in the only paragraph of a text."""
    xml = blocks(text, **options)
    assert xml.startswith("<paragraph>")
    assert xml.count("<paragraph>") == 1
    return xml.removeprefix("<paragraph>").removesuffix("</paragraph>")


def only(text: str) -> nodes.Element:
    """The node of a text that is one block."""
    (node,) = commonmark(text, CONTEXT)
    assert isinstance(node, nodes.Element)
    return node


def paragraphs(*texts: str) -> str:
    return "".join(f"<paragraph>{text}</paragraph>" for text in texts)


def depth(node: nodes.Node) -> int:
    """Levels of a tree."""
    level, levels = [node], 0
    while level:
        levels += 1
        level = [child for parent in level for child in parent.children]
    return levels


def links(found: list[nodes.Node]) -> Iterator[nodes.reference]:
    for node in found:
        yield from node.findall(nodes.reference)


def assert_sound(found: list[nodes.Node]) -> None:
    """Check what holds for any text: nodes of known kinds, valid, placed, shallow, with harmless links and text."""
    for top in found:
        assert depth(top) <= 30
        for node in top.findall():
            assert isinstance(node, ALLOWED)
            assert all(child.parent is node for child in node.children)
            if isinstance(node, nodes.Text):
                assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", node)
                continue
            assert node.source == CONTEXT.source
            assert node.line is not None
            assert node.line >= CONTEXT.line
            node.validate_content()
    for link in links(found):
        assert re.match(r"https?:|mailto:|#", link["refuri"], re.IGNORECASE)
        assert not re.search(r"[\x00-\x20\x7f]", link["refuri"])
        assert len(list(link.findall(nodes.reference))) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*a* **b** `c`", "<emphasis>a</emphasis> <strong>b</strong> <literal>c</literal>"),
        ("~~a~~", '<inline classes="rensei-strike">a</inline>'),
        ("a\nb", "a\nb"),
        (r"\*a\* &lt;&copy;", "*a* <©"),
        ('[a](https://b.c "d")', '<reference reftitle="d" refuri="https://b.c">a</reference>'),
        ("[a][1]\n\n[1]: https://b.c", '<reference refuri="https://b.c">a</reference>'),
        ("<me@b.c>", '<reference refuri="mailto:me@b.c">me@b.c</reference>'),
        ("[a](#b)", '<reference refuri="#b">a</reference>'),
        ("[a](//b.c)", '<reference refuri="https://b.c">a</reference>'),
        ("x" * 3000, "x" * 3000),
    ],
)
def test_inline_markup_becomes_inline_nodes(text, expected):
    assert inline(text) == expected


@pytest.mark.parametrize(
    ("text", "url", "rest"),
    [
        ("https://a.b/c_d_e*f*g.", "https://a.b/c_d_e*f*g", "."),
        ("http://localhost:8080/x?y=1&z=2, x", "http://localhost:8080/x?y=1&z=2", ", x"),
        ("https://a.b/(c))", "https://a.b/(c)", ")"),
        ("https://a.b/c&amp;", "https://a.b/c", "&"),
        ("https://a.b/c **d**", "https://a.b/c", " <strong>d</strong>"),
    ],
)
def test_bare_url_becomes_a_link_without_the_sentences_punctuation(text, url, rest):
    assert inline(text) == f'<reference refuri="{url}">{url}</reference>{rest}'


@pytest.mark.parametrize("text", ["https://{server}/x", "https://a.b/{id}/c", "xhttps://a.b", "https://", "s3://a/b"])
def test_url_template_and_other_schemes_stay_text(text):
    assert inline(text) == text


def test_bare_url_in_a_links_text_is_not_a_link_of_its_own():
    assert inline("[see https://a.b](https://c.d)") == '<reference refuri="https://c.d">see https://a.b</reference>'


@pytest.mark.parametrize("target", UNSAFE)
@pytest.mark.parametrize("form", ["[x](<{}>)", '<a href="{}">x</a>', '<p><a href="{}">x</a></p>'])
def test_link_to_another_scheme_or_file_keeps_its_text_only(form, target):
    found = commonmark(form.format(target), CONTEXT)
    assert not list(links(found))
    assert "x" in found[0].astext()


def test_relative_link_is_resolved_by_the_context():
    assert inline("[a](b/c.md) [e](f)", link={"b/c.md": "#d"}.get) == '<reference refuri="#d">a</reference> e'


@pytest.mark.parametrize("form", ["![a]({})", '<img alt=a src="{}">'])
def test_image_is_drawn_if_local_and_a_link_if_remote(form):
    assert inline(form.format("https://b.c/d.png")) == '<reference refuri="https://b.c/d.png">a</reference>'
    assert inline(form.format("d.png")) == "a"
    assert inline(form.format("d.png"), image=lambda name: f"/img/{name}") == '<image alt="a" uri="/img/d.png"/>'
    assert inline(form.format("data:image/png;base64,AA")) == "a"


def test_image_in_a_link_leaves_its_alternative_text():
    assert inline("[![a](https://b.c)](https://d.e)") == '<reference refuri="https://d.e">a</reference>'


def test_literal_is_replaced_by_the_context_but_not_in_a_link():
    def literal(text):
        return nodes.emphasis("", text) if text == "GET /pets" else None

    options = {"literal": literal}
    assert inline("`GET /pets` `x`", **options) == "<emphasis>GET /pets</emphasis> <literal>x</literal>"
    assert inline("<code>GET /pets</code>", **options) == "<emphasis>GET /pets</emphasis>"
    assert "<literal>" in inline("[`GET /pets`](#a)", **options)


@pytest.mark.parametrize("text", ["a  \nb", "a\\\nb", "a<br>b", "a <br/> b", "<p>a<br><br></p>\n<br>b", "a</br>b"])
def test_hard_break_makes_lines(text):
    xml = blocks(text)
    if "<p>" in text:
        assert xml == paragraphs("a", "b")
    else:
        assert xml == "<line_block><line>a</line><line>b</line></line_block>"


def test_inline_elements_go_on_after_a_hard_break():
    assert blocks("**a<br>b**") == (
        "<line_block><line><strong>a</strong></line><line><strong>b</strong></line></line_block>"
    )


def test_heading_becomes_a_rubric_without_id():
    assert blocks("## a") == '<rubric classes="rensei-heading rensei-heading-2">a</rubric>'
    assert blocks("a\n=") == blocks("<h1>a</h1>") == '<rubric classes="rensei-heading rensei-heading-1">a</rubric>'


def test_thematic_break_separates_only():
    assert blocks("a\n\n***\n\nb") == blocks("a<hr>b") == paragraphs("a", "b")


def test_lists_hold_blocks_and_numbers_start_where_they_say():
    assert blocks("- a\n- b\n\n  c") == (
        '<bullet_list bullet="*"><list_item><paragraph>a</paragraph></list_item>'
        "<list_item><paragraph>b</paragraph><paragraph>c</paragraph></list_item></bullet_list>"
    )
    number = only("3. a")
    assert isinstance(number, nodes.enumerated_list)
    assert (number["start"], number["enumtype"], number["suffix"]) == (3, "arabic", ".")
    assert "start" not in only("1. a")
    assert "start" not in only("<ol start='-9x'><li>a</ol>")


def test_table_is_aligned_by_classes():
    table = only("|a|b|c|\n|-|:-:|-:|\n|1|`2`|")
    assert isinstance(table, nodes.table)
    assert [entry["classes"] for entry in table.findall(nodes.entry)] == [[], ["text-center"], ["text-right"]] * 2
    assert [entry.astext() for entry in table.findall(nodes.entry)] == ["a", "b", "c", "1", "2", ""]
    assert len(list(table.findall(nodes.colspec))) == 3
    assert [group["cols"] for group in table.findall(nodes.tgroup)] == [3]


def test_table_of_a_head_only_has_a_body():
    assert [part.tagname for part in only("|a|\n|-|").findall(nodes.Element)][:4] == [
        "table",
        "tgroup",
        "colspec",
        "tbody",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("```json\n{}\n```", "json"),
        ("```JSON title=x\n{}\n```", "json"),
        ("```nonsense\n{}\n```", "text"),
        ("```\n{}\n```", "text"),
        ("    {}", "text"),
        ('<pre class="language-json">{}</pre>', "json"),
        ("<pre><code class=lang-json>\n{}\n</code></pre>", "json"),
    ],
)
def test_code_block_names_a_lexer_that_exists(text, language):
    block = commonmark(text, CONTEXT)[0]
    assert isinstance(block, nodes.literal_block)
    assert (block["language"], block["force"], block.rawsource, block.astext()) == (language, True, "{}", "{}")


@pytest.mark.parametrize("kind", ["note", "tip", "important", "warning", "caution"])
def test_alert_becomes_an_admonition(kind):
    assert blocks(f"> [!{kind.upper()}]\n> a *b*\n>\n> c") == (
        f"<{kind}><paragraph>a <emphasis>b</emphasis></paragraph><paragraph>c</paragraph></{kind}>"
    )


@pytest.mark.parametrize(
    "text", ["> [!NOTE]", "> [!OTHER]\n> a", "> [!NOTE] a\n> b", "> a\n> [!NOTE]\n> b", "> - [!NOTE]"]
)
def test_quotation_that_is_no_alert_stays_one(text):
    assert blocks(text).startswith("<block_quote>")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><p>b</p>", paragraphs("a", "b")),
        ("<p>a<p>b", paragraphs("a", "b")),
        ("<div>a</div>b", paragraphs("a", "b")),
        ("<div>\n\n*a*\n\n</div>", paragraphs("<emphasis>a</emphasis>")),
        ("<p>a\n   b  c</p>", paragraphs("a\nb c")),
        ("<p> </p><b></b><ul></ul><blockquote></blockquote>", ""),
        ("<p>&lt;a&gt; &amp;amp; &nbsp;</p>", paragraphs("<a> &amp; \xa0")),
        ("<b>a<i>b</b>c</i>", paragraphs("<strong>a<emphasis>b</emphasis></strong><emphasis>c</emphasis>")),
        ("<b><p>a</p><p>b</p></b>", paragraphs("<strong>a</strong>", "<strong>b</strong>")),
        ("<p><b>a</p><p>b</p>", paragraphs("<strong>a</strong>", "b")),
        ("<tt>a</tt>", paragraphs("<literal>a</literal>")),
        ("<kbd>a</kbd>", paragraphs('<literal classes="kbd">a</literal>')),
        ("x<sub>a</sub><sup>b</sup>", paragraphs("x<subscript>a</subscript><superscript>b</superscript>")),
        ("<u>a</u>", paragraphs('<inline classes="rensei-underline">a</inline>')),
        ("<blockquote>a</blockquote>", "<block_quote><paragraph>a</paragraph></block_quote>"),
        ("<details><summary>a</summary>b</details>", paragraphs("<strong>a</strong>", "b")),
        ("<h2><p>a</p></h2>b", '<rubric classes="rensei-heading rensei-heading-2">a</rubric>' + paragraphs("b")),
        ("<h2>a<h3>b", blocks("## a\n### b")),
        ("<script>alert(1)</script><style>a{}</style>b", paragraphs("b")),
        ("a <script>*b*</script> c", paragraphs("a  c")),
        ("a <script>b\n\nc", paragraphs("a", "c")),
        ("a <!-- b --> c<![CDATA[d]]><?e?>", paragraphs("a  c")),
        ("<svg><text>a</text></svg> <iframe src='https://x'>b</iframe>", paragraphs("a b")),
        ("<form><input value=x><button>a</button></form>", paragraphs("a")),
        ("a < b <3 <", paragraphs("a < b <3 <")),
        ("<span style='x' onclick=\"y\">a</span>", paragraphs("a")),
        (
            '<a href="https://a.b" title="</x">c</a>',
            paragraphs('<reference reftitle="</x" refuri="https://a.b">c</reference>'),
        ),
        ("a</p></b></table></li>b", paragraphs("a", "b")),
    ],
)
def test_html_becomes_nodes(html, expected):
    assert blocks(html) == expected


@pytest.mark.parametrize(
    "html",
    [
        "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
        "<ul><li>a<li>b<ul><li>c</ul></ul>",
        "<li>a</li><li>b<ul><li>c",
        "<ul><li>a</li><li>b</li><ul><li>c</li></ul></ul>",
        "<ul>\n<li>\n\na\n\n</li>\n<li>b\n\n- c\n\n</li>\n</ul>",
        "- a\n- b\n  - c",
    ],
)
def test_list_of_html_is_mended(html):
    assert blocks(html) == blocks("- a\n- b\n  - c")


def test_text_after_items_without_a_list_is_no_item():
    assert blocks("<li>a</li>b").endswith("</bullet_list>" + paragraphs("b"))


def test_definition_list_of_html_is_completed():
    xml = blocks("<dl><dt>a<dt>b<dd>c<dd>d<dt><p>e</p></dl>")
    assert xml == (
        "<definition_list><definition_list_item><term>a</term><term>b</term>"
        "<definition><paragraph>c</paragraph><paragraph>d</paragraph></definition></definition_list_item>"
        "<definition_list_item><term>e</term><definition><paragraph/></definition></definition_list_item></definition_list>"
    )
    assert blocks("<dl><dd>a</dl>").count("<term/>") == 1


@pytest.mark.parametrize(
    "html",
    [
        "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
        "<table><tr><th>a<th>b<tr><td>c<td>d",
        "<table><th>a<th>b</th><tr></tr><tr><td colspan=2>c</td><td>d</table>",
        "|a|b|\n|-|-|\n|c|d|",
    ],
)
def test_table_of_html_is_mended(html):
    assert blocks(html) == blocks("|a|b|\n|-|-|\n|c|d|")


def test_text_between_rows_goes_before_the_table():
    assert blocks("<table>a<tr><td>b</td></tr>c</table>").startswith(paragraphs("a", "c") + "<table")


def test_table_in_a_cell_keeps_its_text():
    xml = blocks("<table><tr><td>a<table><tr><td>b<td>c</table>d</td></tr></table>")
    assert xml.count("<table") == 1
    assert paragraphs("a", "b", "c", "d") in xml


def test_preformatted_text_is_kept_as_it_stands():
    assert commonmark("<pre>\n a  <b>b</b><br>c\n\n &lt;d> </pre>", CONTEXT)[0].astext() == " a  b\nc\n\n <d> "


@pytest.mark.parametrize("name", ["owner", "branch name", "email@domain.com", "TaxAmount", "address/mask", "object"])
@pytest.mark.parametrize("form", ["the <{}> of", "<p>the <{}> of</p>", "<{}>"])
def test_placeholder_stays_text(form, name):
    assert f"<{name}>" in plain_text(form.format(name)) or "@" in name


@pytest.mark.parametrize("text", ["<currency>100</currency>", '<Message kind="x">100', "<SecurityDefinitions />100"])
def test_unknown_element_keeps_its_text_only(text):
    assert inline(text) == "100"


@pytest.mark.parametrize("text", ["- a </li></ul> b", "> a </blockquote> b", "- a <ul><li> b"])
def test_html_in_a_block_of_commonmark_stays_inside(text):
    found = commonmark(f"{text}\n\nc", CONTEXT) if text.startswith(">") else commonmark(f"{text}\n\n***\nc", CONTEXT)
    assert len(found) == 2
    assert found[1].astext() == "c"


def test_controls_are_dropped_and_surrogates_replaced():
    assert inline("a\x00b\x1b\x7f\x85\ufffe\ud800\tc\r\nd") == "ab\N{REPLACEMENT CHARACTER}\tc\nd"
    assert inline("*a*&#x1;<b>&#xD800;&#12;</b>").isprintable()


def test_nodes_know_their_line():
    text = "a\n\n- b\n  c\n- d\n\n<p>e</p>\n<p>f <br>\ng</p>\n"
    found = commonmark(text, MarkupContext(source="api.yaml", line=100))
    lines = {node.astext(): node.line for top in found for node in top.findall(nodes.TextElement)}
    assert lines == {"a": 100, "b\nc": 102, "d": 104, "e": 106, "f": 107, "g": 107}
    assert {node.line for top in commonmark(text, CONTEXT_OF_JSON) for node in top.findall(nodes.Element)} == {7}
    assert {node.line for top in commonmark(text, MarkupContext()) for node in top.findall(nodes.Element)} == {0}


CONTEXT_OF_JSON = MarkupContext(source="api.json", line=7, step=0)


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("a *b* `c`\n\nd", ["a *b* `c`", "d"]),
        ("# a *b*", ["a *b*"]),
        ("<p>a <i>b</i> <code>c</code> &lt;</p>", ["a <i>b</i> <code>c</code> &lt;"]),
        ("a `b`<br>*c*", ["a `b`", "<em>c</em>"]),
        ("> [!TIP]\n> a *b*", ["a *b*"]),
        ("a <div>b</div>", ["a", "b"]),
    ],
)
def test_translators_get_the_markup_of_each_text(text, sources):
    texts = [node for top in commonmark(text, CONTEXT) for node in top.findall(nodes.TextElement)]
    found = [node for node in texts if isinstance(node, nodes.paragraph | nodes.rubric | nodes.line)]
    assert [node.rawsource.strip() for node in found] == sources
    for node in found:
        again = commonmark_inline(node.rawsource, CONTEXT)
        assert "".join(map(str, again)).replace(' support_smartquotes="0"', "") == "".join(map(str, node.children))


def test_summary_is_inline_only():
    found = commonmark_inline("# a\n\n- `b` <p>c</p><ul><li>d<br>**e**\n", CONTEXT)
    assert "".join(node.astext() for node in found).split() == ["#", "a", "-", "b", "c", "d", "e"]
    assert all(isinstance(node, nodes.Text | nodes.Inline) for node in found)
    assert commonmark_inline(" \n", CONTEXT) == []


def plain_text(text: str) -> str:
    """The words of a description in one line."""
    return " ".join(" ".join(block.astext() for block in commonmark(text, MarkupContext())).split())


def spelt(text: str) -> list[str]:
    """Parts that are written between spaces: ``␣`` is a space in one, ``⏎`` a line end."""
    return [part.replace("␣", " ").replace("⏎", "\n") for part in text.split()]


FRAGMENTS = [
    *spelt(r"""
    * ** _ ` `` ``` ~~ ~~~ [ ] ( ) ![ ](x) ](javascript:x) ](<a␣b>) [x]: < > <! <!-- --> <? ?> <![CDATA[ ]]> & &amp;
    &#0; &#x1; &#xD800; \ \\ | |a|b| |-| - + 1. 1) # = --- *** <b> </b> <i> </i> <p> </p> <br> <ul> </ul> <ol> <li>
    </li> <dl> <dt> <dd> </dl> <table> </table> <thead> <tr> <td> <th> </td> </tr> <pre> </pre> <code> </code> <div>
    </div> <h1> </h1> <details> <summary> </summary> <blockquote> </blockquote> <script> </script> <style> <svg>
    <owner> </owner> <a <a/ href= href=javascript:x href="https://a.b" <a␣href='data:x'> </a> <img␣src=x> src="//x"
    alt=" ' " http://a.b https://a_b_c.d) mailto:x word 12 [!NOTE] :- www.x.y {x}
    ␣ ␣␣ ␣␣␣␣ ⏎ ⏎⏎ ␣␣⏎ ⏎> ⏎>␣ ⏎-␣ ⏎1.␣ ⏎␣␣␣␣ ⏎|
    """),
    *"\0\t\r\x0b\x1f\x7f\x85\xa0\ud800\ufffe\u2028\u0301\U0001f600",
]
NASTY = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)


@given(st.one_of(NASTY, st.text()))
@example("![a](\\")
@example("[a](http://[)")
@example("<http://\u212a\uff0e>")
def test_any_text_gives_sound_nodes(text):
    assert_sound(commonmark(text, CONTEXT))
    found = commonmark_inline(text, CONTEXT)
    assert_sound([node for node in found if isinstance(node, nodes.Element)])
    assert all(isinstance(node, nodes.Text | nodes.Inline) for node in found)
    assert "\n" not in plain_text(text)


@given(
    st.lists(
        st.sampled_from(
            [*"aZ9_.-+#>=:|~()!\"' \n\n\n]^$%\xa0\x0c", "1. ", "- ", "per_page", "a:b", "  \n", "\n\n", "\r\n"]
        ),
        max_size=30,
    ).map("".join)
)
def test_words_give_the_same_nodes_without_the_parser(text):
    def everything(found):
        return [
            (str(node), node.rawsource, node.source, node.line) for top in found for node in top.findall(nodes.Element)
        ]

    quick = commonmark(text, CONTEXT), commonmark_inline(text, CONTEXT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_markup, "_MARKUP", re.compile(""))
        patch.setattr(_markup, "_MARKUP_IN_LINE", re.compile(""))
        slow = commonmark(text, CONTEXT), commonmark_inline(text, CONTEXT)
    assert everything(quick[0]) == everything(slow[0])
    assert "".join(map(str, quick[1])) == "".join(map(str, slow[1]))


@pytest.mark.parametrize(
    "part",
    spelt(r"""
    [ ![ [] [[] [a]( ![a](< * ** _ ~~ ` ``a` *a␣ **a␣ a**b <!-- <? <![CDATA[ <!A & &amp; \ ␣ ⏎ <div> <b> <b>x</i>
    <i><b></i> <b>x<i>y</b> <a␣ <a␣b=" <a␣'<' <a␣a␣a␣ <a␣href=x>y <ul><li> <table> <table><tr><td> <td>x <dl><dt>
    <dd>x<dt>y <p>x <pre> <br> x<br> <owner> </ http:// a:// http://a.b/) http://a.b/&a; > -␣ -␣a⏎ 1.␣ a|⏎ |a
    <table>⏎⏎ <ul>⏎⏎-␣ <blockquote> #␣ a⏎⏎ [a]: x⏎-␣|␣
    """),
)
@pytest.mark.parametrize("before", ["", "x "], ids=["block", "inline"])
def test_ten_thousand_of_anything_end_soon(before, part):
    start = time.process_time()
    found = commonmark(before + part * 10_000, CONTEXT)
    assert time.process_time() - start < 4  # half a second as a rule; the rest is for machines under load
    assert all(depth(node) <= 30 for node in found)


def test_what_nests_too_deep_keeps_its_text():
    for text in (">" * 200 + " end", "<blockquote>" * 200 + "end", "- " * 60 + "end", "<ul><li>" * 90 + "end"):
        found = commonmark(text, CONTEXT)
        assert "end" in " ".join(node.astext() for node in found)
        assert_sound(found)


def test_long_description_ends_in_seconds():
    text = "- item *x* <b>y</b> `z`\n\n<p>para <i>x</i></p>\n\n" * 4000
    start = time.process_time()
    commonmark(text, CONTEXT)
    assert time.process_time() - start < 10


def walk(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in {"description", "summary"} and isinstance(inner, str):
                yield inner
            yield from walk(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner)


@pytest.mark.parametrize("name", ["github/api.github.com.json", "box/openapi.json", "discord/openapi.json"])
def test_published_descriptions_give_sound_nodes_and_keep_their_words(corpus, name):
    texts = set(walk(json.loads(corpus.joinpath(name).read_text(encoding="utf-8"))))
    assert texts
    for text in texts:
        assert_sound(commonmark(text, CONTEXT))
        if "<" not in text and "](" not in text and "&" not in text:
            words = re.findall(r"[A-Za-z]{3,}", re.sub(r"```\s*\S+|\[[^\]]+\]:.*|\[!\w+\]", "", text))
            kept = plain_text(text)
            assert not [word for word in words if word not in kept]


SINK = """\
A "quoted" -- word's *end*... with `literal -- "x"`, ~~strike~~, [link](https://a.b/c?d=1,2), https://bare.url/x_y,
<kbd>Ctrl</kbd>, H<sub>2</sub>O, <u>under</u>, **bold <i>it</i>** and <owner>.

Lines  \\
and `lines`<br>end.

# Heading -- one

> quote

> [!WARNING]
> Take care -- "really".

1. one
   - nested

     ```json
     {"broken: json
     ```
2. two

|left|right|
|:-|-:|
|`a`|b<br>c|
|<ul><li>x</li></ul>| |

```unknown-language
x -- "y"
```

<dl><dt>term<dd>definition<dt>alone</dl>
<details><summary>More</summary><p>Hidden</p><pre>pre</pre></details>
<table><tr><td>1<table><tr><td>2</table></table>
![image](https://a.b/i.png)
"""


class Sink(Directive):
    """Shows a description, and a summary as a paragraph."""

    def run(self) -> list[nodes.Node]:
        summary = nodes.paragraph("", "", *commonmark_inline('It\'s "inline" -- *yes*', CONTEXT))
        return [*commonmark(SINK, CONTEXT), summary]


@pytest.fixture
def make_page(make_project):
    """Build a page that shows what ``Sink`` gives, without this package's Sphinx side."""

    def make(builder: str):
        directives.register_directive("sink", Sink)
        page = 'Test\n====\n\n.. sink::\n\nProse\'s "quotes".\n'
        return make_project({"index.rst": page}, {"extensions": [], "smartquotes": True}, builder)

    return make


@pytest.mark.parametrize(
    "builder",
    ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "gettext", "xml", "pseudoxml"],
)
def test_every_builder_takes_every_kind_of_node_without_a_warning(make_page, builder):
    page = make_page(builder)
    if "html" in builder:
        assert not page.soup("index.html").select("div.body [style]")


def test_smartquotes_leave_descriptions_alone(make_page):
    text = make_page("html").doctree("index").astext()
    assert "Prose’s “quotes”." in text
    for kept in ('A "quoted" -- word\'s end...', "Heading -- one", 'Take care -- "really".', 'It\'s "inline" -- yes'):
        assert kept in text
