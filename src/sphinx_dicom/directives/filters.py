"""The filters of a listing: which records of the dictionary it holds."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..dictionary import UID, ContextGroup, Element, elements, find, get, records, uids
from ..dictionary.errors import with_article
from .options import option_warning

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.util.docutils import SphinxDirective

    from ..dictionary import Kind, Record

    Test = Callable[[Record], bool]

#: The filters as they are stored in a doctree: sorted pairs of option and value.
Filters = tuple[tuple[str, str], ...]


class FilterError(ValueError):
    """A filter can't be followed; the text says why."""


class Filter(NamedTuple):
    """A filter of ``dicom:dictionary``."""

    #: Returns the test that a value stands for; raises `FilterError`.
    parse: Callable[[str], Test]
    #: The kinds to which it applies.
    kinds: tuple[Kind, ...]
    meaning: str

    def check(self, kind: Kind, value: str) -> None:
        """Raise `FilterError` if the filter can't be applied to *kind* with *value*."""
        if kind not in self.kinds:
            raise FilterError(f'does not apply to {with_article(kind)}')
        if not value:
            raise FilterError('needs a value')
        try:
            self.parse(value)
        except FilterError as error:
            raise FilterError(f'{value}: {error}') from error


def _groups(value: str) -> list[str]:
    groups = sorted({group.upper().replace('X', 'x') for group in re.split(r'[\s,]+', value)})
    for group in groups:
        if group not in _by_group():
            raise FilterError(f'no data element is in group "{group}"')
    return groups


def _group(value: str) -> Test:
    groups = frozenset(_groups(value))
    return lambda record: isinstance(record, Element) and record.group in groups


def _range_ends(value: str) -> tuple[str, str]:
    match = re.fullmatch(r'([0-9A-F]{8})-([0-9A-F]{8})', re.sub('[(),\\s]', '', value).upper())
    if not match or match[1] > match[2]:
        raise FilterError(
            'a range is written as (0018,0000)-(0018,1FFF), of context groups as 1000-1999'
        )
    first, last = (f'({tag[:4]},{tag[4:]})' for tag in match.groups())
    return first, last


#: A range of context groups.
_NUMBERS = re.compile('([0-9]{1,5})-([0-9]{1,5})')


def _range(value: str) -> Test:
    if numbers := _NUMBERS.fullmatch(value):
        low, high = map(int, numbers.groups())
        return lambda record: isinstance(record, ContextGroup) and low <= int(record.key) <= high
    first, last = _range_ends(value)

    def test(record: Record) -> bool:
        # A repeating element stands for tags of which some may be in the range.
        return isinstance(record, Element) and (
            record.tag.replace('x', '0') <= last and first <= record.tag.replace('x', 'F')
        )

    return test


def _vr(value: str) -> Test:
    codes = set()
    for text in re.split(r'[\s,]+', value):
        vr = find('vr', text)
        if vr is None:
            raise FilterError(f'"{text}" is not a value representation')
        codes.add(vr.key)
    texts = frozenset(text for text in _vr_texts() if not codes.isdisjoint(text.split(' or ')))
    return lambda record: isinstance(record, Element) and record.vr in texts


def _uid_type(value: str) -> Test:
    types = {uid.type for uid in uids()}
    if value not in types:
        raise FilterError(f'"{value}" is none of {", ".join(sorted(types))}')
    return lambda record: isinstance(record, UID) and record.type == value


def _retired(value: str) -> Test:
    if value not in ('only', 'exclude'):
        raise FilterError(f'"{value}" is neither "only" nor "exclude"')
    return lambda record: record.retired == (value == 'only')


def _keyword(value: str) -> Test:
    return lambda record: fnmatchcase(record.keyword, value)


FILTERS: Mapping[str, Filter] = {
    'group': Filter(_group, ('tag',), 'Groups, such as ``0010`` or ``0008 60xx``.'),
    'range': Filter(
        _range,
        ('tag', 'cid'),
        'First and last tag, such as ``(0018,0000)-(0018,1FFF)``, or number, such as ``1000-1999``.',
    ),
    'vr': Filter(_vr, ('tag',), 'Codes of VRs, such as ``PN`` or ``OB OW``.'),
    'uid-type': Filter(_uid_type, ('uid',), 'A type of UID, such as ``Transfer Syntax``.'),
    'retired': Filter(_retired, ('tag', 'uid'), '``only`` retired ones, or ``exclude`` them.'),
    'keyword': Filter(
        _keyword,
        ('tag', 'uid', 'iod', 'module', 'cid'),
        'A pattern of keywords, or of slugs, with ``*``, ``?`` and ``[...]``, such as ``*Sequence``.',
    ),
}


def read_filters(directive: SphinxDirective, kinds: tuple[Kind, ...]) -> Filters | None:
    """Return the filters of the options of *directive*, or nothing if one can't be followed: all else would be too much."""
    filters = []
    bad = False
    for name, filter_ in FILTERS.items():
        if name not in directive.options:
            continue
        value = ' '.join((directive.options[name] or '').split())
        try:
            for kind in kinds:
                filter_.check(kind, value)
        except FilterError as error:
            bad = True
            option_warning(directive, f':{name}: {error}')
        else:
            filters.append((name, value))
    return None if bad else tuple(filters)


@cache
def select(kind: Kind, filters: Filters, keys: tuple[str, ...]) -> tuple[Record, ...]:
    """Return the records of *kind* that pass all *filters* and, if there are *keys*, are among these.

    Raises `FilterError` for a filter that can't be followed.
    """
    found = (
        [record for key in keys if (record := get(kind, key))]
        if keys
        else _candidates(kind, filters)
    )
    for name, value in filters:
        test = FILTERS[name].parse(value)
        found = [record for record in found if test(record)]
    return tuple(found)


def _candidates(kind: Kind, filters: Filters) -> list[Record]:
    """Return all records of *kind*, or of the groups that a filter leaves: a reference has a listing for each."""
    values = dict(filters)
    if kind != 'tag':
        return list(records(kind))
    if 'group' in values:
        groups = _groups(values['group'])
    elif 'range' in values and not _NUMBERS.fullmatch(values['range']):
        first, last = _range_ends(values['range'])
        groups = [
            group
            for group in _by_group()
            if f'({group.replace("x", "0")}' <= last and first[:5] <= f'({group.replace("x", "F")}'
        ]
    else:
        return list(records(kind))
    return [record for group in groups for record in _by_group()[group]]


@cache
def _vr_texts() -> frozenset[str]:
    return frozenset(element.vr for element in elements())


@cache
def _by_group() -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for element in elements():
        found.setdefault(element.group, []).append(element)
    return found
