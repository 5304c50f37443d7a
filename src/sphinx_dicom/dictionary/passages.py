"""References to the standard itself: which passage a text means, and on which page of its HTML that is."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .errors import Reason, UnknownTermError
from .records import Passage, Template
from .tables import read

if TYPE_CHECKING:
    from collections.abc import Mapping

_NUMBER = r'(?:[A-Za-z]{1,2}|[0-9]{1,2})(?:\.[0-9]+)*'
_COUNTED = rf'{_NUMBER}-[0-9]+[A-Za-z]*'
_CODE = '[0-9]+[A-Za-z]?'
_PART = r'(?:DICOM\s+)?(?:PS\s*-?3\.|Part\s+)0?(?P<part>[0-9]{1,2})(?:[\s-]+(?P<pinned>20[0-9]{2}[a-e]?)(?![0-9.]))?'
_WHAT = (
    rf'(?:(?P<word>section|sect\.|sec\.|§|chapter|annex|appendix)\s*(?P<number>{_NUMBER})'
    rf'|(?P<counted>table|figure|fig\.)\s*(?P<count>{_COUNTED})'
    rf'|(?P<group>CID|TID)[\s_]*(?P<code>{_CODE}))'
)
#: ``PS3.5 Section 6.2``, ``Part 5, Annex A``, ``PS3.5 6.2``.
_AHEAD = re.compile(rf'{_PART}(?:[\s,:]+(?:{_WHAT}|(?P<bare>{_NUMBER})))?', re.IGNORECASE)
#: ``Section 6.2 of PS3.5``.
_BEHIND = re.compile(rf'{_WHAT}\s*(?:,|\bof\b|\bin\b)\s*{_PART}', re.IGNORECASE)
#: ``part05/sect_6.2.html#sect_6.2.1``, ``part05.html#sect_6.2``, with or without what stands before it in an address.
_PATH = re.compile(
    r'(?:https?://[^/]+/(?:medical/)?dicom/(?P<pinned>[^/]+)/output/c?html/)?'
    r'(?:part(?P<doubled>[0-9]{2})/)?part(?P<part>[0-9]{1,2})'
    r'(?:/(?P<page>[^/#]+?))??(?:\.html?)?(?:#(?P<anchor>[^#]*))?/?',
    re.IGNORECASE,
)
_ANCHOR = re.compile(
    rf'(?:(?P<plain>chapter|sect)_(?P<number>{_NUMBER})'
    rf'|(?P<counted>table|figure)_(?P<count>{_COUNTED})'
    rf'|sect_(?P<group>CID|TID)_(?P<code>{_CODE}))',
    re.IGNORECASE,
)
#: Pages and anchors that are known by their first letters only: names of sections, paragraphs, codes, terms.
_OTHER = re.compile(
    r'(?:sect_[A-Z]|table_|figure_|para_|glossentry_|biblio_|idp|note_|[A-Z]{2,}_)\S*'
)
_WORDS = {'fig.': 'Figure', 'figure': 'Figure', 'table': 'Table'}
_FORMS = 'write it as PS3.5 Section 6.2, PS3.15 Table E.1-1 or part05/sect_6.2.html'


class Page(NamedTuple):
    """Where a passage stands in the HTML of the standard."""

    #: The page of the chunked HTML, without ``.html``; the first page of the part where it is not known.
    name: str
    #: Whether the page is known. If not, the HTML of the whole part has the anchor.
    known: bool


def read_passage(text: str) -> Passage:
    """Return the passage of the standard that *text* names in words, by a path, or by an address.

    Raises `UnknownTermError` for a text that names none, a part that does not exist, and a page that can't be.
    """
    text = ' '.join(text.split())
    if match := _AHEAD.fullmatch(text) or _BEHIND.fullmatch(text):
        part, pinned = int(match['part']), match['pinned'] or ''
        _check_part(text, part)
        return _passage(part, *_named(match), pinned=pinned)
    if match := _PATH.fullmatch(text):
        return _by_path(text, match)
    meant = re.search(r'(?<!\w)part[0-9]{2}/[^\s<>]+', text)
    hint = f'did you mean {meant[0]}?' if meant else _FORMS
    raise UnknownTermError('std', text, Reason.MALFORMED, hint=hint)


def _check_part(text: str, part: int) -> None:
    status = {int(row[0]): row[2] for row in read('parts').rows}
    if part not in status:
        hint = f'the standard has no part {part}'
        raise UnknownTermError('std', text, Reason.UNKNOWN, hint=hint)
    if status[part]:
        raise UnknownTermError('std', text, Reason.UNKNOWN, hint=f'part {part} was retired')


def _named(match: re.Match[str]) -> tuple[str, str]:
    """Return the label and the number that a text or an anchor names."""
    found = match.groupdict()
    if found['counted']:
        number, _, count = found['count'].rpartition('-')
        return _WORDS[found['counted'].lower()], f'{number.upper()}-{count.lower()}'
    if found['group']:
        return found['group'].upper(), found['code'].upper()
    number = (found.get('number') or found.get('bare') or '').upper()
    if not number:
        return '', ''
    return ('Annex' if number.isalpha() else 'Section'), number


def _passage(part: int, label: str, number: str, page: str = '', pinned: str = '') -> Passage:
    title = next(row[1] for row in read('parts').rows if row[0] == str(part))
    return Passage(part, label, number, page, pinned, title)


def _by_path(text: str, match: re.Match[str]) -> Passage:
    part = int(match['part'])
    page, anchor = match['page'] or '', match['anchor'] or ''
    if match['doubled']:
        meant = text[: match.start('doubled') - 4] + text[match.end('doubled') + 1 :]
        hint = f'the part stands there twice; did you mean {meant}?'
        raise UnknownTermError('std', text, Reason.MALFORMED, hint=hint)
    _check_part(text, part)
    if re.fullmatch(rf'PS3\.{part}', page, re.IGNORECASE):
        page = ''
    for name in filter(None, (page, anchor)):
        if not _ANCHOR.fullmatch(name) and not _OTHER.match(name):
            raise UnknownTermError('std', text, Reason.MALFORMED, hint=_repair(part, name))
    pinned = (match['pinned'] or 'current').lower()
    if pinned == 'current':
        pinned = ''
    named = _ANCHOR.fullmatch(anchor or page)
    if named:
        return _passage(part, *_named(named), page, pinned)
    return _passage(part, 'anchor' if page or anchor else '', anchor or page, page, pinned)


def _repair(part: int, name: str) -> str:
    """Return what the page or the anchor *name*, which can't be, may have been meant to be."""
    if (found := re.search(rf'_({_NUMBER}(?:-[0-9]+\w?)?)$', name)) and '-' not in found[1]:
        return f'did you mean {path(_passage(part, "Section", found[1].upper()))}?'
    return 'pages and anchors begin with sect_, chapter_, table_ or figure_'


