"""The guides as their authors wrote them: sections, blocks of prose, and what each of them names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from markdown_it.token import Token

EXTENSIONS: Final = {"attrs_block", "attrs_inline", "colon_fence", "deflist"}
PARSER: Final = create_md_parser(MdParserConfig(enable_extensions=EXTENSIONS), RendererHTML)
DIRECTIVE: Final = re.compile(r"\{([\w:-]+)\}\s*(.*)")
TITLE: Final = re.compile(r".*<(.+)>", re.DOTALL)
# What a reader is told is no longer so, is no claim: `name`{.former}, [500]{.former}.
FORMER: Final = "former"
PROGRAMS: Final = (".py", ".mjs", ".go")


@dataclass(frozen=True, kw_only=True)
class Reference:
    """What a role or a directive of the extension names."""

    kind: str
    target: str


@dataclass(frozen=True, kw_only=True)
class Code:
    """A block of code: its language, or the file that it includes."""

    line: int
    language: str
    text: str
    file: str = ""


@dataclass(kw_only=True)
class Block:
    """A paragraph, an item, a heading or a row of a table."""

    line: int
    section: Section
    text: str = ""
    literals: list[str] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    endpoint: str = ""
    """The endpoint of the ``rensei-endpoint`` that holds the block."""

    def add(self, inline: Token) -> None:
        """Take over an inline token; what is ``former`` is left out."""
        former = 0
        for token in inline.children or ():
            marked = FORMER in str(token.attrs.get("class", ""))
            if token.type == "span_open":
                former += marked or bool(former)
            elif token.type == "span_close":
                former -= bool(former)
            elif former or marked:
                continue
            elif token.type == "code_inline":
                self.literals.append(token.content)
                self.text += "\ufffc"
            elif token.type == "myst_role":
                self.references.append(reference(token.meta["name"], token.content))
                self.text += "\ufffc"
            elif token.type in ("softbreak", "hardbreak"):
                self.text += " "
            else:
                self.text += token.content


@dataclass(kw_only=True)
class Section:
    """A heading with what stands under it."""

    level: int
    parent: Section | None = None
    references: list[Reference] = field(default_factory=list)

    def lineage(self) -> Iterator[Section]:
        """The section and those that hold it, but for the page itself."""
        section: Section | None = self
        while section and section.level > 1:
            yield section
            section = section.parent


@dataclass(kw_only=True)
class Guide:
    """A page."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    code: list[Code] = field(default_factory=list)
    embedded: list[Reference] = field(default_factory=list)
    figures: list[tuple[str, str]] = field(default_factory=list)
    """The files of figures, and their alternatives in words."""

    @property
    def endpoints(self) -> dict[str, list[Block]]:
        """The endpoints that the page documents by hand, with the prose of each."""
        names = [each.target for each in self.embedded if each.kind == "endpoint"]
        return {name: [block for block in self.blocks if block.endpoint == name] for name in names}

    @property
    def references(self) -> list[Reference]:
        """All that the page embeds and refers to."""
        return self.embedded + [each for block in self.blocks for each in block.references]


def read_guides(folder: Path) -> list[Guide]:
    """The pages of the site that are about the API, and not generated."""
    others = [folder / "extension", folder / "api" / "reference", folder / "_build"]
    paths = [path for path in sorted(folder.rglob("*.md")) if not any(map(path.is_relative_to, others))]
    return [read_guide(path.read_text(encoding="utf-8"), path.relative_to(folder).as_posix()) for path in paths]


def read_guide(text: str, name: str = "page.md") -> Guide:
    """A page from its text."""
    guide = Guide(name=name)
    _Reader(guide).read(text, 0, Section(level=1))
    return guide


def reference(role: str, content: str) -> Reference:
    """What a role refers to, without its title and its marks."""
    titled = TITLE.fullmatch(content)
    return Reference(kind=role.removeprefix("rensei:"), target=(titled[1] if titled else content).lstrip("~!"))


class _Reader:
    def __init__(self, guide: Guide) -> None:
        self.guide = guide
        self.endpoint = ""

    def read(self, text: str, line: int, section: Section) -> None:
        """Read Markdown that begins after *line*."""
        header: list[Reference] = []
        row: Block | None = None
        for token in PARSER.parse(text):
            at = line + (token.map[0] if token.map else 0) + 1
            if token.type == "heading_open":
                section = self.enter(section, int(token.tag[1:]))
            elif token.type == "table_open":
                header = []
            elif token.type == "tr_open":
                row = self.block(at, section, header)
            elif token.type == "thead_close" and row:
                header = list(row.references)
            elif token.type == "table_close":
                row = None
            elif token.type == "inline":
                block = row or self.block(at, section)
                before = len(block.references)
                block.add(token)
                block.text += "\n"
                section.references += block.references[before:]
            elif token.type in ("fence", "colon_fence"):
                self.fence(token, at, section)

    @staticmethod
    def enter(section: Section, level: int) -> Section:
        while section.parent and section.level >= level:
            section = section.parent
        return Section(level=level, parent=section)

    def block(self, line: int, section: Section, references: Iterable[Reference] = ()) -> Block:
        block = Block(line=line, section=section, references=list(references), endpoint=self.endpoint)
        self.guide.blocks.append(block)
        return block

    def fence(self, token: Token, line: int, section: Section) -> None:
        directive = DIRECTIVE.fullmatch(token.info.strip())
        if directive is None:
            self.guide.code.append(Code(line=line, language=token.info.strip(), text=token.content))
            return
        name, argument = directive.groups()
        options, content = _split(token.content)
        if name == "literalinclude":
            language = options.get("language", "")
            self.guide.code.append(Code(line=line, language=language, text="", file=argument))
        elif name == "programs":
            self.guide.code += [Code(line=line, language=name, text="", file=argument + each) for each in PROGRAMS]
        elif name == "figure":
            self.guide.figures.append((argument, options.get("alt", "")))
            self.block(line, section).text = options.get("alt", "")
        if name.startswith("rensei"):
            named = Reference(kind=re.sub("^rensei[-:]", "", name), target=argument)
            section.references.append(named)
            self.guide.embedded.append(named)
        if name != "toctree":
            outer = self.endpoint
            self.endpoint = argument if name == "rensei-endpoint" else outer
            self.read(content, line + token.content.count("\n") - content.count("\n"), section)
            self.endpoint = outer


def _split(content: str) -> tuple[dict[str, str], str]:
    """The options of a directive, and what follows them."""
    lines = content.splitlines(keepends=True)
    options: dict[str, str] = {}
    while lines and (option := re.fullmatch(r":([\w-]+):\s*(.*)\n?", lines[0])):
        options[option[1]] = option[2].strip("\"'")
        del lines[0]
    return options, "".join(lines)


def code_of(guides: Sequence[Guide], *languages: str) -> list[tuple[Guide, Code]]:
    """The blocks of code in some languages."""
    return [(guide, code) for guide in guides for code in guide.code if code.language in languages and not code.file]
