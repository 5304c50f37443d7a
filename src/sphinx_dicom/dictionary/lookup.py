"""From any spelling to the one record that it means, or to a useful word about why there is none."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from . import spelling
from .catalogue import KINDS, elements, records
from .errors import Reason, UnknownTermError
from .passages import read_passage, read_template
from .records import Element
from .spelling import TagForm
from .tables import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from .records import Kind, Record


def lookup(kind: Kind, text: str) -> Record:
    """Return the record that *text* means.

    Parameters
    ----------
    kind : one of `KINDS`
        What is meant: ``'tag'`` for a data element, ``'uid'``, ``'vr'``, ...
    text : str
        A tag in any notation, a UID, a code, a slug, the number of a context group, a keyword or a name; for an IOD also its
        SOP class. Case, spaces, punctuation and possessive *'s* of names do not matter; *SOP Class*, *Transfer Syntax*,
        *Storage*, *IOD*, *Module* and a parenthesis at the end may be absent where that leaves one record.

    Returns
    -------
    A record of that kind
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


def named(kind: Kind, text: str) -> tuple[Record, ...]:
    """Return the records that have *text* as their whole name or keyword, whatever its case, punctuation and possessive *'s*."""
    return _spellings(kind).get(spelling.squash(text), ())


def find(kind: Kind, text: str) -> Record | None:
    """Return what `lookup` returns, or ``None`` where it raises; cheap for texts that are no terms."""
    try:
        return _find(kind, text.strip())
    except UnknownTermError:
        return None


@lru_cache(maxsize=4096)
def _find(kind: Kind, text: str) -> Record | None:
    return _exact(kind).get(text) or _noted(kind, text) or _named(kind, text)


def _noted(kind: Kind, text: str) -> Record | None:
    """Return the record of which *text* is another notation."""
    return _NOTATIONS[kind](text) if kind in _NOTATIONS else None


@cache
def _exact(kind: Kind) -> dict[str, Record]:
    """Return the records by key, and by keyword where no other record has it."""
    shared = Counter(record.keyword for record in records(kind))
    found = {
        record.keyword: record
        for record in records(kind)
        if record.keyword and shared[record.keyword] == 1
    }
    return found | {record.key: record for record in records(kind)}


@cache
def _spellings(kind: Kind) -> dict[str, tuple[Record, ...]]:
    """Return the records by squashed keyword and name; a name that one in force has, a retired one has not."""
    found: dict[str, dict[Record, None]] = defaultdict(dict)
    for record in sorted(records(kind), key=lambda record: record.retired):
        name = spelling.squash(record.name)
        if name and record.retired and not all(same.retired for same in found[name]):
            name += 'retired'
        found[name][record] = found[spelling.squash(record.keyword)][record] = None
    return {spelled: tuple(same) for spelled, same in found.items() if spelled}


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


#: What names may end with or not, squashed.
_NOISE: Mapping[Kind, tuple[str, ...]] = {
    'uid': ('sopclass', 'transfersyntax', 'storage'),
    'iod': ('iod', 'informationobjectdefinition'),
    'module': ('module',),
    'items': ('items',),
}


def _shorten(kind: Kind, name: str) -> str:
    squashed = spelling.squash(name)
    return spelling.without_noise(squashed, _NOISE.get(kind, ()))


def _named(kind: Kind, text: str) -> Record | None:
    """Return the record that has *text* as a name in whatever spelling."""
    candidates = _spellings(kind).get(spelling.squash(text)) or _shortened(kind).get(
        _shorten(kind, text), ()
    )
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


def _iod_by_sop_class(text: str) -> Record | None:
    """Return the information object definition of the SOP class that *text* is."""
    if uid := find('uid', text):
        return next(
            (get('iod', iod) for key, *_, iod in read('sop_classes').rows if key == uid.key), None
        )
    return None


_CID = re.compile(r'(?:sect_)?CID[\s_]*([0-9]+)', re.IGNORECASE)
_CID_NUMBER = re.compile(r'(?:(?:sect_)?CID[\s_]*)?([0-9]{3,})', re.IGNORECASE)


def _context_group_by_number(text: str) -> Record | None:
    """Return the context group whose number *text* gives behind *CID*."""
    match = _CID.fullmatch(text)
    return get('cid', match[1]) if match else None


_NOTATIONS: Mapping[Kind, Callable[[str], Record | None]] = {
    'tag': _element_by_tag,
    'uid': _uid_by_value,
    'vr': _vr_by_code,
    'iod': _iod_by_sop_class,
    'cid': _context_group_by_number,
    'tid': read_template,
    'std': read_passage,
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
    elif kind == 'cid' and (number := _CID_NUMBER.fullmatch(text)):
        # Of two digits too much is near.
        near = sorted(_one_edit_away(number[1], '0123456789'), key=len, reverse=True)
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

    def ratio(name: str) -> float:
        return SequenceMatcher(None, squashed, name).ratio()

    if len(names) > 1 and ratio(names[0]) - ratio(names[1]) > 0.05:
        del names[1:]
    return tuple(dict.fromkeys(record for name in names for record in spellings[name]))[:2]
