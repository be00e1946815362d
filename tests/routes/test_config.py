"""What `next.config` moves."""

from __future__ import annotations

import pytest

FILES = {"app/api/a/route.ts": "export function GET() {}\n", "app/api/[id]/b/route.ts": "export const POST = f\n"}
BASED = {"GET /base/api/a", "POST /base/api/{id}/b"}
PLAIN = {"GET /api/a", "POST /api/{id}/b"}

SETTINGS = "{ basePath: '/base' }"

# Name of a form, and the text of `next.config.js` that says the base path in it.
FORMS = {
    "CommonJS": f"module.exports = {SETTINGS}",
    "CommonJS, named": f"/** @type {{NextConfig}} */\nconst config = {SETTINGS}\nmodule.exports = config",
    "default": f"export default {SETTINGS}",
    "default, named": f"const config = {SETTINGS}\nexport default config",
    "listed default": f"const config = {SETTINGS}\nexport {{ config as default }}",
    "plugin": f"module.exports = withPlugin({SETTINGS})",
    "plugins": f"const config = {SETTINGS}\nexport default withOne(withTwo(config), {{ silent: true }})",
    "plugin with options": f"module.exports = withPlugin({{ enabled: true }})({SETTINGS})",
    "plugin in a name": f"const config = {SETTINGS}\nconst wrapped = withPlugin(config)\nexport default wrapped",
    "reduced": f"const config = {SETTINGS}\nmodule.exports = () => plugins.reduce((a, next) => next(a), config)",
    "one of two": f"const config = {SETTINGS}\nexport default process.env.X ? withPlugin(config) : config",
    "function": f"module.exports = async (phase, {{ defaultConfig }}) => {{ const c = {SETTINGS}; return c }}",
    "arrow": f"export default (phase) => ({SETTINGS})",
    "function, declared": f"export default function config() {{ if (x) {{ return {{}} }} return {SETTINGS} }}",
    "spread": "const one = { basePath: '/base' }\nmodule.exports = { ...one, ...(x ? { output: 'export' } : {}) }",
    "constants": "const name = 'base'; const basePath = `/${name}`\nmodule.exports = { basePath }",
    "sum": "module.exports = { 'basePath': '/' + 'base' }",
    "import": "import { basePath } from './settings.js'\nexport default { basePath }",
    "require": "const { basePath } = require('./settings')\nmodule.exports = { basePath }",
}


@pytest.mark.parametrize("text", FORMS.values(), ids=FORMS)
def test_a_literal_base_path_is_in_front(find, text):
    assert find(FILES | {"next.config.js": text, "settings.js": "export const basePath = '/base'"}) == BASED


@pytest.mark.parametrize("extension", ["js", "mjs", "cjs", "ts", "mts"])
def test_the_configuration_has_one_of_many_names(find, extension):
    typed = f"import type {{ NextConfig }} from 'next'\nconst config: NextConfig = {SETTINGS}\nexport default config"
    text = typed if extension.endswith("ts") else f"module.exports = {SETTINGS}"
    assert find(FILES | {f"next.config.{extension}": text}) == BASED


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("module.exports = { basePath: process.env.BASE }", (1, 30), "'basePath' can't be known"),
        ("module.exports = {\n  basePath: process.env.BASE || '/x' }", (2, 13), "'basePath' can't be known"),
        ("module.exports = load()", (1, 18), "the configuration can't be known"),
        ("export { default } from 'somewhere'", (1, 10), "the configuration can't be known"),
        ("module.exports = { pageExtensions: exts }", (1, 36), "'pageExtensions' can't be known"),
        ("module.exports = { pageExtensions: ['ts', ...exts] }", (1, 43), "a part of 'pageExtensions' can't be known"),
        ("module.exports = { trailingSlash: !x }", (1, 35), "'trailingSlash' can't be known"),
        ("module.exports = { rewrites: make() }", (1, 30), "'rewrites' can't be known"),
        ("module.exports = { rewrites() { return make() } }", (1, 40), "a part of 'rewrites' can't be known"),
        ("module.exports = { rewrites: () => [...more] }", (1, 37), "a part of 'rewrites' can't be known"),
        (
            "const all = []; all.push(x)\nmodule.exports = { rewrites: () => all }",
            (2, 36),
            "a part of 'rewrites' can't be known",
        ),
        (
            "module.exports = { rewrites: () => [{ source: '/x', destination: `${x}/y` }] }",
            (1, 66),
            "a part of 'rewrites' can't be known",
        ),
    ],
)
def test_what_is_not_literal_is_told_and_not_guessed(read, text, place, what):
    found = read(FILES | {"next.config.js": text})
    assert {f"{route.method} {route.path}" for route in found.routes} == PLAIN
    (problem,) = found.problems
    assert problem.code.value == "unread-routes"
    assert (problem.location.line, problem.location.column) == place
    assert problem.message.startswith(what)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "module.exports = {}",
        "module.exports = { basePath: '' }",
        "module.exports = { basePath: undefined, i18n: { locales: ['en'] }, ...(x && { output: 'export' }) }",
        "module.exports = { async redirects() { return [{ source: '/x', destination: '/api/a' }] } }",
        "module.exports = { rewrites: async () => [] }",
        "// basePath: '/base'\nmodule.exports = { env: { basePath: '/base' }, headers: () => make() }",
        "throw new Error(await import('node:fs'))\nmodule.exports = {}",
    ],
)
def test_other_settings_move_nothing(find, text):
    assert find(FILES | {"next.config.js": text}) == PLAIN


