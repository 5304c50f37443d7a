"""Late in the build, the nodes of `late` become what the builder needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from .blocks import Bullets, Line, Span, linked
from .entries import details as details_of
from .entries import facts, heading
from .fact_tables import FACT_TABLES
from .finding.links import element_links, index_links
from .html import HtmlWriter, finder_html
from .identifiers import node_id
from .late import NODES, details, fact_table, finder, listing, used_terms
from .references import Links
from .standard import cited, sources
from .stock import NodeWriter, heading_nodes, links_list, sources_paragraph
from .used import used_entries

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from .dictionary import Record
    from .domain import DicomDomain
    from .finding.links import Link

    Late = listing | details | fact_table | finder | used_terms


def expand(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Expand the late nodes of *document*."""
    found = cast('list[Late]', [node for node in document.findall() if isinstance(node, NODES)])
    if not found:
        return
    domain = cast('DicomDomain', app.env.domains['dicom'])
    links = Links(app.builder, docname, domain.places)
    if app.builder.name == 'gettext':
        # Nothing in them is for translators: tags, keywords, and names as the standard has them.
        for node in found:
            node.replace_self([])
    elif app.builder.format == 'html':
        html = HtmlExpansion(links, domain)
        for node in found:
            node['html'] = ''.join(html.expand(node))
            # Never written, but read by the indexer of the search.
            node.append(nodes.Text(' '.join(html.writer.prose)))
            html.writer.prose.clear()
    else:
        stock = StockExpansion(links, domain)
        for node in found:
            node.replace_self(list(stock.expand(node)))


def _finder_links(node: finder, links: Links) -> Iterator[Link]:
    """Yield the pages that lead to what *node* finds, for readers who have it not."""
    yield from index_links(links.builder, links.docname)
    if node['name'] == 'all-elements':
        yield from element_links(links.builder, links.docname)


def visit_html(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write an expanded node."""
    translator.body.append(node['html'])
    raise nodes.SkipNode


def _compact(node: listing) -> Bullets:
    """Return a listing as one list."""
    return Bullets(
        tuple(
            (*linked(record, heading(record).identifier or record.name), *_name(record))
            for record in node.records()
        )
    )


def _name(record: Record) -> tuple[Span, ...]:
    return (Span(f' {record.name}'),) if heading(record).identifier else ()


def _unplaced(node: listing) -> frozenset[str]:
    """Return the keys of the entries of a listing that references do not lead to."""
    if node['unplaced'] is True:
        return frozenset(record.key for record in node.records())
    return frozenset(node['unplaced'])


class HtmlExpansion:
    """Expands nodes to HTML."""

    def __init__(self, links: Links, domain: DicomDomain) -> None:
        self.links = links
        self.domain = domain
        self.writer = HtmlWriter(links)

    def expand(self, node: Late) -> Iterator[str]:
        """Yield the HTML of *node*."""
        if isinstance(node, listing):
            yield from self.listing(node)
        elif isinstance(node, used_terms):
            yield from self.used_terms(node)
        elif isinstance(node, details):
            if record := node.record():
                yield from map(self.writer.block, details_of(record, self.links.documented))
        elif isinstance(node, finder):
            yield finder_html(node['name'], _finder_links(node, self.links))
            if node['name'] == 'all-elements':
                yield self.writer.sources([cited('elements'), cited('attributes')])
        else:
            blocks, tables = FACT_TABLES[node['name']].blocks(node['options'])
            yield from map(self.writer.block, blocks)
            if tables:
                yield self.writer.sources(tables)

    def listing(self, node: listing) -> Iterator[str]:
        """Yield the HTML of a listing, entry by entry."""
        if node['compact']:
            yield self.writer.bullets(_compact(node))
            return
        unplaced = _unplaced(node)
        for record in node.records():
            anchor = '' if record.key in unplaced else node_id(record.kind, record.key)
            yield self.writer.heading(record.kind, heading(record), anchor)
            yield '<dd>'
            if found := facts(record):
                yield self.writer.line(Line(tuple(found)))
            for block in details_of(record, self.links.documented):
                yield self.writer.block(block)
            yield '</dd></dl>\n\n'
        yield self.writer.sources(sources(node.records(), self.links.standard))

    def used_terms(self, node: used_terms) -> Iterator[str]:
        """Yield the HTML of a list of used terms."""
        for caption, entries in used_entries(node, self.domain, self.links):
            yield self.writer.line(caption)
            for entry in entries:
                # They are no objects of the project, so the search has to find them in the text.
                self.writer.prose += [entry.record.name, entry.record.keyword]
                yield self.writer.heading(entry.record.kind, heading(entry.record), entry.anchor)
                yield '<dd>'
                yield from map(self.writer.line, entry.lines)
                yield '</dd></dl>\n\n'


class StockExpansion:
    """Expands nodes to stock nodes."""

    def __init__(self, links: Links, domain: DicomDomain) -> None:
        self.links = links
        self.domain = domain
        self.writer = NodeWriter(links.node, links.page_uri)

    def expand(self, node: Late) -> Iterator[nodes.Node]:
        """Yield the nodes that take the place of *node*."""
        if isinstance(node, listing):
            yield from self.listing(node)
        elif isinstance(node, used_terms):
            yield from self.used_terms(node)
        elif isinstance(node, details):
            if record := node.record():
                yield from map(self.writer.block, details_of(record, self.links.documented))
        elif isinstance(node, finder):
            found = list(_finder_links(node, self.links))
            if found:
                yield links_list(found)
        else:
            blocks, tables = FACT_TABLES[node['name']].blocks(node['options'])
            yield from map(self.writer.block, blocks)
            if tables:
                yield sources_paragraph(tables)

    def listing(self, node: listing) -> Iterator[nodes.Node]:
        """Yield the nodes of a listing, entry by entry."""
        if node['compact']:
            yield self.writer.bullets(_compact(node))
            return
        unplaced = _unplaced(node)
        for record in node.records():
            body: list[nodes.Element] = []
            if found := facts(record):
                body.append(self.writer.line(Line(tuple(found))))
            body += map(self.writer.block, details_of(record, self.links.documented))
            anchor = '' if record.key in unplaced else node_id(record.kind, record.key)
            yield self.entry(record, anchor, body)
        yield sources_paragraph(sources(node.records(), self.links.standard))

    def used_terms(self, node: used_terms) -> Iterator[nodes.Node]:
        """Yield the nodes of a list of used terms."""
        for caption, entries in used_entries(node, self.domain, self.links):
            yield self.writer.line(caption)
            for record, anchor, lines in entries:
                yield self.entry(record, anchor, [self.writer.line(line) for line in lines])

    def entry(self, record: Record, anchor: str, body: Sequence[nodes.Element]) -> addnodes.desc:
        """Return the node of an entry; *anchor* is empty where references don't lead to it."""
        head = addnodes.desc_signature('', '', *heading_nodes(heading(record)))
        if anchor:
            head['ids'].append(anchor)
        return addnodes.desc(
            *('', head, addnodes.desc_content('', *body)),
            domain='dicom',
            objtype=record.kind,
            desctype=record.kind,
            classes=['dicom', record.kind],
        )
