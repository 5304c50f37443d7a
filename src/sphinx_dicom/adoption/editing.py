"""What becomes of a mention in a source file: the role that is written, with what has to stand around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ..dictionary import find
from .fitting import Edit

if TYPE_CHECKING:
    from ..dictionary import Record
    from .marking import Candidate

#: What may stand before and behind inline markup in reStructuredText.
_BEFORE_ROLE = re.compile(r'(?:^|[\s\'"(\[{<\-/:\u2010-\u2015\u2018\u201c\u00ab])\Z')
_BEHIND_ROLE = re.compile(r'\Z|[\s\'")\]}>\-/\\:.,;!?\u2010-\u2015\u2019\u201d\u00bb]')
#: What directly behind a mention is itself, but would be markup behind a space.
_MARKUP = '*', '`', '|', '_'
#: What may be the start of the name of a field, in which a colon can't be followed by a grave accent.
_FIELD = re.compile(r'[ \t]*:[^:`]*')


class Use(NamedTuple):
    """The use of a candidate as a mention."""

    record: Record
    #: The markup around it that can't be around a role, such as ``**``, if any.
    within: str


def edit(candidate: Candidate, use: Use) -> Edit:
    """Return what becomes of *candidate* in its source when it is used so."""
    start, end, new = _replaced(candidate, use)
    places = candidate.piece.places
    return Edit(places[start], places[end - 1] + 1, new)


def _replaced(candidate: Candidate, use: Use) -> Edit:
    (source, _places), start, end, text, markdown = candidate
    record, within = use
    target = text if find(record.kind, text) == record else f'{text} <{record.key}>'
    if markdown:
        return Edit(start, end, f'{{dicom:{record.kind}}}`{target}`')
    role = f':dicom:{record.kind}:`{target}`'
    if _FIELD.fullmatch(source, source.rfind('\n', 0, start) + 1, start):
        role = f'`{target}`:dicom:{record.kind}:'
    if within:
        return _out_of(source, start, end, role, within)
    before = '' if _BEFORE_ROLE.search(source[max(start - 1, 0) : start]) else '\\ '
    behind = '' if _BEHIND_ROLE.match(source[end : end + 1]) else '\\ '
    if source[end : end + 1] in _MARKUP:
        behind = '\\'
    return Edit(start, end, f'{before}{role}{behind}')


def _out_of(text: str, start: int, end: int, role: str, markup: str) -> Edit:
    """Return what puts *role* between two positions of *text* outside of the *markup* around it."""
    head, tail = text[:start].rstrip(), text[end:].lstrip()
    before, behind = text[len(head) : start], text[end : len(text) - len(tail)]
    if head.endswith(markup):
        start, before = len(head) - len(markup), ''
    else:
        start, before = len(head), f'{markup}{before or chr(92) + " "}'
    if tail.startswith(markup):
        end, behind = len(text) - len(tail) + len(markup), ''
    else:
        end, behind = len(text) - len(tail), f'{behind or chr(92) + " "}{markup}'
    return Edit(start, end, f'{before}{role}{behind}')
