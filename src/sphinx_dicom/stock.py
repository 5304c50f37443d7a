"""Blocks as stock nodes of docutils and Sphinx, which suit every builder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from .blocks import Line, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .blocks import Block, Bullets, Cell, Heading, Row, Source, Span
    from .dictionary import Record
    from .finding.links import Link

    #: Returns a reference to a record around a text.
    Reference = Callable[[Record, str], nodes.Node]

#: How many folded facts are printed, where nothing can be folded.
LONGEST_FOLD = 24


def heading_nodes(heading: Heading) -> Iterator[nodes.Node]:
    """Yield the nodes of the heading of an entry."""
    if heading.identifier:
        yield addnodes.desc_addname(heading.identifier, heading.identifier)
    if heading.identifier and heading.name:
        yield addnodes.desc_sig_space()
    if heading.name:
        yield addnodes.desc_name(heading.name, heading.name)
    if heading.remark:
        yield addnodes.desc_annotation('', f' {heading.remark}')


class NodeWriter:
    """Makes nodes of blocks; *reference* makes those of references, *page_uri* tells the addresses of documents."""

    def __init__(
        self, reference: Reference, page_uri: Callable[[str], str] = lambda _docname: ''
    ) -> None:
        self.reference = reference
        self.page_uri = page_uri

    def block(self, block: Block) -> nodes.Element:
        """Return the node of *block*."""
        if isinstance(block, Line):
            return self.line(block)
        if isinstance(block, Table):
            return self.table(block)
        return self.bullets(block)

    def line(self, line: Line) -> nodes.paragraph:
        """Return the paragraph of a line."""
        # Not for translators: tags, keywords, and names as the standard has them.
        paragraph = nodes.paragraph(classes=[f'dicom-{line.role}'], translatable=False)
        if line.label:
            paragraph += nodes.Text(f'{line.label}: ')
        facts = line.facts
        if len(line.more) <= LONGEST_FOLD:
            facts += line.more
        for number, fact in enumerate(facts):
            if number:
                paragraph += nodes.Text(line.separator)
            paragraph += self.cell(fact)
        if len(facts) < len(line.facts) + len(line.more):
            paragraph += nodes.Text(f'{line.separator}{len(line.more)} more')
        return paragraph

    def table(self, table: Table) -> nodes.table:
        """Return the node of a table."""
        rows = [self.row(row) for row in table.rows]
        widths = fitting(table.widths, table.columns, rows)
        return table_node(table.columns, widths, rows, [f'dicom-{table.role}'])

    def row(self, row: Row) -> list[list[nodes.Node]]:
        """Return the content of the cells of a row of a table."""
        cells = [nodes.paragraph('', '', *self.cell(cell)) for cell in row.cells]
        if row.id:
            cells[0].insert(0, nodes.target('', '', ids=[row.id]))
        return [[cell] for cell in cells]

    def bullets(self, bullets: Bullets) -> nodes.bullet_list:
        """Return the node of a list."""
        paragraphs = (nodes.paragraph('', '', *self.cell(cell)) for cell in bullets.cells)
        return nodes.bullet_list('', *(nodes.list_item('', item) for item in paragraphs))

    def cell(self, cell: Cell) -> list[nodes.Node]:
        """Return the nodes of a cell."""
        return [self.span(span) for span in cell]

    def span(self, span: Span) -> nodes.Node:
        """Return the node of a piece of text."""
        if span.record:
            return self.reference(span.record, span.text)
        if span.code:
            return nodes.literal('', span.text)
        if span.anchor:
            return nodes.reference('', span.text, internal=True, refid=span.anchor)
        if span.docname and (uri := self.page_uri(span.docname)):
            return nodes.reference('', span.text, internal=True, refuri=uri)
        return nodes.Text(span.text)


def table_node(
    columns: Iterable[str],
    widths: Iterable[int],
    rows: Iterable[list[list[nodes.Node]]],
    classes: list[str],
) -> nodes.table:
    """Return the node of a table of which *rows* hold the content of each cell."""
    heads = [nodes.entry('', nodes.paragraph('', column)) for column in columns]
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead('', nodes.row('', *heads))
    group += nodes.tbody('', *(_row(row) for row in rows))
    return nodes.table('', group, classes=[*classes, 'colwidths-given'])


def _row(cells: list[list[nodes.Node]]) -> nodes.row:
    return nodes.row('', *(nodes.entry('', *cell) for cell in cells))


def fitting(
    widths: Iterable[int], columns: Iterable[str], rows: Iterable[list[list[nodes.Node]]]
) -> Iterator[int]:
    """Yield the width of each column, by which texts are wrapped: no word is longer."""
    texts = ([' '.join(node.astext() for node in cell) for cell in row] for row in rows)
    for width, *column in zip(widths, columns, *texts, strict=True):
        yield max(width, *(len(word) for text in column for word in text.split()))


def links_list(links: Iterable[Link]) -> nodes.bullet_list:
    """Return the list of *links* to pages."""
    return nodes.bullet_list(
        '',
        *(
            nodes.list_item('', nodes.paragraph('', '', _link_node(link), translatable=False))
            for link in links
        ),
    )


def _link_node(link: Link) -> nodes.reference:
    return nodes.reference('', link.text, internal=True, refuri=link.uri)


def sources_paragraph(sources: list[Source]) -> nodes.paragraph:
    """Return the paragraph that names *sources*."""
    paragraph = nodes.paragraph('', 'Source: ', classes=['dicom-source'], translatable=False)
    for number, source in enumerate(sources):
        if number:
            paragraph += nodes.Text('; ')
        if source.url:
            paragraph += nodes.reference('', source.text, internal=False, refuri=source.url)
        else:
            paragraph += nodes.Text(source.text)
    paragraph += nodes.Text('.')
    return paragraph
