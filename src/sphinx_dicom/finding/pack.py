"""The entries of the lookup as data for a script: small once compressed, and quick to unpack.

Names are made of few words, so each word is stored once and names are rows of numbers of words. Lists in which neighbours
begin alike are stored without what repeats.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..identifiers import node_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .collect import Entry

#: The digits of numbers: printable, and none that JSON escapes.
DIGITS = ''.join(chr(code) for code in range(35, 127) if chr(code) not in '\\<>&')
#: How many words have numbers of one digit.
SHORT = 56


def pack(entries: Sequence[Entry], uri: Callable[[str], str]) -> dict[str, Any]:
    """Return *entries*, which are sorted by kind, as data for JSON; *uri* returns the address of a document."""
    words, names = _words([entry.name for entry in entries])
    pages, runs = _pages(entries, uri)
    vrs = sorted({entry.vr for entry in entries})
    vms = sorted({entry.vm for entry in entries})
    return {
        'kinds': [
            [kind, len(list(same))] for kind, same in groupby(entry.kind for entry in entries)
        ],
        'words': words,
        'names': names,
        'ids': front_coded([entry.id for entry in entries]),
        'keywords': {
            number: entry.keyword
            for number, entry in enumerate(entries)
            if entry.kind in ('tag', 'uid') and entry.keyword != keyword_of(entry.name)
        },
        'vrs': vrs,
        'vr': _numbers(vrs.index(entry.vr) for entry in entries),
        'vms': vms,
        'vm': _numbers(vms.index(entry.vm) for entry in entries),
        # A weight, as a letter, which is a capital for what is retired.
        'weights': ''.join(chr((65 if entry.retired else 97) + entry.weight) for entry in entries),
        'pages': front_coded(pages),
        'runs': runs,
        'anchors': {
            number: entry.anchor
            for number, entry in enumerate(entries)
            if entry.anchor != node_id(entry.kind, entry.id.removeprefix('CID '))
        },
    }


def keyword_of(name: str) -> str:
    """Return the keyword that a name most likely has."""
    return re.sub('[^A-Za-z0-9]', '', re.sub("'s?(?![A-Za-z0-9])", '', name))


def _numbers(numbers: Iterable[int]) -> str:
    return ''.join(DIGITS[number] for number in numbers)


def _words(names: list[str]) -> tuple[str, str]:
    """Return the words of *names*, those of one digit first, and each name as the numbers of its words, a line each."""
    counts = Counter(word for name in names for word in name.split(' '))
    common = sorted(counts, key=lambda word: (-counts[word], word))
    words = common[:SHORT] + sorted(common[SHORT:])
    codes = {word: _code(number) for number, word in enumerate(words)}
    lines = (''.join(codes[word] for word in name.split(' ')) for name in names)
    return front_coded(words), '\n'.join(lines)


def _code(number: int) -> str:
    """Return the digits of *number*: one, or as many as the first one says."""
    if number < SHORT:
        return DIGITS[number]
    high, low = divmod(number - SHORT, len(DIGITS))
    first = SHORT + high
    # The last of the first digits says that two more follow.
    if first < len(DIGITS) - 1:
        return DIGITS[first] + DIGITS[low]
    high, middle = divmod(high, len(DIGITS))
    return DIGITS[-1] + DIGITS[high] + DIGITS[middle] + DIGITS[low]


def front_coded(texts: list[str]) -> str:
    """Return *texts*, a line each: a digit that says how many characters are as in the line before, and the others."""
    lines = []
    before = ''
    for text in texts:
        same = min(_shared(before, text), len(DIGITS) - 1)
        lines.append(DIGITS[same] + text[same:])
        before = text
    return '\n'.join(lines)


def _shared(one: str, other: str) -> int:
    """Return how many characters are the same at the beginning of both."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (first, second) in pairs if first != second), min(len(one), len(other)))


def _pages(entries: Sequence[Entry], uri: Callable[[str], str]) -> tuple[list[str], str]:
    """Return the addresses of pages, ``*`` being the id, and which the entries have: pairs of number and count."""
    found = [_page(entry, uri(entry.docname)) for entry in entries]
    pages = sorted(set(found))
    numbers = {page: number for number, page in enumerate(pages)}
    runs = [[numbers[page], len(list(same))] for page, same in groupby(found)]
    return pages, ' '.join(f'{number}.{count}' for number, count in runs)


def _page(entry: Entry, address: str) -> str:
    """Return *address*, which for IODs and modules is mostly their own page."""
    before, id_, after = (
        address.rpartition(entry.id) if entry.kind in ('iod', 'module') else ('', '', '')
    )
    return f'{before}*{after}' if id_ and after in ('.html', '/') else address


def script(data: dict[str, Any]) -> str:
    """Return *data* as an expression of JavaScript, which nothing in it can end, in a page either."""
    return json.dumps(data, ensure_ascii=True, separators=(',', ':')).replace('<', '\\u003c')
