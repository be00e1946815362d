"""A document as Markdown, written from its tree as any other output of it."""

from __future__ import annotations

from sphinxext_rensei.twin._blocks import BLOCKS
from sphinxext_rensei.twin._inline import INLINE
from sphinxext_rensei.twin._words import first_words
from sphinxext_rensei.twin._writer import Writer

__all__ = ["BLOCKS", "INLINE", "Writer", "first_words"]
