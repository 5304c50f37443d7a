"""Data elements and UIDs: pydicom's dictionaries, brought to the edition by the facts of ``tools/facts``."""

from __future__ import annotations

from pydicom import _version
from pydicom._dicom_dict import DicomDictionary, RepeatersDictionary
from pydicom._uid_dict import UID_dictionary
from sources import BASE, EDITION, PYDICOM, Row, canonical, check_base, read_facts, table, wrong

#: Elements that pydicom lacks though the base edition has them: it does not read the table of PS3.6 chapter 9.
NOT_NEW = frozenset({'00060001'})
#: What editions state differently of an element.
CHANGING = ('vr', 'vm', 'keyword', 'name', 'retired')


def elements() -> list[Row]:
    """Return the rows of ``elements.tsv``: single elements, then repeating groups, each sorted by tag."""
    found: dict[str, list[str]] = {}
    single = {f'{tag:08X}': entry for tag, entry in DicomDictionary.items()}
    for digits, (vr, vm, name, retired, keyword) in (*single.items(), *RepeatersDictionary.items()):
        # "NONE" is pydicom's word for the three item elements, which have no VR (PS3.5 section 7.5).
        vr = '' if vr == 'NONE' else vr
        found[canonical(digits)] = [vr, vm, keyword, name, 'retired' if retired else '', '']
    for fact in read_facts('elements_after_2024c.tsv'):
        digits, vr, vm, keyword, name, _programme, _source = fact
        if canonical(digits) in found:
            raise wrong('elements_after_2024c.tsv', fact, f'pydicom {PYDICOM} has it')
        since = '' if digits in NOT_NEW else EDITION
        found[canonical(digits)] = [vr, vm, keyword, name, '', since]
    for file in ('elements_corrected.tsv', 'elements_changed_after_2024c.tsv'):
        for fact in read_facts(file):
            digits, what, before, after = fact
            if what == 'retired':
                before, after = ('retired' if value == 'yes' else '' for value in (before, after))
            row = found.get(canonical(digits), [])
            if dict(zip(CHANGING, row, strict=False)).get(what) != before:
                raise wrong(file, fact, f'its {what} is not "{before}" in pydicom {PYDICOM}')
            row[CHANGING.index(what)] = after
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
    for fact in read_facts('uids_after_2024c.tsv'):
        uid, kind, name, keyword, _programme = fact
        if uid in found:
            raise wrong('uids_after_2024c.tsv', fact, f'pydicom {PYDICOM} has it')
        found[uid] = (kind, name, keyword, '', EDITION)
    return [(uid, *found[uid]) for uid in sorted(found, key=uid_order)]


def compiled() -> dict[str, str]:
    """Return the text of the tables, by file name."""
    check_base(_version.__dicom_version__)
    source = f'pydicom {PYDICOM} (PS3.6 {BASE}), brought to {EDITION} by tools/facts/'
    return {
        'elements.tsv': table(
            'Data elements and repeating groups of DICOM PS3.6 and PS3.7',
            EDITION,
            f'{source}elements_*.tsv',
            'tag vr vm keyword name retired edition',
            elements(),
            base=BASE,
            cited=f'data elements: PS3.6 and PS3.7 {EDITION}',
            gaps=f'the names of most elements newer than {BASE} are spelled from their keywords',
        ),
        'uids.tsv': table(
            'Unique identifiers of DICOM PS3.6 annex A',
            EDITION,
            f'{source}uids_after_2024c.tsv',
            'uid type name keyword retired edition',
            uids(),
            base=BASE,
            cited=f'UIDs: PS3.6 annex A {EDITION}',
            gaps='UIDs of context groups are not in it',
        ),
    }
