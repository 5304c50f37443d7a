"""All records, by kind, as the tables have them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from .records import IOD, UID, VR, ContextGroup, Element, Introduction, Items, Module
from .tables import read

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .records import Kind, Record


@cache
def elements() -> tuple[Element, ...]:
    """Return all data elements sorted by tag, then the repeating groups."""
    return tuple(
        [
            Element(tag, vr, vm, keyword, name, bool(retired), edition)
            for tag, vr, vm, keyword, name, retired, edition in read('elements').rows
        ]
    )


@cache
def uids() -> tuple[UID, ...]:
    """Return all UIDs sorted by their components."""
    return tuple(
        [
            UID(uid, type_, name, keyword, bool(retired), edition)
            for uid, type_, name, keyword, retired, edition in read('uids').rows
        ]
    )


@cache
def vrs() -> tuple[VR, ...]:
    """Return all value representations sorted by code."""
    return tuple(
        [
            VR(
                *(code, name, int(length) if length else None, unit, rule, repertoire),
                *(int(field), bool(multiple), python),
            )
            for code, name, length, unit, rule, repertoire, field, multiple, python in read(
                'vrs'
            ).rows
        ]
    )


@cache
def iods() -> tuple[IOD, ...]:
    """Return all information object definitions sorted by slug."""
    return tuple([IOD(slug, name, place) for slug, name, place in read('iods').rows])


@cache
def modules() -> tuple[Module, ...]:
    """Return all modules sorted by slug."""
    return tuple(
        [
            Module(slug, name, place, int(attributes or 0))
            for slug, name, place, attributes in read('modules').rows
        ]
    )


@cache
def items() -> tuple[Items, ...]:
    """Return all trees of attributes of items, sorted by the keyword of the sequence."""
    names = {element.keyword: element.name for element in elements()}
    found = []
    for key in dict.fromkeys(row[3] for row in read('attributes').rows if row[3]):
        keyword, _dot, number = key.partition('.')
        found.append(Items(key, f'{names[keyword]} items' + (number and f', form {number}')))
    return tuple(sorted(found, key=lambda record: record.name))


@cache
def context_groups() -> tuple[ContextGroup, ...]:
    """Return all context groups sorted by number."""
    found = []
    for cid, keyword, name, others in read('context_groups').rows:
        counts = [scheme.split(':') for scheme in others.split()]
        schemes = tuple((scheme, int(count)) for scheme, count in counts)
        found.append(ContextGroup(cid, keyword, name, schemes))
    return tuple(found)


@cache
def introductions() -> Mapping[tuple[str, str], Introduction]:
    """Return the introductions by kind and subject: a group such as ``0010``, a type of UIDs, or a page."""
    return {
        (kind, subject): Introduction(title, text)
        for kind, subject, title, text in read('introductions').rows
    }


_RECORDS: Mapping[Kind, Callable[[], tuple[Record, ...]]] = {
    'tag': elements,
    'uid': uids,
    'vr': vrs,
    'iod': iods,
    'module': modules,
    'items': items,
    'cid': context_groups,
}


#: The kinds of which tables have all records.
KINDS: tuple[Kind, ...] = tuple(_RECORDS)
#: The kinds that have no table: a text alone says what is meant.
CITED: tuple[Kind, ...] = ('tid', 'std')


def records(kind: Kind) -> tuple[Record, ...]:
    """Return all records of *kind*, in the order of the standard's table; none of a kind without a table."""
    return _RECORDS[kind]() if kind in _RECORDS else ()
