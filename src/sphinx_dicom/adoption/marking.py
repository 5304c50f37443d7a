"""What in a source file may be a mention, and how it is found again in the doctree: by marks as long as the mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .mentions import FORMS, in_emphasis, in_literal, in_prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..dictionary import Record

#: Characters of the private use area: two number a mark, more fill it.
_FIRST, _COUNT, _FILL = 0xE000, 6000, '\uf8ff'
_MARK = re.compile(
    f'([{chr(_FIRST)}-{chr(_FIRST + _COUNT - 1)}])([{chr(_FIRST)}-{chr(_FIRST + _COUNT - 1)}]){_FILL}*'
)
#: Emphasized text, which may go over several lines of a paragraph.
_EMPHASIS = r'(?<![*\w\\])\*(?=[^\s*])(?P<emphasis>(?:[^*\n]|\n(?!\s*\n))+)(?<=\S)\*(?![*\w])'
#: By whether it is Markdown: literals and emphasized texts.
_MARKUP: Mapping[bool, re.Pattern[str]] = {
    True: re.compile(rf'(?<![`}}\w])`(?P<literal>[^`\n]+)`(?!`)|{_EMPHASIS}'),
    False: re.compile(rf'(?<!`)``(?P<literal>[^`\n]+)``(?!`)|{_EMPHASIS}'),
}


class Candidate(NamedTuple):
    """What may be a mention of *record* between two positions of a source file."""

    start: int
    end: int
    #: What becomes the text of the role.
    text: str
    record: Record


def candidates(source: str, *, markdown: bool) -> list[Candidate]:
    """Return what in *source* may be a mention, in order and without overlaps."""
    found = [
        *(_marked_up(source, markdown)),
        *(
            Candidate(start, end, source[start:end], record)
            for start, end, record in in_prose(source, set(FORMS), lambda: source, tag_column=True)
        ),
    ]
    free, end = [], 0
    for candidate in sorted(found):
        if candidate.start >= end:
            free.append(candidate)
            end = candidate.end
    return free[: _COUNT * _COUNT]


def _marked_up(source: str, markdown: bool) -> Iterator[Candidate]:
    for match in _MARKUP[markdown].finditer(source):
        text = match[match.lastgroup or 0]
        whole = in_literal(text, set(FORMS)) if match['literal'] else in_emphasis(text)
        if whole:
            yield Candidate(*match.span(), text, whole)


def marked(source: str, found: Sequence[Candidate]) -> str:
    """Return *source* with a mark in place of each candidate; markup, parentheses and white space stay."""
    parts, end = [], 0
    for number, (start, stop, text, _record) in enumerate(found):
        marks = iter(chr(_FIRST + digit) for digit in divmod(number, _COUNT))
        begin = source.index(text, start)
        hidden = ''.join(
            character if character in '()' or character.isspace() else next(marks, _FILL)
            for character in text
        )
        parts += [source[end:begin], hidden, source[begin + len(text) : stop]]
        end = stop
    return ''.join(parts) + source[end:]


def unmarked(text: str, found: Sequence[Candidate]) -> tuple[str, dict[int, int]]:
    """Return *text* as it was before `marked`, and by position in it the number of each mark that starts there."""
    characters = list(text)
    numbers = {}
    for match in _MARK.finditer(text):
        first, second = (ord(digit) - _FIRST for digit in match.groups())
        number = first * _COUNT + second
        hidden = [one for one in found[number].text if one not in '()' and not one.isspace()]
        start = match.start() - (found[number].text[:1] == '(')
        numbers[start] = number
        for position in range(match.start(), len(text)):
            if not hidden:
                break
            if _FIRST <= ord(text[position]) <= ord(_FILL):
                characters[position] = hidden.pop(0)
    return ''.join(characters), numbers
