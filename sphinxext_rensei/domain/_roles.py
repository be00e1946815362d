"""The roles: cross-references to operations, schemas, fields, parameters, tags and security schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole

if TYPE_CHECKING:
    from docutils.nodes import system_message
    from sphinx.environment import BuildEnvironment


class RenseiRole(XRefRole):
    """A reference; ``~`` shows the shortest words that name the target."""

    def create_xref_node(self) -> tuple[list[nodes.Node], list[system_message]]:
        """A title of the author's own is prose, not code."""
        self.innernodeclass = nodes.inline if self.has_explicit_title else nodes.literal
        return super().create_xref_node()

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,  # noqa: FBT001 - dictated by Sphinx
        title: str,
        target: str,
    ) -> tuple[str, str]:
        refnode["rensei:spec"] = env.ref_context.get("rensei:spec")
        if not has_explicit_title:
            target = target.strip()
            refnode["rensei:short"] = target.startswith("~")
            title = target = target.lstrip("~")
        return title, target
