"""The tables of facts themselves: where they come from, and what they do not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import Row, Table, plain
from ..dictionary import TABLES, read
from .base import FactTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..blocks import Block


def _sources(_options: Mapping[str, str]) -> Iterator[Block]:
    rows = []
    for table in map(read, TABLES):
        edition = table.edition
        if base := table.notes.get('base'):
            edition += f' (base {base})'
        cells = (table.title, f'{len(table.rows):,}', edition, table.source, table.notes['gaps'])
        rows.append(Row(tuple(map(plain, cells))))
    columns = ('Table', 'Rows', 'Edition', 'Source', 'What it does not know')
    yield Table('Tables of facts', columns, tuple(rows), (25, 8, 12, 30, 25), 'wide')


SOURCES = FactTable('The tables of facts: their editions, sources and gaps.', _sources, (), {})
