"""Python: typed dictionaries and type aliases, for Python 3.11 and later.

JSON's arrays are lists to Python, so a tuple's items share a type.
"""

from __future__ import annotations

import itertools
import keyword
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final, assert_never

from sphinxext_rensei.definitions._declare import identifier, summary
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
    names,
    union,
)
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_INDENT: Final = "    "
_WIDTH: Final = 88
_MAX_COMBINED: Final = 12
"""Alternatives that are combined with what is said beside them; of more, only they are written."""
_KINDS: Final[Mapping[Kind, str]] = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
    "binary": "bytes",
    "unknown": "Any",
    "never": "Never",
}
_TYPING: Final = ("Any", "Literal", "Never", "NotRequired", "Required", "TypeAlias", "TypedDict", "Union")
_BUILT_IN: Final = frozenset({"str", "int", "float", "bool", "bytes", "list", "dict"})
_WORD: Final = re.compile(r'"(?:[^"\\]|\\.)*"|([^\W\d]\w*)')
"""A name in an expression; a string is none."""


def _render(declarations: Sequence[Declaration]) -> str:
    writer = _Writer(declarations)
    shortened = [block for each in declarations if each.shortened for block in writer.blocks(each)]
    whole = [each for each in _dependencies_first(declarations) if not each.shortened]
    blocks = [block for declaration in whole for block in writer.blocks(declaration)]
    imported = ", ".join(name for name in _TYPING if name in writer.used)
    return "\n\n\n".join(
        [
            *([f"from typing import {imported}"] if imported else []),
            *(["\n".join([f"# {gettext(SHORTENED)}", *shortened])] if shortened else []),
            *blocks,
        ]
    )


def _dependencies_first(declarations: Sequence[Declaration]) -> Iterator[Declaration]:
    """Each declaration after those that it uses, but for circles."""
    by_name = {declaration.name: declaration for declaration in declarations}
    seen: set[str] = set()

    def after(declaration: Declaration) -> Iterator[Declaration]:
        if declaration.name not in seen:
            seen.add(declaration.name)
            for name in names(declaration.type):
                yield from after(by_name[name.name])
            yield declaration

    for declaration in declarations:
        yield from after(declaration)


