"""Which methods a file of route handlers exports."""

from __future__ import annotations

import pytest

HANDLER = "export function GET() {}\n"

# Name of a form, the text of a file `route.ts`, the methods that it answers.
FORMS = {
    "function": ("export function GET(request: Request) { return Response.json({}) }", "GET"),
    "async function": ("export async function POST(request: Request) {}", "POST"),
    "every method": (
        "".join(
            f"export async function {each}() {{}}\n"
            for each in ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")
        ),
        "DELETE GET HEAD OPTIONS PATCH POST PUT",
    ),
    "automatic methods": ("export function GET() {}", "GET"),
    "default of parameters": ("export async function GET(_: Request, { params } = { params: {} }) {}", "GET"),
    "overloads": (
        "export function GET(): void;\nexport function GET(a?: string): void;\nexport function GET(a?: any) {}",
        "GET",
    ),
    "const": ("export const GET = async () => new Response()", "GET"),
    "let": ("export let GET = () => {}", "GET"),
    "var": ("export var GET = function () {}", "GET"),
    "typed const": ("export const GET: Handler<{ id: string }> = async (request) => {}", "GET"),
    "several in one const": ("export const GET = one, POST = two", "GET POST"),
    "satisfies": ("export const GET = (async () => {}) satisfies Handler", "GET"),
    "as": ("export const GET = handler as unknown as Handler", "GET"),
    "wrapped": ("export const GET = withAuth(async (request) => {})", "GET"),
    "wrapped twice": ("export const POST = withLog(withAuth({ role: 'admin' })(handler), 'x')", "POST"),
    "curried generic": ("export const PATCH = route<Body>()(async () => {})", "PATCH"),
    "a member": ("export const GET = handlers.GET", "GET"),
    "of two": ("export const GET = process.env.X ? one : two", "GET"),
    "const of another": ("export const GET = async () => {}\nexport const POST = GET", "GET POST"),
    "destructured": ("export const { GET, POST } = handlers", "GET POST"),
    "destructured from a call": ("export const { GET, POST } = createRouteHandler({ router })", "GET POST"),
    "destructured and renamed": ("export const { get: GET, set: PUT, other } = handlers", "GET PUT"),
    "destructured, renamed away": ("export const { GET: read } = handlers", ""),
    "destructured deeply": ("export const { handlers: { GET, write: { POST } }, auth } = NextAuth()", "GET POST"),
    "destructured with defaults": ("export const { GET = one, write: POST = two, ...PUT } = handlers", "GET POST"),
    "destructured array": ("export const [GET, , { POST }, [PUT] = []] = handlers", "GET POST PUT"),
    "listed": ("const GET = one; async function POST() {}\nexport { GET, POST }", "GET POST"),
    "listed before it is declared": ("export { GET }\nfunction GET() {}", "GET"),
    "aliases": ("const handler = NextAuth(options)\nexport { handler as GET, handler as POST }", "GET POST"),
    "alias of a function": ("async function handler() {}\nexport { handler as GET }", "GET"),
    "alias of an import": ("import { handler } from 'somewhere'\nexport { handler as GET }", "GET"),
    "alias of a default import": ("import handler from 'somewhere'\nexport { handler as GET }", "GET"),
    "names as strings": ("export { handler as 'GET', handler as \"POST\" }", "GET POST"),
    "listed after destructuring": ("const { GET, POST } = handlers\nexport { GET, POST }", "GET POST"),
    "from a package": ("export { GET, POST } from 'somewhere'", "GET POST"),
    "renamed from a package": ("export { read as GET, default as POST, GET as ignored } from 'somewhere'", "GET POST"),
    "alias of TypeScript": ("export import GET = handlers.GET", "GET"),
    "exports of CommonJS": ("exports.GET = () => {}; module.exports.POST = handler", "GET POST"),
    "one value for two": ("exports.GET = exports.POST = handler", "GET POST"),
    "module of CommonJS": (
        "module.exports = { GET, POST: handler, async PUT() {}, 'PATCH': other }",
        "GET PATCH POST PUT",
    ),
    "export assignment": ("export = { GET, POST: handler }", "GET POST"),
    "beside settings": (
        "export const runtime = 'edge', dynamic = 'force-dynamic';\nexport const revalidate = 60\n" + HANDLER,
        "GET",
    ),
    "beside a default": ("export default handler\n" + HANDLER, "GET"),
    "with a directive, decorators and JSX-like generics": (
        "'use server'\n@decorated class A {}\nconst f = <T,>(x: T) => x\n" + HANDLER,
        "GET",
    ),
    "behind a hash-bang": ("#!/usr/bin/env node\n" + HANDLER, "GET"),
    "Windows lines": ("import x from 'x'\r\n\r\nexport async function GET() {\r\n}\r\n", "GET"),
    "byte order mark": ("\ufeffexport function GET() {}", "GET"),
    "types of that name": (
        HANDLER + "export type POST = string\nexport interface PUT {}\nexport type { PATCH } from './x'\n"
        "export { type DELETE } from './y'\nexport type * from './z'\nexport declare const HEAD: string\n",
        "GET",
    ),
    "a type and a value": ("export type GET = typeof handler\nexport const GET = handler", "GET"),
    "a type that is listed": (
        "interface POST {}\nimport type { PUT } from './x'\nexport { POST, PUT }\n" + HANDLER,
        "GET",
    ),
    "what can't be called": (
        HANDLER + "export class POST {}\nexport enum PUT { A }\nexport const PATCH = { a: 1 }\n"
        "export const DELETE = undefined\nexport const HEAD = 'HEAD'\nexport function* OPTIONS() {}",
        "GET",
    ),
    "a namespace": (HANDLER + "export * as POST from './x'\nimport * as PUT from './x'\nexport { PUT }", "GET"),
    "strings and comments": (
        HANDLER + "// export function POST() {}\n/* export const PUT = 1 */\nconst a = 'export function PATCH() {}'\n"
        "const b = `\nexport function DELETE() {}\n`\nconst c = /export function HEAD/\n",
        "GET",
    ),
    "not at the top": (HANDLER + "namespace A { export function POST() {} }\nfunction f() { exports.PUT = 1 }", "GET"),
    "other names": (HANDLER + "export function get() {}\nexport const TRACE = f\nexport function GETS() {}", "GET"),
}