def listed_page(part: int, anchor: str) -> str:
    """Return the page of *part* that the table of pages names for *anchor*; empty for none."""
    for listed, pattern, page, _source in read('standard_pages').rows:
        if listed == str(part) and fnmatchcase(anchor, pattern):
            return page
    return ''


@cache
def page_name(part: int, anchor: str) -> str:
    """Return the page of the chunked HTML of *part* that has the section, chapter, table or figure with *anchor*.

    Its name is the number of the section, cut at the first component behind the leading one that is 1: the first section
    of each is on the page of what it belongs to. A table names what the rule does not tell. Empty where neither does.
    """
    if page := listed_page(part, anchor):
        return page
    if part == 3 and anchor in _tables_of_objects():
        return _tables_of_objects()[anchor]
    kind, _, number = anchor.partition('_')
    if number.startswith('CID_'):
        return anchor
    if not re.fullmatch(f'{_NUMBER}|{_COUNTED}', number):
        return ''
    first, *components = number.partition('-')[0].split('.')
    if '1' in components:
        components = components[: components.index('1')]
    elif kind in ('table', 'figure'):
        # They are numbered by a section above that in which they are.
        return ''
    return f'sect_{".".join([first, *components])}' if components else f'chapter_{first}'


@cache
def _tables_of_objects() -> Mapping[str, str]:
    """Return the pages of the tables that tell what information object definitions and modules are made of."""
    places = [row[2] for name in ('iods', 'modules') for row in read(name).rows if row[2]]
    pairs = (place.split('.html#') for place in places)
    return {anchor: page for page, anchor in pairs}


def page(passage: Passage) -> Page:
    """Return the page of the standard that has *passage*."""
    if not passage.anchor:
        return Page(f'PS3.{passage.part}', known=True)
    told = '' if passage.label == 'anchor' else page_name(passage.part, passage.anchor)
    # Only the first template of a group is on another page than its own.
    own = passage.anchor if passage.label == 'TID' else ''
    if name := told or passage.page or own:
        # Authors write small letters where the standard has capital ones.
        return Page(passage.anchor if name.lower() == passage.anchor.lower() else name, known=True)
    return Page(f'PS3.{passage.part}', known=False)


def path(passage: Passage) -> str:
    """Return the address of *passage* below that of the chunked HTML, beside which the HTML of whole parts is."""
    name, known = page(passage)
    anchor = passage.anchor
    fragment = f'#{anchor}' if anchor and anchor != name else ''
    part = f'part{passage.part:02}'
    return f'{part}/{name}.html{fragment}' if known else f'../html/{part}.html{fragment}'


def misplaced(passage: Passage) -> bool:
    """Return whether the author of *passage* names a page that does not have it, or does not even exist."""
    if not passage.page or passage.label not in ('Section', 'Annex', 'CID'):
        return False
    return passage.page.lower() != page_name(passage.part, passage.anchor).lower()


_TEMPLATE = re.compile(rf'(?:sect_)?(?:TID[\s_]*)?({_CODE})', re.IGNORECASE)


def read_template(text: str) -> Template:
    """Return the template whose number is *text*, with or without *TID*; raise `UnknownTermError` for another text."""
    if match := _TEMPLATE.fullmatch(text):
        return Template(match[1].upper())
    raise UnknownTermError('tid', text, Reason.MALFORMED)
