"""Published descriptions that stand beside the repository and are no part of it.

Large ones are sampled, evenly; ``RENSEI_CORPUS=full`` in the environment takes everything.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")

REPOSITORY = Path(__file__).resolve().parents[1]
CORPUS = REPOSITORY.parent / "shared" / "corpus"
EVERYTHING = os.environ.get("RENSEI_CORPUS") == "full"


def entries() -> list[str]:
    """The entry documents that the corpus' index lists; none where there is no corpus."""
    index = CORPUS / "INDEX.md"
    if not index.is_file():
        return []
    rows = [line.split("|")[1].strip() for line in index.read_text("utf-8").splitlines() if line.startswith("| ")]
    return [row for row in rows if row.endswith((".yaml", ".yml", ".json")) and (CORPUS / row).is_file()]


def spread(items: Sequence[Item], count: int) -> Sequence[Item]:
    """About so many of them, evenly; or everything."""
    return items[:: 1 if EVERYTHING else max(1, len(items) // count)]
