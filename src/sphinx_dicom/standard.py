"""Where things stand in the standard, for links that pin the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .blocks import Source
from .dictionary import IOD, ContextGroup, Element, Module, edition, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .dictionary import Kind, Record


class Place(NamedTuple):
    """A table or a section of the standard."""

    #: Such as ``PS3.6 table 6-1``.
    title: str
    #: Its address below that of the chunked HTML of an edition.
    path: str

    def url(self, base: str) -> str:
        """Return the address of the table; *base* may hold ``{edition}``, and is empty for no links."""
        return base and f'{base.replace("{edition}", edition()).rstrip("/")}/{self.path}'

    def source(self, base: str) -> Source:
        """Return the table with the edition that is meant."""
        return Source(f'DICOM {edition()}, {self.title}', self.url(base))


_KINDS: Mapping[Kind, Place] = {
    'tag': Place('PS3.6 table 6-1', 'part06/chapter_6.html#table_6-1'),
    'uid': Place('PS3.6 table A-1', 'part06/chapter_A.html#table_A-1'),
    'vr': Place('PS3.5 table 6.2-1', 'part05/sect_6.2.html#table_6.2-1'),
    'iod': Place('PS3.3 annex A', 'part03/chapter_A.html'),
    'module': Place('PS3.3 annex C', 'part03/chapter_C.html'),
    'cid': Place('PS3.16 annex B', 'part16/chapter_B.html'),
}
#: The groups that another table lists.
_GROUPS: Mapping[str, Place] = {
    '0000': Place('PS3.7 table E.1-1', 'part07/chapter_E.html#table_E.1-1'),
    '0002': Place('PS3.6 table 7-1', 'part06/chapter_7.html#table_7-1'),
    '0004': Place('PS3.6 table 8-1', 'part06/chapter_8.html#table_8-1'),
    '0006': Place('PS3.6 table 9-1', 'part06/chapter_9.html#table_9-1'),
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


def place(record: Record) -> Place | None:
    """Return the table or section of the standard that has *record*, if one is known."""
    if isinstance(record, Element) and record.group in _GROUPS:
        return _GROUPS[record.group]
    if isinstance(record, IOD | Module) and record.place:
        return Place(
            f'PS3.3 {record.place.rpartition("#")[2].replace("_", " ")}', f'part03/{record.place}'
        )
    if isinstance(record, ContextGroup):
        return Place(f'PS3.16 CID {record.key}', f'part16/sect_CID_{record.key}.html')
    return _KINDS.get(record.kind)


def sources(records: tuple[Record, ...], base: str) -> list[Source]:
    """Return the tables of the standard, and the editions, of what the entries of *records* show; *base* as in `Place.url`."""
    kinds = dict.fromkeys(record.kind for record in records)
    # Of many context groups the annex is the place.
    places = dict.fromkeys(
        _KINDS['cid'] if record.kind == 'cid' and len(records) > 1 else place(record)
        for record in records
    )
    found = [where.source(base) for where in places if where]
    tables = dict.fromkeys(name for kind in kinds for name in _ALSO[kind])
    return found + [cited(name) for name in tables]


def cited(table: str) -> Source:
    """Return what the facts of *table* are and which edition they are of."""
    return Source(read(table).notes['cited'])
