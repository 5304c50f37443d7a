"""The pages of a full reference, written once for a project to commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .dictionary import elements, introductions
from .layout import (
    HUB,
    context_group_pages,
    element_pages,
    iod_pages,
    items_pages,
    module_pages,
    uid_pages,
    vr_pages,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .layout import Page

#: The most entries of a compact listing on one page.
LONGEST_COMPACT = 1000
#: The parts of the reference in order: a directory of pages, or a page with a directive.
PARTS = {
    'elements': '',
    'all-elements': 'all-elements',
    'modules': '',
    'iods': '',
    'sop-classes': 'sop-classes',
    'uids': '',
    'transfer-syntaxes': 'transfer-syntaxes',
    'vrs': '',
    'modalities': 'modalities',
    'photometric-interpretations': 'photometric-interpretations',
    'items': '',
    'cids': '',
    'de-identification': 'confidentiality',
    'private-creators': 'private-creators',
    'sources': 'sources',
}


class Scaffolded(NamedTuple):
    """What became of the files of the pages."""

    written: list[Path]
    #: Files that were already as they should be.
    current: list[Path]
    #: Files that were kept though they differ.
    kept: list[Path]


def scaffold(directory: Path, *, force: bool = False) -> Scaffolded:
    """Write the pages below *directory*.

    A file that exists with another content is kept, unless *force*. Raises `OSError` if a file can't be written.
    """
    done = Scaffolded([], [], [])
    for name, text in pages():
        path = directory / f'{name}.rst'
        content = text.encode()
        if path.exists() and path.read_bytes() == content:
            done.current.append(path)
        elif path.exists() and not force:
            done.kept.append(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            done.written.append(path)
    return done


def pages() -> Iterable[tuple[str, str]]:
    """Yield the name and the text of each page."""
    entries = (name if directive else f'{name}/index' for name, directive in PARTS.items())
    yield 'index', _introduced('index') + _toctree(entries)
    for name, directive in PARTS.items():
        if directive:
            yield name, f'{_introduced(name)}.. dicom:{directive}::\n'
    yield from _part('elements', element_pages())
    for page in element_pages():
        yield page.name, _element_page(page)
    yield from _part('uids', uid_pages())
    for page in uid_pages():
        yield page.name, _uid_page(page)
    yield from _part('vrs', vr_pages())
    for page in vr_pages():
        yield from _vr_pages(page)
    for directory, kind, found in (
        ('iods', 'iod', iod_pages()),
        ('modules', 'module', module_pages()),
        ('items', 'items', items_pages()),
    ):
        yield from _part(directory, found)
        for page in found:
            yield page.name, _title(record_title(page)) + _listing(kind, page)
    yield from _part('cids', context_group_pages())
    for page in context_group_pages():
        low, high = _numbers(page)
        listing = f'.. dicom:dictionary:: cid\n   :range: {low}-{high}\n'
        yield page.name, _title(record_title(page)) + listing


def element_title(page: Page) -> str:
    """Return the title of a page of data elements."""
    title = f'{page.subject} {introductions()["tag", page.subject].title}'
    if page.part is None:
        return title
    first, last = (digits.ljust(4, 'x') for digits in page.part)
    return f'{title}, elements {first}' + (f' to {last}' if first != last else '')


def uid_title(page: Page) -> str:
    """Return the title of a page of UIDs."""
    title = introductions()['uid', page.subject].title
    if page.part is None:
        return title
    return f'{title}, {page.records[0].key} to {page.records[-1].key}'


def record_title(page: Page) -> str:
    """Return the title of a page of IODs, modules, items or context groups."""
    kind, name = page.records[0].kind, page.records[0].name
    if kind == 'iod':
        return f'{name} IOD'
    if kind == 'module':
        return f'{name} Module'
    if kind == 'cid':
        low, high = _numbers(page)
        return f'Context groups {low} to {high}'
    first, last = ((page.part or ('', ''))[end].ljust(8, 'x') for end in (0, 1))
    ends = (f'({digits[:4]},{digits[4:]})' for digits in dict.fromkeys((first, last)))
    return f'Items of sequences {" to ".join(ends)}'


def vr_title(page: Page) -> str:
    """Return the title of the page of a value representation."""
    return f'{page.subject} {page.records[0].name}'


def _title(text: str) -> str:
    return f'{text}\n{"=" * len(text)}\n\n'


def _toctree(names: Iterable[str]) -> str:
    entries = ''.join(f'   {name}\n' for name in names)
    return f'.. toctree::\n   :maxdepth: 1\n\n{entries}'


def _introduced(subject: str) -> str:
    """Return the beginning of a page that the introductions tell about."""
    introduction = introductions()['page', subject]
    return f'{_title(introduction.title)}{introduction.text}\n\n'


def _part(directory: str, pages: tuple[Page, ...]) -> Iterable[tuple[str, str]]:
    """Yield the page that leads to *pages*."""
    toctree = _toctree(page.name.partition('/')[2] for page in pages)
    yield f'{directory}/index', f':{HUB}:\n\n{_introduced(directory)}{toctree}'


def _element_page(page: Page) -> str:
    group = page.subject
    options = f'   :group: {group}\n'
    if page.part:
        first, last = page.part[0].ljust(4, '0'), page.part[1].ljust(4, 'F')
        options = f'   :range: ({group},{first})-({group},{last})\n'
    introduction = introductions()['tag', group].text
    return f'{_title(element_title(page))}{introduction}\n\n.. dicom:dictionary::\n{options}'


def _uid_page(page: Page) -> str:
    introduction = introductions()['uid', page.subject]
    listing = f'.. dicom:dictionary:: uid\n   :uid-type: {page.subject}\n'
    if page.part:
        listing = _listing('uid', page)
    return f'{_title(uid_title(page))}{introduction.text}\n\n{listing}'


def _vr_pages(page: Page) -> Iterable[tuple[str, str]]:
    """Yield the page of a value representation; its elements have pages of their own where there are too many."""
    code = page.subject
    using = [element for element in elements() if code in element.vrs]
    text = f'{_title(vr_title(page))}{_listing("vr", page)}\nData elements\n-------------\n\n'
    if len(using) <= LONGEST_COMPACT:
        yield page.name, f'{text}.. dicom:dictionary::\n   :vr: {code}\n   :compact:\n'
        return
    digits = sorted({element.group[0] for element in using})
    names = [f'{code.lower()}-{digit.lower()}' for digit in digits]
    yield page.name, f':{HUB}:\n\n{text}{_toctree(names)}'
    for digit, name in zip(digits, names, strict=True):
        title = _title(f'{code} elements of groups {digit}xxx')
        options = f'   :vr: {code}\n   :range: ({digit}000,0000)-({digit}FFF,FFFF)\n   :compact:\n'
        yield f'vrs/{name}', f'{title}.. dicom:dictionary::\n{options}'


def _listing(kind: str, page: Page) -> str:
    """Return the listing of the records of *page*, by name."""
    keys = ''.join(f'   {record.key}\n' for record in page.records)
    return f'.. dicom:dictionary:: {kind}\n\n{keys}'


def _numbers(page: Page) -> tuple[int, int]:
    """Return the first and the last number that a context group of *page* may have."""
    first, last = page.part or ('', '')
    return int(first.ljust(5, '0')), int(last.ljust(5, '9'))
