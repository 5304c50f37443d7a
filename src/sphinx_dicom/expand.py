"""Late in the build, listings become what the builder needs."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.locale import _

from .directives.listing import listing
from .entries import facts_html, facts_paragraph, signature, signature_html
from .identifiers import node_id, tooltip
from .references import elsewhere, reference_node, relative_uri
from .standard import place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.writers.html5 import HTML5Translator

    from .dictionary import VR, Kind, Record
    from .domain import DicomDomain
    from .standard import Place


def expand(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Expand the listings of *document*."""
    domain = cast('DicomDomain', app.env.domains['dicom'])
    for node in list(document.findall(listing)):
        if app.builder.name == 'gettext':
            # Nothing in a listing is for translators: tags, keywords, and names as the standard has them.
            node.replace_self([])
        elif app.builder.format == 'html':
            node['html'] = ''.join(Html(node, domain, app.builder, docname).lines())
        else:
            node.replace_self(list(Stock(node, domain, app.builder, docname).entries()))


def visit_html(translator: HTML5Translator, node: listing) -> None:
    """Write an expanded listing."""
    translator.body.append(node['html'])
    raise nodes.SkipNode


class Listing:
    """A listing on its way into a page."""

    def __init__(self, node: listing, domain: DicomDomain, builder: Builder, docname: str) -> None:
        self.records = node.records()
        self.kind: Kind = node['kind']
        self.compact: bool = node['compact']
        #: Keys of the entries that references do not lead to.
        self.unplaced = frozenset(
            (record.key for record in self.records)
            if node['unplaced'] is True
            else node['unplaced']
        )
        #: The document into which the listing is written.
        self.docname = docname
        self.builder = builder
        self.standard: str = builder.config.dicom_standard_url
        #: The tables of the standard that list the entries.
        self.sources = list(dict.fromkeys(place(record) for record in self.records))
        self.places = domain.places

    def is_place(self, record: Record) -> bool:
        """Return whether references to *record* lead to its entry here."""
        return record.key not in self.unplaced


class Html(Listing):
    """A listing as HTML, the markup being that of stock nodes."""

    def lines(self) -> Iterator[str]:
        """Yield the HTML of the listing, entry by entry."""
        permalinks = self.builder.config.html_permalinks and getattr(
            self.builder, 'add_permalinks', False
        )
        title = escape(_('Link to this definition'))
        permalink = f'title="{title}">{self.builder.config.html_permalinks_icon}</a>'
        self.vr_links = dict[str, str]()
        self.uris = dict[str, str]()
        if self.compact:
            yield '<ul class="simple dicom-compact">\n'
            for record in self.records:
                link = self.link(record, record.key)
                yield f'<li><p>{link} {escape(record.name)}</p></li>\n'
            yield '</ul>\n'
            return
        for record in self.records:
            yield f'<dl class="dicom {self.kind}">\n<dt class="sig sig-object dicom"'
            if self.is_place(record):
                anchor = node_id(self.kind, record.key)
                icon = f'<a class="headerlink" href="#{anchor}" {permalink}' if permalinks else ''
                yield f' id="{anchor}">\n{signature_html(record)}{icon}</dt>\n'
            else:
                yield f'>\n{signature_html(record)}</dt>\n'
            facts = facts_html(record, self.vr_link)
            paragraph = facts and f'<p class="dicom-facts">{facts}</p>\n'
            yield f'<dd>{paragraph}</dd></dl>\n\n'
        yield f'<p class="dicom-source">Source: {"; ".join(map(self.source, self.sources))}.</p>\n'

    def source(self, source: Place) -> str:
        """Return the HTML of a reference to a table of the standard."""
        if url := source.url(self.standard):
            return f'<a class="reference external" href="{escape(url)}">{escape(source.source)}</a>'
        return escape(source.source)

    def vr_link(self, vr: VR) -> str:
        """Return the HTML of a reference to *vr*."""
        if vr.code not in self.vr_links:
            self.vr_links[vr.code] = self.link(vr, vr.code, title=tooltip(vr))
        return self.vr_links[vr.code]

    def link(self, record: Record, text: str, title: str = '') -> str:
        """Return the HTML of a reference to where *record* is documented, or of plain text."""
        docname = self.places[record.kind].get(record.key)
        if docname is None:
            href, where = elsewhere(self.builder.config, record), 'external'
        else:
            if docname not in self.uris:
                self.uris[docname] = relative_uri(self.builder, self.docname, docname)
            href = f'{self.uris[docname]}#{node_id(record.kind, record.key)}'
            where = 'internal'
        attribute = f' title="{escape(title)}"' if title else ''
        link = f'<a class="reference {where}" href="{escape(href)}"{attribute}>{escape(text)}</a>'
        return link if href else escape(text)


class Stock(Listing):
    """A listing as stock nodes."""

    def entries(self) -> Iterator[nodes.Node]:
        """Yield the nodes of the listing, entry by entry."""
        if self.compact:
            yield nodes.bullet_list(
                '',
                *(
                    nodes.list_item(
                        '',
                        nodes.paragraph(
                            '', '', self.link(record, record.key), nodes.Text(f' {record.name}')
                        ),
                    )
                    for record in self.records
                ),
            )
            return
        for record in self.records:
            head = addnodes.desc_signature('', '', *signature(record))
            if self.is_place(record):
                head['ids'].append(node_id(self.kind, record.key))
            body = addnodes.desc_content('', facts_paragraph(record, self.vr_link))
            yield addnodes.desc(
                *('', head, body),
                domain='dicom',
                objtype=self.kind,
                desctype=self.kind,
                classes=['dicom', self.kind],
            )
        paragraph = nodes.paragraph('', 'Source: ', classes=['dicom-source'])
        for number, source in enumerate(self.sources):
            paragraph += [nodes.Text('; ')] * bool(number) + [self.source(source)]
        paragraph += nodes.Text('.')
        yield paragraph

    def source(self, source: Place) -> nodes.Node:
        """Return a reference to a table of the standard."""
        if url := source.url(self.standard):
            return nodes.reference('', source.source, internal=False, refuri=url)
        return nodes.Text(source.source)

    def vr_link(self, vr: VR) -> nodes.Node:
        """Return a reference to *vr*."""
        return self.link(vr, vr.code)

    def link(self, record: Record, text: str) -> nodes.Node:
        """Return a reference to where *record* is documented, or plain text."""
        docname = self.places[record.kind].get(record.key)
        plain = nodes.inline('', text)
        if docname is None:
            uri, title = elsewhere(self.builder.config, record), tooltip(record)
            link = nodes.reference('', '', plain, internal=False, refuri=uri, reftitle=title)
            return link if uri else plain
        try:
            return reference_node(self.builder, self.docname, docname, record, plain)
        except NoUri:
            return plain
