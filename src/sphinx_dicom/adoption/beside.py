"""Whether the names that stand beside tags are those of the tags. It needs no Sphinx.

Only what is certain counts: a whole name directly before or behind a tag that belongs to another one, in a sentence that does not
have the right name besides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, cast

from ..dictionary import Element, named
from ..dictionary.spelling import squash, without_parenthesis

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

#: Stand for the start and the end of markup, so that an emphasized name is known to be whole.
OPEN, CLOSE = '\x02', '\x03'
_NO_MARKUP = dict.fromkeys(map(ord, (OPEN, CLOSE)), ' ')

_QUOTES = '"\'\u201c\u201d\u2018\u2019'
#: What may stand between a name and a tag behind it, and between a tag and a name behind it.
_BEFORE = re.compile(rf'[\s{_QUOTES}{OPEN}{CLOSE}:(\u2013\u2014-]*\Z')
_BEHIND = re.compile(rf'[\s{_QUOTES}{OPEN}{CLOSE}:=(\u2013\u2014-]*')
_NOUN = re.compile(r'\s(?:data element|element|attribute|tag|field)\Z', re.IGNORECASE)
_SENTENCE = re.compile(
    rf'(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)(?<!\b[A-Z]\.)(?<!\bcf\.)(?<!\bvs\.)(?<!\bNo\.)(?<!\bSeq\.)'
    rf'[{_QUOTES}{CLOSE})]*\s+(?=[{_QUOTES}{OPEN}(]*[A-Z0-9])'
)
_VR = re.compile('[A-Z]{2}[,:.]?')
_WORD = re.compile(r'\S+')
#: No name has more words.
_LONGEST = 11
#: Within so many characters is what stands beside a tag.
_NEAR = 400
#: Words that start sentences, and are part of no name there.
_STARTER = re.compile(
    'a|all|an|and|any|both|by|check|each|every|for|from|get|if|in|its|no|of|on|only|or|read|see|set|the|their|this|to|use|value|'
    'when|where|with|write',
    re.IGNORECASE,
)
_JOINERS = frozenset(('by', 'for', 'in', 'of', 'on', 'the', 'to'))


class Tagged(NamedTuple):
    """A tag between two positions of a text."""

    start: int
    end: int
    element: Element


class Mismatch(NamedTuple):
    """A tag, and a name beside it that belongs to others."""

    element: Element
    #: The name as it is written.
    name: str
    others: tuple[Element, ...]

    def __str__(self) -> str:
        others = ' or '.join(other.tag for other in self.others)
        tag, name, beside = self.element.tag, self.element.name, ' '.join(self.name.split())
        return f'{tag} is {name}; the name beside it, {beside}, is {others}'


class _Name(NamedTuple):
    """A name between two positions of a text."""

    start: int
    end: int
    text: str
    elements: tuple[Element, ...]


def compare(element: Element, name: str) -> Mismatch | None:
    """Return the mismatch if *name*, the whole of a text beside *element*, belongs to others."""
    others = _elements(name)
    if not others or _fits(element, name, others):
        return None
    if len(others[0].name.split()) == 1:
        # One word may mean anything, but hardly so where the tag is nearly right.
        others = tuple(other for other in others if other.group == element.group)
    return Mismatch(element, name, others) if others else None


def mismatches(text: str, tags: Sequence[Tagged], besides: str = '') -> Iterator[Mismatch]:
    """Yield the mismatches of *tags* in *text*, sentence by sentence; the right name may also be in *besides*."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE.finditer(text)), len(text)]:
        inside = [
            Tagged(tag.start - start, tag.end - start, tag.element)
            for tag in tags
            if start <= tag.start < end
        ]
        if inside:
            yield from _in_sentence(text[start:end], inside, besides)
        start = end


def _in_sentence(text: str, tags: list[Tagged], besides: str) -> Iterator[Mismatch]:
    names, right = _assigned(text, tags)
    beside = [squash(name.text) for name in names.values()]
    here, others = (squash(part.translate(_NO_MARKUP)) for part in (text, besides))
    for number, name in names.items():
        element = tags[number].element
        # In "Rows & Columns (x); (y)", the right name is there, beside no tag.
        elsewhere = any(
            others.count(own) or here.count(own) > beside.count(own) for own in names_of(element)
        )
        if number not in right and not elsewhere and (found := compare(element, name.text)):
            yield found


