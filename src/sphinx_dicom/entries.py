"""What an entry of the reference shows, as docutils nodes and as HTML.

An entry is a heading and a line of facts, described once for each kind of record. Nodes suit every builder; HTML written
as one string takes half as long for a dictionary of thousands, and a test holds the two together.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from .dictionary import UID, VR, Element, find, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .dictionary import Record

SEPARATOR = ' · '


class Span(NamedTuple):
    """A piece of a fact: plain text, code, or a reference to a VR."""

    text: str
    code: bool = False
    vr: VR | None = None


class Heading(NamedTuple):
    """The heading of an entry."""

    identifier: str
    name: str
    remark: str


#: One fact, such as ``VR PN``.
Fact = tuple[Span, ...]


def heading(record: Record) -> Heading:
    """Return the heading of the entry of *record*."""
    name = '' if record.name == record.key else record.name
    return Heading(record.key, name, 'retired' if record.retired else '')


def facts(record: Record) -> list[Fact]:
    """Return the facts that the entry of *record* shows below its heading."""
    if isinstance(record, Element):
        found = _element_facts(record)
    elif isinstance(record, UID):
        found = [(Span(record.keyword, code=True),)] if record.keyword else []
        found.append((Span(record.type),))
    else:
        found = _vr_facts(record)
    if record.edition:
        base = read('elements').notes['base']
        found.append((Span(f'added after {base}, by {record.edition}'),))
    return found


def find_vr(code: str) -> VR | None:
    """Return the VR of *code*, if there is one: authors may have written something else."""
    vr = find('vr', code)
    return vr if isinstance(vr, VR) else None


def _element_facts(element: Element) -> list[Fact]:
    found: list[Fact] = []
    if element.keyword:
        found.append((Span(element.keyword, code=True),))
    if element.vr:
        spans = [Span('VR ')]
        for vr in element.vrs:
            spans += [Span(vr, vr=find_vr(vr)), Span(' or ')]
        found.append(tuple(spans[:-1]))
    if element.vm:
        found.append((Span(f'VM {element.vm}'),))
    if element.creator:
        found.append((Span('private creator '), Span(element.creator, code=True)))
    return found


def _vr_facts(vr: VR) -> list[Fact]:
    found: list[Fact] = [(Span(length_rule(vr)),)]
    if vr.repertoire == 'extended':
        found.append(
            (Span('characters of the default repertoire or of the Specific Character Set'),)
        )
    elif vr.repertoire == 'default':
        found.append((Span('characters of the default repertoire'),))
    elif vr.repertoire not in ('binary', 'items'):
        found.append((Span(f'characters: {vr.repertoire}'),))
    found.append((Span('one or more values' if vr.multiple else 'one value'),))
    found.append((Span(f'{vr.length_field}-bit length field in explicit VR'),))
    found.append((Span('in pydicom '), Span(vr.python, code=True)))
    return found


def length_rule(vr: VR) -> str:
    """Return how long a value of *vr* may be, in words."""
    if vr.length is None:
        return {
            'items': 'a sequence of items',
            'transfer syntax': 'length as the transfer syntax says',
            'any': 'any length',
        }[vr.rule]
    length = f'{vr.length:,} {vr.unit}'
    if vr.rule == 'fixed':
        return f'{length} each' if vr.multiple else length
    return f'at most {length}' + vr.rule.removeprefix('maximum').replace(' of ', ' in ')


def signature(record: Record) -> Iterator[nodes.Node]:
    """Yield the nodes of the heading of the entry of *record*."""
    head = heading(record)
    yield addnodes.desc_addname(head.identifier, head.identifier)
    if head.name:
        yield nodes.Text(' ')
        yield addnodes.desc_name(head.name, head.name)
    if head.remark:
        yield addnodes.desc_annotation('', f' {head.remark}')


def facts_paragraph(record: Record, link: Callable[[VR], nodes.Node]) -> nodes.paragraph:
    """Return the paragraph with the facts of *record*; *link* returns the node of a reference to a VR."""
    # Not for translators: tags, keywords, and names as the standard has them.
    paragraph = nodes.paragraph(classes=['dicom-facts'], translatable=False)
    for number, fact in enumerate(facts(record)):
        if number:
            paragraph += nodes.Text(SEPARATOR)
        for span in fact:
            if span.vr:
                paragraph += link(span.vr)
            elif span.code:
                paragraph += nodes.literal('', span.text)
            else:
                paragraph += nodes.Text(span.text)
    return paragraph


def signature_html(record: Record) -> str:
    """Return the HTML of the heading of the entry of *record*."""
    head = heading(record)
    html = f'<span class="sig-prename descclassname">{escape(head.identifier)}</span>'
    if head.name:
        html += f' <span class="sig-name descname">{escape(head.name)}</span>'
    if head.remark:
        html += f'<span class="property"> {escape(head.remark)}</span>'
    return html


def facts_html(record: Record, link: Callable[[VR], str]) -> str:
    """Return the HTML of the facts of *record*; *link* returns that of a reference to a VR."""
    return SEPARATOR.join(
        ''.join(
            link(span.vr)
            if span.vr
            else f'<code class="docutils literal notranslate">{escape(span.text)}</code>'
            if span.code
            else escape(span.text)
            for span in fact
        )
        for fact in facts(record)
    )
