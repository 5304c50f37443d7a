"""How a full reference is laid out on pages: which page documents what.

Page names come from groups, UID types and codes, never from titles. A group that is too long for a page is split by the
leading digits of the element number, and the page is named by the first.
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

    #: Such as ``elements/0018-10``: relative to the directory of the reference, without suffix.
    name: str
    #: The group, the type of UIDs, or the code of a VR.
    subject: str
    records: tuple[Record, ...]
    #: The first and the last leading digits of the element numbers, where the page has a part of a group.
    part: tuple[str, str] | None = None


@cache
def element_pages() -> tuple[Page, ...]:
    """Return a page for each group, or several for a long one."""
    groups: dict[str, list[Element]] = defaultdict(list)
    for element in elements():
        groups[element.group].append(element)
    pages = []
    for group in sorted(groups):
        members = groups[group]
        if len(members) <= LONGEST:
            pages.append(Page(f'elements/{group.lower()}', group, tuple(members)))
            continue
        for first, last, part in _split('', members):
            name = f'elements/{group.lower()}-{first.lower()}'
            part.sort(key=lambda element: (element.repeating, element.tag))
            pages.append(Page(name, group, tuple(part), (first, last)))
    return tuple(pages)


def _split(digits: str, members: list[Element]) -> list[tuple[str, str, list[Element]]]:
    """Return *members*, whose numbers begin with *digits*, in parts: first and last leading digits, and the elements.

    Each part has the elements of one more digit or of several, as many as fit; where one is too many, it is split again.
    """
    by_digit: dict[str, list[Element]] = defaultdict(list)
    for element in members:
        by_digit[element.number[: len(digits) + 1]].append(element)
    parts: list[tuple[str, str, list[Element]]] = []
    open_part = False
    for leading in sorted(by_digit):
        found = by_digit[leading]
        if len(found) > LONGEST:
            parts += _split(leading, found)
            open_part = False
        elif open_part and len(parts[-1][2]) + len(found) <= LONGEST:
            first, _last, before = parts[-1]
            parts[-1] = first, leading, before + found
        else:
            parts.append((leading, leading, found))
            open_part = True
    return parts


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
