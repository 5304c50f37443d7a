"""Reading the tables of facts, which lie in data as text.

A table is tab-separated: comment lines (``# name: value`` states a fact about the table itself), a line of column names,
then one fact a line. ``format``, ``edition``, ``source`` and ``rows`` are always stated.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping

#: The format of the tables that this version reads.
FORMAT = 1

#: The tables and their columns.
TABLES: Mapping[str, tuple[str, ...]] = {
    'elements': ('tag', 'vr', 'vm', 'keyword', 'name', 'retired', 'edition'),
    'introductions': ('kind', 'subject', 'title', 'introduction'),
    'uids': ('uid', 'type', 'name', 'keyword', 'retired', 'edition'),
    'vrs': (
        *('code', 'name', 'length', 'unit', 'rule'),
        *('repertoire', 'length_field', 'multiple', 'python'),
    ),
}


class TableError(Exception):
    """A table is missing, truncated, malformed or of a newer format; the text names file and line."""


class Table(NamedTuple):
    """A table: what it states about itself, and its rows."""

    title: str
    #: The edition of the standard that the rows follow.
    edition: str
    #: Where the rows come from.
    source: str
    #: What else the table says of itself, by name.
    notes: dict[str, str]
    rows: tuple[tuple[str, ...], ...]


def _bytes(name: str) -> bytes:
    return (files(__package__) / 'data' / f'{name}.tsv').read_bytes()


@cache
def read(name: str) -> Table:
    """Return the table of that *name*; raise :exc:`TableError` when it can't be read."""
    try:
        text = _bytes(name).decode('utf-8')
    except (OSError, UnicodeError) as error:
        raise TableError(f'{name}.tsv: {error}') from error
    return parse(text, f'{name}.tsv', TABLES[name])


def parse(text: str, file: str, columns: tuple[str, ...]) -> Table:
    """Return the table in *text*; *file* names it in the :exc:`TableError` of a bad one."""
    lines = text.splitlines()
    title, notes = _header(lines, file)
    start = 1 + len(notes)
    if start >= len(lines) or tuple(lines[start].split('\t')) != columns:
        raise TableError(f'{file}:{start + 1}: the columns are not {", ".join(columns)}')
    rows = tuple([tuple(line.split('\t')) for line in lines[start + 1 :]])
    width = len(columns)
    for number, row in enumerate(rows, start + 2):
        if len(row) != width:
            raise TableError(f'{file}:{number}: {len(row)} columns instead of {width}')
    if str(len(rows)) != notes['rows']:
        raise TableError(
            f'{file}:{len(lines)}: {len(rows)} rows instead of the {notes["rows"]} stated'
        )
    return Table(title, notes.pop('edition'), notes.pop('source'), notes, rows)


def _header(lines: list[str], file: str) -> tuple[str, dict[str, str]]:
    """Return the title of a table and what it states about itself, a line each."""
    title, notes = '', {}
    for number, line in enumerate(lines, 1):
        if not line.startswith('# '):
            break
        name, colon, value = line[2:].partition(': ')
        if number == 1:
            title = line[2:]
        elif colon:
            notes[name] = value
        else:
            raise TableError(f'{file}:{number}: a header line is written "# name: value"')
    for name in ('format', 'edition', 'source', 'rows'):
        if name not in notes:
            raise TableError(f'{file}:1: the header does not state "{name}"')
    if notes['format'] != str(FORMAT):
        raise TableError(f'{file}:1: format {notes["format"]}; this version reads format {FORMAT}')
    return title, notes


@cache
def edition() -> str:
    """Return the edition of the standard that the data elements follow, such as ``2026b``."""
    return read('elements').edition


@cache
def checksum() -> int:
    """Return a number that differs for any other content of the tables."""
    value = 0
    for name in sorted(TABLES):
        value = crc32(_bytes(name), value)
    return value
