"""Two descriptions of one API: which operations stand for each other, and what is said of the API itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.diff._codes import ChangeCode
from sphinxext_rensei.diff._model import Change, Comparison, Sides
from sphinxext_rensei.diff._operations import OperationComparison
from sphinxext_rensei.diff._quoting import quoted
from sphinxext_rensei.diff._schemas import Schemas
from sphinxext_rensei.diff._security import Credentials
from sphinxext_rensei.diff._sunset import Removal, removal
from sphinxext_rensei.diff._views import Views
from sphinxext_rensei.endpoints import shape
from sphinxext_rensei.spec import TEMPLATE_EXPRESSION, without_internal

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from sphinxext_rensei.spec import Description, Loaded, Operation

_REMOVED: Final = Removal(
    ChangeCode.OPERATION_REMOVED, ChangeCode.OPERATION_REMOVED_DEPRECATED, ChangeCode.OPERATION_REMOVED_BEFORE_SUNSET
)


def compare(old: Loaded, new: Loaded, *, date: dt.date | None = None, internal: bool = True) -> Comparison:
    """What changed from one description to another.

    :param date: the day on which sunset dates are judged; where it is not given, all have come.
    :param internal: whether what is marked ``x-internal`` is compared; else it counts as not there.
    """
    schemas = Schemas(Views(old, internal=internal), Views(new, internal=internal), date)
    before, after = (each.description if internal else without_internal(each.description) for each in (old, new))
    credentials = Credentials(before.security_schemes, after.security_schemes)
    changes = [
        *_api(before, after),
        *_paired(schemas, credentials, before.operations, after.operations),
        *_paired(schemas, credentials, before.webhooks, after.webhooks),
    ]
    return Comparison(old, new, tuple(changes))


def _api(old: Description, new: Description) -> Iterator[Change]:
    sides = Sides(old.place, new.place)
    if old.version != new.version:
        values = {"old": quoted(old.version), "new": quoted(new.version)}
        yield _change(ChangeCode.VERSION_CHANGED, sides, None, **values)
    before, after = ([each.default_url for each in side.servers] for side in (old, new))
    for url in (each for each in dict.fromkeys(before) if each not in after):
        yield _change(ChangeCode.SERVER_REMOVED, sides, name=quoted(url))
    for url in (each for each in dict.fromkeys(after) if each not in before):
        yield _change(ChangeCode.SERVER_ADDED, sides, name=quoted(url))
    for name in dict.fromkeys((*old.security_schemes, *new.security_schemes)):
        was, now = old.security_schemes.get(name), new.security_schemes.get(name)
        code = None
        if was is None or now is None:
            code = ChangeCode.SECURITY_SCHEME_REMOVED if was else ChangeCode.SECURITY_SCHEME_ADDED
        elif _said(was) != _said(now):
            code = ChangeCode.SECURITY_SCHEME_CHANGED
        if code:
            yield _change(code, Sides(was.place if was else None, now.place if now else None), name=quoted(name))


def _said(scheme: object) -> list[object]:
    """What callers depend on."""
    fields = ("type", "parameter", "location", "scheme", "flows", "open_id_connect_url")
    return [getattr(scheme, field) for field in fields]


def _change(code: ChangeCode, sides: Sides, operation: Operation | None = None, /, **values: str) -> Change:
    return Change(code=code, severity=code.request, operation=operation, values=values, sides=sides)


def _paired(
    schemas: Schemas, credentials: Credentials, old: Iterable[Operation], new: Iterable[Operation]
) -> Iterator[Change]:
    """Operations by method and path, whatever the parameters in it are called (OAS 3.2.0, section 4.8.2)."""
    before, after = _by_shape(old), _by_shape(new)
    for key, operation in before.items():
        if key not in after:
            yield _removed(schemas, operation)
    for key, operation in after.items():
        was = before.get(key)
        if was is None:
            code = ChangeCode.WEBHOOK_ADDED if operation.outgoing else ChangeCode.OPERATION_ADDED
            yield _change(code, Sides(None, operation.place), operation)
        else:
            names = zip(*map(TEMPLATE_EXPRESSION.findall, (was.path, operation.path)), strict=True)
            yield from OperationComparison(schemas, credentials, was, operation, dict(names)).changes()


def _removed(schemas: Schemas, operation: Operation) -> Change:
    sides = Sides(operation.place, None)
    if operation.outgoing:
        return _change(ChangeCode.WEBHOOK_REMOVED, sides, operation)
    code, values = removal(_REMOVED, operation.extensions, deprecated=operation.deprecated, date=schemas.date)
    return _change(code, sides, operation, **values)


def _by_shape(operations: Iterable[Operation]) -> dict[tuple[str, str], Operation]:
    found: dict[tuple[str, str], Operation] = {}
    for operation in operations:
        path = operation.path if operation.outgoing else shape(operation.path)
        found.setdefault((operation.method, path), operation)
    return found