@pytest.mark.parametrize(("text", "methods"), FORMS.values(), ids=FORMS)
def test_a_file_exports_methods_in_many_forms(read, text, methods):
    found = read({"app/api/x/route.ts": text})
    assert sorted(route.method for route in found.routes) == methods.split()
    assert {route.path for route in found.routes} <= {"/api/x"}


@pytest.mark.parametrize("extension", ["ts", "tsx", "js", "jsx"])
def test_a_file_has_one_of_the_extensions_of_pages(find, extension):
    text = (
        "export const GET = async (request) => { const page = <p>{request.url}</p> }"
        if extension[-1] == "x"
        else HANDLER
    )
    assert find({f"app/route.{extension}": text}) == {"GET /"}


EMPTY = {"no export": "const GET = 1", "default only": "export default function handler() {}", "nothing": ""}


@pytest.mark.parametrize("text", EMPTY.values(), ids=EMPTY)
def test_a_file_without_methods_is_told(read, text):
    found = read({"app/a/route.ts": text, "app/b/route.ts": HANDLER})
    assert [(problem.code.value, problem.location.path[-14:]) for problem in found.problems] == [
        ("no-method", "/app/a/route.ts"[-14:])
    ]


# Name of a form, the files beside `app/api/x/route.ts`, and the methods of that.
FOLLOWED = {
    "from": ({"app/api/x/route.ts": "export { GET } from './h'", "app/api/x/h.ts": HANDLER}, "GET"),
    "star": ({"app/api/x/route.ts": "export * from './h'", "app/api/x/h.ts": HANDLER}, "GET"),
    "star leaves out the default": (
        {
            "app/api/x/route.ts": "export * from './h'",
            "app/api/x/h.ts": HANDLER + "export default GET; export type PUT = 1",
        },
        "GET",
    ),
    "stars of stars": (
        {
            "app/api/x/route.ts": "export * from './a'\nexport * from './b'\nexport function GET() {}",
            "app/api/x/a.ts": "export * from './c'\nexport const runtime = 'edge'",
            "app/api/x/b.tsx": "export { GET as PUT } from './c'",
            "app/api/x/c.js": "export function GET() {}\nexport const POST = GET",
        },
        "GET POST PUT",
    ),
    "a circle": (
        {
            "app/api/x/route.ts": "export * from './a'",
            "app/api/x/a.ts": "export * from './b'\nexport function GET() {}",
            "app/api/x/b.ts": "export * from './a'\nexport * from './route'\nexport function POST() {}",
        },
        "GET POST",
    ),
    "CommonJS": (
        {"app/api/x/route.js": "module.exports = require('../h')", "app/api/h.js": "exports.GET = () => {}"},
        "GET",
    ),
    "folder": ({"app/api/x/route.ts": "export * from '..'", "app/api/index.ts": HANDLER}, "GET"),
    "written for what is compiled": (
        {
            "app/api/x/route.ts": "export * from './a.js'\nexport * from './b.mjs'\nexport * from './c.jsx'",
            "app/api/x/a.ts": HANDLER,
            "app/api/x/b.mts": "export const POST = f",
            "app/api/x/c.tsx": "export const PUT = f",
        },
        "GET POST PUT",
    ),
    "dots in names": (
        {"app/api/x/route.ts": "export * from './h.server'", "app/api/x/h.server.ts": HANDLER},
        "GET",
    ),
    "imports of the package": (
        {
            "package.json": '{"imports": {"#h": {"types": "./h.d.ts", "default": "./h.js"}, "#lib/*": "./lib/*.ts"}}',
            "app/api/x/route.ts": "export * from '#h'\nexport * from '#lib/deep/i'",
            "h.ts": HANDLER,
            "lib/deep/i.ts": "export const POST = f",
        },
        "GET POST",
    ),
    "paths": (
        {
            "tsconfig.json": '{ // so\n "compilerOptions": /*,*/ {"paths": {"@/*": ["./src/*"], "@h": ["h.ts"],},}, }',
            "app/api/x/route.ts": "export * from '@/h'\nexport * from '@h'",
            "src/h.ts": HANDLER,
            "h.ts": "export const POST = f",
        },
        "GET POST",
    ),
    "the closest of paths": (
        {
            "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["a/*"], "@/lib/*": ["no/*", "b/*"]}}}',
            "app/api/x/route.ts": "export * from '@/lib/h'",
            "a/lib/h.ts": "export const PUT = f",
            "b/h.ts": HANDLER,
        },
        "GET",
    ),
    "paths below a base": (
        {
            "jsconfig.json": '{"compilerOptions": {"baseUrl": "src", "paths": {"~/*": ["lib/*"]}}}',
            "app/api/x/route.js": "export * from '~/h'\nexport * from 'lib/i'",
            "src/lib/h.js": HANDLER,
            "src/lib/i.js": "export const POST = f",
        },
        "GET POST",
    ),
    "paths of what is extended": (
        {
            "tsconfig.json": '{"extends": ["./none.json", "./config/base"], "include": ["**/*.ts"]}',
            "config/base.json": '{"compilerOptions": {"paths": {"@/*": ["../src/*"]}}}',
            "app/api/x/route.ts": "export * from '@/h'",
            "src/h.ts": HANDLER,
        },
        "GET",
    ),
}


