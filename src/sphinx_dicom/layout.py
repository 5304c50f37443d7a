"""How a full reference is laid out on pages: which page documents what.

Page names come from groups, UID types and codes, never from titles. A group that is too long for a page is split by the
leading digits of the element number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .dictionary import UID, Element, elements, uids, vrs

if TYPE_CHECKING:
    from .dictionary import Record

#: The file-wide metadata of a page whose subpages are reached from it only.
HUB = 'dicom-hub'
#: The most elements that a page may hold.
LONGEST = 200


class Page(NamedTuple):
    """A page of the reference and the records that it documents."""

    #: Such as ``elements/0018-9``: relative to the directory of the reference, without suffix.
    name: str
    #: The group with the leading digits of the element number (``0018-9``), the type of UIDs, or the code of a VR.
    subject: str
    records: tuple[Record, ...]


@cache
def element_pages() -> tuple[Page, ...]:
    """Return a page for each group, or several for a long one."""
    groups: dict[str, list[Element]] = defaultdict(list)
    for element in elements():
        groups[element.group].append(element)
    return tuple(page for group in sorted(groups) for page in _split(group, '', groups[group]))


def _split(group: str, digits: str, members: list[Element]) -> list[Page]:
    if len(members) <= LONGEST:
        subject = f'{group}-{digits}' if digits else group
        return [Page(f'elements/{subject.lower()}', subject, tuple(members))]
    parts: dict[str, list[Element]] = defaultdict(list)
    for element in members:
        parts[element.number[: len(digits) + 1]].append(element)
    return [page for part in sorted(parts) for page in _split(group, part, parts[part])]


@cache
def uid_pages() -> tuple[Page, ...]:
    """Return a page for each type of UID."""
    types: dict[str, list[UID]] = defaultdict(list)
    for uid in uids():
        types[uid.type].append(uid)
    return tuple(
        Page(f'uids/{re.sub("[^a-z0-9]+", "-", type_.lower())}', type_, tuple(members))
        for type_, members in sorted(types.items())
    )


@cache
def vr_pages() -> tuple[Page, ...]:
    """Return a page for each value representation."""
    return tuple(Page(f'vrs/{vr.code.lower()}', vr.code, (vr,)) for vr in vrs())


@cache
def _places() -> dict[Record, str]:
    pages = (*element_pages(), *uid_pages(), *vr_pages())
    return {record: page.name for page in pages for record in page.records}


def page_of(record: Record) -> str | None:
    """Return the name of the page that documents *record*, if the reference does."""
    return _places().get(record)
