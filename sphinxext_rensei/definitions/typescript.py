"""TypeScript: interfaces and type aliases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, assert_never

from sphinxext_rensei.definitions._declare import summary
from sphinxext_rensei.definitions._language import SHORTENED, Language, quote
from sphinxext_rensei.definitions._model import (
    Array,
    Constants,
    Declaration,
    Field,
    Intersection,
    Kind,
    Name,
    Object,
    Record,
    Row,
    Scalar,
    Type,
    Union,
)
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_INDENT: Final = "  "
_LINE: Final = "\n"
_WIDTH: Final = 80
_KINDS: Final[Mapping[Kind, str]] = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
    "binary": "Blob",
    "unknown": "unknown",
    "never": "never",
}


def _render(declarations: Sequence[Declaration]) -> str:
    blocks = [_declaration(each) for each in declarations if not each.shortened]
    shortened = [_declaration(each) for each in declarations if each.shortened]
    return "\n\n".join([*blocks, *(["\n".join([f"// {gettext(SHORTENED)}", *shortened])] if shortened else [])])


def _declaration(declaration: Declaration) -> str:
    comment = _comment(declaration.description, "", deprecated=declaration.deprecated)
    name, type_ = declaration.name, declaration.type
    if isinstance(type_, Object):
        return f"{comment}export interface {name} {_object(type_, '')}"
    written = _type(type_, "")
    return f"{comment}export type {name} ={'' if written.startswith(_LINE) else ' '}{written};"


def _comment(text: str, indent: str, *, deprecated: bool) -> str:
    words = summary(text).replace("*/", "*\\/")
    told = " ".join(filter(None, ("@deprecated" if deprecated else "", words)))
    return f"{indent}/** {told} */\n" if told else ""


def _type(type_: Type, indent: str) -> str:
    match type_:
        case Scalar(kind):
            return _KINDS[kind]
        case Name(name):
            return name
        case Constants():
            return _either(_alternatives(type_, indent), indent)
        case Array(items):
            return _array(items, indent)
        case Row():
            return _row(type_, indent)
        case Record(values):
            # An alias may lead back to itself through an index signature, not through `Record`.
            return f"{{ [name: string]: {_type(values, indent)} }}"
        case Object():
            return _object(type_, indent)
        case Union(members):
            return _either([written for member in members for written in _alternatives(member, indent)], indent)
        case Intersection(members):
            return " & ".join(_grouped(member, indent) for member in members)
        case _:
            assert_never(type_)


def _alternatives(type_: Type, indent: str) -> list[str]:
    if isinstance(type_, Constants):
        return [_constant(value) for value in type_.values]
    return [_type(type_, indent + _INDENT)]


def _constant(value: str | float) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return quote(value) if isinstance(value, str) else repr(value)


def _either(members: list[str], indent: str) -> str:
    members = list(dict.fromkeys(members))
    line = " | ".join(members)
    if len(line) <= _WIDTH and "\n" not in line:
        return line
    return "".join(f"\n{indent}{_INDENT}| {member}" for member in members)


def _grouped(type_: Type, indent: str) -> str:
    written = _type(type_, indent)
    several = isinstance(type_, (Union, Intersection)) or (isinstance(type_, Constants) and len(type_.values) > 1)
    return f"({written})" if several else written


def _array(items: Type, indent: str) -> str:
    written = _grouped(items, indent)
    return f"Array<{_type(items, indent)}>" if "\n" in written else f"{written}[]"


def _row(row: Row, indent: str) -> str:
    items = [_grouped(item, indent) + ("" if index < row.required else "?") for index, item in enumerate(row.items)]
    rest = [f"...{_array(row.rest, indent)}"] if row.rest else []
    return f"[{', '.join((*items, *rest))}]"


def _object(object_: Object, indent: str) -> str:
    inner = indent + _INDENT
    fields = "".join(_field(field, inner) for field in object_.fields)
    # An index signature would have to be wide enough for all of the properties.
    rest = f"{inner}[name: string]: unknown;\n" if object_.rest else ""
    return f"{{\n{fields}{rest}{indent}}}"


def _field(field: Field, indent: str) -> str:
    comment = _comment(field.description, indent, deprecated=field.deprecated)
    name = field.name if field.name.isidentifier() and field.name.isascii() else quote(field.name)
    readonly = "readonly " if field.readonly else ""
    optional = "" if field.required else "?"
    type_ = _type(field.type, indent)
    return f"{comment}{indent}{readonly}{name}{optional}:{'' if type_.startswith(_LINE) else ' '}{type_};\n"


TYPESCRIPT: Final = Language(
    id="typescript",
    label="TypeScript",
    lexer="typescript",
    # What an interface may not be called, or what the types above call by this name.
    reserved=frozenset({"Array", "Blob"}),
    render=_render,
)
