"""Rows that authors write for a table, in the directive or in a CSV file."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .options import option_warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.util.docutils import SphinxDirective

#: A tag holds a comma, which parts no cells: until the cells are parted, another character stands for it.
_COMMA = '\ue000'
_TAG = re.compile(r'(\([0-9A-Fa-fXx]{4}),(?=\s?[0-9A-Fa-fXx]{4}\))')


class Row(NamedTuple):
    """The cells of a row, and where it stands."""

    cells: list[str]
    source: str
    line: int


class RowsError(ValueError):
    """A file can't be read; the text says why."""


def rows(directive: SphinxDirective) -> list[Row]:
    """Return the rows of *directive*: those of the file that its option ``file`` names, else those of its content.

    Raises `RowsError` if there is no such file, or if it is no CSV file.
    """
    delimiter = _delimiter(directive)
    if 'file' not in directive.options:
        return list(_parted(_content(directive), delimiter))
    relative, path = directive.env.relfn2path(directive.options['file'])
    directive.env.note_dependency(relative)
    encoding = directive.options.get('encoding', 'utf-8-sig')
    try:
        lines = Path(path).read_text(encoding=encoding).splitlines()
        return list(
            _parted(((line, path, number) for number, line in enumerate(lines, 1)), delimiter)
        )
    except OSError as error:
        raise RowsError(f'cannot be read: {error.strerror}') from error
    except LookupError as error:
        raise RowsError(f'cannot be read: {error}') from error
    except UnicodeDecodeError as error:
        raise RowsError(f'is not encoded in {encoding} (:encoding: tells how)') from error


def _delimiter(directive: SphinxDirective) -> str:
    """Return the character that parts cells."""
    given: str = directive.options.get('delim', ',')
    delimiter = {'tab': '\t', 'space': ' '}.get(given, given)
    if len(delimiter) == 1:
        return delimiter
    option_warning(directive, f':delim: "{given}" is not one character')
    return ','


def _content(directive: SphinxDirective) -> Iterator[tuple[str, str, int]]:
    """Yield the lines of the content, and where they stand."""
    content = directive.content
    for line, (source, offset) in zip(content, content.items, strict=True):
        # MyST counts the lines of the content from the directive.
        before = 0 if content.items[0][1] else directive.lineno + directive.content_offset
        yield line, source, before + offset + 1


def _parted(lines: Iterable[tuple[str, str, int]], delimiter: str) -> Iterator[Row]:
    """Yield the rows that are not empty; a cell in quotation marks may go over several lines."""
    place = '', 0

    def texts() -> Iterator[str]:
        nonlocal place
        for text, source, line in lines:
            place = source, line
            yield _TAG.sub(rf'\1{_COMMA}', text) + '\n'

    reader = csv.reader(texts(), delimiter=delimiter, skipinitialspace=True)
    for cells in reader:
        cells = [cell.replace(_COMMA, ',').strip() for cell in cells]
        if any(cells):
            yield Row(cells, *place)
