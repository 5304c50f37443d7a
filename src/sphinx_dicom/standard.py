"""Where things stand in the standard, for links that pin the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .dictionary import Element, edition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .dictionary import Record


class Place(NamedTuple):
    """A table of the standard."""

    #: Such as ``PS3.6 table 6-1``.
    title: str
    #: Its address below that of the chunked HTML of an edition.
    path: str

    @property
    def source(self) -> str:
        """The table with the edition that is meant."""
        return f'DICOM {edition()}, {self.title}'

    def url(self, base: str) -> str:
        """Return the address of the table; *base* may hold ``{edition}``, and is empty for no links."""
        return base and f'{base.replace("{edition}", edition()).rstrip("/")}/{self.path}'


_KINDS: Mapping[str, Place] = {
    'tag': Place('PS3.6 table 6-1', 'part06/chapter_6.html#table_6-1'),
    'uid': Place('PS3.6 table A-1', 'part06/chapter_A.html#table_A-1'),
    'vr': Place('PS3.5 table 6.2-1', 'part05/sect_6.2.html#table_6.2-1'),
}
#: The groups that another table lists.
_GROUPS: Mapping[str, Place] = {
    '0000': Place('PS3.7 table E.1-1', 'part07/chapter_E.html#table_E.1-1'),
    '0002': Place('PS3.6 table 7-1', 'part06/chapter_7.html#table_7-1'),
    '0004': Place('PS3.6 table 8-1', 'part06/chapter_8.html#table_8-1'),
    '0006': Place('PS3.6 table 9-1', 'part06/chapter_9.html#table_9-1'),
}


def place(record: Record) -> Place:
    """Return the table of the standard that lists *record*."""
    if isinstance(record, Element) and record.group in _GROUPS:
        return _GROUPS[record.group]
    return _KINDS[record.kind]
