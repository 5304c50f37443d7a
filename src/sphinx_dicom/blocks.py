"""What pages are made of, before it becomes HTML or docutils nodes: spans, lines, tables, entries.

Content is described once in these terms. Stock nodes of it suit every builder; HTML written as one string takes half as long
for a dictionary of thousands, and a test holds the two together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from .dictionary import Record

#: What stands between the facts of a line.
SEPARATOR = ' · '


class Span(NamedTuple):
    """A piece of text: plain, code, or a reference."""

    text: str
    code: bool = False
    #: What it refers to.
    record: Record | None = None
    #: The node id in the same page to which it refers.
    anchor: str = ''
    #: The document to which it refers.
    docname: str = ''


#: One fact, such as ``VR PN``, or a cell of a table.
Cell = tuple[Span, ...]


class Heading(NamedTuple):
    """The heading of an entry."""

    identifier: str
    name: str
    remark: str


class Line(NamedTuple):
    """A line of facts."""

    facts: tuple[Cell, ...]
    #: What the facts are, where they don't say so themselves.
    label: str = ''
    #: Further facts, folded away where a builder can do so.
    more: tuple[Cell, ...] = ()
    separator: str = SEPARATOR
    #: The class of its markup.
    role: str = 'facts'


class Row(NamedTuple):
    """A row of a table."""

    cells: tuple[Cell, ...]
    #: The node id of the row, if it can be referred to.
    id: str = ''
    #: By what the lookup finds it, if it does.
    name: str = ''


class Table(NamedTuple):
    """A table."""

    #: What it shows, for those who don't see it.
    label: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    #: Relative widths of the columns.
    widths: tuple[int, ...]
    #: The class of its markup.
    role: str


class Bullets(NamedTuple):
    """A list of short items."""

    cells: tuple[Cell, ...]


class Source(NamedTuple):
    """Where something stands: what it is called, and its address, if it has one."""

    text: str
    url: str = ''


Block = Line | Table | Bullets


def plain(text: str) -> Cell:
    """Return a cell of plain *text*."""
    return (Span(text),)


def code(text: str) -> Cell:
    """Return a cell of code."""
    return (Span(text, code=True),)


def linked(record: Record, text: str = '') -> Cell:
    """Return a cell that refers to *record*, by its name unless *text* is given."""
    return (Span(text or record.name, record=record),)
