"""Which pages a description has, and where."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinxext_rensei.pages._aliases import Aliases
from sphinxext_rensei.pages._names import Names, slug
from sphinxext_rensei.pages._tags import OTHER, children_of, home_tag, labels_of, operations_of, tag_groups, tags_of
from sphinxext_rensei.words import gettext

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinxext_rensei.spec import Description, Operation, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One generated page.

    :param kind: ``index``, ``tag``, ``operation``, ``schemas``, ``schema``, ``webhooks`` or ``webhook``.
    :param name: name of the thing that the page is the home of.
    :param endpoint: ``METHOD /path`` of an operation.
    :param directives: (name, argument, options) of what the stub holds, a heading before it where it has a title.
    :param children: docnames that the page lists.
    :param captions: what stands over some of them in lists: title by the docname of the first.
    """

    docname: str
    kind: str
    name: str
    title: str
    endpoint: str = ""
    directives: tuple[Directive, ...] = ()
    children: tuple[str, ...] = ()
    captions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive of a stub, below a heading if it has a title."""

    name: str
    argument: str = ""
    title: str = ""
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """The pages of one description.

    :param homes: docname of the page of a thing, by kind and name.
    :param redirects: docname of a page by one that it had before.
    :param faults: what is wrong with names that pages had before, and where that is written.
    """

    pages: tuple[Page, ...] = ()
    homes: dict[tuple[str, str], str] = field(default_factory=dict)
    redirects: dict[str, str] = field(default_factory=dict)
    faults: tuple[tuple[Place, str], ...] = ()


def key(operation: Operation, duplicates: frozenset[str]) -> str:
    """What a stub calls an operation: its name, or the JSON Pointer where the name is not one plain word.

    :param duplicates: names, and pointers of operations in several files, that are not one operation's alone.
    """
    if operation.name not in duplicates and re.fullmatch(r"[\w./-]+|[A-Z]+ /[\w./{}:-]*", operation.name):
        return operation.name
    pointer = operation.place.pointer
    return f"#{quote(pointer, safe='/~')}" if pointer and pointer not in duplicates else _encoded(operation.endpoint)


def build_site(
    description: Description,
    prefix: str,
    *,
    title: str,
    operations: tuple[Operation, ...],
    webhooks: tuple[Operation, ...],
    schemas: tuple[str, ...],
) -> Site:
    """All pages of a description.

    :param prefix: docname of the folder that holds them.
    :param operations: those that have pages; so with webhooks, and with schemas by name.
    """
    return _Builder(description, prefix.strip("/"), title, operations, webhooks, schemas).build()


class _Builder:
    def __init__(
        self,
        description: Description,
        prefix: str,
        title: str,
        operations: tuple[Operation, ...],
        webhooks: tuple[Operation, ...],
        schemas: tuple[str, ...],
    ) -> None:
        self.description = description
        self.prefix = prefix
        self.title = title
        self.operations = operations
        self.webhooks = webhooks
        self.schemas = schemas
        self.tags = tags_of(description, operations)
        self.aliases = Aliases(self.prefix)
        self.pages: list[Page] = []
        self.homes: dict[tuple[str, str], str] = {}
        every = (*operations, *webhooks)
        counts = Counter(each.name for each in every) + Counter(each.place.pointer for each in every)
        self.duplicates = frozenset(name for name, count in counts.items() if count > 1)

    def build(self) -> Site:
        self._tags()
        groups = tag_groups(self.description, self.tags)
        captions = {self.homes["tag", group.tags[0].name]: group.title for group in groups if group.title}
        children = [self.homes["tag", tag.name] for group in groups for tag in group.tags]
        others = [*self._webhooks(), *self._schemas()]
        if captions and others and gettext(OTHER) not in captions.values():
            captions[others[0]] = gettext(OTHER)
        index = Page(
            docname=f"{self.prefix}/index",
            kind="index",
            name="",
            title=self.title,
            directives=tuple(self._index()),
            children=(*children, *others),
            captions=captions,
        )
        pages = (index, *self.pages)
        redirects, faults = self.aliases.redirects(page.docname for page in pages)
        return Site(pages, self.homes, redirects, faults)

    def _index(self) -> Iterator[Directive]:
        yield Directive("rensei-spec")
        if self.operations:
            yield Directive("rensei-operations", title=gettext("Operations"))
        if self.description.security_schemes:
            yield Directive("rensei-security", title=gettext("Authentication"))
            self.homes |= {("security", name): f"{self.prefix}/index" for name in self.description.security_schemes}

    def _tags(self) -> None:
        for tag, folder in zip(self.tags, self._folders(), strict=True):
            self.homes["tag", tag.name] = f"{self.prefix}/{folder}/index"
        labels = labels_of(self.description)
        for tag in self.tags:
            docname = self.homes["tag", tag.name]
            folder, names = docname.removesuffix("/index"), Names("index")
            own = [each for each in operations_of(tag, self.operations) if home_tag(each, labels) == tag.name]
            operations = [self._operation(each, folder, names) for each in own]
            below = [self.homes["tag", each.name] for each in children_of(tag, self.tags)]
            self.pages.append(
                Page(
                    docname=docname,
                    kind="tag",
                    name=tag.name,
                    title=tag.title,
                    directives=(Directive("rensei-tag", _argument(tag.name)),),
                    children=(*operations, *below),
                )
            )

    def _folders(self) -> Iterator[str]:
        # A tag keeps its slug where the folder of that name is not in use.
        reserved = {"schemas": bool(self.schemas), "webhooks": bool(self.webhooks), "index": True}
        folders = Names(*(name for name, used in reserved.items() if used))
        for tag in self.tags:
            taken = reserved.get(slug(tag.name), False)
            yield folders.take_slug(f"tag-{tag.name}" if taken else tag.name, tag.name)

    def _operation(self, operation: Operation, folder: str, names: Names) -> str:
        if operation.id:
            name = names.take(operation.id, operation.endpoint)
        else:
            name = names.take_slug(operation.endpoint, operation.endpoint)
        return self._page(operation, "operation", folder, name)

    def _page(self, operation: Operation, kind: str, folder: str, name: str) -> str:
        docname = f"{folder}/{name}"
        self.homes.setdefault((kind, operation.name), docname)
        # Of operations in several files, the endpoint alone is always one operation's.
        self.homes.setdefault((kind, operation.endpoint), docname)
        self.homes.setdefault((kind, operation.place.pointer), docname)
        self.aliases.add(operation, folder, docname)
        self.pages.append(
            Page(
                docname=docname,
                kind=kind,
                name=operation.name,
                endpoint=operation.endpoint,
                title=operation.title,
                directives=(Directive("rensei-operation", key(operation, self.duplicates)),),
            )
        )
        return docname

    def _webhooks(self) -> Iterator[str]:
        if not self.webhooks:
            return
        names = Names("index")
        children = tuple(
            self._page(each, "webhook", f"{self.prefix}/webhooks", names.take(each.path, each.endpoint))
            for each in self.webhooks
        )
        yield self._list(
            "webhooks", gettext("Webhooks"), children, Directive("rensei-operations", options=(("webhooks", ""),))
        )

    def _schemas(self) -> Iterator[str]:
        if not self.schemas:
            return
        names = Names("index")
        children = []
        for name in self.schemas:
            docname = f"{self.prefix}/schemas/{names.take(name, name)}"
            self.homes["schema", name] = docname
            directive = Directive("rensei-schema", _argument(name))
            self.pages.append(Page(docname=docname, kind="schema", name=name, title=name, directives=(directive,)))
            children.append(docname)
        yield self._list("schemas", gettext("Schemas"), tuple(children))

    def _list(self, kind: str, title: str, children: tuple[str, ...], *directives: Directive) -> str:
        docname = self.homes[kind, ""] = f"{self.prefix}/{kind}/index"
        self.pages.append(
            Page(docname=docname, kind=kind, name="", title=title, directives=directives, children=children)
        )
        return docname


_NOT_AN_ARGUMENT = re.compile(r"^[#:]|[`<>\\]|&#?\w+;")
"""What either markup would read as something else: an option, an entity, the end of the line."""


def _argument(name: str) -> str:
    """A name as the argument of a directive: as it is, or percent-encoded behind ``#`` where it would not survive."""
    survives = name.isprintable() and name == " ".join(name.split()) and not _NOT_AN_ARGUMENT.search(name)
    return name if name and survives else _encoded(name)


def _encoded(name: str) -> str:
    return f"#{quote(name, safe='')}"
