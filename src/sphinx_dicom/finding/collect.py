"""What the lookup finds in a project: everything that it documents, and the headings of its pages."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes

from ..dictionary import KINDS, UID, Element, Module
from ..dictionary.structure import occurrences, usages_by_module
from ..identifiers import identifier, node_id
from .text_index import is_served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from ..dictionary import Record
    from ..domain import DicomDomain

#: The kinds that are found; items are reached from their sequences.
FOUND = tuple(kind for kind in KINDS if kind != 'items')
#: The kind of headings.
GUIDE = 'guide'
#: The largest weight.
HEAVIEST = 8


class Entry(NamedTuple):
    """Something that is found."""

    #: One of `FOUND`, or `GUIDE`.
    kind: str
    #: What identifies it; of a heading the title of its page, unless it is that.
    id: str
    name: str
    docname: str
    #: The node id in that document.
    anchor: str
    keyword: str = ''
    vr: str = ''
    vm: str = ''
    retired: bool = False
    #: How common it is, by which equal matches are ordered: 0 to `HEAVIEST`.
    weight: int = 0


def entries(env: BuildEnvironment) -> Iterator[Entry]:
    """Yield everything that is found, by kind, in the order of the standard's tables."""
    domain = cast('DicomDomain', env.domains['dicom'])
    for kind in FOUND:
        places = domain.places[kind]
        for record in sorted((domain.record(kind, key) for key in places), key=_order):
            yield _entry(record, places[record.key])
    for docname in sorted(env.tocs):
        yield from _headings(env, docname)


def _order(record: Record) -> tuple[object, ...]:
    if isinstance(record, UID):
        return tuple(map(int, record.uid.split('.')))
    return (record.key.zfill(5),) if record.kind == 'cid' else (record.key,)


def _entry(record: Record, docname: str) -> Entry:
    element = record if isinstance(record, Element) else None
    return Entry(
        record.kind,
        identifier(record) or record.key,
        ' '.join(record.name.split()),
        docname,
        node_id(record.kind, record.key),
        record.keyword if record.kind in ('tag', 'uid') else '',
        element.vr if element else '',
        element.vm if element else '',
        record.retired,
        _weight(record),
    )


def _weight(record: Record) -> int:
    """Return how common *record* is: by the number of information object definitions that have it."""
    if isinstance(record, Element):
        iods = {
            usage.iod
            for place in occurrences().get(record.keyword, ())
            if isinstance(place.where, Module)
            for usage in usages_by_module().get(place.where.key, ())
        }
        return min(HEAVIEST, round(log2(1 + len(iods))))
    if record.kind == 'module':
        return min(HEAVIEST, round(log2(1 + len(usages_by_module().get(record.key, ())))))
    if record.kind == 'cid':
        return 0
    return HEAVIEST // 2


def _headings(env: BuildEnvironment, docname: str) -> Iterator[Entry]:
    """Yield the headings of a document."""
    if is_served(env, docname):
        return
    page = ''
    for reference in env.tocs[docname].findall(nodes.reference):
        if 'skip_section_number' in reference.parent:  # an object
            continue
        name = ' '.join(reference.astext().split())
        yield Entry(GUIDE, page, name, docname, reference['anchorname'].lstrip('#'))
        page = page or name
