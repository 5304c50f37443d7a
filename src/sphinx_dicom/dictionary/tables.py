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
    'actions': ('code', 'words'),
    'aliases': ('alias', 'kind', 'key', 'reason'),
    'attributes': ('tree', 'keyword', 'type', 'items'),
    'codes': ('code', 'meaning'),
    'confidentiality': (
        *('tag', 'standard', 'basic_profile', 'retain_safe_private', 'retain_uids'),
        *('retain_device_identity', 'retain_institution_identity'),
        *('retain_patient_characteristics', 'retain_full_dates', 'retain_modified_dates'),
        *('clean_descriptors', 'clean_structured_content', 'clean_graphics', 'options'),
    ),
    'context_group_codes': ('cid', 'code'),
    'context_groups': ('cid', 'keyword', 'name', 'others'),
    'descriptions': ('kind', 'key', 'description', 'example'),
    'elements': ('tag', 'vr', 'vm', 'keyword', 'name', 'retired', 'edition'),
    'introductions': ('kind', 'subject', 'title', 'introduction'),
    'iods': ('iod', 'name', 'place'),
    'modalities': ('code', 'status', 'meaning', 'successor', 'source'),
    'modules': ('module', 'name', 'place', 'attributes'),
    'parts': ('part', 'title', 'status'),
    'photometric_interpretations': ('code', 'status', 'samples', 'meaning'),
    'sop_classes': ('uid', 'service', 'place', 'iod'),
    'standard_pages': ('part', 'anchors', 'page', 'source'),
    'transfer_syntaxes': (
        *('uid', 'vr', 'byte_order', 'deflated'),
        *('pixel_data', 'compression', 'codec'),
    ),
    'uids': ('uid', 'type', 'name', 'keyword', 'retired', 'edition'),
    'usages': ('iod', 'entity', 'module', 'usage'),
    'values': ('tag', 'kind', 'position', 'code', 'modules'),
    'vrs': (
        *('code', 'name', 'length', 'unit', 'rule'),
        *('repertoire', 'length_field', 'multiple', 'python'),
    ),
}

#: Tables that make one whole: the others are of the edition of the first.
WHOLES = (
    ('iods', 'modules', 'usages', 'attributes', 'sop_classes'),
    ('context_groups', 'codes', 'context_group_codes'),
)
#: The columns that name something, by table: where that is listed.
NAMED: Mapping[str, Mapping[str, tuple[tuple[str, str], ...]]] = {
    'attributes': {
        'tree': (('modules', 'module'), ('attributes', 'items')),
        'keyword': (('elements', 'keyword'),),
        'items': (('attributes', 'tree'),),
    },
    'context_group_codes': {'cid': (('context_groups', 'cid'),), 'code': (('codes', 'code'),)},
    'modalities': {'successor': (('modalities', 'code'),)},
    'sop_classes': {'uid': (('uids', 'uid'),), 'iod': (('iods', 'iod'),)},
    'transfer_syntaxes': {'uid': (('uids', 'uid'),)},
    'usages': {'iod': (('iods', 'iod'),), 'module': (('modules', 'module'),)},
    'values': {'tag': (('elements', 'tag'),)},
}


class TableError(Exception):
    """A table is missing, truncated, malformed, of a newer format, or does not fit the others; the text names file and line."""


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
    try:
        return (files(__package__) / 'data' / f'{name}.tsv').read_bytes()
    except OSError as error:
        raise TableError(f'{name}.tsv: {error}') from error


@cache
def read(name: str) -> Table:
    """Return the table of that *name*; raise :exc:`TableError` when it can't be read, or does not fit the others."""
    content = _bytes(name)
    try:
        table = parse(content.decode('utf-8'), f'{name}.tsv', TABLES[name])
    except UnicodeDecodeError as error:
        line = 1 + content.count(b'\n', 0, error.start)
        raise TableError(f'{name}.tsv:{line}: {error}') from error
    _check_edition(name, table.edition)
    for column, places in NAMED.get(name, {}).items():
        _check_names(name, table, column, places)
    return table


def _check_edition(name: str, edition: str) -> None:
    """Raise `TableError` if the table *name* is of another edition than what it makes a whole with."""
    for first, *others in WHOLES:
        if name in others and edition != (other := read(first).edition):
            place = _place(name, f'# edition: {edition}')
            raise TableError(f'{place}: edition {edition}, but {first}.tsv is of {other}')


def _check_names(name: str, table: Table, column: str, places: tuple[tuple[str, str], ...]) -> None:
    """Raise `TableError` if the table *name* has in *column* what none of the *places* has."""
    known = {''}
    for other, listed in places:
        number = TABLES[other].index(listed)
        known |= {row[number] for row in (table if other == name else read(other)).rows}
    number = TABLES[name].index(column)
    for row in table.rows:
        if row[number] not in known:
            listing = ' or '.join(f'{listed} of {other}.tsv' for other, listed in places)
            place = _place(name, '\t'.join(row))
            raise TableError(f'{place}: no {listing} is "{row[number]}"')


def _place(name: str, line: str) -> str:
    """Return file and number of a *line* of the table *name*."""
    lines = _bytes(name).decode('utf-8').splitlines()
    return f'{name}.tsv:{lines.index(line) + 1}'


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
        number = list(notes).index('format') + 2
        raise TableError(
            f'{file}:{number}: format {notes["format"]}; this version reads format {FORMAT}'
        )
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
