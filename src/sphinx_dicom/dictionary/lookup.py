"""From any spelling to the one record that it means, or to a useful word about why there is none."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, cast

from . import spelling
from .errors import Reason, UnknownTermError
from .records import UID, VR, Element, Introduction, Kind, Record
from .spelling import TagForm
from .tables import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

KINDS: tuple[Kind, ...] = ('tag', 'uid', 'vr')


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
def introductions() -> Mapping[tuple[Kind, str], Introduction]:
    """Return the introductions by kind and subject: a group such as ``0010``, or a type of UIDs."""
    return {
        (cast('Kind', kind), subject): Introduction(title, text)
        for kind, subject, title, text in read('introductions').rows
    }


_RECORDS: Mapping[Kind, Callable[[], tuple[Record, ...]]] = {
    'tag': elements,
    'uid': uids,
    'vr': vrs,
}


def records(kind: Kind) -> tuple[Record, ...]:
    """Return all records of *kind*, in the order of the standard's table."""
    return _RECORDS[kind]()


def lookup(kind: Kind, text: str) -> Record:
    """Return the record that *text* means.

    Parameters
    ----------
    kind : ``'tag'``, ``'uid'`` or ``'vr'``
        Whether a data element, a UID or a value representation is meant.
    text : str
        A tag in any notation, a UID, a code, a keyword or a name. Case, spaces, punctuation and possessive *'s* of names
        do not matter; *SOP Class*, *Transfer Syntax*, *Storage* and a parenthesis at the end may be absent where
        that leaves one record.

    Returns
    -------
    Element, UID or VR
        A private element that the text names is returned as an `Element` that has only a tag, and the creator given.

    Raises
    ------
    UnknownTermError
        If the text is unknown, malformed, ambiguous or of another kind.
    """
    text = text.strip()
    if found := _find(kind, text):
        return found
    for other in KINDS:
        if other != kind and (record := find(other, text)):
            raise UnknownTermError(kind, text, Reason.WRONG_KIND, (record,))
    raise UnknownTermError(kind, text, Reason.UNKNOWN, suggest(kind, text))


def get(kind: Kind, key: str) -> Record | None:
    """Return the record that *key*, its tag, UID or code as the dictionary writes it, identifies."""
    return _exact(kind).get(key)


def find(kind: Kind, text: str) -> Record | None:
    """Return what `lookup` returns, or ``None`` where it raises; cheap for texts that are no terms."""
    try:
        return _find(kind, text.strip())
    except UnknownTermError:
        return None


@lru_cache(maxsize=4096)
def _find(kind: Kind, text: str) -> Record | None:
    return _exact(kind).get(text) or _NOTATIONS[kind](text) or _named(kind, text)


@cache
def _exact(kind: Kind) -> dict[str, Record]:
    """Return the records by key and by keyword."""
    found = {record.keyword: record for record in records(kind) if record.keyword}
    return found | {record.key: record for record in records(kind)}


@cache
def _spellings(kind: Kind) -> dict[str, Record]:
    """Return the records by squashed keyword and name; of two with one name, the one in force has it."""
    found: dict[str, Record] = {}
    for record in sorted(records(kind), key=lambda record: record.retired):
        if (squashed := spelling.squash(record.name)) and squashed in found:
            squashed += 'retired'
        found[squashed] = record
    found |= {spelling.squash(record.keyword): record for record in records(kind)}
    found.pop('', None)
    return found


@cache
def _shortened(kind: Kind) -> dict[str, tuple[Record, ...]]:
    """Return the records by shortened name; of several, those that need no parenthesis left out, then those in force."""
    found: dict[str, tuple[Record, ...]] = {}
    for change in (spelling.without_parenthesis, str):
        by_name: dict[str, list[Record]] = defaultdict(list)
        for record in records(kind):
            by_name[_shorten(kind, change(record.name))].append(record)
        for short, same in by_name.items():
            found[short] = tuple(record for record in same if not record.retired) or tuple(same)
    found.pop('', None)
    return found


def _shorten(kind: Kind, name: str) -> str:
    squashed = spelling.squash(name)
    return spelling.without_noise(squashed) if kind == 'uid' else squashed


def _named(kind: Kind, text: str) -> Record | None:
    """Return the record that has *text* as a name in whatever spelling."""
    if record := _spellings(kind).get(spelling.squash(text)):
        return record
    candidates = _shortened(kind).get(_shorten(kind, text), ())
    if len(candidates) > 1:
        raise UnknownTermError(kind, text, Reason.AMBIGUOUS, candidates)
    return candidates[0] if candidates else None


