"""Parameters and headers, each a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinxext_rensei.render._extent import Frame
from sphinxext_rensei.render._schema import schema_row
from sphinxext_rensei.render._words import extension_facts
from sphinxext_rensei.spec import special_style
from sphinxext_rensei.words import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinxext_rensei.nodes import rensei_row
    from sphinxext_rensei.render._context import RenderContext
    from sphinxext_rensei.schema import Direction
    from sphinxext_rensei.spec import Operation, Parameter


_LOCATIONS = (
    ("path", message("Path parameters")),
    ("query", message("Query parameters")),
    ("querystring", message("Query string")),
    ("header", message("Header parameters")),
    ("cookie", message("Cookie parameters")),
)


def located(
    context: RenderContext, operation: Operation, anchor: tuple[str, ...]
) -> Iterator[tuple[str, str, list[rensei_row]]]:
    """The parameters of each location, under its title."""
    for location, title in _LOCATIONS:
        held = [each for each in operation.parameters if each.location == location and not each.hidden]
        if held:
            rows = [parameter_row(context, each, "request", (*anchor, location, each.name)) for each in held]
            yield location, gettext(title), rows


def parameter_row(
    context: RenderContext, parameter: Parameter, direction: Direction, anchor: tuple[str, ...]
) -> rensei_row:
    """A parameter or header with how it is serialised, where that is not the default."""
    media = parameter.media
    chips = [(media.name, True)] if media else []
    chips += style_chips(*special_style(parameter), allow_reserved=parameter.allow_reserved)
    if parameter.allow_empty_value:
        chips.append((gettext("may be empty"), False))
    return schema_row(
        context,
        parameter.name,
        parameter.value_schema,
        Frame(direction=direction, anchor=anchor, path=parameter.name),
        required=parameter.required,
        deprecated=parameter.deprecated,
        description=parameter.description,
        place=parameter.place,
        chips=chips,
        facts=extension_facts(context, parameter.extensions),
        examples=parameter.all_examples,
    )


def style_chips(style: str, explode: bool | None, *, allow_reserved: bool) -> Iterator[tuple[str, bool]]:  # noqa: FBT001
    """How a value is serialised, as far as something is said of it."""
    if style:
        yield gettext("style {}").format(style), False
    if explode is not None:
        joined = gettext("comma-separated") if style in ("", "form") else gettext("no explode")
        yield gettext("explode") if explode else joined, False
    if allow_reserved:
        yield gettext("reserved characters as they are"), False
