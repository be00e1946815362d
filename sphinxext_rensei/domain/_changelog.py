"""``rensei-changelog``: what changed with each version of a description."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils.parsers.rst import directives

from sphinxext_rensei.domain._directive import RenseiDirective
from sphinxext_rensei.history import Choice, History
from sphinxext_rensei.render import changelog_nodes, fault_note
from sphinxext_rensei.revisions import GitError
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes

    from sphinxext_rensei.spec import Description
    from sphinxext_rensei.store import Spec


class ChangelogDirective(RenseiDirective):
    """``rensei-changelog``: what changed with each version, by the tags in Git; a note where there are none."""

    optional_arguments = 0
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        **RenseiDirective.option_spec,
        "limit": directives.positive_int,
        "tags": directives.unchanged_required,
    }

    def draw(self, spec: Spec, description: Description) -> list[nodes.Node]:
        """Draw the versions."""
        pattern = self.options.get("tags", "*")
        context = self.context(spec)
        context.used.update((spec.members(), spec.tags(pattern)))
        try:
            key = repr((spec.internal, spec.entry.include, spec.entry.exclude))
            choice = Choice(internal=spec.internal, shows=spec.shows, key=key)
            history = History(spec.path, tags=pattern, choice=choice)
            cache = Path(self.env.doctreedir)
            versions = history.versions(limit=self.options.get("limit", _MAX_VERSIONS), cache=cache)
            fault = "" if versions else gettext("no tag holds the description")
        except GitError as error:
            versions, fault = (), str(error)
        if fault:
            return self.finish(spec, context, fault_note(gettext("The history can't be told: {}").format(fault)))
        page = changelog_nodes(context, versions, lambda named: spec.find_operation(named.endpoint) is not None)
        return self.finish(spec, context, page)


_MAX_VERSIONS = 20
"""Versions that are told of where nothing is said."""
