"""References to what is documented: addresses, and nodes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.errors import NoUri

from .addresses import Addresses
from .identifiers import long_tooltip, node_id
from .layout import page_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders import Builder
    from sphinx.config import Config

    from .dictionary import Kind, Passage, Record


@lru_cache(maxsize=256)
def relative_uri(builder: Builder, fromdocname: str, docname: str) -> str:
    """Return the address of *docname* from *fromdocname*, to which an anchor can be added; empty for the same page.

    Raises `sphinx.errors.NoUri` where the builder leaves *docname* out.
    """
    uri = '' if docname == fromdocname else builder.get_relative_uri(fromdocname, docname)
    # The builder of one page for all documents gives "#document-name".
    return '' if builder.name == 'singlehtml' and uri.startswith('#') else uri


def reference_node(
    builder: Builder, fromdocname: str, docname: str, record: Record, contnode: nodes.Node
) -> nodes.reference:
    """Return a reference around *contnode* to the place of *record* in *docname*, with its facts as tooltip.

    It is what Sphinx's ``make_refnode`` makes, which works the address out anew each time. Raises `sphinx.errors.NoUri`
    where the builder leaves *docname* out.
    """
    anchor = node_id(record.kind, record.key)
    reference = nodes.reference('', '', contnode, internal=True, reftitle=long_tooltip(record))
    if docname == fromdocname:
        reference['refid'] = anchor
    else:
        reference['refuri'] = f'{relative_uri(builder, fromdocname, docname)}#{anchor}'
    return reference


def elsewhere(config: Config, record: Record) -> str:
    """Return the address of *record* by the template for its kind, else in the reference configured, else in the standard."""
    addresses = Addresses(config)
    if (own := addresses.own(record)) is not None:
        return own
    return _published(config, record) or addresses.in_standard(record)


def _published(config: Config, record: Record) -> str:
    if config.dicom_reference_url and (page := page_of(record)):
        base = config.dicom_reference_url.rstrip('/')
        return f'{base}/{page}.html#{node_id(record.kind, record.key)}'
    return ''


class Links:
    """Where references from one page lead."""

    def __init__(
        self, builder: Builder, docname: str, places: Mapping[Kind, Mapping[str, str]]
    ) -> None:
        self.builder = builder
        #: The page with the references.
        self.docname = docname
        #: By kind: the key of everything documented, and the document that does.
        self.places = places

    def standard(self, passage: Passage) -> str:
        """Return the address of *passage*, as it is configured; empty for none."""
        return Addresses(self.builder.config).in_standard(passage)

    def documented(self, record: Record) -> bool:
        """Return whether *record* has an entry in this project or in the published reference."""
        return record.key in self.places[record.kind] or bool(
            _published(self.builder.config, record)
        )

    def uri(self, record: Record) -> tuple[str, bool]:
        """Return the address of *record*, empty for none, and whether it is in this project."""
        docname = self.places[record.kind].get(record.key)
        if docname is None:
            return elsewhere(self.builder.config, record), False
        uri = relative_uri(self.builder, self.docname, docname)
        return f'{uri}#{node_id(record.kind, record.key)}', True

    def page_uri(self, docname: str) -> str:
        """Return the address of the document *docname*, empty where it is this one or the builder leaves it out."""
        if docname == self.docname:
            return ''
        try:
            return self.builder.get_relative_uri(self.docname, docname)
        except NoUri:
            return ''

    def node(self, record: Record, text: str) -> nodes.Node:
        """Return a reference to *record*, or plain text where there is nothing to refer to."""
        plain = nodes.inline('', text)
        docname = self.places[record.kind].get(record.key)
        if docname is None:
            uri, title = elsewhere(self.builder.config, record), long_tooltip(record)
            link = nodes.reference('', '', plain, internal=False, refuri=uri, reftitle=title)
            return link if uri else plain
        try:
            return reference_node(self.builder, self.docname, docname, record, plain)
        except NoUri:
            return plain
