"""The pages of a full reference, written once for a project to commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .dictionary import elements, introductions
from .layout import HUB, element_pages, uid_pages, vr_pages

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from .layout import Page

_ELEMENTS = 'All data elements, group by group. A tag is two numbers: its group, then its number in the group.'
_UIDS = 'All unique identifiers that the standard assigns, by type.'
_VRS = 'How the value of a data element is encoded, with the elements that each is used for.'


#: The most entries of a compact listing on one page.
LONGEST_COMPACT = 1000


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
    yield 'index', _index()
    yield from _part('elements', 'Data elements', _ELEMENTS, element_pages())
    for page in element_pages():
        yield page.name, _element_page(page)
    yield from _part('uids', 'Unique identifiers', _UIDS, uid_pages())
    for page in uid_pages():
        yield page.name, _uid_page(page)
    yield from _part('vrs', 'Value representations', _VRS, vr_pages())
    for page in vr_pages():
        yield from _vr_pages(page)


def element_title(page: Page) -> str:
    """Return the title of a page of data elements."""
    title = f'{page.subject} {introductions()["tag", page.subject].title}'
    if page.part is None:
        return title
    first, last = (digits.ljust(4, 'x') for digits in page.part)
    return f'{title}, elements {first}' + (f' to {last}' if first != last else '')


def vr_title(page: Page) -> str:
    """Return the title of the page of a value representation."""
    return f'{page.subject} {page.records[0].name}'


def _title(text: str) -> str:
    return f'{text}\n{"=" * len(text)}\n\n'


def _index() -> str:
    return (
        _title('DICOM reference')
        + '.. toctree::\n   :maxdepth: 1\n\n   elements/index\n   uids/index\n   vrs/index\n'
    )


def _part(
    directory: str, title: str, introduction: str, pages: tuple[Page, ...]
) -> Iterable[tuple[str, str]]:
    """Yield the page that leads to *pages*."""
    names = [f'   {page.name.partition("/")[2]}\n' for page in pages]
    toctree = f'.. toctree::\n   :maxdepth: 1\n\n{"".join(names)}'
    yield f'{directory}/index', f':{HUB}:\n\n{_title(title)}{introduction}\n\n{toctree}'


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
    return f'{_title(introduction.title)}{introduction.text}\n\n{listing}'


def _vr_pages(page: Page) -> Iterable[tuple[str, str]]:
    """Yield the page of a value representation; its elements have pages of their own where there are too many."""
    code = page.subject
    using = [element for element in elements() if code in element.vrs]
    text = f'{_title(vr_title(page))}.. dicom:vr:: {code}\n\nData elements\n-------------\n\n'
    if len(using) <= LONGEST_COMPACT:
        yield page.name, f'{text}.. dicom:dictionary::\n   :vr: {code}\n   :compact:\n'
        return
    digits = sorted({element.group[0] for element in using})
    names = [f'{code.lower()}-{digit.lower()}' for digit in digits]
    entries = ''.join(f'   {name}\n' for name in names)
    yield page.name, f':{HUB}:\n\n{text}.. toctree::\n   :maxdepth: 1\n\n{entries}'
    for digit, name in zip(digits, names, strict=True):
        title = _title(f'{code} elements of groups {digit}xxx')
        options = f'   :vr: {code}\n   :range: ({digit}000,0000)-({digit}FFF,FFFF)\n   :compact:\n'
        yield f'vrs/{name}', f'{title}.. dicom:dictionary::\n{options}'
