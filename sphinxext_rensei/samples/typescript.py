"""TypeScript: the JavaScript sample with types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.samples._language import Language, Syntax
from sphinxext_rensei.samples.javascript import Dialect, quote, render

if TYPE_CHECKING:
    from sphinxext_rensei.request import Request

_READ: Final = '(process.env.{} ?? "")'
_TYPESCRIPT: Final = Dialect(
    ": Response",
    ": unknown",
    Syntax(
        quote=quote,
        variables={
            "": _READ,
            "percent": f"encodeURIComponent{_READ}",
            "base64": f'Buffer.from{_READ}.toString("base64")',
        },
    ),
)


def _render(request: Request) -> str:
    return render(request, _TYPESCRIPT)


TYPESCRIPT: Final = Language(id="typescript", label="TypeScript", lexer="typescript", render=_render)