def _assigned(text: str, tags: list[Tagged]) -> tuple[dict[int, _Name], set[int]]:
    """Return by number of tag the name that stands beside it, and the numbers of the tags for which it is the right one."""
    before = [_before(text, tag.start) for tag in tags]
    behind = [_behind(text, tag.end) for tag in tags]
    names: dict[int, _Name] = {}
    for number, tag in enumerate(tags):
        for name in (before[number], behind[number]):
            if name and _fits(tag.element, name.text, name.elements):
                names[number] = name
                break
    right = set(names)
    for number, name in enumerate(before):
        if name and number not in names and name not in names.values():
            names[number] = name
    for number, name in enumerate(behind):
        free = name and number not in names and name not in names.values()
        if name and free and _leads(text[: tags[number].start], names.values()):
            names[number] = name
    return names, right


def names_of(element: Element) -> tuple[str, ...]:
    """Return the names by which *element* goes, and its keyword, squashed."""
    names = element.name, without_parenthesis(element.name), element.keyword
    return tuple(dict.fromkeys(squash(name) for name in names if name))


def _elements(name: str) -> tuple[Element, ...]:
    return cast('tuple[Element, ...]', named('tag', name))


def _fits(element: Element, name: str, elements: tuple[Element, ...]) -> bool:
    """Return whether *name* is that of *element*, or a part of it: names are shortened in many ways."""
    if element in elements:
        return True
    words, part = (
        re.findall(r'[^\W_]+', text.replace("'s", '').casefold()) for text in (element.name, name)
    )
    return any(words[start : start + len(part)] == part for start in range(len(words)))


def _before(text: str, end: int) -> _Name | None:
    """Return the name that ends where the tag at *end* starts."""
    match = _BEFORE.search(text, max(end - _NEAR, 0), end)
    stop = match.start() if match else end
    if found := _ending(text, stop, whole=CLOSE in text[stop:end]):
        return found
    if noun := _NOUN.search(text, 0, stop):
        return _before(text, noun.start())
    return None


def _ending(text: str, stop: int, *, whole: bool) -> _Name | None:
    if whole:
        start = text.rfind(OPEN, 0, stop) + 1
        return _name(text, start, stop)
    tokens = [match.span() for match in _WORD.finditer(text, max(stop - _NEAR, 0), stop)]
    for number in range(max(len(tokens) - _LONGEST, 0), len(tokens)):
        start = tokens[number][0]
        while start < stop and text[start] in f'{_QUOTES}({OPEN}':
            start += 1
        if (name := _name(text, start, stop)) and text[start].isupper():
            earlier = [text[slice(*span)] for span in tokens[:number]]
            quoted = start > tokens[number][0]
            return None if not quoted and _continues(earlier) else name
    return None


def _continues(earlier: list[str]) -> bool:
    """Return whether the words before a name are part of it, as in *Source of Patient ID*."""
    words = earlier[:]
    while len(words) > 1 and words[-1] in _JOINERS:
        words.pop()
    if not words or not words[-1][:1].isupper() or words[-1][-1:] in ',;:)]/&':
        return False
    return not _STARTER.fullmatch(words[-1]) and (len(words) > 1 or words == earlier)


def _behind(text: str, start: int) -> _Name | None:
    """Return the name that starts where the tag ends at *start*."""
    match = _BEHIND.match(text, start)
    begin = match.end() if match else start
    if OPEN in text[start:begin]:
        stop = text.find(CLOSE, begin)
        return _name(text, begin, stop) if stop > 0 else None
    if not text[begin : begin + 1].isupper() or begin == start:
        return None
    if '(' in text[start:begin]:
        stop = text.find(')', begin)
        return _name(text, begin, stop) if stop > 0 else None
    spans = [match.span() for match in _WORD.finditer(text, begin, begin + _NEAR)]
    for number in range(min(len(spans), _LONGEST), 0, -1):
        stop = spans[number - 1][1]
        bare = begin + len(text[begin:stop].rstrip(f'.,;:){_QUOTES}'))
        if name := _name(text, begin, bare):
            following = text[slice(*spans[number])] if number < len(spans) else ''
            longer = bare == stop and following[:1].isupper() and not _VR.fullmatch(following)
            return None if longer else name
    return None


def _leads(head: str, used: Collection[_Name]) -> bool:
    """Return whether a tag behind *head* may be that of a name behind the tag: another name or word may own it."""
    words = _WORD.findall(head[-_NEAR:].strip(f'{OPEN}{CLOSE} (:-'))
    last = words[-1] if words else ''
    return (
        not last[:1].isupper()
        or bool(_STARTER.fullmatch(last))
        or bool(_NOUN.fullmatch(f' {last}'))
        or any(name.end >= len(head.rstrip(f'{OPEN}{CLOSE} (:-')) for name in used)
    )


def _name(text: str, start: int, stop: int) -> _Name | None:
    """Return the name that is the whole of *text* between two positions."""
    written = text[start:stop].strip()
    if not written or OPEN in written or CLOSE in written:
        return None
    elements = _elements(written)
    return _Name(start, stop, written, elements) if elements else None
