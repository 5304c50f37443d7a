"""How a full reference is laid out on pages: which page documents what.

Page names come from groups, UID types, codes and slugs, never from titles. What is too long for a page is split by leading
digits, and a page is named by the first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .dictionary import Element, context_groups, elements, get, iods, items, modules, uids, vrs
from .dictionary.facts import context_group_codes
from .dictionary.structure import attributes, homes, occurrences
from .entries.elements import LINKED

if TYPE_CHECKING:
    from .dictionary import Record

#: The file-wide metadata of a page whose subpages are reached from it only.
HUB = 'dicom-hub'
#: The most that a page of data elements may hold: an element counts for 10, and for 1 more for each place where it occurs.
LONGEST = 1300
#: The most UIDs, rows of items, and codes with their context groups.
LONGEST_UIDS = 150
LONGEST_ITEMS = 200
LONGEST_CODES = 500

#: What all UIDs of the standard begin with.
_ROOT = '1.2.840.10008.'


class Page(NamedTuple):
    """A page of the reference and the records that it documents."""

    #: Such as ``elements/0018-10``: relative to the directory of the reference, without suffix.
    name: str
    #: The group, the type of UIDs, or what identifies the one record; empty where that says nothing.
    subject: str
    records: tuple[Record, ...]
    #: The first and the last leading digits of the records, where the page has a part of a whole.
    part: tuple[str, str] | None = None


class _Member(NamedTuple):
    """A record on its way to a page."""

    #: By these it is sorted and split.
    digits: str
    record: Record
    #: How much of a page it takes.
    weight: int = 1


@cache
def element_pages() -> tuple[Page, ...]:
    """Return a page for each group, or several for a long one."""
    places = occurrences()
    groups: dict[str, list[_Member]] = defaultdict(list)
    for element in elements():
        weight = 10 + min(len(places.get(element.keyword, ())), LINKED)
        groups[element.group].append(_Member(element.number, element, weight))
    pages: list[Page] = []
    for group in sorted(groups):
        pages += _pages(f'elements/{group.lower()}', group, groups[group], LONGEST)
    return tuple(pages)


def _pages(name: str, subject: str, members: list[_Member], longest: int) -> list[Page]:
    """Return a page called *name* with all *members*, or several if that were more than the *longest*."""
    if sum(member.weight for member in members) <= longest:
        return [Page(name, subject, tuple(member.record for member in members))]
    order = {member.record: number for number, member in enumerate(members)}
    return [
        Page(
            f'{name}-{first.lower()}',
            subject,
            tuple(sorted((member.record for member in part), key=order.__getitem__)),
            (first, last),
        )
        for first, last, part in _split(members, longest)
    ]


def _split(
    members: list[_Member], longest: int, leading: str = ''
) -> list[tuple[str, str, list[_Member]]]:
    """Return *members*, whose digits begin with *leading*, in parts: first and last leading digits, and the members.

    Each part has the members of one more digit or of several, as many as fit; where one is too much, it is split again.
    """
    by_digit: dict[str, list[_Member]] = defaultdict(list)
    for member in members:
        by_digit[member.digits[: len(leading) + 1]].append(member)
    parts: list[tuple[str, str, list[_Member]]] = []
    room = 0
    for digits in sorted(by_digit):
        found = by_digit[digits]
        weight = sum(member.weight for member in found)
        if weight > longest and len(found) > 1 and len(digits) < max(len(m.digits) for m in found):
            parts += _split(found, longest, digits)
            room = 0
        elif weight <= room:
            first, _last, before = parts[-1]
            parts[-1] = first, digits, before + found
            room -= weight
        else:
            parts.append((digits, digits, found))
            room = longest - weight
    return parts


@cache
def uid_pages() -> tuple[Page, ...]:
    """Return a page for each type of UID, or several for a long one, by what follows the root of the standard."""
    types: dict[str, list[_Member]] = defaultdict(list)
    for uid in uids():
        types[uid.type].append(_Member(uid.uid.removeprefix(_ROOT), uid))
    pages: list[Page] = []
    for type_, members in sorted(types.items()):
        name = f'uids/{re.sub("[^a-z0-9]+", "-", type_.lower())}'
        pages += _pages(name, type_, members, LONGEST_UIDS)
    return tuple(pages)


@cache
def vr_pages() -> tuple[Page, ...]:
    """Return a page for each value representation."""
    return tuple(Page(f'vrs/{vr.code.lower()}', vr.code, (vr,)) for vr in vrs())


@cache
def iod_pages() -> tuple[Page, ...]:
    """Return a page for each information object definition."""
    return tuple(Page(f'iods/{iod.slug}', iod.slug, (iod,)) for iod in iods())


@cache
def module_pages() -> tuple[Page, ...]:
    """Return a page for each module."""
    return tuple(Page(f'modules/{module.slug}', module.slug, (module,)) for module in modules())


@cache
def items_pages() -> tuple[Page, ...]:
    """Return the pages of the items that several modules have, by the tag of the sequence."""
    members = []
    for record in items():
        sequence = get('tag', record.key.partition('.')[0])
        if homes()[record.key] == record.key and isinstance(sequence, Element):
            rows = len(attributes()[record.key])
            members.append(_Member(sequence.group + sequence.number, record, rows))
    members.sort(key=lambda member: (member.digits, member.record.key))
    return _parts('items', members, LONGEST_ITEMS)


@cache
def context_group_pages() -> tuple[Page, ...]:
    """Return the pages of the context groups, by number."""
    codes = context_group_codes()
    members = [
        _Member(group.key.zfill(5), group, 1 + len(codes.get(group.key, ())))
        for group in context_groups()
    ]
    return _parts('cids', members, LONGEST_CODES)


def _parts(directory: str, members: list[_Member], longest: int) -> tuple[Page, ...]:
    pages = []
    for first, last, part in _split(members, longest):
        records = tuple(member.record for member in part)
        pages.append(Page(f'{directory}/{first.lower()}', '', records, (first, last)))
    return tuple(pages)


def record_pages() -> tuple[Page, ...]:
    """Return all pages that document records."""
    return (
        *(*element_pages(), *uid_pages(), *vr_pages(), *iod_pages(), *module_pages()),
        *(*items_pages(), *context_group_pages()),
    )


@cache
def _places() -> dict[Record, str]:
    return {record: page.name for page in record_pages() for record in page.records}


def page_of(record: Record) -> str | None:
    """Return the name of the page that documents *record*, if the reference does."""
    return _places().get(record)
