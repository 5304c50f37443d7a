"""Where something was written that docutils does not know the line of: rows of tables, and fields of docstrings."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.addnodes import desc

from ..dictionary.spelling import squash

if TYPE_CHECKING:
    from collections.abc import Iterator


def location(block: nodes.Element, row: nodes.Element | None, written: str) -> nodes.Element | str:
    """Return where *written* stands in *block*, which may be in a *row*, as warnings take it.

    Of a table, docutils has the line of the whole at best, and none of a CSV file.
    """
    source, line = get_source_line(block)
    if row is None or not source or not Path(source).is_file():
        return _described(block)
    sought = squash(written.splitlines()[0])
    texts = _texts(source, Path(source).stat().st_mtime_ns)
    # In a CSV file or directive, each cell is said to be on line 1.
    if line and line > 1 and any(sought in text for text in texts[line - 1 : line]):
        return block
    cells = [squash(line) for line in row.astext().splitlines() if line.strip()]
    first = max(_lines_before(row, source), default=1)
    # How much of the row each line has that has the tag.
    found = {
        number: sum(cell in text for cell in cells)
        for number, text in enumerate(texts, 1)
        if number >= first and sought in text
    }
    if not found:
        return _described(block)
    return f'{Path(source).resolve()}:{max(found, key=lambda number: found[number])}'


def _described(block: nodes.Element) -> nodes.Element:
    """Return *block*, or where its line is not known what is nearest: Sphinx moves the fields of docstrings."""
    node = block
    while node.parent is not None and not _known(node):
        node = node.parent
        if isinstance(node, desc):
            # The signature of what autodoc describes has no source, but the docstring has.
            node = next((within for within in node.findall(nodes.Element) if _known(within)), node)
    return node if _known(node) else block


def _known(node: nodes.Element) -> bool:
    return bool(node.line and node.source and node.source[0] != '<')


def _lines_before(row: nodes.Element, source: str) -> Iterator[int]:
    """Yield the lines known of what stands before *row* in the same file."""
    node = row
    while node.parent is not None:
        for sibling in node.parent.children[: node.parent.index(node)]:
            for known in sibling.findall(nodes.Element):
                if known.source == source and known.line:
                    yield known.line
        node = node.parent


@lru_cache(maxsize=8)
def _texts(source: str, _changed: int) -> list[str]:
    """Return the lines of a file that was *_changed* at that time, squashed."""
    text = Path(source).read_text(encoding='utf-8', errors='replace')
    return [squash(re.sub('[*`|"]', ' ', line)) for line in text.split('\n')]
