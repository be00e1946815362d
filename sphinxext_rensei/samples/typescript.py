"""TypeScript: the JavaScript sample with types."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sphinxext_rensei.samples.javascript import JAVASCRIPT

_READ: Final = '(process.env.{} ?? "")'

TYPESCRIPT: Final = replace(
    JAVASCRIPT,
    id="typescript",
    label="TypeScript",
    lexer="typescript",
    template=JAVASCRIPT.template.replace("const response =", "const response: Response =").replace(
        "const data =", "const data: unknown ="
    ),
    variables={
        "": _READ,
        "percent": f"encodeURIComponent{_READ}",
        "base64": f'Buffer.from{_READ}.toString("base64")',
    },
)