def _element_by_tag(text: str) -> Record | None:
    """Return the data element that *text* names by its tag."""
    tag = spelling.read_tag(text)
    if tag.form is TagForm.NO_TAG:
        return None
    if tag.form is TagForm.MALFORMED:
        raise UnknownTermError('tag', text, Reason.MALFORMED)
    if record := _exact('tag').get(tag.text) or _repeating(tag.text):
        return record
    element = Element(tag.text, '', '', '', '', creator=tag.creator)
    return element if element.private else None


def _repeating(tag: str) -> Record | None:
    """Return the repeating group to which the concrete *tag* belongs (PS3.5 section 7.6)."""
    for pattern, element in _repeating_patterns():
        if pattern.fullmatch(tag) and not Element(tag, '', '', '', '').private:
            return element
    return None


@cache
def _repeating_patterns() -> tuple[tuple[re.Pattern[str], Element], ...]:
    return tuple(
        (re.compile(re.escape(element.tag).replace('x', '[0-9A-F]')), element)
        for element in elements()
        if element.repeating
    )


def _uid_by_value(text: str) -> Record | None:
    """Refuse *text* that is made as UIDs are but breaks their rules."""
    if spelling.looks_like_uid(text) and not spelling.is_uid(text):
        raise UnknownTermError('uid', text, Reason.MALFORMED)
    return None


def _vr_by_code(text: str) -> Record | None:
    """Refuse *text* that joins several codes, as the standard's table does."""
    codes = dict.fromkeys(text.upper().split(' OR '))
    candidates = tuple(record for code in codes if (record := get('vr', code)))
    if len(candidates) > 1:
        raise UnknownTermError('vr', text, Reason.AMBIGUOUS, candidates)
    return None


_NOTATIONS: Mapping[Kind, Callable[[str], Record | None]] = {
    'tag': _element_by_tag,
    'uid': _uid_by_value,
    'vr': _vr_by_code,
}


_HEX = '0123456789ABCDEF'
_REPEATING_GROUP = re.compile(r'\((50|60|7F)[0-9A-F]{2}(?<!7FE0)')


def suggest(kind: Kind, text: str) -> tuple[Record, ...]:
    """Return at most two records of *kind* that *text* may be a misspelling of, the likelier first."""
    text = text.strip()
    tag = spelling.read_tag(text)
    if kind == 'tag' and tag.form is not TagForm.NO_TAG:
        meant = _REPEATING_GROUP.sub(r'(\1xx', tag.text)
        # A slip is likelier in the element number than in the group, and the nearest number is likeliest.
        near = sorted(
            {*_one_edit_away(meant, _HEX), *_one_edit_away(tag.text, _HEX)},
            key=lambda near: (near[:6] != meant[:6], _distance(near, meant), near),
        )
    elif kind == 'uid' and spelling.looks_like_uid(text):
        near = list(_one_edit_away(text, '0123456789.'))
    else:
        return _close_names(kind, spelling.squash(text))
    found = dict.fromkeys(get(kind, candidate) for candidate in near if candidate != text)
    return tuple(record for record in found if record)[:2]


def _distance(one: str, other: str) -> int:
    numbers = (re.sub('[^0-9A-F]', '', tag) for tag in (one, other))
    first, second = (int(number or '0', 16) for number in numbers)
    return abs(first - second)


def _one_edit_away(text: str, alphabet: str) -> Iterator[str]:
    """Yield what *text* may have been before two characters were swapped, or one changed, added or lost."""
    for i in range(len(text)):
        yield text[:i] + text[i + 1 : i + 2] + text[i] + text[i + 2 :]
    for i in range(len(text) + 1):
        for character in alphabet:
            yield text[:i] + character + text[i + 1 :]
            yield text[:i] + character + text[i:]
        yield text[:i] + text[i + 1 :]


def _close_names(kind: Kind, squashed: str) -> tuple[Record, ...]:
    from difflib import SequenceMatcher, get_close_matches  # only when something is wrong

    if len(squashed) > 128:
        return ()
    spellings = _spellings(kind)
    names = get_close_matches(squashed, spellings, n=3, cutoff=0.75)
    best, *others = dict.fromkeys(spellings[name] for name in names) or (None,)
    if best is None:
        return ()

    def ratio(name: str) -> float:
        return SequenceMatcher(None, squashed, name).ratio()

    clear = len(names) > 1 and ratio(names[0]) - ratio(names[1]) > 0.05
    return (best,) if clear else (best, *others[:1])
