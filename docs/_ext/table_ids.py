"""The box that furo puts around a table takes over its ids: here it gives them back, so that each is there once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def leave_ids_to_tables(_app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Take the ids from the boxes around tables."""
    for box in doctree.findall(nodes.container):
        if 'table-wrapper' in box['classes']:
            box['ids'] = []


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    app.connect('doctree-resolved', leave_ids_to_tables)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