class _Writer:
    """The source code of declarations, in an order in which Python can run it.

    :ivar used: the names of :mod:`typing` that are needed.
    """

    def __init__(self, declarations: Sequence[Declaration]) -> None:
        self.used: set[str] = set()
        self._declarations = {declaration.name: declaration for declaration in declarations}
        self._taken = {*self._declarations, *PYTHON.reserved}
        self._written: set[str] = set()
        self._before: list[str] = []
        self._combined: dict[Intersection, Type] = {}

    def blocks(self, declaration: Declaration) -> list[str]:
        """A declaration, after those of the objects inside it, which need a name each."""
        type_ = self._resolved(declaration.type)
        block = self._dictionary(declaration, type_) if isinstance(type_, Object) else self._alias(declaration, type_)
        self._written.add(declaration.name)
        found = [*self._before, block]
        self._before.clear()
        return found

    def _alias(self, declaration: Declaration, type_: Type) -> str:
        written = self._type(type_, declaration.name)
        comment = _comment(declaration.description, "", deprecated=declaration.deprecated)
        self.used.add("TypeAlias")
        return f"{comment}{declaration.name}: TypeAlias = {written}"

    # Dictionaries ----------------------------------------------------------------------------------------------------

    def _dictionary(self, declaration: Declaration, object_: Object) -> str:
        self.used.add("TypedDict")
        required = sum(field.required for field in object_.fields)
        total = required * 2 >= len(object_.fields)
        fields = [(field, self._field(field, declaration.name, total=total)) for field in object_.fields]
        rest = self._type(object_.rest, f"{declaration.name}Value") if object_.rest else ""
        others = gettext("Other names: {}").format(rest)
        totality = "" if total else ", total=False"
        if self._is_class([written for _, written in fields], object_):
            head = f"class {declaration.name}(TypedDict{totality}):\n{_docstring(declaration)}"
            lines = [f"{_commented(field, _INDENT)}{_INDENT}{field.name}: {written}\n" for field, written in fields]
            lines += [f"{_INDENT}# {others}\n"] if rest else []
            return f"{head}{''.join(lines)}".rstrip("\n")
        inner = _INDENT * 2
        items = [f"{_commented(field, inner)}{inner}{quote(field.name)}: {written},\n" for field, written in fields]
        items += [f"{inner}# {others}\n"] if rest else []
        comment = _comment(declaration.description, "", deprecated=declaration.deprecated)
        arguments = [
            quote(declaration.name),
            f"{{\n{''.join(items)}{_INDENT}}}",
            *(["total=False"] if totality else []),
        ]
        return (
            f"{comment}{declaration.name} = TypedDict(\n" + "".join(f"{_INDENT}{each},\n" for each in arguments) + ")"
        )

    def _is_class(self, written: list[str], object_: Object) -> bool:
        """Whether the names may stand in a class: as they are, and without hiding a type from those after them."""
        words = {*_WORD.findall(" ".join(written)), *_BUILT_IN}
        return all(
            field.name.isidentifier()
            and field.name.isascii()
            and not keyword.iskeyword(field.name)
            and not field.name.startswith("__")
            and field.name not in words
            for field in object_.fields
        )

    def _field(self, field: Field, around: str, *, total: bool) -> str:
        written = self._type(field.type, f"{around}{identifier(field.name, ())}")
        if field.required == total:
            return written
        marker = "Required" if field.required else "NotRequired"
        self.used.add(marker)
        return f"{marker}[{written}]"

    # Types -----------------------------------------------------------------------------------------------------------

    def _type(self, type_: Type, around: str) -> str:
        match type_:
            case Scalar(kind):
                return self._typing(_KINDS[kind])
            case Name(name):
                return name if name in self._written else quote(name)
            case Constants(values):
                return self._constants(values)
            case Array(items):
                return f"list[{self._type(items, _item(around))}]"
            case Row(items, _, rest):
                return f"list[{self._type(union((*items, *([rest] if rest else []))), _item(around))}]"
            case Record(values):
                return f"dict[str, {self._type(values, f'{around}Value')}]"
            case Object():
                return self._hoisted(type_, around)
            case Union(members):
                return self._union(list(dict.fromkeys(self._type(member, around) for member in members)))
            case Intersection():
                return self._type(self._resolved(type_), around)
            case _:
                assert_never(type_)

    def _union(self, members: list[str]) -> str:
        # A name that is declared further down is a string here, and strings have no `|`.
        if any(member.startswith('"') for member in members):
            return f"{self._typing('Union')}[{', '.join(members)}]"
        return " | ".join(members)

    def _typing(self, word: str) -> str:
        if word in _TYPING:
            self.used.add(word)
        return word

    def _constants(self, values: tuple[str | float | bool, ...]) -> str:
        exact = [value for value in values if not isinstance(value, float)]
        found = [f"{self._typing('Literal')}[{_listed(exact)}]"] if exact else []
        return " | ".join([*found, *(["float"] if len(exact) < len(values) else [])])

    def _hoisted(self, object_: Object, around: str) -> str:
        """A name for an object that has none."""
        name = identifier(around, self._taken)
        self._taken.add(name)
        block = self._dictionary(Declaration(name=name, type=object_), object_)
        self._before.append(block)
        return name

    def _resolved(self, type_: Type) -> Type:
        """Without intersections, which Python has none of: what an object says goes into each alternative."""
        if not isinstance(type_, Intersection):
            return type_
        found = self._combined.get(type_)
        if found is None:
            found = self._combined[type_] = self._combine(type_)
        return found

    def _combine(self, type_: Intersection) -> Type:
        few = _MAX_COMBINED + 1
        choices = [list(itertools.islice(self._alternatives(member), few)) for member in type_.members]
        combined = list(itertools.islice(itertools.product(*choices), few))
        objects = [[each for each in held if isinstance(each, Object)] for held in combined]
        if len(combined) == few or any(len(held) < len(choices) for held in objects):
            return type_.members[-1]
        return union(map(_merged, objects))

    def _alternatives(self, type_: Type) -> Iterator[Type]:
        match type_:
            case Name(name):
                yield from self._alternatives(self._declarations[name].type)
            case Union(members):
                for member in members:
                    yield from self._alternatives(member)
            case Intersection():
                yield from self._alternatives(self._resolved(type_))
            case _:
                yield type_


def _merged(objects: list[Object]) -> Object:
    fields: dict[str, Field] = {}
    for field in (field for object_ in objects for field in object_.fields):
        known = fields.get(field.name)
        fields[field.name] = replace(field, required=field.required or (known is not None and known.required))
    return Object(tuple(fields.values()), next((each.rest for each in objects if each.rest), None))


def _item(around: str) -> str:
    return around if around.endswith("Item") else f"{around}Item"


def _listed(values: Sequence[str | float]) -> str:
    written = [quote(value) if isinstance(value, str) else repr(value) for value in values]
    line = ", ".join(written)
    if len(line) <= _WIDTH:
        return line
    return "".join(f"\n{_INDENT * 2}{value}," for value in written) + f"\n{_INDENT}"


def _words(description: str, *, deprecated: bool) -> str:
    return " ".join(filter(None, (gettext("Deprecated.") if deprecated else "", summary(description))))


def _comment(description: str, indent: str, *, deprecated: bool) -> str:
    words = _words(description, deprecated=deprecated)
    return f"{indent}# {words}\n" if words else ""


def _commented(field: Field, indent: str) -> str:
    return _comment(field.description, indent, deprecated=field.deprecated)


def _docstring(declaration: Declaration) -> str:
    words = _words(declaration.description, deprecated=declaration.deprecated)
    escaped = words.replace("\\", "\\\\").replace('"', '\\"') if '"""' in words or words.endswith('"') else ""
    escaped = escaped or words.replace("\\", "\\\\")
    return f'{_INDENT}"""{escaped}"""\n\n' if words else ""


PYTHON: Final = Language(
    id="python",
    label="Python",
    lexer="python",
    reserved=frozenset({*_TYPING, *_BUILT_IN, *keyword.kwlist}),
    render=_render,
)
