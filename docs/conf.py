"""Configuration of the Rensei docs."""

from __future__ import annotations

import sys
from pathlib import Path

# What writes parts of the manual and of the guides.
sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "Rensei"
author = "Rensei"
copyright = "Rensei"
version = "latest"

extensions = ["manual", "myst_parser", "programs", "sphinx_argparse_cli", "sphinxext_rensei"]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
exclude_patterns = ["_build"]
nitpicky = True

myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_heading_anchors = 3

# The pages below `pages` are written from the description at every build.
rensei_specs = {
    "rensei": {"path": "../openapi/rensei-api.yaml", "pages": "api/reference", "title": "API Reference"},
    "ferries": {"path": "extension/demo/ferries.yaml", "pages": "extension/demo/ferries"},
}

# Where `rensei-docs serve` has its proxy.
rensei_proxy_url = "/_rensei/proxy"

html_theme = "furo"
html_title = "Rensei docs"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_theme_options = {"navigation_with_keys": True}

man_pages = [("index", "rensei-docs", "Rensei docs", [author], 7)]
epub_show_urls = "no"
# Sphinx's own: it finds its doctrees, which stand in the output folder by default, and leaves them out.
suppress_warnings = ["epub.unknown_project_files"]
