"""What the lookup finds in a project: everything that it documents, and the headings of its pages."""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes

from ..blocks import Table
from ..dictionary import KINDS, UID, Element, Module
from ..dictionary.facts import aliases, description
from ..dictionary.structure import attributes, occurrences, sop_classes_by_uid, usages_by_module
from ..fact_tables import FACT_TABLES
from ..identifiers import identifier, node_id, sort_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.environment import BuildEnvironment

    from ..dictionary import Record
    from ..documents import Document
    from ..domain import DicomDomain

#: The kinds of records that are found; items are reached from their sequences.
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
    #: What else it is called.
    aliases: tuple[str, ...] = ()
    #: What it means, in our own words.
    description: str = ''
    #: Of a module the tags of its attributes, without those of items.
    attributes: tuple[str, ...] = ()


def entries(env: BuildEnvironment) -> Iterator[Entry]:
    """Yield everything that is found, by kind: what is documented, headings with codes in tables, and terms of glossaries."""
    domain = cast('DicomDomain', env.domains['dicom'])
    for kind in FOUND:
        places = domain.places[kind]
        for key in sorted(places, key=sort_key):
            yield record_entry(domain.record(kind, key), places[key])
    for docname in sorted(env.tocs):
        yield from _headings(env, docname, domain.documents.get(docname))
    for _, name, type_, docname, anchor, _ in env.domains['std'].get_objects():
        if type_ == 'term':
            yield Entry(GUIDE, env.titles[docname].astext(), name, docname, anchor)


def record_entry(record: Record, docname: str) -> Entry:
    """Return the entry of *record*, which *docname* documents."""
    element = record if isinstance(record, Element) else None
    found = description(record)
    return Entry(
        record.kind,
        (identifier(record) or record.key).replace('\n', ' '),
        ' '.join(record.name.split()),
        docname,
        node_id(record.kind, record.key),
        record.keyword if isinstance(record, Element | UID) else '',
        element.vr if element else '',
        element.vm if element else '',
        record.retired,
        _weight(record),
        aliases().get((record.kind, record.key), ()),
        found.text if found else '',
        tuple(attribute.element.tag for attribute in attributes().get(record.key, ()))
        if record.kind == 'module'
        else (),
    )


def _weight(record: Record) -> int:
    """Return how common *record* is: by the number of information object definitions that have it."""
    if isinstance(record, Element) and record.group == '0002':
        return HEAVIEST  # in every file
    if isinstance(record, Element):
        modules = {place.where.key for place in occurrences().get(record.keyword, ())}
    elif isinstance(record, Module):
        modules = {record.key}
    elif isinstance(record, UID):
        in_use = record.type == 'Transfer Syntax' or record.uid in sop_classes_by_uid()
        return HEAVIEST // 2 * in_use
    else:
        return 0 if record.kind == 'cid' else HEAVIEST // 2
    iods = {usage.iod for key in modules for usage in usages_by_module().get(key, ())}
    return min(HEAVIEST, round(log2(1 + len(iods))))


def _headings(env: BuildEnvironment, docname: str, document: Document | None) -> Iterator[Entry]:
    """Yield the headings of a document, and the codes in its tables."""
    if document and document.entries_only and sum(map(len, document.objects().values())) == 1:
        return  # its title is the name of its entry
    page = ''
    for reference in env.tocs[docname].findall(nodes.reference):
        if 'skip_section_number' in reference.parent:  # an object
            continue
        name = ' '.join(reference.astext().split())
        yield Entry(GUIDE, page, name, docname, reference['anchorname'].lstrip('#'))
        page = page or name
    for name, options in document.tables if document else ():
        for block in FACT_TABLES[name].blocks(options)[0]:
            for row in block.rows if isinstance(block, Table) else ():
                if row.name:
                    yield Entry(GUIDE, page, row.name, docname, row.id)
