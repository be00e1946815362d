"""Files that are broken in some way: one message each, and the rest of the tree."""

from __future__ import annotations

import pytest

HANDLER = "export function GET() {}\n"

# Name of a form, the text of a file, where it breaks, and the methods that are still read.
BROKEN = {
    "a body that does not end": ("export const PUT = f\nexport function GET() {\n  if (x) {\n}\n", (4, 2), "GET PUT"),
    "an argument that does not end": ("export const GET = f(\nexport const POST = g\n", None, "GET POST"),
    "an export in a text": (
        "export function GET() {\nconst a = `\nexport function POST() {}\n`\n/*\nexport const PUT = f\n*/",
        None,
        "GET",
    ),
    "half a function": ("export function GET() {}\nexport async function\n", None, "GET"),
    "a stray bracket": ("export function GET() {}\n}\nexport function POST() {}\n", (2, 1), "GET POST"),
    "a conflict": (
        f"{HANDLER}<<<<<<< HEAD\nexport function POST() {{}}\n=======\n>>>>>>> main\nexport const PUT = f\n",
        (2, 1),
        "GET POST PUT",
    ),
    "something inside": ("export function GET() { const = 1 }\nexport function POST() {}", None, "GET POST"),
    "a function that ends with the file": ("export async function GET(request) { (", None, "GET"),
    "a const that ends with the file": ("export const GET: Handler = async () => {\n  if (x) {\n", None, "GET"),
    "a pattern that ends with the file": ("export const { a: GET, POST } = make(", None, "GET POST"),
    "prose": ("This is not a program, at all.\n", None, ""),
}


@pytest.mark.parametrize(("text", "place", "methods"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_gives_one_message_and_what_can_be_read(read, text, place, methods):
    found = read({"app/x/route.ts": text, "app/y/route.ts": HANDLER})
    assert sorted(route.method for route in found.routes if route.path == "/x") == methods.split()
    assert [route.method for route in found.routes if route.path == "/y"] == ["GET"]
    (problem,) = found.problems
    assert problem.code.value == "route-syntax"
    assert problem.location.path.endswith("app/x/route.ts")
    assert place is None or (problem.location.line, problem.location.column) == place
    assert problem.location.line > 0


@pytest.mark.parametrize(
    "text",
    [
        "export type * from './x'",
        "class A<in out T, in X> {}\ninterface B<out T> {}",
        "type A = ReturnType<import('x').Y['z']>\nlet b: import(\"x\").C<D> = await import('x').then((x) => x)",
        "export const f = <const T,>(x: T) => x satisfies unknown",
        "import data from './x.json' with { type: 'json' }",
        "await using x = y()",
        "enum A { B = 1 << 2 }\ndeclare module 'x' { export const y: string }",
        "abstract class A { accessor x = 1; static { f() } constructor(private readonly y: string) { super() } }",
        "type A = `a${string}` | (abstract new () => void); let x!: A; x = <A>y as const",
    ],
)
def test_newer_typescript_is_not_broken(find, text):
    assert find({"app/x/route.ts": f"{text}\n{HANDLER}"}) == {"GET /x"}


def test_a_broken_configuration_leaves_the_routes(read):
    found = read({"next.config.js": "module.exports = {{", "app/x/route.ts": HANDLER})
    assert [route.path for route in found.routes] == ["/x"]
    (problem,) = found.problems
    assert problem.code.value == "route-syntax"


@pytest.mark.parametrize("name", ["tsconfig.json", "package.json", "pnpm-workspace.yaml"])
@pytest.mark.parametrize(
    "text", ["{", "[]", '{"compilerOptions": 1, "exports": 2}', '{"extends": "./tsconfig.json"}', b"\xff\0"]
)
def test_a_broken_file_of_settings_is_as_none(read, name, text):
    found = read({name: text, "app/x/route.ts": f"export * from '@/x'\n{HANDLER}"})
    assert [route.path for route in found.routes] == ["/x"]
    assert [problem.code.value for problem in found.problems] == ["unread-routes"]


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"export function GET() {}\nconst a = '\xe9'", "encoding", (2, 12)),
        (HANDLER.encode("utf-16"), "encoding", (1, 1)),
        (b"\x89PNG\r\n\x1a\n\0\0", "encoding", (1, 1)),
        (HANDLER.encode() + b" " * 2**20, "limit", (0, 0)),
    ],
)
def test_a_file_that_is_no_text_or_too_large_is_told(read, data, code, place):
    found = read({"app/x/route.ts": data, "app/y/route.ts": HANDLER})
    assert [route.path for route in found.routes] == ["/y"]
    (problem,) = found.problems
    assert problem.code.value == code
    assert (problem.location.line, problem.location.column) == place


@pytest.mark.parametrize(
    "text",
    [
        "(" * 50_000,
        "export const GET = " + "f(" * 10_000,
        "export const GET = " + "[" * 20_000 + "]" * 20_000,
        "export const {" + "a: {" * 10_000,
        "export const " + "{a: " * 2_000 + "b" + "}" * 2_000 + " = x",
        "export default (req) => req.method" + " ?? x" * 2_000 + ".toUpperCase()" * 2_000 + " === 'GET'",
        "export default " + "f(" * 2_000 + ")" * 2_000,
        "module.exports = " + "{ basePath: '' + " * 2_000 + "1" + "}" * 2_000,
        "/* " * 100_000,
        "export default " + "x => " * 10_000,
        "`${" * 20_000,
        "<a>" * 20_000,
    ],
    ids=lambda text: text[:24],
)
def test_a_file_that_nests_deeply_ends(read, text):
    """Whatever is said of it, it is said, and the next file is read."""
    found = read({"app/x/route.tsx": text, "pages/api/z.ts": text, "next.config.js": text, "app/y/route.ts": HANDLER})
    assert "/y" in {route.path for route in found.routes}
