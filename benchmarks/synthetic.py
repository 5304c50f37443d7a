"""A copy of the package with a larger dictionary."""

from __future__ import annotations

import compileall
import re
import shutil
from itertools import cycle, islice
from typing import TYPE_CHECKING

from measure import PACKAGE

from sphinx_dicom.dictionary import read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: The first of the synthetic groups. The standard has none between the repeating groups 50xx and 60xx.
FIRST = 0x5102
#: The elements of a synthetic group: about as many as a page of the real reference has.
PER_GROUP = 60


def enlarge(directory: Path, size: int) -> Path:
    """Copy the package below *directory*, with *size* data elements, and return the directory that holds it."""
    package = directory / 'sphinx_dicom'
    shutil.copytree(PACKAGE / 'sphinx_dicom', package, ignore=shutil.ignore_patterns('__pycache__'))
    rows = read('elements').rows
    single = [row for row in rows if 'x' not in row[0]]
    repeating = [row for row in rows if 'x' in row[0]]
    added = list(islice(_elements(single), size - len(rows)))
    data = package / 'dictionary' / 'data'
    _replace_rows(data / 'elements.tsv', [*sorted([*single, *added]), *repeating])
    introductions = [
        ('tag', group, f'Synthetic group {group}', 'Elements that the standard does not have.')
        for group in dict.fromkeys(row[0][1:5] for row in added)
    ]
    _replace_rows(data / 'introductions.tsv', sorted([*read('introductions').rows, *introductions]))
    compileall.compile_dir(package, quiet=1)
    return directory


def _elements(models: list[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    """Yield rows of elements without end, each like the next of *models* but for tag, keyword and name."""
    for serial, model in enumerate(cycle(models)):
        group, number = divmod(serial, PER_GROUP)
        tag = f'({FIRST + 2 * group:04X},{number + 1:04X})'
        _tag, vr, vm, keyword, name, *others = model
        yield tag, vr, vm, f'Synthetic{serial}{keyword}', f'Synthetic {serial} {name}', *others


def _replace_rows(table: Path, rows: list[tuple[str, ...]]) -> None:
    """Put *rows* in the place of those of *table*."""
    lines = table.read_text(encoding='utf-8').splitlines()
    start = next(number for number, line in enumerate(lines) if not line.startswith('# '))
    header = [re.sub('^# rows: .*', f'# rows: {len(rows)}', line) for line in lines[: start + 1]]
    text = '\n'.join([*header, *('\t'.join(row) for row in rows)])
    table.write_text(f'{text}\n', encoding='utf-8')