@pytest.mark.parametrize(
    ("extensions", "routes"),
    [
        ("['ts', 'mdx']", {"GET /ts", "* /api/ts"}),
        ("['mts', 'js']", {"GET /mts", "* /api/mts"}),
        ("['page.tsx', 'api.ts']", {"GET /api.ts", "* /api/x"}),
        ("[\"ts\"].concat(['mts'])", {"GET /ts", "GET /mts", "* /api/ts", "* /api/mts"}),
    ],
)
def test_extensions_of_pages_are_as_configured(find, extensions, routes):
    files = {f"app/{each}/route.{each}": "export function GET() {}" for each in ("ts", "mts", "api.ts")}
    files |= {f"pages/api/{each}.{each}": "export default f" for each in ("ts", "mts")} | {
        "pages/api/x.api.ts": "export default f",
        "pages/api/types.d.ts": "export default f",
    }
    found = find(files | {"next.config.js": f"module.exports = {{ pageExtensions: {extensions} }}"})
    assert found - {"* /api/x.api"} == routes


@pytest.mark.parametrize(
    ("settings", "paths"),
    [
        ("trailingSlash: true", ["/.well-known/x", "/a.txt", "/a/", "/b/{id}/"]),
        (
            "trailingSlash: true, basePath: '/base'",
            ["/base/.well-known/x/", "/base/a.txt", "/base/a/", "/base/b/{id}/"],
        ),
        ("trailingSlash: true, skipTrailingSlashRedirect: true", ["/.well-known/x", "/a", "/a.txt", "/b/{id}"]),
        ("trailingSlash: false", ["/.well-known/x", "/a", "/a.txt", "/b/{id}"]),
    ],
)
def test_a_slash_is_at_the_end_where_requests_are_led_to_one(read, settings, paths):
    files = {f"app/{each}/route.ts": "export function GET() {}" for each in ("a", "b/[id]", "a.txt", ".well-known/x")}
    found = read(files | {"next.config.js": f"module.exports = {{ {settings} }}"})
    assert [route.path for route in found.routes] == paths


# What `rewrites` returns, and the paths that it adds.
REWRITES = {
    "static": ("[{ source: '/x', destination: '/api/a' }]", {"GET /x"}),
    "parameter": ("[{ source: '/x/:n', destination: '/api/:n/b' }]", {"POST /x/{id}"}),
    "parameter that is fixed": ("[{ source: '/x', destination: '/api/one/b' }]", {"POST /x"}),
    "parameter that fits one": ("[{ source: '/x/:n', destination: '/api/:n' }]", {"GET /x/a"}),
    "parameter that is not passed on": (
        "[{ source: '/:user/x', destination: '/api/a?user=:user' }]",
        {"GET /{user}/x"},
    ),
    "rest": ("[{ source: '/v1/:path*', destination: '/api/:path*' }]", {"GET /v1/a", "POST /v1/{id}/b"}),
    "rest, of one or more": ("[{ source: '/v1/:path+', destination: '/api/a/b/:path+' }]", set()),
    "rest of none": ("[{ source: '/v1/:path*', destination: '/api/a/:path*' }]", {"GET /v1", "POST /v1/b"}),
    "everything": ("[{ source: '/v1/:path(.*)', destination: '/api/:path' }]", {"GET /v1/a", "POST /v1/{id}/b"}),
    "pattern": (r"[{ source: '/x/:n(\\d+)', destination: '/api/:n/b' }]", {"POST /x/{id}"}),
    "pattern that fits": ("[{ source: '/x/:n(a|c)', destination: '/api/:n' }]", {"GET /x/a"}),
    "pattern that does not": (r"[{ source: '/x/:n(\\d+)', destination: '/api/:n' }]", set()),
    "pattern of any letters": (r"[{ source: '/x/:n(\\w*)', destination: '/api/:n' }]", {"GET /x/a"}),
    "pattern that is none": ("[{ source: '/x/:n([z-a])', destination: '/api/:n' }]", set()),
    "pattern of too few": (r"[{ source: '/x/:n(a{3,1})', destination: '/api/:n' }]", set()),
    "pattern of too many": (r"[{ source: '/x/:n(a{9999999999})', destination: '/api/:n' }]", set()),
    "pattern that would take long": ("[{ source: '/x/:n(a*a*a*a*a*a*a*a*)', destination: '/api/:n' }]", set()),
    "pattern that is not told": ("[{ source: '/x/:n((?!b).*)', destination: '/api/:n' }]", set()),
    "phases": (
        """{
          beforeFiles: [{ source: '/1', destination: '/api/a' }],
          afterFiles: [{ source: '/2', destination: '/api/a' }],
          fallback: [{ source: '/3/:x', destination: '/api/:x/b' }],
        }""",
        {"GET /1", "GET /2", "POST /3/{id}"},
    ),
    "conditions": ("[{ source: '/x', has: [{ type: 'host', value: 'a.b' }], destination: '/api/a' }]", {"GET /x"}),
    "another host": ("[{ source: '/x/:path*', destination: 'https://example.com/api/:path*' }]", set()),
    "another host in parts": (
        "[{ source: '/x', destination: `https://${HOST}/api/a` }, { source: '/y', destination: 'http://' + HOST }]",
        set(),
    ),
    "outside of the base path": ("[{ source: '/x', destination: '/api/a', basePath: false }]", set()),
    "no route": ("[{ source: '/x', destination: '/page' }, { source: '/y/:a', destination: '/api/a/b/:a' }]", set()),
    "itself": ("[{ source: '/api/:path*', destination: '/api/:path*' }]", set()),
    "part of a segment": ("[{ source: '/x-:n.json', destination: '/api/a' }]", set()),
    "filtered": ("[null, { source: '/x', destination: '/api/a' }].filter(Boolean)", {"GET /x"}),
    "promise": ("Promise.resolve([{ source: '/x', destination: '/api/a' }])", {"GET /x"}),
    "in a name": ("all", {"GET /x"}),
    "spread": ("[...all, { source: '/y', destination: `/api/a` }]", {"GET /x", "GET /y"}),
}


