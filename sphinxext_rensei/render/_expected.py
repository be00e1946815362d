"""The answer that a page's author expects, in the data of that page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.spec import choose_response
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from sphinxext_rensei.spec import JSON, Operation


def tell_expected(data: dict[str, JSON], operation: Operation, status: str) -> None:
    """Let what a status means say whether it is the one that is expected; ``expected`` says it of any other."""
    meanings = data.get("responses")
    documented = choose_response(operation, status)
    if not isinstance(meanings, dict) or documented is None:
        return
    met, missed = gettext("as expected"), gettext("{} was expected").format(status)
    covering = next((each.status for each in operation.responses if each.place == documented.place), status)
    told = {**meanings, status: meanings.get(covering)}
    for name, held in told.items():
        said = held if isinstance(held, dict) else {}
        words = met if name == status else missed
        told[name] = {**said, "description": f"{said.get('description', '')} ({words})".strip()}
    data |= {"responses": told, "expected": f"({missed})"}
