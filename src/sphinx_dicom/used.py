"""What a list of the terms that a project uses shows: entries with their facts, and the pages that use each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .blocks import Line, Span, linked, plain
from .dictionary import Passage, edition
from .dictionary.errors import plural
from .documents import Used
from .entries import described, facts
from .identifiers import node_id
from .standard import place, title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .blocks import Cell
    from .dictionary import Record
    from .domain import DicomDomain
    from .late import used_terms
    from .references import Links


class UsedEntry(NamedTuple):
    """An entry of the list."""

    record: Record
    #: Its node id; empty where references lead elsewhere.
    anchor: str
    lines: list[Line]


def used_entries(
    node: used_terms, domain: DicomDomain, links: Links
) -> Iterator[tuple[Line, list[UsedEntry]]]:
    """Yield for each kind that is used the caption and the entries."""
    records = domain.used(Used(node['kinds'], node['filters'], node['place']))
    for kind in node['kinds']:
        places = domain.used_places[kind]
        entries = [
            UsedEntry(
                record,
                # Of several lists, the first by the name of its document is the place.
                node_id(kind, record.key)
                if node['place'] and places.get(record.key) == node['docname']
                else '',
                list(_lines(record, domain, links, pages=node['pages'])),
            )
            for record in records
            if record.kind == kind
        ]
        if entries:
            noun = plural(kind)
            yield Line((plain(noun[0].upper() + noun[1:]),), role='caption'), entries


def _lines(record: Record, domain: DicomDomain, links: Links, *, pages: bool) -> Iterator[Line]:
    if found := facts(record):
        yield Line(tuple(found))
    yield from described(record)
    if further := _further(record, domain, links):
        yield Line((further,), 'More')
    if pages:
        docnames = domain.mentions[record.kind][record.key]
        titles = domain.env.titles
        cells = tuple((Span(titles[name].astext(), docname=name),) for name in docnames)
        yield Line(cells, 'Used in', separator=', ')


def _further(record: Record, domain: DicomDomain, links: Links) -> Cell:
    """Return a reference to where there is more of *record*; empty if there is nothing more."""
    if docname := domain.places[record.kind].get(record.key):
        return linked(record, domain.env.titles[docname].astext())
    if not links.uri(record)[0]:
        return ()
    if isinstance(record, Passage):
        return linked(record, f'DICOM {record.pinned or edition()}')
    where = place(record)
    if links.documented(record) or where is None:
        return linked(record)
    return linked(record, title(where))
