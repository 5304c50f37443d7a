"""A copy of the package with a larger dictionary."""

from __future__ import annotations

import compileall
import re
import shutil
from collections import defaultdict
from itertools import cycle, islice
from typing import TYPE_CHECKING

from measure import PACKAGE

from sphinx_dicom.dictionary import read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: The first of the synthetic groups. The standard has none between the repeating groups 50xx and 60xx.
FIRST = 0x5102
#: The elements of a synthetic group: about as many as a page of the real reference has.
PER_GROUP = 60
#: The tables that tell of elements, and the column of the tag or the keyword.
FACTS = {'attributes': 1, 'confidentiality': 0, 'descriptions': 1, 'values': 0}

#: A row of a table.
Row = tuple[str, ...]


def enlarge(directory: Path, size: int) -> Path:
    """Copy the package below *directory*, with *size* data elements, and return the directory that holds it."""
    package = directory / 'sphinx_dicom'
    shutil.copytree(PACKAGE / 'sphinx_dicom', package, ignore=shutil.ignore_patterns('__pycache__'))
    rows = read('elements').rows
    single = [row for row in rows if 'x' not in row[0]]
    repeating = [row for row in rows if 'x' in row[0]]
    models = list(islice(cycle(single), size - len(rows)))
    added = list(_elements(models))
    data = package / 'dictionary' / 'data'
    _replace_rows(data / 'elements.tsv', [*sorted([*single, *added]), *repeating])
    for name, column in FACTS.items():
        copies = _facts(name, column, models, added)
        _replace_rows(data / f'{name}.tsv', [*read(name).rows, *copies])
    introductions = [
        ('tag', group, f'Synthetic group {group}', 'Elements that the standard does not have.')
        for group in dict.fromkeys(row[0][1:5] for row in added)
    ]
    _replace_rows(data / 'introductions.tsv', sorted([*read('introductions').rows, *introductions]))
    compileall.compile_dir(package, quiet=1)
    return directory


def _elements(models: Sequence[Row]) -> Iterator[Row]:
    """Yield a row of an element for each of *models*, like it but for tag, keyword and name."""
    for serial, model in enumerate(models):
        group, number = divmod(serial, PER_GROUP)
        tag = f'({FIRST + 2 * group:04X},{number + 1:04X})'
        _tag, vr, vm, keyword, name, *others = model
        yield tag, vr, vm, f'Synthetic{serial}{keyword}', f'Synthetic {serial} {name}', *others


def _facts(name: str, column: int, models: Sequence[Row], added: Sequence[Row]) -> Iterator[Row]:
    """Yield for the elements *added* what the table *name* has for their *models*."""
    facts: dict[str, list[Row]] = defaultdict(list)
    for row in read(name).rows:
        facts[row[column]].append(row)
    for model, element in zip(models, added, strict=True):
        for cell in (0, 3):  # the tag and the keyword
            for row in facts.get(model[cell], ()):
                copy = [*row[:column], element[cell], *row[column + 1 :]]
                if name == 'attributes':
                    copy[3] = ''  # The items of a sequence are no more for that.
                yield tuple(copy)


def _replace_rows(table: Path, rows: list[Row]) -> None:
    """Put *rows* in the place of those of *table*."""
    lines = table.read_text(encoding='utf-8').splitlines()
    start = next(number for number, line in enumerate(lines) if not line.startswith('# '))
    header = [re.sub('^# rows: .*', f'# rows: {len(rows)}', line) for line in lines[: start + 1]]
    text = '\n'.join([*header, *('\t'.join(row) for row in rows)])
    table.write_text(f'{text}\n', encoding='utf-8')
