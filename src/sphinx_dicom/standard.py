"""Where things stand in the standard, for links that pin the edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .dictionary import Element, edition

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .dictionary import Record

#: The table that lists the elements of a group, where it is not table 6-1 of PS3.6.
_GROUPS: Mapping[str, str] = {
    '0000': 'part07/chapter_E.html#table_E.1-1',
    '0002': 'part06/chapter_7.html#table_7-1',
    '0004': 'part06/chapter_8.html#table_8-1',
    '0006': 'part06/chapter_9.html#table_9-1',
}
_KINDS: Mapping[str, str] = {
    'tag': 'part06/chapter_6.html#table_6-1',
    'uid': 'part06/chapter_A.html#table_A-1',
    'vr': 'part05/sect_6.2.html#table_6.2-1',
}


def standard_url(base: str, record: Record) -> str:
    """Return the address of the table of the standard that lists *record*; *base* may hold ``{edition}``."""
    place = _KINDS[record.kind]
    if isinstance(record, Element):
        place = _GROUPS.get(record.group, place)
    return f'{base.replace("{edition}", edition()).rstrip("/")}/{place}'
