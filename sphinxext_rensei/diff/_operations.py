"""Two versions of an operation: a function for each object that it holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sphinxext_rensei.diff._codes import ChangeCode
from sphinxext_rensei.diff._model import Change, Part, Sides
from sphinxext_rensei.diff._quoting import quoted
from sphinxext_rensei.diff._sunset import Removal, removal, sunset_changes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sphinxext_rensei.diff._schemas import Schemas
    from sphinxext_rensei.diff._security import Credentials
    from sphinxext_rensei.diff._views import Held
    from sphinxext_rensei.spec import MediaType, Operation, Parameter, RequestBody, Response, Schema

_PARAMETER_REMOVED: Final = Removal(
    ChangeCode.PARAMETER_REMOVED, ChangeCode.PARAMETER_REMOVED_DEPRECATED, ChangeCode.PARAMETER_REMOVED_BEFORE_SUNSET
)


class OperationComparison:
    """What changed in one operation.

    :param names: names of path parameters as they were -> as they are.
    """

    def __init__(
        self, schemas: Schemas, credentials: Credentials, old: Operation, new: Operation, names: Mapping[str, str]
    ) -> None:
        self._schemas = schemas
        self._credentials = credentials
        self._old = old
        self._new = new
        self._names = names
        self._parts: tuple[Part, ...] = ()
        # What the API sends, callers receive.
        self._sent = new.sent

    def changes(self) -> Iterator[Change]:
        """All of them, in the order of an operation's page."""
        yield from self._words()
        for code, values, sides in self._credentials.changes(self._old, self._new):
            yield self._change(code, sides, **values)
        yield from self._parameters()
        yield from self._body()
        yield from self._responses()
        yield from self._callbacks()

    def _change(
        self, code: ChangeCode, sides: Sides, *parts: Part, direction: str = "", path: str = "", **values: str
    ) -> Change:
        return Change(
            code=code,
            severity=getattr(code, direction or self._sent),
            operation=self._new,
            parts=parts,
            path=path,
            values=values,
            sides=sides,
        )

    def _words(self) -> Iterator[Change]:
        old, new, sides = self._old, self._new, Sides(self._old.place, self._new.place)
        if old.deprecated != new.deprecated:
            code = ChangeCode.OPERATION_DEPRECATED if new.deprecated else ChangeCode.OPERATION_REACTIVATED
            yield self._change(code, sides)
        for code, values in sunset_changes(old.extensions, new.extensions, deprecated=new.deprecated):
            yield self._change(code, sides, **values)
        if old.id != new.id:
            yield self._change(ChangeCode.OPERATION_ID_CHANGED, sides, old=quoted(old.id), new=quoted(new.id))
        for code, names in (
            (ChangeCode.TAG_REMOVED, [tag for tag in old.tags if tag not in new.tags]),
            (ChangeCode.TAG_ADDED, [tag for tag in new.tags if tag not in old.tags]),
        ):
            for name in names:
                yield self._change(code, sides, name=quoted(name))
        if old.summary != new.summary:
            yield self._change(ChangeCode.SUMMARY_CHANGED, sides)
        if old.description != new.description:
            yield self._change(ChangeCode.DESCRIPTION_CHANGED, sides)

    # Parameters ------------------------------------------------------------------------------------------------------

    def _parameters(self) -> Iterator[Change]:
        before = {self._renamed(each): each for each in self._old.parameters}
        after = {each.identity: each for each in self._new.parameters}
        gone = [each for key, each in before.items() if key not in after]
        come = [each for key, each in after.items() if key not in before]
        for left in list(gone):
            right = next((each for each in come if each.identity[1] == left.identity[1]), None)
            if right is not None:
                gone.remove(left)
                come.remove(right)
                said = {"old": quoted(left.location), "new": quoted(right.location)}
                yield self._change(ChangeCode.PARAMETER_MOVED, Sides(left.place, right.place), _part(right), **said)
                yield from self._parameter(left, right, (_part(right),))
        for each in gone:
            code, values = removal(
                _PARAMETER_REMOVED, each.extensions, deprecated=each.deprecated, date=self._schemas.date
            )
            yield self._change(code, Sides(each.place, None), _part(each), **values)
        for each in come:
            code = ChangeCode.REQUIRED_PARAMETER_ADDED if each.required else ChangeCode.PARAMETER_ADDED
            yield self._change(code, Sides(None, each.place), _part(each))
        for key, each in before.items():
            if key in after:
                yield from self._parameter(each, after[key], (_part(after[key]),))

    def _renamed(self, parameter: Parameter) -> tuple[str, str]:
        """The identity of an old parameter, by the name that it has now."""
        location, name = parameter.identity
        return location, self._names.get(name, name) if location == "path" else name

    def _parameter(self, old: Parameter, new: Parameter, parts: tuple[Part, ...]) -> Iterator[Change]:
        sides = Sides(old.place, new.place)
        if old.name != new.name and new.location == "path":
            yield self._change(ChangeCode.PATH_PARAMETER_RENAMED, sides, *parts, old=quoted(old.name))
        if old.required != new.required:
            code = ChangeCode.PARAMETER_BECAME_REQUIRED if new.required else ChangeCode.PARAMETER_BECAME_OPTIONAL
            yield self._change(code, sides, *parts)
        if old.deprecated != new.deprecated:
            code = ChangeCode.PARAMETER_DEPRECATED if new.deprecated else ChangeCode.PARAMETER_REACTIVATED
            yield self._change(code, sides, *parts)
        for code, values in sunset_changes(old.extensions, new.extensions, deprecated=new.deprecated):
            yield self._change(code, sides, *parts, **values)
        if (old.style, old.explode) != (new.style, new.explode) and old.location == new.location:
            said = {"old": _style(old), "new": _style(new)}
            yield self._change(ChangeCode.PARAMETER_STYLE_CHANGED, sides, *parts, **said)
        yield from self._values(old, new, parts, self._sent)

    def _values(self, old: Parameter, new: Parameter, parts: tuple[Part, ...], direction: str) -> Iterator[Change]:
        """What a parameter or a header may be."""
        sides = Sides(old.place, new.place)
        yield from self._schema(old.schema, new.schema, sides, parts, direction)
        yield from self._content(old.content, new.content, sides, parts, direction)

    # Bodies ----------------------------------------------------------------------------------------------------------

    def _body(self) -> Iterator[Change]:
        old, new = self._old.body, self._new.body
        part = ("body", "")
        if old is None and new is not None:
            code = ChangeCode.REQUIRED_BODY_ADDED if new.required else ChangeCode.BODY_ADDED
            yield self._change(code, Sides(None, new.place))
        elif old is not None and new is None:
            yield self._change(ChangeCode.BODY_REMOVED, Sides(old.place, None))
        elif old is not None and new is not None:
            yield from self._bodies(old, new, part)

    def _bodies(self, old: RequestBody, new: RequestBody, part: Part) -> Iterator[Change]:
        sides = Sides(old.place, new.place)
        if old.required != new.required:
            code = ChangeCode.BODY_BECAME_REQUIRED if new.required else ChangeCode.BODY_BECAME_OPTIONAL
            yield self._change(code, sides)
        yield from self._content(old.content, new.content, sides, (part,), self._sent)

    def _content(
        self,
        old: Sequence[MediaType],
        new: Sequence[MediaType],
        sides: Sides,
        parts: tuple[Part, ...],
        direction: str,
    ) -> Iterator[Change]:
        before, after = ({_media_type(each.name): each for each in content} for content in (old, new))
        for name in [each for each in before if each not in after]:
            # What a media type's parameters say is another way to say the same.
            same = next((each for each in after if each not in before and _essence(each) == _essence(name)), None)
            if same:
                before[same] = before.pop(name)
        for name in (each for each in before if each not in after):
            where = Sides(before[name].place, sides.new)
            yield self._change(ChangeCode.MEDIA_TYPE_REMOVED, where, *parts, direction=direction, name=quoted(name))
        for name, media in after.items():
            if name not in before:
                where = Sides(sides.old, media.place)
                yield self._change(ChangeCode.MEDIA_TYPE_ADDED, where, *parts, direction=direction, name=quoted(name))
                continue
            was = before[name]
            where = Sides(was.place, media.place)
            yield from self._schema(was.schema, media.schema, where, parts, direction)
            yield from self._schema(was.item_schema, media.item_schema, where, parts, direction)

    def _schema(
        self, old: Schema | None, new: Schema | None, sides: Sides, parts: tuple[Part, ...], direction: str
    ) -> Iterator[Change]:
        if old is None or new is None:
            if old is not new:
                code = ChangeCode.SCHEMA_ADDED if new else ChangeCode.SCHEMA_REMOVED
                yield self._change(code, sides, *parts, direction=direction)
            return
        for found in self._schemas.compare(_held(old), _held(new), direction):
            left, right = found.local.old, found.local.new
            yield Change(
                code=found.local.code,
                severity=found.severity,
                operation=self._new,
                parts=parts,
                path=found.path,
                values=found.local.values,
                sides=Sides(left, right),
                in_schema=True,
            )

    # Responses -------------------------------------------------------------------------------------------------------

    def _responses(self) -> Iterator[Change]:
        before, after = ({each.status.upper(): each for each in side.responses} for side in (self._old, self._new))
        for status, response in before.items():
            if status not in after:
                is_success = status.startswith("2")
                code = ChangeCode.RESPONSE_REMOVED if is_success else ChangeCode.ERROR_RESPONSE_REMOVED
                yield self._change(code, Sides(response.place, None), ("response", response.status))
        for status, response in after.items():
            if status in before:
                yield from self._response(before[status], response)
            else:
                is_success = status.startswith("2")
                code = ChangeCode.RESPONSE_ADDED if is_success else ChangeCode.ERROR_RESPONSE_ADDED
                yield self._change(code, Sides(None, response.place), ("response", response.status))

    def _response(self, old: Response, new: Response) -> Iterator[Change]:
        received = self._new.answered
        part, sides = ("response", new.status), Sides(old.place, new.place)
        yield from self._content(old.content, new.content, sides, (part,), received)
        yield from self._headers(old, new, part, received)
        had, has = ({link.name for link in side.links} for side in (old, new))
        for code, links in ((ChangeCode.LINK_REMOVED, had - has), (ChangeCode.LINK_ADDED, has - had)):
            for link in sorted(links):
                yield self._change(code, sides, part, name=quoted(link))

    def _headers(self, old: Response, new: Response, part: Part, direction: str) -> Iterator[Change]:
        before, after = ({each.identity: each for each in side.headers} for side in (old, new))
        for key, header in before.items():
            if key not in after:
                code = ChangeCode.REQUIRED_HEADER_REMOVED if header.required else ChangeCode.HEADER_REMOVED
                yield self._change(code, Sides(header.place, new.place), part, _part(header), direction=direction)
        for key, header in after.items():
            parts, was = (part, _part(header)), before.get(key)
            if was is None:
                where = Sides(old.place, header.place)
                yield self._change(ChangeCode.HEADER_ADDED, where, *parts, direction=direction)
                continue
            if was.required != header.required:
                code = ChangeCode.HEADER_BECAME_REQUIRED if header.required else ChangeCode.HEADER_BECAME_OPTIONAL
                yield self._change(code, Sides(was.place, header.place), *parts, direction=direction)
            yield from self._values(was, header, parts, direction)

    # Callbacks -------------------------------------------------------------------------------------------------------

    def _callbacks(self) -> Iterator[Change]:
        before, after = (
            {(callback.name, each.endpoint): each for callback in side.callbacks for each in callback.operations}
            for side in (self._old, self._new)
        )
        for key in dict.fromkeys((*before, *after)):
            old, new = before.get(key), after.get(key)
            if old is None or new is None:
                code = ChangeCode.CALLBACK_REMOVED if old else ChangeCode.CALLBACK_ADDED
                sides = Sides(old.place if old else None, new.place if new else None)
                yield self._change(code, sides, name=quoted(key[0]))
                continue
            within = OperationComparison(self._schemas, self._credentials, old, new, {})
            for change in within.changes():
                yield _within(change, self._new, ("callback", key[0]))


def _within(change: Change, operation: Operation, part: Part) -> Change:
    return replace(change, operation=operation, parts=(part, *change.parts))


def _held(schema: Schema) -> Held:
    part = schema.parts[0]
    return (part.value if isinstance(part.value, bool) else dict(part.value)), part.place


def _part(parameter: Parameter) -> Part:
    return parameter.location, parameter.name


def _style(parameter: Parameter) -> str:
    return quoted(f"{parameter.style}{', explode' if parameter.explode else ''}")


def _essence(name: str) -> str:
    return name.partition(";")[0]


def _media_type(name: str) -> str:
    essence, _, rest = name.partition(";")
    return "; ".join((essence.strip().lower(), *sorted(each.strip() for each in rest.split(";") if each.strip())))
