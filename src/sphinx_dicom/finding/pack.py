"""The entries of the lookup as data for its script: small once compressed, and quick to unpack.

Names are made of few words, so each word is stored once, and a name is the numbers of its words. What mostly follows from
something else, such as a keyword from the name, is stored only where it does not. In lists whose neighbours begin alike, what
repeats is left out. The counterpart is ``unpack`` in ``engine.js``.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from itertools import chain, groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from .collect import Entry

#: The digits of numbers: printable, and none that JSON or HTML escapes.
DIGITS = ''.join(chr(code) for code in range(35, 127) if chr(code) not in '\\<>&')
#: How many words have numbers of one digit.
SHORT = 48
#: A word that more than this share of the descriptions have tells little.
COMMON = 0.05
_WORD = re.compile('[a-z]{2,}')


def pack(entries: Sequence[Entry], uri: Callable[[str], str]) -> dict[str, Any]:
    """Return *entries*, which are sorted by kind, as data for JSON; *uri* returns the address of a document."""
    aliases = [(number, alias) for number, entry in enumerate(entries) for alias in entry.aliases]
    # An alias is not shown, so that it can have the words of names in whatever case.
    spelled = {word.lower(): word for entry in entries for word in entry.name.split(' ')}
    words, names = _words(
        [entry.name for entry in entries]
        + [' '.join(spelled.get(word, word) for word in alias.split(' ')) for _, alias in aliases]
    )
    pages, runs = _pages(entries, uri)
    vrs = sorted({entry.vr for entry in entries})
    vms = sorted({entry.vm for entry in entries})
    return {
        'kinds': [
            [kind, len(list(same))] for kind, same in groupby(entry.kind for entry in entries)
        ],
        'words': words,
        'names': names,
        'aliases': ''.join(map(_code, _steps(number for number, _ in aliases))),
        'modules': _modules(entries),
        'ids': front_coded([_short_id(entry) for entry in entries]),
        'keywords': {
            number: entry.keyword
            for number, entry in enumerate(entries)
            if entry.kind in ('tag', 'uid') and entry.keyword != keyword_of(entry.name)
        },
        'vrs': vrs,
        'vr': _digits(vrs.index(entry.vr) for entry in entries),
        'vms': vms,
        'vm': _digits(vms.index(entry.vm) for entry in entries),
        # A weight, as a letter, which is a capital for what is retired.
        'weights': ''.join(chr((65 if entry.retired else 97) + entry.weight) for entry in entries),
        'pages': front_coded(pages),
        'runs': runs,
        'anchors': {
            number: 'term-' if entry.anchor == _term(entry.name) else entry.anchor
            for number, entry in enumerate(entries)
            if entry.anchor != anchor_of(entry)
        },
    }


def pack_descriptions(entries: Sequence[Entry]) -> dict[str, str]:
    """Return the words of the descriptions of *entries*, without those of the name, and which entries have each, a line each."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        name = set(_WORD.findall(entry.name.lower()))
        for word in {*_WORD.findall(entry.description.lower())} - name:
            having[word].append(number)
    most = COMMON * sum(bool(entry.description) for entry in entries)
    words = sorted(word for word, numbers in having.items() if len(numbers) <= max(most, 1))
    return {
        'words': front_coded(words),
        'entries': '\n'.join(''.join(map(_code, _steps(having[word]))) for word in words),
    }


def keyword_of(name: str) -> str:
    """Return the keyword that a name most likely has."""
    name = re.sub("'s?(?![A-Za-z0-9])| SOP Class$| Frame of Reference$", '', name)
    words = re.findall('[A-Za-z0-9]+', name.replace('(s)', 's'))
    return ''.join(word[0].upper() + word[1:] for word in words)


def slug_of(name: str) -> str:
    """Return the slug that a name most likely has."""
    return re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')


def anchor_of(entry: Entry) -> str:
    """Return the node id that an entry most likely has."""
    if entry.kind == 'guide':
        return slug_of(entry.name) if entry.id else ''
    return f'dicom-{entry.kind}-{slug_of(entry.id.removeprefix("CID "))}'


def _term(name: str) -> str:
    """Return the node id that a term of a glossary most likely has."""
    return 'term-' + re.sub('[^A-Za-z0-9]+', '-', name).strip('-')


def _short_id(entry: Entry) -> str:
    """Return the id of an entry without what its kind or its name says."""
    if entry.kind == 'tag':
        return re.sub(r'^\((....),(....)\)', r'\1\2', entry.id)
    if entry.kind == 'cid':
        return entry.id.removeprefix('CID ')
    return '' if entry.kind in ('iod', 'module') and entry.id == slug_of(entry.name) else entry.id


def _digits(numbers: Iterable[int]) -> str:
    return ''.join(DIGITS[number] for number in numbers)


def _modules(entries: Sequence[Entry]) -> str:
    """Return the numbers of the data elements that each module has, a line each."""
    numbers = {entry.id: number for number, entry in enumerate(entries) if entry.kind == 'tag'}
    return '\n'.join(
        ''.join(
            map(_code, _steps(sorted(numbers[tag] for tag in entry.attributes if tag in numbers)))
        )
        for entry in entries
        if entry.kind == 'module'
    )


def _steps(numbers: Iterable[int]) -> Iterator[int]:
    """Yield by how much each of the sorted *numbers* is more than the one before."""
    before = 0
    for number in numbers:
        yield number - before
        before = number


def _words(names: list[str]) -> tuple[str, str]:
    """Return the words of *names*, those of one digit first, and each name as the numbers of its words, a line each."""
    counts = Counter(chain.from_iterable(name.split(' ') for name in names))
    common = sorted(counts, key=lambda word: (-counts[word], word))
    words = common[:SHORT] + sorted(common[SHORT:])
    codes = {word: _code(number) for number, word in enumerate(words)}
    lines = (''.join(codes[word] for word in name.split(' ')) for name in names)
    return front_coded(words), '\n'.join(lines)


def _code(number: int) -> str:
    """Return the digits of *number*: one, two, or for the last of the first digits four."""
    if number < SHORT:
        return DIGITS[number]
    rest, low = divmod(number - SHORT, len(DIGITS))
    if SHORT + rest < len(DIGITS) - 1:
        return DIGITS[SHORT + rest] + DIGITS[low]
    high, middle = divmod(rest, len(DIGITS))
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
    runs = [(numbers[page], len(list(same))) for page, same in groupby(found)]
    return pages, ' '.join(f'{number}.{count}' for number, count in runs)


def _page(entry: Entry, address: str) -> str:
    """Return *address*, in which ``*`` stands for the id where that is the name of the page."""
    for end in ('.html', '/'):
        if entry.kind in ('iod', 'module') and address.endswith(f'/{entry.id}{end}'):
            return f'{address.removesuffix(entry.id + end)}*{end}'
    return address


def expression(data: Mapping[str, Any]) -> str:
    """Return *data* as an expression of JavaScript, in ASCII, which nothing in it can end, nor the script in a page."""
    return json.dumps(data, separators=(',', ':')).replace('<', '\\u003c')
