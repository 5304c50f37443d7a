"""Replacements in the source of a document, also in tables that are drawn with characters: their columns become wider."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils.parsers.rst.tableparser import GridTableParser, SimpleTableParser, TableMarkupError
from docutils.statemachine import StringList

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: What may stand before the first line of a table: an item of a list may start with it.
_ITEMS = r'\s*(?:(?:[-*+]|\(?\w+[.)])\s+)*'
_GRID_BORDER = re.compile(rf'(?P<before>{_ITEMS})\+(?:[-=]+\+)+\s*')
_GRID_LINE = re.compile(r'\s*[+|].*[+|]\s*')
_SIMPLE_BORDER = re.compile(rf'(?P<before>{_ITEMS})=+(?: +=+)+\s*')
#: Follows each character that takes two columns.
_PAD = '\0'


class Edit(NamedTuple):
    """A replacement between two positions of a source."""

    start: int
    end: int
    text: str


class Piece(NamedTuple):
    """A text that goes on in itself, such as that of a cell, and where in the source each of its characters stands."""

    text: str
    places: Sequence[int]


class _Cell(NamedTuple):
    """The lines and columns of a table between which a cell is."""

    top: int
    left: int
    bottom: int
    right: int


class _Table:
    """A drawn table between two positions of a source."""

    def __init__(self, source: str, start: int, end: int) -> None:
        self.start, self.end = start, end
        lines = source[start:end].split('\n')
        border = _GRID_BORDER.match(lines[0]) or _SIMPLE_BORDER.match(lines[0])
        self._indent = border.end('before') if border else 0
        self._before = [line[: self._indent] for line in lines]
        block = _padded([line[self._indent :].rstrip() for line in lines])
        self._grid = block[0].startswith('+')
        width = max(map(len, block))
        self.cells = _cells(block, width, self._grid)
        self._lines = [line.ljust(width) for line in block]
        self._starts = [start + place for place in _starts(lines)]

    def piece(self, cell: _Cell) -> Piece:
        """Return what is in *cell*; it has as many lines."""
        text: list[str] = []
        places: list[int] = []
        for number in range(cell.top, cell.bottom):
            line = self._lines[number]
            before = self._starts[number] + self._indent - line.count(_PAD, 0, cell.left)
            inside = line[: cell.right].rstrip().replace(_PAD, '')
            first = cell.left - line.count(_PAD, 0, cell.left)
            text.append(inside[first:])
            places += range(before + cell.left, before + cell.left + len(inside[first:]) + 1)
        return Piece('\n'.join(text), places[:-1])

    def drawn(self, new: Mapping[_Cell, str]) -> str:
        """Return the table with *new* texts in cells, and wider columns where these need room."""
        texts = {cell: _padded(text.split('\n')) for cell, text in new.items()}
        wider: dict[int, int] = {}

        def room(start: int, end: int) -> int:
            return sum(by for edge, by in wider.items() if start < edge <= end)

        # A cell over several columns has the room that these have got already.
        for cell in sorted(texts, key=lambda cell: (cell.right, -cell.left)):
            width = max(len(line.rstrip()) for line in texts[cell]) + self._grid
            missing = width - (cell.right - cell.left) - room(cell.left, cell.right)
            wider[cell.right] = wider.get(cell.right, 0) + max(missing, 0)
        lines = self._lines[:]
        for number, line in enumerate(lines):
            for edge in sorted(wider, reverse=True):
                border = line[edge - 1] if line[edge - 1] in '-=' else ' '
                line = f'{line[:edge]}{border * wider[edge]}{line[edge:]}'
            lines[number] = line
        for cell in self.cells:
            left, right = (edge + room(0, edge) for edge in (cell.left, cell.right))
            old = [line[cell.left : cell.right] for line in self._lines[cell.top : cell.bottom]]
            for number, text in enumerate(texts.get(cell, old), cell.top):
                line = lines[number]
                lines[number] = f'{line[:left]}{text.rstrip().ljust(right - left)}{line[right:]}'
        parts = zip(self._before, lines, strict=True)
        return '\n'.join(f'{before}{line}'.rstrip() for before, line in parts).replace(_PAD, '')


class _SpanningSimpleTableParser(SimpleTableParser):
    """Notes where the rows are: the first line, how many there are, and the columns of the row."""

    def setup(self, block: StringList) -> None:
        """Start with a table."""
        super().setup(block)
        self.rows: list[tuple[int, int, list[tuple[int, int]]]] = []

    def parse_row(
        self, lines: list[str], start: int, spanline: tuple[str, int] | None = None
    ) -> None:
        """Parse a row."""
        super().parse_row(lines, start, spanline)
        columns = self.parse_columns(*spanline) if spanline else self.columns
        self.rows.append((start, len(lines), columns))


def pieces(source: str) -> Iterator[Piece]:
    """Yield the text of *source* without drawn tables, and that of each of their cells."""
    tables = _tables(source)
    for table in tables:
        for cell in map(table.piece, table.cells):
            for piece in pieces(cell.text):
                yield Piece(piece.text, [cell.places[place] for place in piece.places])
    for table in tables:
        source = blank(source, table.start, table.end)
    yield Piece(source, range(len(source)))


def blank(source: str, start: int, end: int) -> str:
    """Return *source* with spaces between two positions, and the lines that there are."""
    return source[:start] + re.sub(r'\S', ' ', source[start:end]) + source[end:]


def apply(source: str, edits: Sequence[Edit]) -> str:
    """Return *source* with the *edits*, none of which reaches from one of its `pieces` into another."""
    tables = _tables(source)
    done = [
        edit for edit in edits if not any(table.start <= edit.start < table.end for table in tables)
    ]
    by_start = {edit.start: edit for edit in edits}
    for table in tables:
        new = {}
        for cell in table.cells:
            text, places = table.piece(cell)
            inside = [
                Edit(number, places.index(edit.end - 1) + 1, edit.text)
                for number, place in enumerate(places)
                if (edit := by_start.get(place))
            ]
            if inside:
                new[cell] = apply(text, inside)
        if new:
            done.append(Edit(table.start, table.end, table.drawn(new)))
    for start, end, text in sorted(done, reverse=True):
        source = source[:start] + text + source[end:]
    return source


def _tables(source: str) -> list[_Table]:
    lines = source.split('\n')
    starts = _starts(lines)
    return [_Table(source, starts[block.start], starts[block.stop] - 1) for block in _blocks(lines)]


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where each of *lines* starts, and where one behind them would."""
    return [0, *accumulate(len(line) + 1 for line in lines)]


