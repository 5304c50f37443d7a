"""Mentions of DICOM terms in texts without markup: what is certainly a tag, a UID, a keyword or a name. It needs no Sphinx."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from ..dictionary import elements, find, get, named, uids
from ..dictionary.spelling import read_tag, squash
from ..plugins import private_creators_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from ..dictionary import Record

#: What mentions are looked for.
Form = Literal['tags', 'uids', 'keywords', 'emphasis', 'bare']
#: All of them, with what each means.
FORMS: Mapping[Form, str] = {
    'tags': 'tags in parentheses, as in (0010,0010); in columns of tags also those without, and those of eight digits',
    'uids': 'UIDs',
    'keywords': 'literals that are a keyword of several words, such as ``PatientName``',
    'emphasis': "emphasized names and keywords of several words, such as *Patient's Name*",
    'bare': 'tags without parentheses, as in 0010,0010',
}
#: Those that mean nothing else wherever they stand.
CERTAIN: tuple[Form, ...] = ('tags', 'uids', 'keywords')
#: That which is checked wherever it stands.
TAGS: frozenset[Form] = frozenset(('tags',))

_DIGITS = '[0-9A-Fa-fXx]{4}'
_TAG = rf'\(\s*(?:0[Xx])?{_DIGITS}\s*[,|]\s*(?:0[Xx])?{_DIGITS}\s*\)'
#: Neither a part of a longer number or path, nor a prefix such as ``1.2.840.10008.1.2.4.x``; a slash may divide two of a list.
_UID = (
    r'(?=1\.2\.840)(?:(?<![\w./@-])|(?<=\.[0-9]/)|(?<=\.[0-9]{2}/)|(?<=\.[0-9]{3}/))'
    r'1\.2\.840\.10008(?:\.[0-9]+)+(?![\w*]|\.[\w.*]|/[A-Za-z_.*]|-[0-9])'
)
#: Neither in brackets nor in a list of numbers that are no mentions.
_BARE = (
    r'(?<![\w\[{.,|/=#+-])[0-9A-Fa-f]{4}[,|][0-9A-Fa-f]{4}(?![\w\]}|/=]|[,.-][\w])'
    r'(?!\s*,\s*(?!1\.2\.840\.|[0-9A-Fa-f]{4}[,|]?[0-9A-Fa-f]{4}\b)[0-9])'
)
_PACKED = r'(?<![\w.,])[0-9A-Fa-f]{8}(?![\w.,])'
#: Keywords that mean something more general as well, such as a VR or a class of a program.
_GENERAL = frozenset(('DataElement', 'DataType', 'PersonName'))
#: A pair of numbers that may as well be a size, such as (4000, 3000).
_NUMBERS = re.compile(r'\(\s*[1-9][0-9]{3}\s*,\s*[1-9][0-9]{3}\s*\)')
_KEYWORD = re.compile('[A-Za-z0-9]*[A-Z][A-Za-z0-9]*[A-Z][A-Za-z0-9]*')

#: An element number that is no placeholder, such as ``eeee``, and no group length (PS3.5 section 7.2).
_ELEMENT_NUMBER = re.compile('(?!0000)(?=.*[0-9])[0-9A-F]{4}')


class Mention(NamedTuple):
    """A mention of *record* between two positions of a text."""

    start: int
    end: int
    record: Record


@cache
def _pattern(forms: frozenset[Form], tag_column: bool) -> re.Pattern[str] | None:
    patterns = []
    if forms & {'tags', 'bare'}:
        patterns.append(f'(?P<tag>{_TAG})')
        if tag_column:
            patterns.append(f'(?P<cell>{_BARE}|{_PACKED})')
        elif 'bare' in forms:
            patterns.append(f'(?P<bare>{_BARE})')
    if 'uids' in forms:
        patterns.append(f'(?P<uid>{_UID})')
    return re.compile('|'.join(patterns)) if patterns else None


def in_prose(
    text: str, forms: AbstractSet[Form], around: Callable[[], str], *, tag_column: bool = False
) -> Iterator[Mention]:
    """Yield the mentions of tags and UIDs in *text*.

    *around* returns the text of the whole paragraph, and *tag_column* says that it is in a column of tags.
    """
    pattern = _pattern(frozenset(forms), tag_column)
    if pattern is None:
        return
    for match in pattern.finditer(text):
        written = match[0]
        record = get('uid', written) if match.lastgroup == 'uid' else element(written, around)
        if record is not None and (match.lastgroup != 'tag' or 'tags' in forms):
            yield Mention(match.start(), match.end(), record)


def possible(text: str) -> Iterator[tuple[int, int]]:
    """Yield where in *text* a tag or a UID is written, in any form: whether it is a mention may depend on what is around it."""
    pattern = cast('re.Pattern[str]', _pattern(frozenset(FORMS), True))
    for match in pattern.finditer(text):
        if find('uid' if match.lastgroup == 'uid' else 'tag', match[0]):
            yield match.span()


def has_tag(text: str, forms: AbstractSet[Form], *, tag_column: bool = False) -> bool:
    """Return whether something in *text* is written as a tag, in one of *forms*."""
    return bool(_tag_pattern(forms, tag_column).search(text))


def missing(text: str, *, tag_column: bool = False) -> Iterator[str]:
    """Yield the tags in *text* that are certainly meant to be of the standard but are not in the dictionary."""
    for match in _tag_pattern(TAGS, tag_column).finditer(text):
        tag = read_tag(match[0]).text
        if (
            tag[1:5] in _groups()
            and _ELEMENT_NUMBER.fullmatch(tag[6:10])
            and not _NUMBERS.fullmatch(match[0])
            and find('tag', match[0]) is None
        ):
            yield match[0]


def _tag_pattern(forms: AbstractSet[Form], tag_column: bool) -> re.Pattern[str]:
    return cast('re.Pattern[str]', _pattern(TAGS | (forms & {'bare'}), tag_column))


@cache
def _groups() -> frozenset[str]:
    """Return the groups of the standard; those of repeating groups have more elements than the dictionary names."""
    return frozenset(record.group for record in elements() if 'x' not in record.group)


def element(written: str, around: Callable[[], str]) -> Record | None:
    """Return the data element whose tag is *written*, if it can be nothing else; *around* as in `in_prose`.

    A private one needs its private creator in the text around it.
    """
    record = find('tag', written)
    if record is None:
        return None
    if record.private:
        return _private(record.key, around)
    if _NUMBERS.fullmatch(written):
        beside = squash(around())
        if not any(name and squash(name) in beside for name in (record.name, record.keyword)):
            return None
    return record


def _private(tag: str, around: Callable[[], str]) -> Record | None:
    """Return the private element *tag* of the one private creator in the text around that pydicom knows to have such an element."""
    creators = private_creators_of(tag)
    text = around() if creators else ''
    named = [
        creator
        for creator in creators
        # A mere word may mean anything, and *Canon Inc.* is a company.
        if creator in text
        and not (creator.isalpha() or creator.endswith('.'))
        and re.search(rf'(?<!\w){re.escape(creator)}(?!\w)', text)
    ]
    return find('tag', f'{tag} [{named[0]}]') if len(named) == 1 else None


def in_literal(text: str, forms: AbstractSet[Form]) -> Record | None:
    """Return the record that the whole of a literal means: a keyword, a tag or both, a UID; quotation marks may be around it."""
    text = text.strip().strip('"\'')
    if 'keywords' in forms and text in _keywords():
        return _keywords()[text]
    for start, end, record in in_prose(text, forms, lambda: text):
        others = (squash(part.strip(' :=')) for part in (text[:start], text[end:]))
        same = all(not other or record in named(record.kind, other) for other in others)
        return record if same else None
    return None


def in_emphasis(text: str) -> Record | None:
    """Return the record that has the whole of an emphasized text as its name or keyword."""
    if text in _keywords():
        return _keywords()[text]
    if len(text.split()) < 2 or sum(map(str.isupper, text)) < 2:
        return None
    found = named('tag', text) or named('uid', text) or named('uid', f'{text} SOP Class')
    return found[0] if len(found) == 1 else None


@cache
def _keywords() -> Mapping[str, Record]:
    """Return by keyword what has a name of several words: one word may mean anything, and so may an abbreviation such as UTC."""
    several: tuple[Record, ...] = (*uids(), *elements())
    return {
        record.keyword: record
        for record in several
        if len(re.findall(r'\w+', record.name)) > 1
        and _KEYWORD.fullmatch(record.keyword)
        and not record.keyword.isupper()
        and record.keyword not in _GENERAL
    }
