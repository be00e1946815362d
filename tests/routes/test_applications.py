"""Where applications are in a tree, and what is asked for of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sphinxext_rensei.routes import read_routes

HANDLER = "export function GET() {}\n"
CONFIG = "module.exports = { basePath: '/base' }"
API = "export default function handler() {}"

# Name of a form, files, roots, routes.
TREES = {
    "app": ({"app/a/route.ts": HANDLER}, [""], {"GET /a"}),
    "in src": ({"src/app/a/route.ts": HANDLER}, [""], {"GET /a"}),
    "both routers": ({"src/app/a/route.ts": HANDLER, "src/pages/api/b.ts": API}, [""], {"GET /a", "* /api/b"}),
    "app before src": ({"app/a/route.ts": HANDLER, "src/app/b/route.ts": HANDLER}, [""], {"GET /a"}),
    "deep below": ({"one/two/three/app/a/route.ts": HANDLER}, [""], {"GET /a"}),
    "monorepo": (
        {
            "apps/web/next.config.js": CONFIG,
            "apps/web/app/a/route.ts": HANDLER,
            "apps/docs/package.json": '{"dependencies": {"next": "16"}}',
            "apps/docs/src/app/b/route.ts": HANDLER,
            "apps/plain/app/c/route.ts": HANDLER,
            "apps/old/pages/api/d.ts": API,
            "packages/lib/index.ts": HANDLER,
        },
        [""],
        {"GET /base/a", "GET /b", "GET /c", "* /api/d"},
    ),
    "an application in an application": (
        {
            "next.config.mjs": "export default {}",
            "app/a/route.ts": HANDLER,
            "examples/one/next.config.ts": "export default { basePath: '/one' }",
            "examples/one/app/b/route.ts": HANDLER,
            "lib/app/c/route.ts": HANDLER,
            "components/pages/api/d.ts": API,
        },
        [""],
        {"GET /a", "GET /one/b"},
    ),
    "folders of other kinds": (
        {
            "app/models/user.rb": "class User",
            "web/app/a/route.ts": HANDLER,
            "node_modules/x/app/b/route.ts": HANDLER,
            "dist/app/c/route.ts": HANDLER,
            ".next/server/app/d/route.js": HANDLER,
            ".hidden/app/e/route.js": HANDLER,
        },
        [""],
        {"GET /a"},
    ),
    "the folder app": ({"next.config.js": CONFIG, "app/api/a/route.ts": HANDLER}, ["app"], {"GET /base/api/a"}),
    "the folder app alone": ({"app/api/a/route.ts": HANDLER}, ["app"], {"GET /api/a"}),
    "src/app": (
        {"next.config.js": CONFIG, "src/app/api/a/route.ts": HANDLER, "src/pages/api/b.ts": API},
        ["src/app"],
        {"GET /base/api/a"},
    ),
    "src": ({"next.config.js": CONFIG, "src/app/api/a/route.ts": HANDLER}, ["src"], {"GET /base/api/a"}),
    "inside app": (
        {"next.config.js": CONFIG, "app/api/v1/a/route.ts": HANDLER, "app/api/b/route.ts": HANDLER},
        ["app/api/v1"],
        {"GET /base/api/v1/a"},
    ),
    "inside app alone": ({"app/(x)/api/[id]/a/route.ts": HANDLER}, ["app/(x)/api/[id]"], {"GET /api/{id}/a"}),
    "inside pages": ({"pages/api/a.ts": API, "pages/api/b/c.ts": API}, ["pages/api/b"], {"* /api/b/c"}),
    "a file": ({"app/a/route.ts": HANDLER, "app/b/route.ts": HANDLER}, ["app/b/route.ts"], {"GET /b"}),
    "app in app": (
        {"package.json": '{"dependencies": {"next": "1"}}', "app/app/a/route.ts": HANDLER, "app/b/route.ts": HANDLER},
        ["app/app"],
        {"GET /app/a"},
    ),
    "app in app, alone": (
        {"app/app/a/route.ts": HANDLER, "app/b/route.ts": HANDLER},
        ["app"],
        {"GET /app/a", "GET /b"},
    ),
    "a project that is called app": (
        {"app/package.json": '{"dependencies": {"next": "1"}}', "app/app/a/route.ts": HANDLER},
        ["app"],
        {"GET /a"},
    ),
    "a tree that is called app": ({"app/apps/web/app/a/route.ts": HANDLER}, ["app"], {"GET /a"}),
    "several roots": (
        {"one/app/a/route.ts": HANDLER, "two/app/b/route.ts": HANDLER, "three/app/c/route.ts": HANDLER},
        ["one", "two/app"],
        {"GET /a", "GET /b"},
    ),
    "several roots of one": (
        {"next.config.js": CONFIG, "app/a/route.ts": HANDLER, "app/b/route.ts": HANDLER, "app/c/route.ts": HANDLER},
        ["app/a", "app/b"],
        {"GET /base/a", "GET /base/b"},
    ),
    "one root twice": ({"app/a/route.ts": HANDLER}, ["", "app"], {"GET /a"}),
}


@pytest.mark.parametrize(("files", "roots", "routes"), TREES.values(), ids=TREES)
def test_applications_are_found(find, files, roots, routes):
    assert find(files, *roots) == routes


def test_routes_of_one_path_in_two_applications_are_two(read):
    found = read({"apps/a/app/x/route.ts": HANDLER, "apps/b/app/x/route.ts": HANDLER}).routes
    assert [route.path for route in found] == ["/x", "/x"]


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"lib/index.ts": HANDLER}, "no-routes"),
        ({"next.config.js": CONFIG, "app/page.tsx": "export default f"}, "no-routes"),
        ({"none.txt": ""}, "no-routes"),
    ],
)
def test_a_tree_without_routes_is_told(read, files, code):
    (problem,) = read(files).problems
    assert problem.code.value == code


def test_a_folder_that_is_not_there_is_told(read):
    (problem,) = read({"app/a/route.ts": HANDLER}, "none").problems
    assert problem.code.value == "missing-file"
    assert problem.location.path.endswith("none")


def test_files_are_named_as_their_root_is(make_tree, monkeypatch):
    folder = make_tree(
        {"web/app/a/route.ts": "export * from '../../lib/x'", "web/lib/x.ts": "export function GET() { ("}
    )
    monkeypatch.chdir(folder)
    for root, start in (("web", "web"), ("web/app", "web"), ("./web", "web"), (folder / "web", f"{folder}/web")):
        found = read_routes([Path(root)])
        assert [route.file for route in found.routes] == [f"{start}/app/a/route.ts"]
        assert [problem.location.path for problem in found.problems] == [f"{start}/lib/x.ts"]


def test_links_that_stay_in_the_tree_are_followed(find, make_tree):
    folder = make_tree({"app/a/b/route.ts": HANDLER, "shared/c/route.ts": HANDLER})
    (folder / "app/linked").symlink_to("../shared")
    (folder / "app/d").mkdir()
    (folder / "app/d/route.ts").symlink_to("../a/b/route.ts")
    assert find({}) == {"GET /a/b", "GET /linked/c", "GET /d"}


def test_links_that_leave_the_tree_are_not_followed(find, make_tree):
    folder = make_tree({"tree/app/a/route.ts": HANDLER, "outside/b/route.ts": HANDLER})
    (folder / "tree/app/linked").symlink_to(folder / "outside")
    (folder / "tree/app/file").mkdir()
    (folder / "tree/app/file/route.ts").symlink_to(folder / "outside/b/route.ts")
    (folder / "tree/app/nowhere").symlink_to("none")
    assert find({}, "tree") == {"GET /a"}


def test_links_in_circles_end(find, make_tree):
    folder = make_tree({"app/a/route.ts": HANDLER, "app/b/c/route.ts": HANDLER})
    (folder / "app/a/up").symlink_to("..")
    (folder / "app/a/across").symlink_to("../b")
    (folder / "app/b/across").symlink_to("../a")
    (folder / "app/self").symlink_to("self")
    found = find({})
    assert {"GET /a", "GET /b/c", "GET /a/across/c", "GET /b/across"} <= found
    assert len(found) < 10


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_can_not_be_read_is_left_out(find, make_tree):
    folder = make_tree({"app/a/route.ts": HANDLER, "app/b/route.ts": HANDLER})
    (folder / "app/b").chmod(0)
    assert find({}) == {"GET /a"}
