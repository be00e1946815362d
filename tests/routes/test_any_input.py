"""Whatever files hold, the routes of the others are read."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sphinxext_rensei.routes import SOURCES, read_routes

HANDLER = "export function GET() {}\n"
TOKENS = """
export import from as type default const let function async class enum interface namespace declare await new
return if switch case module exports require GET POST handler req method basePath rewrites source destination
pageExtensions searchParams get url ( ) { } [ ] < > => = == === ; : , . ... * ? ! + / // /* */ /** ` ${ ' " '@/x'
'./route' './y' '/a/:b*' "GET" 1 true null é \\ \\u{110000} \n
"""
NAMES = (
    *("app/x/route.ts", "app/x/route.js", "app/x/y.ts", "pages/api/x.tsx", "next.config.js", "tsconfig.json"),
    *("package.json", "list.txt"),
)
texts = st.lists(st.sampled_from([*TOKENS.split(" "), " ", "\n"]), max_size=40).map(" ".join)


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(NAMES), texts | st.text(max_size=60), max_size=4))
def test_any_tokens_are_read(tmp_path_factory, files):
    folder = tmp_path_factory.mktemp("tree")
    for name, text in ({"app/good/route.ts": HANDLER} | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="replace")
    found = read_routes([folder])
    assert "/good" in {route.path[-5:] for route in found.routes} or "next.config.js" in files
    for source in SOURCES:
        for problem in read_routes([folder / "list.txt"], source).problems:
            assert problem.message
