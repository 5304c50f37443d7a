"""What documented things are called in pages: node ids, which are labels too, and tooltips."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from .dictionary import Element
from .dictionary.facts import description

if TYPE_CHECKING:
    from .dictionary import Kind, Record

#: In place of a key: a document refers to all records of a kind.
EVERY = '*'
#: In place of a key: a document refers to what only descriptions in the project can explain.
OTHER = ''

_SEPARATORS = re.compile('[^0-9a-z]+')


@cache
def node_id(kind: Kind, key: str) -> str:
    """Return the node id of the record of *kind* that *key* identifies, such as ``dicom-tag-0010-0010``.

    It holds lower-case letters, digits and hyphens only; what these can't tell apart in a private creator gets a checksum.
    """
    words = _SEPARATORS.sub('-', key.lower()).strip('-')
    _tag, bracket, creator = key.partition(' [')
    if bracket and not re.fullmatch('[0-9A-Z]+( [0-9A-Z]+)*', creator[:-1]):
        words += f'-{crc32(creator.encode()):08x}'
    return f'dicom-{kind}-{words}'


def sort_key(key: str) -> list[tuple[int, int, str]]:
    """Return what sorts keys as readers expect: numbers by their value, such as the components of UIDs and sections."""
    if key[:1] == '(':
        return [(1, 0, key)]
    words = re.findall('[0-9]+|[^0-9]+', key)
    return [(0, int(word), '') if word.isdecimal() else (1, 0, word) for word in words]


def identifier(record: Record) -> str:
    """Return what identifies *record* in texts, such as its tag; empty where a name does."""
    if record.kind in ('iod', 'module', 'items'):
        return ''
    return f'{record.kind.upper()} {record.key}' if record.kind in ('cid', 'tid') else record.key


@lru_cache(maxsize=1024)
def tooltip(record: Record) -> str:
    """Return the facts of *record* in one line of plain text."""
    facts = record.summary + (('retired',) if record.retired else ())
    if isinstance(record, Element) and record.indicative:
        facts += (f'indicative: {record.indicative}',)
    return ', '.join(facts)


def long_tooltip(record: Record) -> str:
    """Return the facts of *record*, and what it means, in one line of plain text."""
    found = description(record)
    return f'{tooltip(record)}: {found.text}' if found else tooltip(record)
