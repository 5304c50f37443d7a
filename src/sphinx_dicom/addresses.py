"""Where links to the standard, or to a site in its place, lead: addresses made of templates."""

from __future__ import annotations

from functools import lru_cache
from string import Formatter
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from .dictionary import Element, Passage, edition
from .dictionary.passages import page, path
from .standard import place

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.config import Config

    from .dictionary import Record

#: What the templates of each kind may hold, with an example; ``edition`` all may.
FIELDS: Mapping[str, Mapping[str, str]] = {
    'tag': {
        'tag': '(0010,0010)',
        'hex': '00100010',
        'keyword': 'PatientName',
        'name': 'Patient%27s%20Name',
    },
    'uid': {'uid': '1.2.840.10008.1.2', 'keyword': 'ImplicitVRLittleEndian'},
    'vr': {'vr': 'PN', 'name': 'Person%20Name'},
    'iod': {'iod': 'ct-image', 'name': 'CT%20Image'},
    'module': {'module': 'image-plane', 'name': 'Image%20Plane'},
    'items': {'items': 'ReferencedImageSequence'},
    'cid': {'cid': '29', 'keyword': 'AcquisitionModality'},
    'tid': {'tid': '1500'},
    'std': {
        'part': '05',
        'page': 'sect_6.2',
        'anchor': 'table_6.2-1',
        'path': 'part05/sect_6.2.html#table_6.2-1',
    },
}


def problem(kind: str, template: Any) -> str:
    """Return why *template* can't make the addresses of *kind*, or nothing."""
    if kind not in FIELDS:
        return f'has {kind!r}, none of {", ".join(map(repr, FIELDS))}'
    if not isinstance(template, str):
        return f'has {template!r} for {kind!r}, not a str'
    return _malformed(template, {*FIELDS[kind], 'edition'}, f' for {kind!r}')


def base_problem(template: str) -> str:
    """Return why *template* can't be the address of the standard, or nothing."""
    return _malformed(template, {'edition'}, '')


def _malformed(template: str, known: set[str], whose: str) -> str:
    try:
        fields = {name for _text, name, *_ in Formatter().parse(template) if name is not None}
        if fields <= known:
            template.format(**dict.fromkeys(known, ''))
            return ''
    except ValueError as error:
        return f'has {template!r}{whose}: {error}'
    names = ', '.join(f'{{{name}}}' for name in sorted(known))
    return f'has {template!r}{whose}, which may hold {names} only'


class Addresses:
    """The addresses that a configuration gives to what the project does not document."""

    def __init__(self, config: Config) -> None:
        self._templates: dict[str, str] = config.dicom_url_templates
        self._base: str = config.dicom_standard_url

    def own(self, record: Record) -> str | None:
        """Return the address that the template for the kind of *record* makes, ``None`` where there is none."""
        template = self._templates.get(record.kind)
        if template is None or record.private:
            return None
        return template.format(edition=_edition(record), **_fields(record))

    def in_standard(self, record: Record) -> str:
        """Return the address of the passage of the standard that has *record*; empty for none."""
        where = place(record)
        if where is None:
            return ''
        if (own := self.own(where)) is not None:
            return own
        return _below(self._base, where)


@lru_cache(maxsize=4096)
def _below(template: str, passage: Passage) -> str:
    """Return the address of *passage* where the chunked HTML is at what *template* makes; empty for an empty one."""
    base = template.format(edition=_edition(passage)).rstrip('/')
    return base and urljoin(f'{base}/', path(passage))


def _edition(record: Record) -> str:
    return (record.pinned if isinstance(record, Passage) else '') or edition()


def _fields(record: Record) -> dict[str, str]:
    """Return what templates hold of *record*, fit for an address."""
    if isinstance(record, Passage):
        return {
            'part': f'{record.part:02}',
            'page': page(record).name,
            'anchor': record.anchor,
            'path': path(record),
        }
    found = {record.kind: record.key, 'name': record.name, 'keyword': record.keyword}
    if isinstance(record, Element):
        found['hex'] = record.group + record.number
    return {name: quote(value, safe='(),') for name, value in found.items()}
