"""What the lookup finds, Sphinx's text index need not hold: it would be most of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from ..late import NODES, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from ..domain import DicomDomain

#: The builders whose pages have the lookup.
BUILDERS = frozenset({'html', 'dirhtml'})
#: What the lookup finds; code, which is seldom looked for, would be a seventh of the index.
_FOUND = (*NODES, addnodes.index, nodes.literal_block, nodes.doctest_block)
#: Single letters, and numbers in hexadecimal such as those of tags.
_NO_WORDS = re.compile(r'\b(?:\w|(?=[a-fx]*[0-9])[0-9a-fx]{4,})\b')
_INVISIBLE = (nodes.title, nodes.comment, nodes.target, nodes.meta, addnodes.index)


def has_lookup(app: Sphinx) -> bool:
    """Return whether the pages of this build have the lookup."""
    return bool(app.config.dicom_lookup) and app.builder.name in BUILDERS


def note(app: Sphinx, document: nodes.document) -> None:
    """Note whether a document that was read is a page of entries."""
    blocks = list(_blocks(document))
    others = [block for block in blocks if not isinstance(block, NODES)]
    if (
        any(isinstance(block, listing) for block in blocks)
        and len(others) <= 1
        and all(isinstance(block, nodes.paragraph) for block in others)
    ):
        domain = cast('DicomDomain', app.env.domains['dicom'])
        domain.documents[app.env.docname].entries_only = True


def _blocks(node: nodes.Element) -> Iterator[nodes.Node]:
    """Yield what a document holds, whatever section it is in; tables of contents hold nothing themselves."""
    for child in node.children:
        if isinstance(child, nodes.section):
            yield from _blocks(child)
        elif not isinstance(child, _INVISIBLE) and not _is_toctree(child):
            yield child


def _is_toctree(node: nodes.Node) -> bool:
    return isinstance(node, nodes.compound) and 'toctree-wrapper' in node['classes']


def shorten(app: Sphinx, builder: Builder) -> None:
    """Leave pages of entries out of the text index, and of the others what the lookup finds."""
    if not has_lookup(app):
        return
    domain = cast('DicomDomain', app.env.domains['dicom'])
    # Of the builders that have the lookup.
    index_page = builder.index_page  # type: ignore[attr-defined]

    def index(docname: str, doctree: nodes.document, title: str) -> None:
        document = domain.documents.get(docname)
        # Sphinx can't write an index of no pages.
        if docname == app.config.root_doc or not (document and document.entries_only):
            index_page(docname, _prose(doctree), title)

    builder.index_page = index  # type: ignore[attr-defined]


def _prose(node: nodes.Element) -> nodes.Element:
    """Return a copy of *node* without what the lookup finds, and in lower case, since words in capitals are never found."""
    copy = nodes.paragraph() if isinstance(node, nodes.title) else node.copy()
    for child in node.children:
        if isinstance(child, nodes.Text):
            copy += nodes.Text(_NO_WORDS.sub(' ', child.lower()))
        elif not (isinstance(child, _FOUND) or _is_toctree(child) or _is_head(child)):
            copy += _prose(cast('nodes.Element', child))
    return copy


def _is_head(node: nodes.Node) -> bool:
    """Return whether *node* is the heading of a description of ours, or its line of facts."""
    if isinstance(node, addnodes.desc_signature):
        return bool(node.parent['domain'] == 'dicom')
    return isinstance(node, nodes.paragraph) and 'dicom-facts' in node['classes']
