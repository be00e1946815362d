"""Templates: expressions in paths and in URLs of servers (OAS 3.2.0, sections 4.6 and 4.8.2)."""

from __future__ import annotations

import re
from itertools import islice, product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sphinxext_rensei.spec._model import Server, ServerVariable

TEMPLATE_EXPRESSION: Final = re.compile(r"\{([^{}]*)\}")
"""A template expression, and the name in it."""
_MAX_URLS: Final = 256
"""More combinations of values than any description lists on purpose."""


def urls_of(server: Server, values: Callable[[ServerVariable], Iterable[str]]) -> Iterator[str]:
    """The URLs of a server, with each combination of some values of its variables."""
    choices = [[(variable.name, value) for value in values(variable)] for variable in server.variables]
    for chosen in islice(product(*choices), _MAX_URLS):
        yield server.filled(dict(chosen)).strip()