@pytest.mark.parametrize(("value", "paths"), REWRITES.values(), ids=REWRITES)
@pytest.mark.parametrize(
    "form", ["async rewrites() {{ return {} }}", "rewrites: async () => ({})", "rewrites: () => {{ return {} }}"]
)
def test_rewrites_give_routes_more_paths(find, form, value, paths):
    text = "const all = [{ source: '/x', destination: '/api/a' }]\nmodule.exports = { " + form.format(value) + " }"
    assert find(FILES | {"next.config.js": text}) == PLAIN | paths


def test_a_path_that_is_rewritten_says_to_what(read):
    text = "module.exports = { basePath: '/b', rewrites: () => [{ source: '/x/:n', destination: '/api/:n/b' }] }"
    found = {route.path: route for route in read(FILES | {"next.config.js": text}).routes}
    assert found["/b/x/{id}"].rewrites_to == "/b/api/{id}/b"
    assert found["/b/api/{id}/b"].rewrites_to == ""
    assert [each.name for each in found["/b/x/{id}"].parameters] == ["id"]


def test_rewrites_of_catch_alls(find):
    files = {"app/api/[[...path]]/route.ts": "export const GET = f"}
    text = "module.exports = { rewrites: () => [{ source: '/v1/:rest*', destination: '/api/:rest*' }] }"
    routes = {"GET /api", "GET /api/{path}", "GET /v1", "GET /v1/{path}"}
    assert find(files | {"next.config.js": text}) == routes


def test_a_rewrite_to_a_catch_all_has_the_parameters_of_the_rewrite(find):
    files = {"app/api/[...path]/route.ts": "export const GET = f"}
    text = "module.exports = { rewrites: () => [{ source: '/v1/:a/:b', destination: '/api/:a/x/:b' }] }"
    assert find(files | {"next.config.js": text}) == {"GET /api/{path}", "GET /v1/{a}/{b}"}


def test_what_is_not_literal_is_told_where_it_is(read):
    files = {
        "next.config.js": "module.exports = { rewrites: require('./more') }",
        "more.js": "\nmodule.exports = () => x",
    }
    (problem,) = read(FILES | files).problems
    assert problem.location.path.endswith("more.js")
    assert (problem.location.line, problem.location.column) == (2, 24)


def test_a_route_of_its_own_comes_before_a_catch_all(read):
    files = {"app/(a)/x/[[...y]]/route.ts": "export const GET = f", "app/(b)/x/route.ts": "export const GET = f"}
    found = {route.path: route.file for route in read(files).routes}
    assert found["/x"].endswith("app/(b)/x/route.ts")
    assert found["/x/{y}"].endswith("app/(a)/x/[[...y]]/route.ts")


def test_a_route_of_its_own_comes_before_a_rewrite(read):
    text = "module.exports = { rewrites: () => [{ source: '/api/a', destination: '/api/:x/b' }] }"
    files = {"app/api/a/route.ts": "export const POST = f", "app/api/[id]/b/route.ts": "export const POST = f"}
    routes = read(files | {"next.config.js": text}).routes
    assert [route.rewrites_to for route in routes if route.path == "/api/a"] == [""]
