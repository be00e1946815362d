"""What a handler's comments say of it, and what it reads from the query."""

from __future__ import annotations

import pytest

DOCUMENTED = {
    "function": "/** Says. */\nexport function GET() {}",
    "const": "/**\n * Says.\n */\nexport const GET = f",
    "behind other comments": "/** Says. */\n// eslint-disable-next-line\n/* not this */\nexport const GET = f",
    "the closest": "/** Not this. */\n\n/** Says. */\nexport const GET = f",
    "destructured": "/** Says. */\nexport const { GET } = h",
    "alias": "/** Says. */\nconst h = f\nexport { h as GET }",
    "alias of a const": "/** Says. */\nconst h = f\nexport const GET = h",
    "wrapped": "/** Says. */\nasync function h() {}\nexport const GET = withAuth(withLog(h))",
    "list": "function h() {}\n/** Says. */\nexport { h as GET }",
    "from a file": "export { GET } from './h'",
    "star": "export * from './h'",
    "import": "import { GET as h } from './h'\nexport { h as GET }",
    "wrapped import": "import { GET as h } from './h'\nexport const GET = withAuth(h)",
    "the file": "/** Says. */\n\nimport x from 'x'\nexport function GET() {}",
    "the file, with a gap": "/** Says. */\n\nconst x = 1\nexport function GET() {}",
    "no star": "/**\n  Says.\n*/\nexport function GET() {}",
    "Windows lines": "/**\r\n * Says.\r\n */\r\nexport function GET() {}",
}


@pytest.mark.parametrize("text", DOCUMENTED.values(), ids=DOCUMENTED)
def test_a_handler_is_documented_by_the_comment_in_front_of_it(read, text):
    (route,) = read({"app/x/route.ts": text, "app/x/h.ts": "/** Says. */\nexport function GET() {}"}).routes
    assert route.documentation == "Says."


@pytest.mark.parametrize(
    "text",
    [
        "// Says.\nexport function GET() {}",
        "/* Says. */\nexport function GET() {}",
        "/***/\nexport function GET() {}",
        "/** Says. */\nconst x = 1\nexport function GET() {}",
        "export function GET() {}\n/** Says. */\nexport function other() {}",
        "export function GET() { /** Says. */ }",
    ],
)
def test_other_comments_document_nothing(read, text):
    (route,) = read({"app/x/route.ts": text}).routes
    assert route.documentation == ""


def test_lines_keep_their_indentation(read):
    """What describes an API is YAML, most of the time."""
    text = "/**\n * @openapi\n * /x:\n *   get:\n *     a: b\n *\n *     c: [d]\n */\nexport function GET() {}"
    (route,) = read({"app/x/route.ts": text}).routes
    assert route.documentation == "@openapi\n/x:\n  get:\n    a: b\n\n    c: [d]"


def test_a_description_of_an_api_is_for_all_handlers_of_a_file(read):
    text = "/**\n * @swagger\n * /x: {}\n */\nexport function GET() {}\nexport function POST() {}"
    assert [route.documentation for route in read({"app/x/route.ts": text}).routes] == ["@swagger\n/x: {}"] * 2


QUERIES = {
    "URL": ("const { searchParams } = new URL(request.url)\nsearchParams.get('a'); searchParams.getAll('b')", "a b"),
    "URL in a name": ("const url = new URL(req.url); const q = url.searchParams; q.has('a')", "a"),
    "next": ("request.nextUrl.searchParams.get('a')\nrequest.nextUrl.searchParams.get(`b`)", "a b"),
    "next in parts": ("const { nextUrl } = req; const { searchParams: q } = nextUrl; q.get('a')", "a"),
    "next in a pattern": ("const { nextUrl: { searchParams } } = req; searchParams.get('a')", "a"),
    "twice": ("req.nextUrl.searchParams.get('a') ?? req.nextUrl.searchParams.get('a')", "a"),
    "inside": ("return later(() => req.nextUrl.searchParams.get('a'))", "a"),
    "another URL": ("const url = new URL(process.env.BASE); url.searchParams.get('a')", ""),
    "escapes": (
        r"req.nextUrl.searchParams.get('\u0061\ud83d\ude00'); req.nextUrl.searchParams.get('\ud83d')",
        "a😀 \ufffd",
    ),
    "not a literal": ("req.nextUrl.searchParams.get(name)", ""),
    "something else": ("headers.get('a'); const searchParams = new Map(); searchParams.get('b')", ""),
}


@pytest.mark.parametrize(("body", "names"), QUERIES.values(), ids=QUERIES)
def test_query_parameters_are_those_that_are_surely_read(read, body, names):
    forms = [
        f"export function GET(req, request) {{ {body} }}",
        f"export const GET = withAuth(async (req) => {{ {body} }})",
    ]
    for form in forms:
        (route,) = read({"app/x/route.ts": form}).routes
        assert route.query == tuple(names.split())


def test_query_parameters_of_one_method_are_not_those_of_another(read):
    text = "export function GET(r) { r.nextUrl.searchParams.get('a') }\nexport function POST(r) {}"
    assert [route.query for route in read({"app/x/route.ts": text}).routes] == [("a",), ()]