@pytest.mark.parametrize(("files", "methods"), FOLLOWED.values(), ids=FOLLOWED)
def test_exports_are_followed_through_files(find, files, methods):
    assert find(files) == {f"{method} /api/x" for method in methods.split()}


WORKSPACE = {
    "pnpm-workspace.yaml": "packages: ['apps/*', 'packages/*']",
    "packages/tsconfig/package.json": '{"name": "@acme/tsconfig"}',
    "packages/tsconfig/next.json": '{"compilerOptions": {"paths": {"shared": ["../shared.ts"]}}}',
    "packages/shared.ts": "export const HEAD = f",
    "packages/api/package.json": '{"name": "@acme/api", "main": "dist/index.js"}',
    "packages/api/src/index.ts": HANDLER,
    "packages/api/src/write.ts": "export const POST = f",
    "packages/exporting/package.json": (
        '{"name": "exporting",'
        ' "exports": {".": {"types": "./none.d.ts", "import": "./lib/main.ts"}, "./*": "./lib/*.ts"}}'
    ),
    "packages/exporting/lib/main.ts": "export const PUT = f",
    "packages/exporting/lib/deep/patch.ts": "export * from '@/own'",
    "packages/exporting/own.ts": "export const PATCH = f",
    "packages/exporting/tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}',
    "apps/web/tsconfig.json": '{"extends": "@acme/tsconfig/next.json"}',
    "apps/web/next.config.js": "module.exports = {}",
}


