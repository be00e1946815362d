"""Skeletons of operations for routes that a description does not hold yet."""

from __future__ import annotations

from sphinxext_rensei.draft._draft import Draft, Drafts, draft
from sphinxext_rensei.draft._insert import insert
from sphinxext_rensei.draft._write import fragment

__all__ = ["Draft", "Drafts", "draft", "fragment", "insert"]
