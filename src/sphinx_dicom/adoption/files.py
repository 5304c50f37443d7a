"""A source file that is rewritten: what is in it, and what is to be written into it."""

from __future__ import annotations

from codecs import BOM_UTF8
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .editing import edit
from .fitting import apply

if TYPE_CHECKING:
    from pathlib import Path

    from .editing import Use
    from .marking import Candidate


@dataclass
class File:
    """A source file, and what is to be written into it."""

    path: Path
    #: With line feeds alone.
    text: str = ''
    newline: str = '\n'
    #: What the file starts with before the text: a byte order mark, or nothing.
    start: bytes = b''
    #: What may be a mention, by the number of its mark.
    found: dict[int, Candidate] = field(default_factory=dict)
    #: By number what autolink would link.
    uses: dict[int, Use] = field(default_factory=dict)
    #: Why it is left alone.
    reason: str = ''

    def new(self) -> str:
        """Return the text with roles."""
        edits = [edit(self.found[number], use) for number, use in self.uses.items()]
        return apply(self.text, edits)

    def content(self, text: str) -> bytes:
        """Return what is in the file when *text* is its text."""
        return self.start + text.replace('\n', self.newline).encode()

    def leave(self, reason: str) -> None:
        """Leave the file alone, for a *reason*."""
        self.reason = reason
        self.found, self.uses = {}, {}


def load(path: Path) -> File:
    """Return the file at *path*; one that can't be decoded has a reason."""
    content = path.read_bytes()
    start = BOM_UTF8 if content.startswith(BOM_UTF8) else b''
    try:
        text = content[len(start) :].decode()
    except UnicodeDecodeError as error:
        return File(path, reason=f'it is not UTF-8: {error}')
    newline = '\r\n' if '\r\n' in text else '\n'
    return File(path, text.replace('\r\n', '\n'), newline, start)
