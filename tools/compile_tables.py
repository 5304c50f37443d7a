"""Compile the tables of facts of ``sphinx_dicom.dictionary`` from pydicom and ``tools/facts``.

Usage: ``python tools/compile_tables.py``. Run it with the pydicom release that `BASE` names; read the diff, then commit it.
A test compiles the tables anew and compares.
"""

from __future__ import annotations

from pathlib import Path

from pydicom import _version
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
from pydicom._uid_dict import UID_dictionary

ROOT = Path(__file__).parents[1]
FACTS = ROOT / 'tools' / 'facts'
DATA = ROOT / 'src' / 'sphinx_dicom' / 'dictionary' / 'data'

BASE = '2024c'
EDITION = '2026b'
PYDICOM = '3.0.2'

#: Elements that pydicom lacks though the base edition has them: it does not read the table of PS3.6 chapter 9.
NOT_NEW = frozenset({'00060001'})

Row = tuple[str, ...]


def read_facts(name: str) -> list[Row]:
    """Return the rows of a file of ``tools/facts``, without comments and column names."""
    lines = (FACTS / name).read_text(encoding='utf-8').splitlines()
    return [tuple(line.split('\t')) for line in lines if not line.startswith('#')][1:]


def canonical(digits: str) -> str:
    """Return eight digits, of which some may be ``x``, as ``(gggg,eeee)``."""
    digits = digits.upper().replace('X', 'x')
    return f'({digits[:4]},{digits[4:]})'


def elements() -> list[Row]:
    """Return the rows of ``elements.tsv``: single elements, then repeating groups, each sorted by tag."""
    found: dict[str, list[str]] = {}
    single = {f'{tag:08X}': entry for tag, entry in DicomDictionary.items()}
    for digits, (vr, vm, name, retired, keyword) in (*single.items(), *RepeatersDictionary.items()):
        # "NONE" is pydicom's word for the three item elements, which have no VR (PS3.5 section 7.5).
        vr = '' if vr == 'NONE' else vr
        found[canonical(digits)] = [vr, vm, keyword, name, 'retired' if retired else '', '']
    for digits, vr, vm, keyword, name, _programme, _source in read_facts(
        'elements_after_2024c.tsv'
    ):
        assert canonical(digits) not in found, digits
        found[canonical(digits)] = [vr, vm, keyword, name, '', '' if digits in NOT_NEW else EDITION]
    changes = read_facts('elements_corrected.tsv') + read_facts('elements_changed_after_2024c.tsv')
    for digits, what, before, after in changes:
        row = found[canonical(digits)]
        column = ('vr', 'vm', 'keyword', 'name', 'retired').index(what)
        if what == 'retired':
            before, after = ('retired' if value == 'yes' else '' for value in (before, after))
        assert row[column] == before, digits
        row[column] = after
    return [(tag, *found[tag]) for tag in sorted(found, key=lambda tag: ('x' in tag, tag))]


def uid_order(uid: str) -> list[int]:
    """Return the components of *uid* as numbers, which sort as the standard's table does."""
    return [int(component) for component in uid.split('.')]


def uids() -> list[Row]:
    """Return the rows of ``uids.tsv``, sorted by UID."""
    found = {
        uid: (kind, name, keyword, 'retired' if retired else '', '')
        for uid, (name, kind, _info, retired, keyword) in UID_dictionary.items()
    }
    for uid, kind, name, keyword, _programme in read_facts('uids_after_2024c.tsv'):
        assert uid not in found, uid
        found[uid] = (kind, name, keyword, '', EDITION)
    return [(uid, *found[uid]) for uid in sorted(found, key=uid_order)]


def table(title: str, facts: str, columns: str, rows: list[Row]) -> str:
    """Return the text of a table."""
    source = f'pydicom {PYDICOM} (PS3.6 {BASE}), brought to {EDITION} by tools/facts/{facts}'
    header = (title, 'format: 1', f'edition: {EDITION}', f'base: {BASE}', f'source: {source}')
    lines = [*header, f'rows: {len(rows)}']
    return '\n'.join(
        [*(f'# {line}' for line in lines), columns, *('\t'.join(row) for row in rows), '']
    )


def compiled() -> dict[str, str]:
    """Return the text of every table that pydicom and the files of facts give, by file name."""
    if _version.__dicom_version__ != BASE:
        raise SystemExit(
            f'pydicom {PYDICOM} is wanted: this one follows {_version.__dicom_version__}'
        )
    return {
        'elements.tsv': table(
            'Data elements and repeating groups of DICOM PS3.6 and PS3.7',
            'elements_*.tsv',
            'tag\tvr\tvm\tkeyword\tname\tretired\tedition',
            elements(),
        ),
        'uids.tsv': table(
            'Unique identifiers of DICOM PS3.6 annex A',
            'uids_after_2024c.tsv',
            'uid\ttype\tname\tkeyword\tretired\tedition',
            uids(),
        ),
    }


if __name__ == '__main__':
    for file, text in compiled().items():
        (DATA / file).write_text(text, encoding='utf-8', newline='\n')
