"""References to what is documented: addresses, and nodes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes

from .identifiers import node_id, tooltip
from .layout import page_of
from .standard import place

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.config import Config

    from .dictionary import Record


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
    reference = nodes.reference('', '', contnode, internal=True, reftitle=tooltip(record))
    if docname == fromdocname:
        reference['refid'] = anchor
    else:
        reference['refuri'] = f'{relative_uri(builder, fromdocname, docname)}#{anchor}'
    return reference


def elsewhere(config: Config, record: Record) -> str:
    """Return the address of *record* in the reference configured, else in the standard, else nothing."""
    if config.dicom_reference_url and (page := page_of(record)):
        base = config.dicom_reference_url.rstrip('/')
        return f'{base}/{page}.html#{node_id(record.kind, record.key)}'
    if record.private:
        return ''
    return place(record).url(config.dicom_standard_url)
