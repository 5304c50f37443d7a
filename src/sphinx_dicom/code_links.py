"""Links from the tags in code blocks that print data sets, in HTML."""

from __future__ import annotations

import re
from html import escape
from itertools import chain, repeat
from typing import TYPE_CHECKING, cast

from docutils import nodes
from pygments.token import Name, String
from sphinx.errors import NoUri

from .dictionary.spelling import read_tag
from .lexers import LEXERS
from .pending import noted, pending

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

    from .domain import DicomDomain

_TAG = re.compile(r'<span class="nt">\([^<]*\)</span>')
#: The element that names a private creator, and the block that this reserves (PS3.5 section 7.8.1).
_RESERVES = re.compile(r'\(([0-9A-F]{3}[13579BDF]),00([1-9A-F][0-9A-F])\)')


class data_set(nodes.literal_block):  # noqa: N801 (docutils names nodes so)
    """A code block that prints a data set: attribute ``links``, the start tag of the link of each tag, or nothing."""


def note_references(app: Sphinx, document: nodes.document) -> None:
    """Note what code blocks that print data sets refer to."""
    for block in _blocks(document):
        for target in set(targets(block)):
            noted(app.env, 'tag', target)


def link(app: Sphinx, document: nodes.document, docname: str) -> None:
    """Have the tags in code blocks that print data sets become links where pages are HTML."""
    if app.builder.format != 'html':
        return
    starts: dict[str, str] = {}
    for block in _blocks(document):
        found = list(targets(block))
        for target in found:
            if target not in starts:
                starts[target] = _start(app, docname, target)
        linked = data_set(
            block.rawsource,
            block.astext(),
            **block.attributes,
            links=[starts[target] for target in found],
        )
        linked.source, linked.line = block.source, block.line
        block.replace_self(linked)


def visit_html(translator: HTML5Translator, node: data_set) -> None:
    """Write a code block as Sphinx does, then put the links around its tags."""
    try:
        translator.visit_literal_block(node)
    except nodes.SkipNode:
        starts = chain(node['links'], repeat(''))

        def linked(tag: re.Match[str]) -> str:
            start = next(starts)
            return f'{start}{tag[0]}</a>' if start else tag[0]

        translator.body[-1] = _TAG.sub(linked, translator.body[-1])
        raise


def targets(block: nodes.literal_block) -> Iterator[str]:
    """Yield the tags in *block*, private ones with the private creator that the data set names."""
    creators: dict[tuple[str, str], str] = {}
    reserved = None
    for type_, value in LEXERS[block['language']](stripnl=False).get_tokens(block.astext()):
        if type_ is Name.Tag:
            tag = read_tag(value).text
            reserves = _RESERVES.fullmatch(tag)
            reserved = (reserves[1], reserves[2]) if reserves else None
            creator = creators.get((tag[1:5], tag[6:8]), '')
            yield f'{tag} [{creator}]' if creator else tag
        elif type_ is String and reserved:
            creators[reserved] = value[1:-1].strip()
            reserved = None


def _blocks(document: nodes.document) -> list[nodes.literal_block]:
    return [
        block
        for block in document.findall(nodes.literal_block)
        # What has markup inside is written as it is.
        if block.get('language') in LEXERS and block.rawsource == block.astext()
    ]


def _start(app: Sphinx, docname: str, target: str) -> str:
    """Return the start tag of the link that a reference to *target* is, or nothing where it is none."""
    node = pending(docname, 'tag', target, target)
    shown = cast('nodes.TextElement', node[0])
    domain = cast('DicomDomain', app.env.domains['dicom'])
    try:
        reference = domain.resolve_xref(
            app.env, docname, app.builder, 'tag', target, node, shown
        ) or app.emit_firstresult(
            'missing-reference', app.env, node, shown, allowed_exceptions=(NoUri,)
        )
    except NoUri:
        return ''
    if not isinstance(reference, nodes.reference):
        return ''
    where = 'internal' if reference.get('internal') else 'external'
    address = escape(reference.get('refuri') or f'#{reference["refid"]}')
    title = escape(reference.get('reftitle', ''))
    return f'<a class="reference {where} dicom-code" href="{address}" title="{title}">'
