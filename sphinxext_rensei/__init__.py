"""A Sphinx extension that makes an OpenAPI description a first-class part of a site.

It becomes values (`spec`, `schema`), these become nodes (`render`), and Sphinx makes pages of them: `setup` connects
what sees to that. Nothing is imported here, so that what needs no Sphinx starts without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register everything with Sphinx."""
    from sphinxext_rensei import (
        assets,
        builders,
        collector,
        config,
        contents,
        domain,
        generate,
        idle,
        metadata,
        navigation,
        resolve,
        reuse,
        site_files,
        titles,
        translation,
        twins,
        versions,
        writers,
    )

    glue = (
        *(config, domain, generate, contents, versions, resolve, navigation, assets, titles, metadata, site_files),
        *(twins, translation, builders, reuse, idle, collector, writers),
    )
    for module in glue:
        module.setup(app)
    return {
        "version": __version__,
        "env_version": domain.ENV_VERSION,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
