"""How a parameter is written where its description does not say so (OAS 3.2.0, section 4.12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinxext_rensei.spec._model import Parameter

DEFAULT_STYLES: Final = {
    "path": "simple",
    "header": "simple",
    "query": "form",
    "cookie": "form",
    "querystring": "form",
}
"""Where a parameter may be, and its style there."""
EXPLODED_STYLES: Final = ("form", "cookie")
"""The styles whose ``explode`` is true."""


def special_style(parameter: Parameter) -> tuple[str, bool | None]:
    """The style of a parameter and its ``explode``, each only where it is not the default."""
    style = parameter.style if parameter.style != DEFAULT_STYLES[parameter.location] else ""
    usual = parameter.style in EXPLODED_STYLES
    return style, None if parameter.explode is usual else parameter.explode
