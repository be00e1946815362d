"""The pages of a description: which there are, where, and the text of their stubs."""

from __future__ import annotations

from sphinxext_rensei.pages._names import slug
from sphinxext_rensei.pages._site import Directive, Page, Site, build_site, key
from sphinxext_rensei.pages._stubs import MARK, is_stub, stub
from sphinxext_rensei.pages._tags import (
    LABELS,
    TagGroup,
    children_of,
    home_tag,
    labels_of,
    operations_of,
    tag_groups,
    tags_of,
    within,
)

__all__ = [
    "LABELS",
    "MARK",
    "Directive",
    "Page",
    "Site",
    "TagGroup",
    "build_site",
    "children_of",
    "home_tag",
    "is_stub",
    "key",
    "labels_of",
    "operations_of",
    "slug",
    "stub",
    "tag_groups",
    "tags_of",
    "within",
]