def _blocks(lines: Sequence[str]) -> Iterator[range]:
    """Yield the lines of each drawn table."""
    number = 0
    while number < len(lines):
        stop = number
        if _GRID_BORDER.fullmatch(lines[number]):
            stop += 1
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


def _cells(block: list[str], width: int, grid: bool) -> list[_Cell]:
    """Return the cells of the table in *block*, none if it is malformed; the last column of a simple table has no end."""
    if any(map(unicodedata.combining, ''.join(block))):
        # They take no column, which editors and docutils count in different ways.
        return []
    parser = GridTableParser() if grid else _SpanningSimpleTableParser()
    try:
        parser.parse(StringList(block))
    except (TableMarkupError, AssertionError, IndexError):
        return []
    if isinstance(parser, GridTableParser):
        cells = cast('list[tuple[int, int, int, int, StringList]]', parser.cells)
        return [
            _Cell(top + 1, left + 1, bottom, right) for top, left, bottom, right, _text in cells
        ]
    return [
        _Cell(first, start, first + count, width if (start, end) == columns[-1] else end)
        for first, count, columns in parser.rows
        for start, end in columns
    ]


def _padded(lines: list[str]) -> list[str]:
    block = StringList(lines)
    block.pad_double_width(_PAD)
    return list(block)
