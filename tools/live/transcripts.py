"""Transcripts: text of commands and of what they printed, and when two of them say the same."""

from __future__ import annotations

import re
from doctest import ELLIPSIS, OutputChecker
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

#: UIDs of the standard begin so, and stay the same.
STANDARD = '1.2.840.10008.'
_STATUS = re.compile(r'\[exit status (\d+)\]')
_UID = re.compile(r'\b(?:2\.25\.[0-9]{20,}|[0-2](?:\.(?:0|[1-9][0-9]*)){5,})(?![0-9.])')
#: How dumps go on behind a value: length and multiplicity.
_LENGTH = re.compile(r' *# *\d+, *\d+')
#: What differs from run to run, and what stands for it.
VOLATILE = (
    # Parts of an HTTP message.
    (re.compile(r'(boundary=|^--)[0-9a-f-]{36,}'), r'\1BOUNDARY'),
    (re.compile('[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}'), 'UUID'),
    (re.compile(r'(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? \d\d? \w{3} \d{4}'), 'DAY'),
    (re.compile(r'\b20(?:2[6-9]|[3-9]\d)-?[01]\d-?[0-3]\d(?:T\d{6})?\b'), 'DAY'),
    (re.compile(r'\b[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d+)?\b'), 'TIME'),
)


class Step(NamedTuple):
    """A command, and what it printed; the last line of that is its exit status, unless that is 0."""

    command: str
    output: str


def parse(text: str) -> list[Step]:
    """Return the steps of a transcript: ``$`` begins a command, ``>`` continues it, all else was printed.

    Raises
    ------
    ValueError
        If something precedes the first command.
    """
    steps: list[tuple[list[str], list[str]]] = []
    for line in text.splitlines():
        if line.startswith('$ '):
            steps.append(([line[2:]], []))
        elif not steps:
            raise ValueError(f'a transcript begins with a command, not with {line!r}')
        elif line.startswith('> ') and not steps[-1][1]:
            steps[-1][0].append(line[2:])
        else:
            steps[-1][1].append(line.rstrip())
    return [Step('\n'.join(command), '\n'.join(output)) for command, output in steps]


def render(steps: Iterable[Step]) -> str:
    """Return the text of a transcript."""
    lines = []
    for step in steps:
        lines += ['$ ' + step.command.replace('\n', '\n> ')]
        lines += [step.output] if step.output else []
    return '\n'.join(lines) + '\n'


def same(before: list[Step], now: list[Step], known: Collection[str]) -> bool:
    """Return whether two runs of the same commands printed the same.

    Three dots in *before* stand for anything. UIDs that are not *known* were made by the run, and may differ.
    """
    checker = OutputChecker()
    return all(
        checker.check_output(normal(old.output, known), normal(new.output, known), ELLIPSIS)
        for old, new in zip(before, now, strict=True)
    )


def same_statuses(before: list[Step], now: list[Step]) -> bool:
    """Return whether two runs of the same commands succeeded and failed alike."""
    return all(
        bool(_STATUS.search(old.output)) == bool(_STATUS.search(new.output))
        for old, new in zip(before, now, strict=True)
    )


def normal(text: str, known: Collection[str]) -> str:
    """Return *text* with words in place of what differs from run to run."""

    def shown(uid: re.Match[str]) -> str:
        return uid[0] if uid[0].startswith(STANDARD) or uid[0] in known else 'UID'

    lines = []
    for line in text.splitlines():
        if (replaced := _UID.sub(shown, line)) != line:
            line = _LENGTH.sub(' # LENGTH', replaced)
        for pattern, word in VOLATILE:
            line = pattern.sub(word, line)
        lines.append(f'{line.rstrip()}\n')
    return ''.join(lines)
