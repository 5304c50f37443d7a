"""What in a source file may be a mention, and how it is found again in the doctree: by marks as long as the mentions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .fitting import Piece, blank, pieces
from .mentions import FORMS, in_emphasis, in_literal, possible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Characters of the private use area: two number a mark, more fill it.
_FIRST, _COUNT, _FILL = 0xE000, 6000, '\uf8ff'
#: What a mark leaves as it is: it may have a meaning for what reads the file.
_KEPT = r'\s()"'
_MARK = re.compile(
    '([{0}-{1}])[{2}]*([{0}-{1}])'.format(chr(_FIRST), chr(_FIRST + _COUNT - 1), _KEPT)
)
#: A text without a character, which may go over several lines of a paragraph.
_WITHOUT = r'(?:[^{0}\n]|\n(?!\s*\n))+'.format
_EMPHASIS = rf'(?<![*\w\\])\*(?=[^\s*])(?P<emphasis>{_WITHOUT("*")})(?<=\S)\*(?![*\w])'
_UNDERSCORES = rf'(?<![_\w\\])_(?=[^\s_])(?P<underscores>{_WITHOUT("_")})(?<=\S)_(?![_\w])'
#: By whether it is Markdown: literals and emphasized texts. A literal in Markdown may be the text of a role.
_MARKUP: Mapping[bool, re.Pattern[str]] = {
    True: re.compile(
        r'(?P<role>\{[^{}\s]+\})?(?<![`\\])(?P<fence>`{1,2})'
        rf'(?P<literal>{_WITHOUT("`")})(?P=fence)(?!`)|{_EMPHASIS}|{_UNDERSCORES}'
    ),
    False: re.compile(rf'(?<!`)``(?=[^\s`])(?P<literal>{_WITHOUT("`")})(?<=\S)``(?!`)|{_EMPHASIS}'),
}
#: Behind what in a line of Markdown there can be no role: on a fence, and in the name of a field.
_NO_ROLE = re.compile(r'[ \t>]*(?:`{3}.*|:[^:\s][^:]*|:)')
#: In Markdown, what is reStructuredText.
_EVALUATED = re.compile(
    r'^[ \t]*(?P<fence>`{3,}|:{3,}|~{3,})\{eval-rst\}[^\n]*\n(?P<text>.*?)^[ \t]*(?P=fence)',
    re.MULTILINE | re.DOTALL,
)
#: What separates eight digits in CSV.
_COMMA = re.compile(r',(?=[0-9A-Fa-f]{8}(?!\w))|(?<=[0-9A-Fa-f]{8}),')


class Candidate(NamedTuple):
    """What may be a mention, in a piece of a source file."""

    piece: Piece
    #: Between which positions of the piece it stands, with its markup.
    start: int
    end: int
    #: What becomes the text of the role.
    text: str
    #: Whether the piece is Markdown.
    markdown: bool

    def places(self) -> Sequence[int]:
        """Return where in the source each character of the text stands."""
        begin = self.piece.text.index(self.text, self.start)
        return self.piece.places[begin : begin + len(self.text)]


def candidates(source: str, *, markdown: bool) -> list[Candidate]:
    """Return what in *source* may be a mention, without overlaps."""
    found = []
    for piece, is_markdown in _parts(source, markdown):
        free_from = 0
        for start, end, text in sorted(_in_piece(piece.text, is_markdown)):
            line = piece.text.rfind('\n', 0, start) + 1
            no_role = is_markdown and _NO_ROLE.fullmatch(piece.text, line, start)
            if start >= free_from and not no_role:
                found.append(Candidate(piece, start, end, text, is_markdown))
                free_from = end
    return found


def _parts(source: str, markdown: bool) -> Iterator[tuple[Piece, bool]]:
    """Yield the pieces of *source*, and whether each is Markdown."""
    if not markdown:
        yield from ((piece, False) for piece in pieces(source))
        return
    outside = source
    for match in _EVALUATED.finditer(source):
        outside = blank(outside, *match.span('text'))
        for piece in pieces(match['text']):
            yield Piece(piece.text, [match.start('text') + at for at in piece.places]), False
    yield Piece(outside, range(len(source))), True


def _in_piece(text: str, markdown: bool) -> Iterator[tuple[int, int, str]]:
    for match in _MARKUP[markdown].finditer(text):
        inside = match[match.lastgroup or 0]
        whole = in_literal(inside, set(FORMS)) if match['literal'] else in_emphasis(inside)
        if whole and not (markdown and match['role']):
            yield *match.span(), inside
    for start, end in possible(_COMMA.sub(' ', text)):
        yield start, end, text[start:end]


def marked(source: str, found: Mapping[int, Candidate]) -> str:
    """Return *source* with a mark in place of each candidate; markup, parentheses and white space stay."""
    characters = list(source)
    for number, candidate in found.items():
        marks = iter(chr(_FIRST + digit) for digit in divmod(number, _COUNT))
        for place in candidate.places():
            if _hidden(source[place]):
                characters[place] = next(marks, _FILL)
    return ''.join(characters)


def unmarked(text: str, found: Mapping[int, Candidate]) -> tuple[str, dict[int, int]]:
    """Return *text* as it was before `marked`, and by position in it the number of each mark that starts there."""
    characters = list(text)
    numbers = {}
    for match in _MARK.finditer(text):
        first, second = (ord(digit) - _FIRST for digit in match.groups())
        number = first * _COUNT + second
        if number not in found:
            continue
        written = found[number].text
        hidden = list(filter(_hidden, written))
        numbers[match.start() - written.index(hidden[0])] = number
        for position in range(match.start(), len(text)):
            if not hidden:
                break
            if _FIRST <= ord(text[position]) <= ord(_FILL):
                characters[position] = hidden.pop(0)
    return ''.join(characters), numbers


def _hidden(character: str) -> bool:
    return not re.match(f'[{_KEPT}]', character)
