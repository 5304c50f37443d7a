"""How a data element, a UID or a value representation may be written."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

_HEX = '[0-9A-Fa-f]'
_DIGIT = '[0-9A-FXa-fx]'
#: ``(0010,0010)``, ``0010,0010``, ``(0x0010, 0x0010)``, ``0010|0010``, ``0010-0010``.
_PAIR = re.compile(
    rf'(?P<open>\()?\s*(?:0[xX])?({_DIGIT}{{4}})\s*[,|-]\s*(?:0[xX])?({_DIGIT}{{4}})\s*(?(open)\))'
)
#: ``00100010``, ``0x00100010``.
_PACKED = re.compile(rf'(?:0[xX](?={_HEX}{{8}}$))?({_DIGIT}{{4}})({_DIGIT}{{4}})')
#: Only what a tag is made of, at least one digit of it and at most one dot: an attempt at a tag.
_ATTEMPT = re.compile(r'(?=.*[0-9])(?!.*\..*\.)[(\[]?[0-9A-FXa-fx\s,|.()-]+[)\]]?')
_CREATOR = re.compile(r'([^\[]+)\[(.*)\]', re.DOTALL)
_BLOCK = re.compile('(?:xx|[1-9A-F][0-9A-F])[0-9A-F]{2}')
_UID = re.compile(r'(?:0|[1-9][0-9]*)(?:\.(?:0|[1-9][0-9]*))*')
#: Apostrophes of all sorts; the micro sign, and the Greek letter that it is in lower case.
_PLAIN = str.maketrans(
    dict.fromkeys('\u2018\u2019\u02bc\u00b4`', "'") | dict.fromkeys('\u00b5\u03bc', 'u')
)
_POSSESSIVE = re.compile(r"(?<=\w)'s?\b")
_PUNCTUATION = re.compile(r"[\s'()\[\].,/&_-]+")
_PARENTHESIS = re.compile(r'(.+?)\s*\([^()]*\)\s*')

#: Odd groups that may hold no private elements (PS3.5 section 7.8.1).
_FORBIDDEN = frozenset({'0001', '0003', '0005', '0007', 'FFFF'})


class TagForm(Enum):
    """What a text is when read as a tag."""

    NO_TAG = 'no tag'
    MALFORMED = 'malformed'
    TAG = 'tag'


class Tag(NamedTuple):
    """A text read as a tag."""

    form: TagForm
    #: ``(gggg,eeee)`` in upper case with ``x`` for any digit, of a tag.
    text: str = ''
    #: The private creator that the text names.
    creator: str = ''


def read_tag(text: str) -> Tag:
    """Return *text* read as a tag in any of its notations.

    The notations are ``(0010,0010)`` with or without parentheses and spaces, ``0010|0010``, ``0010-0010``, ``00100010``,
    each with ``0x`` where hexadecimal numbers take it, in either case, with ``x`` for any digit; a private tag may name its
    creator: ``(0029,xx10) [SIEMENS CSA HEADER]``.
    """
    text = text.strip()
    creator = ''
    if named := _CREATOR.fullmatch(text):
        text, creator = (part.strip() for part in named.groups())
    if match := _PAIR.fullmatch(text):
        _, group, number = match.groups()
    elif match := _PACKED.fullmatch(text):
        group, number = match.groups()
        # Eight letters may be a word, but no word starts as the groups FFFA and FFFC do.
        if not re.search('[0-9]|^FFF', group + number, re.IGNORECASE):
            return Tag(TagForm.NO_TAG)
    elif _ATTEMPT.fullmatch(text):
        return Tag(TagForm.MALFORMED)
    else:
        return Tag(TagForm.NO_TAG)
    group, number = (part.upper().replace('X', 'x') for part in (group, number))
    private = group[3] in '13579BDF'
    if group in _FORBIDDEN or (creator and not (private and _BLOCK.fullmatch(number))):
        return Tag(TagForm.MALFORMED)
    if creator:
        # The block is reserved anew in each data set, so it is not part of the element's identity (PS3.5 section 7.8.1).
        number = f'xx{number[2:]}'
    return Tag(TagForm.TAG, f'({group},{number})', creator)


def blockless(key: str) -> str:
    """Return the *key* of a private element without the block that it happens to be in."""
    tag = read_tag(key)
    return f'{tag.text[:6]}xx{tag.text[8:]}' + (f' [{tag.creator}]' if tag.creator else '')


def is_uid(text: str) -> bool:
    """Return whether *text* is a well-formed UID (PS3.5 section 9.1): at most 64 digits and dots, no leading zeros."""
    return len(text) <= 64 and bool(_UID.fullmatch(text))


def looks_like_uid(text: str) -> bool:
    """Return whether *text* is made of digits and dots: a UID, well-formed or not."""
    return '.' in text and not text.strip('0123456789.')


def is_misspelt(text: str, meant: str) -> bool:
    """Return whether a letter lost, added, changed or moved is all that tells *text* from *meant*; digits tell things apart."""
    from difflib import SequenceMatcher  # only when something is wrong

    changes = SequenceMatcher(None, text, meant, autojunk=False).get_opcodes()
    lost = ''.join(text[i:j] for kind, i, j, _, _ in changes if kind != 'equal')
    gained = ''.join(meant[i:j] for kind, _, _, i, j in changes if kind != 'equal')
    return (lost + gained).isalpha() and len(lost) <= 1 and len(gained) <= 1


def squash(text: str) -> str:
    """Return *text* without case, spaces, punctuation and possessive *'s*, so that names and keywords can be compared."""
    text = _POSSESSIVE.sub('', text.casefold().translate(_PLAIN))
    return _PUNCTUATION.sub('', text)


def without_parenthesis(name: str) -> str:
    """Return *name* without the parenthesis at its end, as in *Image Position (Patient)*."""
    match = _PARENTHESIS.fullmatch(name)
    return match[1] if match else name


def without_noise(squashed: str, noise: tuple[str, ...]) -> str:
    """Return a squashed name without the words of *noise* at its end, unless nothing else is left."""
    before = ''
    while before != squashed:
        before = squashed
        for word in noise:
            squashed = squashed.removesuffix(word) or squashed
    return squashed
