"""A call that a browser makes by itself: a form of HTML, without a script (HTML, section 4.10).

Such a form sends a GET, and what it adds to its address is the query, as the style ``form`` writes it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.request._build import make_request
from sphinxext_rensei.request._message import Inputs
from sphinxext_rensei.request._parameters import plain
from sphinxext_rensei.spec import TEMPLATE_EXPRESSION, form_of, has_form, split_uri

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinxext_rensei.schema import Analyser, Shape
    from sphinxext_rensei.spec import JSON, Operation, Parameter, Server

_MAX_CHOICES: Final = 12
"""Of more values, the reader types one: a list of them would weigh more than the rest of the form."""
_MAX_WEIGHT: Final = 500
"""Characters that inputs may take up, nearly, unless they are required: few readers see them, and all load them."""
_MAX_HINT: Final = 40
_KINDS: Final[Mapping[str, str]] = {"integer": "number", "number": "number", "boolean": "choice", "string": "text"}
_FORMATS: Final[Mapping[str, str]] = {"date": "date", "email": "email", "uri": "url", "password": "password"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeInput:
    """One input.

    :param kind: a type of HTML's ``input``, ``hidden`` among them; ``choice`` for one of some values, ``choices`` for
        any of them.
    :param values: what it holds at first; for a hidden one, what is sent.
    :param hint: a value that it might have.
    """

    name: str
    kind: str
    required: bool = False
    choices: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NativeForm:
    """A form; ``action`` is where it leads, without the query."""

    action: str
    inputs: tuple[NativeInput, ...]


def native_form(analyser: Analyser, operation: Operation) -> NativeForm | None:
    """The form of an operation that needs no more than its query; None where a call needs more, or shall not be made.

    A required input that no form can express is more. So is a header, a cookie, a body, a path that is not fixed, a
    credential, or that the reader has to agree first.
    """
    is_open = not operation.security or () in operation.security
    if operation.method != "GET" or operation.body or not is_open or not has_form(operation) or form_of(operation):
        return None
    action = _action(analyser, operation)
    inputs = list(_inputs(analyser, operation))
    if not action or None in inputs:
        return None
    return NativeForm(action=action, inputs=tuple(_fitting(filter(None, inputs))))


def _fitting(inputs: Iterable[NativeInput]) -> Iterator[NativeInput]:
    """Those that are needed, and of the others as many as there is room for."""
    room = _MAX_WEIGHT
    for each in inputs:
        weight = 80 + 2 * len(each.name) + len(each.hint) + sum(len(choice) + 17 for choice in each.choices)
        if each.required or each.values or weight <= room:
            room -= weight
            yield each


# Address -------------------------------------------------------------------------------------------------------------


def _action(analyser: Analyser, operation: Operation) -> str:
    """Where the operation is on the first server that can be called as it stands; empty where that is not known."""
    server = next((each for each in operation.servers if _is_absolute(each)), None)
    fixed = {(each.location, each.name): each.examples[0].value for each in operation.parameters if each.hidden}
    names = {name for location, name in fixed if location == "path"}
    if server is None or not names.issuperset(TEMPLATE_EXPRESSION.findall(operation.path)) or "?" in operation.path:
        return ""
    path = {key: value for key, value in fixed.items() if key[0] == "path"}
    return make_request(analyser, replace(operation, servers=(server,)), Inputs(parameters=path)).url


def _is_absolute(server: Server) -> bool:
    """Whether a page may lead there: HTTP, a host, no variable without a value, and nobody's name."""
    url = server.default_url.strip()
    parts = split_uri(url)
    if parts is None or parts.scheme not in ("http", "https"):
        return False
    return bool(parts.hostname) and "@" not in parts.netloc and "{" not in url


# Inputs --------------------------------------------------------------------------------------------------------------


def _inputs(analyser: Analyser, operation: Operation) -> Iterator[NativeInput | None]:
    """The inputs; None for what is needed, and is beyond a form."""
    for each in operation.parameters:
        if each.location == "path":
            continue
        written = list(_of(analyser, each)) if each.location == "query" else []
        needed = each.required or each.given
        if written and (needed or not each.deprecated):
            yield from written
        elif needed:
            yield None


def _of(analyser: Analyser, parameter: Parameter) -> Iterator[NativeInput]:
    """The inputs of a parameter of the query; none where a form would send something else."""
    if parameter.content or parameter.style != "form":
        return
    given = parameter.examples[0].value if parameter.given else []
    values = given if isinstance(given, list) and parameter.explode else [given]
    texts = tuple(plain(each) for each in values)
    if any(isinstance(each, (list, dict)) or each is None for each in values):
        return
    if parameter.hidden:
        yield from (NativeInput(name=parameter.name, kind="hidden", values=(text,)) for text in texts)
        return
    shape = analyser.shape(parameter.schema) if parameter.schema is not None else None
    items = analyser.shape(shape.items) if shape and shape.items and parameter.explode else None
    kind, choices = _kind(shape, items) if shape else ("text", ())
    if kind:
        yield NativeInput(
            name=parameter.name,
            kind=kind,
            required=parameter.required,
            choices=choices,
            values=texts,
            hint=_hint(shape) if shape else "",
        )


def _kind(shape: Shape, items: Shape | None) -> tuple[str, tuple[str, ...]]:
    """What a value is typed into, or chosen from; empty for objects, and for arrays of any values.

    :param items: those of an array that is sent as a parameter for each.
    """
    if items and shape.types == ("array",):
        kind, choices = _kind(items, None)
        return ("choices", choices) if kind == "choice" else ("", ())
    if not _KINDS.keys() >= set(shape.types):
        return "", ()
    values: list[JSON] = [*shape.consts] or [each.value for each in shape.enum if each.value is not None]
    if 0 < len(values) <= _MAX_CHOICES:
        return "choice", tuple(map(plain, values))
    if len(shape.types) != 1 or values:
        return "text", ()
    kind = _FORMATS.get(shape.format, "") or _KINDS[shape.types[0]]
    return kind, ("true", "false") if kind == "choice" else ()


def _hint(shape: Shape) -> str:
    """A default, or else an example, as far as it is short."""
    for value in (*shape.defaults, *shape.examples):
        if isinstance(value, (str, int, float)) and len(plain(value)) <= _MAX_HINT:
            return plain(value)
    return ""
