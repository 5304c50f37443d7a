"""Blocks as HTML, the markup being that of stock nodes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx.locale import _

from .blocks import Line, Table
from .identifiers import node_id, tooltip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .blocks import Block, Bullets, Cell, Heading, Source, Span
    from .dictionary import Record
    from .finding.links import Link
    from .references import Links


def heading_html(heading: Heading) -> str:
    """Return the HTML of the heading of an entry."""
    parts = []
    if heading.identifier:
        identifier = escape(heading.identifier)
        parts.append(f'<span class="sig-prename descclassname">{identifier}</span>')
    if heading.name:
        parts.append(f'<span class="sig-name descname">{escape(heading.name)}</span>')
    # Themes that make a table of it, such as that of Read the Docs, drop a bare space.
    html = '<span class="w"> </span>'.join(parts)
    if heading.remark:
        html += f'<span class="property"> {escape(heading.remark)}</span>'
    return html


class HtmlWriter:
    """Writes blocks into an HTML page."""

    def __init__(self, links: Links) -> None:
        self.links = links
        config = links.builder.config
        permalinks = config.html_permalinks and getattr(links.builder, 'add_permalinks', False)
        title = escape(_('Link to this definition'))
        self._permalink = permalinks and f'title="{title}">{config.html_permalinks_icon}</a>'
        self._references: dict[Record, tuple[str, str]] = {}
        #: What is written for reading: the text index holds it. Entries are found as objects.
        self.prose: list[str] = []

    def heading(self, kind: str, heading: Heading, anchor: str) -> str:
        """Return the HTML of the heading of an entry; *anchor* is empty where references don't lead to it."""
        html = f'<dt class="sig sig-object dicom"{anchor and f" id={chr(34)}{anchor}{chr(34)}"}>\n'
        html += heading_html(heading)
        if anchor and self._permalink:
            html += f'<a class="headerlink" href="#{anchor}" {self._permalink}'
        return f'<dl class="dicom {kind}">\n{html}</dt>\n'

    def block(self, block: Block) -> str:
        """Return the HTML of *block*."""
        if isinstance(block, Line):
            return self.line(block)
        if isinstance(block, Table):
            return ''.join(self.table(block))
        return self.bullets(block)

    def line(self, line: Line) -> str:
        """Return the HTML of a line."""
        if line.role == 'description':
            self._note(line.facts)
        label = line.label and f'<span class="dicom-label">{escape(line.label)}:</span> '
        separator = escape(line.separator)
        html = label + separator.join(map(self.cell, line.facts))
        if not line.more:
            return f'<p class="dicom-{line.role}">{html}</p>\n'
        more = separator.join(map(self.cell, line.more))
        return (
            f'<div class="dicom-{line.role}">{html}{separator}'
            f'<details><summary>{len(line.more)} more</summary>{more}</details></div>\n'
        )

    def table(self, table: Table) -> Iterator[str]:
        """Yield the HTML of a table, row by row."""
        label = escape(table.label)
        yield (
            f'<div class="table-wrapper dicom-{table.role}" role="region" tabindex="0" aria-label="{label}">\n'
            '<table class="docutils align-default">\n<thead>\n<tr>'
        )
        yield ''.join(f'<th class="head">{escape(column)}</th>' for column in table.columns)
        yield '</tr>\n</thead>\n<tbody>\n'
        for row in table.rows:
            if table.role == 'codes':
                self._note(row.cells)
            anchor = row.id and f' id="{row.id}"'
            cells = ''.join(f'<td>{self.cell(cell)}</td>' for cell in row.cells)
            yield f'<tr{anchor}>{cells}</tr>\n'
        yield '</tbody>\n</table>\n</div>\n'

    def _note(self, cells: tuple[Cell, ...]) -> None:
        self.prose += [span.text for cell in cells for span in cell]

    def bullets(self, bullets: Bullets) -> str:
        """Return the HTML of a list."""
        items = ''.join(f'<li><p>{self.cell(cell)}</p></li>\n' for cell in bullets.cells)
        return f'<ul class="simple dicom-compact">\n{items}</ul>\n'

    def cell(self, cell: Cell) -> str:
        """Return the HTML of a cell."""
        if len(cell) == 1:
            return self.span(cell[0])
        return ''.join(map(self.span, cell))

    def span(self, span: Span) -> str:
        """Return the HTML of a piece of text."""
        if span.record:
            return self.reference(span.record, span.text)
        text = escape(span.text)
        if span.code:
            return f'<code class="docutils literal notranslate">{text}</code>'
        if span.anchor:
            return f'<a class="reference internal" href="#{span.anchor}">{text}</a>'
        if span.docname and (uri := self.links.page_uri(span.docname)):
            return f'<a class="reference internal" href="{escape(uri)}">{text}</a>'
        return text

    def reference(self, record: Record, text: str) -> str:
        """Return the HTML of a reference to where *record* is documented, or of plain text."""
        if record not in self._references:
            self._references[record] = self._ends(record)
        start, end = self._references[record]
        return f'{start}{escape(text)}{end}'

    def _ends(self, record: Record) -> tuple[str, str]:
        uri, internal = self.links.uri(record)
        if not uri:
            return '', ''
        where = 'internal' if internal else 'external'
        # A code says nothing by itself; everything else is shown by its name.
        title = f' title="{escape(tooltip(record))}"' if record.kind == 'vr' else ''
        return f'<a class="reference {where}" href="{escape(uri)}"{title}>', '</a>'

    def sources(self, sources: list[Source]) -> str:
        """Return the HTML of the line that names *sources*."""
        cited = [
            f'<a class="reference external" href="{escape(source.url)}">{escape(source.text)}</a>'
            if source.url
            else escape(source.text)
            for source in sources
        ]
        return f'<p class="dicom-source">Source: {"; ".join(cited)}.</p>\n'


def finder_html(name: str, links: Iterable[Link]) -> str:
    """Return the HTML of a way to find things: *links* for readers without JavaScript, which the script replaces."""
    items = ''.join(
        f'<li><p><a class="reference internal" href="{escape(link.uri)}">{escape(link.text)}</a></p></li>\n'
        for link in links
    )
    return f'<div class="dicom-{name}">\n<ul class="simple dicom-compact">\n{items}</ul>\n</div>\n'


def anchor_of(record: Record) -> str:
    """Return the node id of the entry of *record*."""
    return node_id(record.kind, record.key)
