"""Handlers below `pages/api`: their paths, and the methods that they compare with."""

from __future__ import annotations

import pytest

HANDLER = "export default function handler(req, res) {}\n"

PATHS = {
    "api/a.ts": ["/api/a"],
    "api/index.ts": ["/api"],
    "api.ts": ["/api"],
    "api/a/index.js": ["/api/a"],
    "api/index/index.ts": ["/api/index"],
    "api/[id].ts": ["/api/{id}"],
    "api/[id]/[...rest].tsx": ["/api/{id}/{rest}"],
    "api/[[...rest]].jsx": ["/api", "/api/{rest}"],
    "api/a.b.ts": ["/api/a.b"],
    "api/(a)/@b.ts": ["/api/(a)/@b"],
    "api/_a.ts": ["/api/_a"],
    "api/%5Fa.ts": ["/api/%5Fa"],
    "a.tsx": [],
    "_app.tsx": [],
    "apis/a.ts": [],
    "api/a.d.ts": [],
    "api/a.json": [],
    "api/a.mts": [],
}


@pytest.mark.parametrize(("name", "paths"), PATHS.items(), ids=PATHS)
def test_files_are_paths(find, name, paths):
    assert find({f"pages/{name}": HANDLER, "pages/api/other.ts": HANDLER}) == {
        "* /api/other",
        *(f"* {path}" for path in paths),
    }


# Name of a form, and a text that is a handler of any method.
DEFAULTS = {
    "function": HANDLER,
    "async function without a name": "export default async function (req, res) {}",
    "arrow": "export default (req, res) => {}",
    "name": "const handler = async () => {}\nexport default handler",
    "wrapped": "export default withAuth(handler)",
    "listed": "function handler() {}\nexport { handler as default }",
    "from a file": "export { default } from '../../lib/handler'",
    "imported": "import handler from '../../lib/handler'\nexport default handler",
    "from a package": "export { handler as default } from 'somewhere'",
    "CommonJS": "module.exports = (req, res) => {}",
    "exports": "exports.default = handler",
    "typed": "export default (async () => {}) satisfies NextApiHandler",
    "edge": "export const config = { runtime: 'edge' }\nexport default async function handler(req: NextRequest) {}",
}


@pytest.mark.parametrize("text", DEFAULTS.values(), ids=DEFAULTS)
def test_the_default_export_is_a_handler_of_any_method(find, text):
    assert find({"pages/api/x.ts": text, "lib/handler.ts": HANDLER}) == {"* /api/x"}


@pytest.mark.parametrize(
    "text",
    [
        "export const GET = f",
        "export default { a: 1 }",
        "export default interface X {}",
        "export default class X {}",
        "const x = 1\nexport default x",
        "export type { default } from './y'",
        "export * from '../../lib/handler'",
        "// export default f",
    ],
)
def test_a_file_without_a_handler_is_no_route(find, text):
    files = {"pages/api/x.ts": text, "pages/api/other.ts": HANDLER, "lib/handler.ts": HANDLER}
    assert find(files) == {"* /api/other"}


# What a handler does, and the methods that it answers.
COMPARED = {
    "if": ("if (req.method === 'GET') {}", "GET"),
    "else if": ("if (req.method === 'GET') {} else if (req.method == \"POST\") {} else {}", "GET POST"),
    "guard": ("if (req.method !== 'POST') return res.status(405).end()", "POST"),
    "guard of two": ("if (req.method !== 'GET' && req.method != 'PUT') return", "GET PUT"),
    "the other way round": ("if ('DELETE' === req.method) {}", "DELETE"),
    "switch": (
        "switch (req.method) { case 'GET': return a; case `PATCH`: { return b } default: return c }",
        "GET PATCH",
    ),
    "in a name": ("const method = req.method; if (method === 'GET') {}", "GET"),
    "in a part": ("const { method, query } = req; switch (method) { case 'GET': break }", "GET"),
    "in a renamed part": ("const { method: m } = req; if (m === 'PUT') {}", "PUT"),
    "in lower case": ("switch (req.method?.toLowerCase()) { case 'get': break }", "GET"),
    "in upper case": ("if (req.method.toUpperCase() === 'GET') {}", "GET"),
    "not undefined": ("if (req.method! === 'GET' || (req.method ?? '') === 'PUT') {}", "GET PUT"),
    "list": ("if (!['GET', 'POST'].includes(req.method)) return", "GET POST"),
    "list in a name": ("if (!ALLOWED.includes(req.method as string)) return", "HEAD PUT"),
    "set": ("if (!new Set(['GET']).has(req.method)) return", "GET"),
    "something else in a table": ("fetch(url, { method: 'PUT' }); return TABLE[req.kind]; log({})", "*"),
    "table": ("return TABLE[req.method](req, res)", "GET POST"),
    "request": ("if (request.method === 'GET' || ctx.req.method === 'PUT') {}", "GET PUT"),
    "preflight": ("if (req.method === 'OPTIONS') return; if (req.method !== 'POST') return", "OPTIONS POST"),
    "preflight only": ("if (req.method === 'OPTIONS') return res.end()", "*"),
    "nothing": ("res.status(200).end()", "*"),
    "something else": ("if (options.method === 'GET' || req.kind === 'PUT') {}", "*"),
    "constant": ("switch (req.method) { case HttpMethod.PATCH: return a }", "PATCH"),
    "not a literal": ("if (req.method === METHOD) {}", "*"),
    "strings and comments": ("// req.method === 'GET'\nconst a = `req.method === 'PUT'`", "*"),
    "no method": ("if (req.method === 'WHAT') {}", "*"),
}