@pytest.mark.parametrize(
    ("name", "method"),
    [
        ("@acme/api", "GET"),
        ("@acme/api/write", "POST"),
        ("exporting", "PUT"),
        ("exporting/deep/patch", "PATCH"),
        ("shared", "HEAD"),
    ],
)
@pytest.mark.parametrize("root", ["", "apps/web", "apps/web/app/api"])
def test_packages_of_the_workspace_are_followed(find, root, name, method):
    files = WORKSPACE | {"apps/web/app/api/route.ts": f"export * from '{name}'"}
    assert find(files, root) == {f"{method} /api"}


@pytest.mark.parametrize(
    "name", ["somewhere", "./none", "../../../outside", "node:fs", "@scope/none/deep", "", "./" + "x" * 300]
)
def test_what_is_not_in_the_tree_is_told(read, make_tree, name):
    make_tree({"outside.ts": HANDLER})
    found = read({"tree/app/x/route.ts": f"export * from '{name}'\nexport const PUT = f\n"}, "tree")
    assert [route.method for route in found.routes] == ["PUT"]
    (problem,) = found.problems
    assert (problem.code.value, problem.location.line, problem.location.column) == ("unread-routes", 1, 1)
    assert f"'{name}'" in problem.message


def test_a_name_that_is_lost_is_said_even_from_afar(read):
    files = {"app/x/route.ts": "\nexport * from './h'", "app/x/h.ts": HANDLER + "export * from 'somewhere'"}
    (problem,) = read(files).problems
    assert problem.message.startswith("what 'somewhere' exports")
    assert problem.location.path.endswith("app/x/route.ts")
    assert problem.location.line == 2


PLACES = [
    ("export async function GET() {}", (1, 23)),
    ("\n  export const POST = f, GET = g", (2, 26)),
    ("export const {\n  a: GET,\n} = h", (2, 6)),
    ("const h = f\n\nexport { h as POST, h as GET }", (3, 26)),
    ("export { default as GET } from './h'", (1, 21)),
    ("const x = 1\nexport * from './h'", (2, 1)),
    ("const é = '🙂'; export function GET() {}", (1, 32)),
    ("exports.GET = f", (1, 9)),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_a_route_is_where_its_file_says_the_method(read, text, place):
    found = read({"app/x/route.ts": text, "app/x/h.ts": "\n\nexport function GET() {}\nexport default GET"})
    (route,) = (each for each in found.routes if each.method == "GET")
    assert (route.line, route.column) == place
    assert route.file.endswith("app/x/route.ts")
