"""Replacements in the source of a document, also in tables that are drawn with characters: their columns become wider."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_GRID_BORDER = re.compile(r'\s*\+(?:[-=]+\+)+\s*')
_GRID_LINE = re.compile(r'\s*[+|].*[+|]\s*')
_SIMPLE_BORDER = re.compile(r'\s*=+(?: +=+)+\s*')


class Edit(NamedTuple):
    """A replacement between two positions of a source."""

    start: int
    end: int
    text: str


def drawn(source: str) -> list[tuple[int, int]]:
    """Return where the tables of *source* start and end that are drawn with characters."""
    lines = source.split('\n')
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return [(starts[block.start], starts[block.stop] - 1) for block in _tables(lines)]


def apply(source: str, edits: Sequence[Edit]) -> str:
    """Return *source* with the *edits*, which do not overlap; in drawn tables none may span lines."""
    inside: dict[tuple[int, int], list[Edit]] = {}
    done = []
    tables = drawn(source)
    for edit in edits:
        table = next((table for table in tables if table[0] <= edit.start < table[1]), None)
        if table is None:
            done.append(edit)
        else:
            inside.setdefault(table, []).append(edit)
    for (start, end), within in inside.items():
        done.append(Edit(start, end, _fitted(source[start:end], start, within)))
    for start, end, text in sorted(done, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def _tables(lines: Sequence[str]) -> Iterator[range]:
    """Yield the lines of each drawn table."""
    number = 0
    while number < len(lines):
        stop = number
        if _GRID_BORDER.fullmatch(lines[number]):
            while stop < len(lines) and _GRID_LINE.fullmatch(lines[stop]):
                stop += 1
        elif _SIMPLE_BORDER.fullmatch(lines[number]):
            borders = [
                later
                for later in range(number + 1, len(lines))
                if _SIMPLE_BORDER.fullmatch(lines[later])
            ]
            # The border under the heading is followed by a line that is not empty.
            ends = (
                later
                for later in borders
                if later + 1 == len(lines) or not lines[later + 1].strip()
            )
            stop = next(ends, number) + 1
        if stop > number + 1:
            yield range(number, stop)
        number = max(stop, number + 1)


def _fitted(table: str, offset: int, edits: Sequence[Edit]) -> str:
    """Return *table*, which starts at *offset*, with the *edits*, and wider columns where they need room."""
    lines = table.split('\n')
    grid = bool(_GRID_BORDER.fullmatch(lines[0]))
    width = max(map(len, lines))
    rows: dict[int, list[Edit]] = {}
    for start, end, text in edits:
        number = table.count('\n', 0, start - offset)
        column = start - offset - (table.rfind('\n', 0, start - offset) + 1)
        rows.setdefault(number, []).append(Edit(column, column + end - start, text))
    lines = [line.ljust(width) for line in lines]
    cells: dict[tuple[int, int, int], list[Edit]] = {}
    for number, same in rows.items():
        for edit in same:
            cells.setdefault((number, *_cell(lines, number, edit, grid)), []).append(edit)
    wider: dict[int, int] = {}
    new: dict[tuple[int, int, int], str] = {}
    # A cell over several columns has the room that these have got already.
    for cell in sorted(cells, key=lambda cell: (cell[2], -cell[1])):
        number, start, stop = cell
        text = lines[number][start:stop]
        for edit in sorted(cells[cell], reverse=True):
            text = text[: edit.start - start] + edit.text + text[edit.end - start :]
        new[cell] = text.rstrip() + ' ' * grid
        room = stop - start + sum(by for end, by in wider.items() if start < end < stop)
        wider[stop] = max(wider.get(stop, 0), len(new[cell]) - room, 0)
    result = []
    for number, line in enumerate(lines):
        inside = {cell[2]: cell for cell in new if cell[0] == number}
        for stop in sorted(wider, reverse=True):
            if stop in inside:
                _number, start, _stop = cell = inside[stop]
                width = stop - start + sum(by for end, by in wider.items() if start < end <= stop)
                line = line[:start] + new[cell].ljust(width) + line[stop:]
            elif not any(start < stop < end for _number, start, end in inside.values()):
                line = _widened(line, stop, wider[stop], grid)
        result.append(line.rstrip())
    return '\n'.join(result)


def _cell(lines: list[str], number: int, edit: Edit, grid: bool) -> tuple[int, int]:
    """Return between which columns the cell is that holds *edit* in line *number*."""
    if grid:
        bars = [0, *(place for place, one in enumerate(lines[number]) if one == '|')]
        return max(bar for bar in bars if bar <= edit.start) + 1, min(
            bar for bar in bars if bar >= edit.end
        )
    columns = [match.span() for match in re.finditer('=+', lines[0])]
    place = max(index for index, (start, _end) in enumerate(columns) if start <= edit.start)
    start, end = columns[place]
    return start, len(lines[0]) if place == len(columns) - 1 else end


def _widened(line: str, place: int, by: int, grid: bool) -> str:
    """Return *line* with the column that ends at *place* wider."""
    at, before = line[place : place + 1], line[place - 1]
    if grid and at == '+':
        fill = before if before in '-=' else ' '
    elif grid and at in ('-', '='):
        fill = at
    elif grid:
        bar = line.find('|', place)
        place, fill = (bar if bar >= 0 else place), ' '
    else:
        border = set(line.strip()) <= set('=- ')
        fill = before if border and before in '-=' else ' '
    return line[:place] + fill * by + line[place:]
