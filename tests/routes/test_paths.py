"""From where a file is to its path."""

from __future__ import annotations

import pytest

from sphinxext_rensei.routes import RouteParameter

HANDLER = "export function GET() {}\n"

# The folder below `app`, and the paths of its file `route.ts`.
FOLDERS = {
    "": ["/"],
    "api": ["/api"],
    "api/things/list": ["/api/things/list"],
    "api/[id]": ["/api/{id}"],
    "api/[thing-id]/[x_y]": ["/api/{thing-id}/{x_y}"],
    "api/[...rest]": ["/api/{rest}"],
    "api/[[...rest]]": ["/api", "/api/{rest}"],
    "[[...rest]]": ["/", "/{rest}"],
    "(group)": ["/"],
    "(one)/api/(two)/x": ["/api/x"],
    "(with space)/api": ["/api"],
    "@slot/api": ["/api"],
    "api/@slot/x/@other": ["/api/x"],
    ".well-known/openid-configuration": ["/.well-known/openid-configuration"],
    "api/v1.2/feed.xml": ["/api/v1.2/feed.xml"],
    "api/%5Fprivate": ["/api/_private"],
    "api/a%5Fb": ["/api/a_b"],
    "api/a%20b": ["/api/a%20b"],
    "api/a b": ["/api/a b"],
    "api/größe": ["/api/größe"],
    "api/a_b": ["/api/a_b"],
    "api/[id].json": ["/api/[id].json"],
    "api/route": ["/api/route"],
    "api/page/index": ["/api/page/index"],
    "api/dist/build/tests": ["/api/dist/build/tests"],
    "api/src/app/pages": ["/api/src/app/pages"],
    "robots.txt": ["/robots.txt"],
    # No route handlers are here.
    "_private/api": [],
    "api/_lib": [],
    "api/__tests__": [],
    "feed/(.)photo": [],
    "feed/(..)photo/[id]": [],
    "feed/(..)(..)photo": [],
    "feed/(...)photo": [],
    "api/node_modules/next/x": [],
}


@pytest.mark.parametrize(("folder", "paths"), FOLDERS.items(), ids=FOLDERS)
def test_folders_are_paths(find, folder, paths):
    files = {f"app/{folder}/route.ts": HANDLER, "app/other/route.ts": HANDLER}
    assert find(files) == {"GET /other", *(f"GET {path}" for path in paths)}


@pytest.mark.parametrize(
    ("folder", "parameters"),
    [
        ("a", [()]),
        ("[a]/b/[c]", [(RouteParameter(name="a"), RouteParameter(name="c"))]),
        ("[a]/[...b]", [(RouteParameter(name="a"), RouteParameter(name="b", is_rest=True))]),
        ("[[...a]]", [(), (RouteParameter(name="a", is_rest=True, is_optional=True),)]),
    ],
)
def test_segments_in_brackets_are_parameters(read, folder, parameters):
    assert [route.parameters for route in read({f"app/{folder}/route.ts": HANDLER}).routes] == parameters


@pytest.mark.parametrize(
    "name",
    [
        *(
            "page.tsx",
            "route.test.ts",
            "route.d.ts",
            "routes.ts",
            "my.route.ts",
            "Route.ts",
            "route.mdx",
            "route.ts.bak",
        ),
        *(
            "layout.tsx",
            "sitemap.ts",
            "robots.ts",
            "opengraph-image.tsx",
            "route",
            "_route.ts",
            "route.mts",
            "route.json",
        ),
    ],
)
def test_other_files_are_no_routes(find, name):
    assert find({f"app/api/{name}": HANDLER, "app/x/route.ts": HANDLER}) == {"GET /x"}


def test_of_two_files_in_a_folder_one_counts(find):
    """It is the last by name, as in a build of Next.js."""
    assert find({"app/x/route.js": HANDLER, "app/x/route.ts": "export const POST = f"}) == {"POST /x"}


def test_routes_are_in_the_order_of_their_paths(read):
    text = "export const DELETE = f, POST = f, GET = f"
    found = read({f"app/{path}/route.ts": text for path in ("b", "a/c", "(z)/a", "a/[id]")}).routes
    assert [f"{route.method} {route.path}" for route in found[:3]] == ["GET /a", "POST /a", "DELETE /a"]
    assert list(dict.fromkeys(route.path for route in found)) == ["/a", "/a/c", "/a/{id}", "/b"]
