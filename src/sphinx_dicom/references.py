"""References to what is documented: addresses, and nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.util.nodes import make_refnode

from .identifiers import node_id, tooltip

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.builders import Builder

    from .dictionary import Record


def relative_uri(builder: Builder, fromdocname: str, docname: str) -> str:
    """Return the address of *docname* from *fromdocname*, empty where both are on one page."""
    uri = '' if docname == fromdocname else builder.get_relative_uri(fromdocname, docname)
    # The builder of one page for all documents gives "#document-name", to which no anchor can be added.
    return '' if builder.name == 'singlehtml' and uri.startswith('#') else uri


def reference_node(
    builder: Builder, fromdocname: str, docname: str, record: Record, contnode: nodes.Node
) -> nodes.reference:
    """Return a reference around *contnode* to the place of *record* in *docname*, with its facts as tooltip.

    Raises `sphinx.errors.NoUri` where the builder leaves *docname* out.
    """
    target = node_id(record.kind, record.key)
    reference = make_refnode(builder, fromdocname, docname, target, contnode, tooltip(record))
    if 'refuri' in reference and not relative_uri(builder, fromdocname, docname):
        reference['refuri'] = f'#{target}'
    return reference