@pytest.mark.parametrize(("body", "methods"), COMPARED.values(), ids=COMPARED)
def test_methods_are_those_that_a_handler_compares_with(find, body, methods):
    tables = "const ALLOWED = ['PUT', 'HEAD'] as const\nconst TABLE = { GET: f, POST: g }\n"
    forms = [
        f"{tables}export default async function handler(req, res) {{ {body}\n }}",
        f"{tables}const handler = (req, res) => {{ {body}\n }}\nexport default withAuth(handler)",
    ]
    for text in forms:
        assert find({"pages/api/x.ts": text}) == {f"{method} /api/x" for method in methods.split()}


TABLES = {
    "object": ("export default handle({ GET: f, POST: g })", "GET POST"),
    "functions": ("export default handle({ async GET(req, res) {}, PUT: async () => {} })", "GET PUT"),
    "names": ("const GET = f, POST = g\nexport default handle({ GET, 'POST': POST })", "GET POST"),
    "in a name": ("const handlers = { GET: f }\nexport default withAuth(handle(handlers))", "GET"),
    "imports": ("export default handle({ GET: import('./_get'), POST: import('./_post') })", "GET POST"),
    "keys in lower case": ("export default handle({ get: f, delete: g })", "DELETE GET"),
    "constants": ("export default handle({ [HttpMethod.GET]: f, [Method['POST']]: g })", "*"),
    "constants that are called so": ("export default handle({ [HttpMethod.GET]: f, [HttpMethod.PUT]: g })", "GET PUT"),
    "list": ("export default allow(handler, ['GET', 'POST'])", "GET POST"),
    "list in front": ("export default allow(['DELETE'])(withAuth(handler))", "DELETE"),
    "list in a name": ("const METHODS = ['PUT'] as const\nexport default allow(METHODS, handler)", "PUT"),
    "one": ("export default withMethod('POST', handler)", "POST"),
    "one in front": ("export default withAuth(required('PATCH')(async (req, res) => {}))", "PATCH"),
    "lists of other things": ("export default allow(['GET', 'read'], 'get', { options }, { get: f, x: g })", "*"),
    "inside": (
        "export default guard('x')(async (req, res) => { await handle({ GET: f, PATCH: g })(req, res) })",
        "GET PATCH",
    ),
    "options": ("export default handle({ GET: f, cache: true })", "*"),
    "next-connect": ("import nc from 'next-connect'\nexport default nc().use(x).get(f).post('/a', g)", "GET POST"),
    "next-connect in a name": (
        """
        import { createRouter } from 'next-connect'
        const router = createRouter<A, B>()
        router.use(x).get(f)
        router.delete(f)
        const cache = new Map(); cache.get('x')
        export default router.handler({ onError })
        """,
        "DELETE GET",
    ),
}


@pytest.mark.parametrize(("text", "methods"), TABLES.values(), ids=TABLES)
def test_methods_are_those_that_a_table_has(find, text, methods):
    assert find({"pages/api/x.ts": text}) == {f"{method} /api/x" for method in methods.split()}


@pytest.mark.parametrize(
    "text",
    [
        "export { default } from '../../lib/h'",
        "import h from '../../lib/h'\nexport default h",
        "import h from '../../lib/h'\nexport default withAuth(h)",
    ],
)
def test_methods_of_a_handler_in_another_file_are_where_it_is_named(read, text):
    handler = "\n\nexport default (req) => { if (req.method === 'PUT') {} }"
    (route,) = read({"pages/api/x.ts": text, "lib/h.ts": handler}).routes
    assert route.method == "PUT"
    assert route.file.endswith("pages/api/x.ts")


def test_a_route_is_where_the_method_is_compared(read):
    text = "export default function handler(req, res) {\n  if (req.method === 'GET') {}\n}"
    (route,) = read({"pages/api/x.ts": text}).routes
    assert (route.line, route.column) == (2, 22)
