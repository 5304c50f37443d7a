"""Where things stand in the standard, and the sources that pages name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .blocks import Source
from .dictionary import IOD, ContextGroup, Element, Module, Passage, Template, edition, find, read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .dictionary import Kind, Record

_KINDS: Mapping[Kind, str] = {
    'tag': 'PS3.6 Table 6-1',
    'uid': 'PS3.6 Table A-1',
    'vr': 'PS3.5 Table 6.2-1',
    'iod': 'PS3.3 Annex A',
    'module': 'PS3.3 Annex C',
    'cid': 'PS3.16 Annex B',
}
#: The groups that another table lists.
_GROUPS: Mapping[str, str] = {
    '0000': 'PS3.7 Table E.1-1',
    '0002': 'PS3.6 Table 7-1',
    '0004': 'PS3.6 Table 8-1',
    '0006': 'PS3.6 Table 9-1',
}
#: The tables whose facts entries of each kind show besides.
_ALSO: Mapping[Kind, tuple[str, ...]] = {
    'tag': ('descriptions', 'attributes', 'values', 'confidentiality'),
    'uid': ('descriptions', 'sop_classes', 'transfer_syntaxes'),
    'vr': ('descriptions',),
    'iod': ('usages',),
    'module': ('descriptions', 'usages', 'attributes'),
    'items': ('attributes',),
    'cid': ('context_groups', 'codes'),
}


def place(record: Record) -> Passage | None:
    """Return the passage of the standard that has *record*, if one is known."""
    if isinstance(record, Passage):
        return record
    text = _KINDS.get(record.kind, '')
    if isinstance(record, Element):
        text = '' if record.private else _GROUPS.get(record.group, text)
    elif isinstance(record, IOD | Module) and record.place:
        text = f'part03/{record.place}'
    elif isinstance(record, ContextGroup | Template):
        text = f'PS3.16 {record.kind} {record.key}'
    return _passage(text) if text else None


@cache
def _passage(text: str) -> Passage | None:
    found = find('std', text)
    return found if isinstance(found, Passage) else None


def title(passage: Passage) -> str:
    """Return what *passage* is called within a sentence, such as ``PS3.6 table 6-1``."""
    label = passage.label
    return passage.key.replace(label, label if label in ('CID', 'TID') else label.lower())


def source(passage: Passage, url: str) -> Source:
    """Return *passage* with the edition that is meant; *url* is its address, or empty."""
    return Source(f'DICOM {passage.pinned or edition()}, {title(passage)}', url)


def sources(records: tuple[Record, ...], url: Callable[[Passage], str]) -> list[Source]:
    """Return the tables of the standard, and the editions, of what the entries of *records* show; *url* tells addresses."""
    kinds = dict.fromkeys(record.kind for record in records)
    # Of many context groups the annex is the place.
    places = dict.fromkeys(
        _passage(_KINDS['cid']) if record.kind == 'cid' and len(records) > 1 else place(record)
        for record in records
    )
    found = [source(where, url(where)) for where in places if where]
    tables = dict.fromkeys(name for kind in kinds for name in _ALSO[kind])
    return found + [cited(name) for name in tables]


def cited(table: str) -> Source:
    """Return what the facts of *table* are and which edition they are of."""
    return Source(read(table).notes['cited'])
