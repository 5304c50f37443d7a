"""The one error that looking up raises."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .records import Kind, Record

#: What a record of each kind is called.
NOUNS: Mapping[Kind, str] = {
    'tag': 'data element',
    'uid': 'UID',
    'vr': 'value representation',
    'iod': 'information object definition',
    'module': 'module',
    'items': 'tree of items',
    'cid': 'context group',
    'tid': 'template',
    'std': 'passage of the standard',
}

_FORMS: Mapping[Kind, str] = {
    'tag': 'a tag is written as (0010,0010), a private one as (0029,xx10) [CREATOR]',
    'uid': 'a UID is at most 64 digits and dots, and no component starts with a needless 0',
    'vr': 'a value representation is two capital letters, as in PN',
    'tid': 'a template is a number, as in TID 1500',
}


def plural(kind: Kind) -> str:
    """Return what several records of *kind* are called."""
    noun, of, rest = NOUNS[kind].partition(' of ')
    return f'{noun}s{of}{rest}'


class Reason(Enum):
    """Why a text is no record of its kind."""

    UNKNOWN = 'unknown'
    MALFORMED = 'malformed'
    AMBIGUOUS = 'ambiguous'
    WRONG_KIND = 'wrong kind'


class UnknownTermError(LookupError):
    """A text is no record of the kind asked for; ``str()`` says so in one line."""

    def __init__(
        self,
        kind: Kind,
        text: str,
        reason: Reason,
        candidates: tuple[Record, ...] = (),
        hint: str = '',
    ) -> None:
        super().__init__(kind, text, reason, candidates, hint)
        self.kind = kind
        self.text = text
        self.reason = reason
        #: Of an unknown text at most two guesses, of an ambiguous one all that it may be, of one of another kind what it is.
        self.candidates = candidates
        #: What is wrong with the text, where the reason does not say it.
        self.hint = hint

    def __str__(self) -> str:
        text = f'"{" ".join(self.text.split())}"'
        names = ' or '.join(_spell(record) for record in self.candidates)
        if self.reason is Reason.AMBIGUOUS:
            return f'{text} is ambiguous: {names}'
        if self.reason is Reason.WRONG_KIND:
            other = self.candidates[0].kind
            return f'{text} is not {with_article(self.kind)} but {with_article(other)}'
        if self.reason is Reason.MALFORMED:
            return f'{text} is malformed: {self.hint or _FORMS[self.kind]}'
        hint = f'; did you mean {names}?' if names else ''
        hint = f': {self.hint}' if self.hint else hint
        return f'{text} is not a known {NOUNS[self.kind]}{hint}'


def with_article(kind: Kind) -> str:
    """Return what a record of *kind* is called, with its article."""
    noun = NOUNS[kind]
    return f'an {noun}' if noun[0] in 'aeio' else f'a {noun}'


def _spell(record: Record) -> str:
    if record.kind == 'cid':
        return f'CID {record.key} {record.name}'
    if record.keyword in ('', record.key):
        return record.key
    return f'{record.keyword} {record.key}'
