"""What a document says, and what of it may become a role: as Sphinx read it, with marks in place of all that may be a mention."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.addnodes import pending_xref

from ..dictionary import KINDS, find
from ..pending import pending
from .autolink import found, put
from .editing import Use
from .marking import unmarked
from .prose import OPT_OUT, join_texts, tag_headings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from ..dictionary import Record
    from .marking import Candidate
    from .mentions import Form, Mention
    from .prose import Words

_APOSTROPHES = str.maketrans(
    dict.fromkeys('\u2018\u2019', "'") | dict.fromkeys('\u201c\u201d', '"')
)

_UNSAID = nodes.system_message, nodes.substitution_definition


@dataclass
class Document:
    """A document as it was read with marks, which are taken from it."""

    #: With numbered references where there may be roles.
    doctree: nodes.document
    #: What has marks, by their numbers.
    candidates: Mapping[int, Candidate]
    #: How many mentions autolink would link.
    count: int = 0
    #: The numbers of the marks in it, also of those that are no mentions.
    marks: set[int] = field(default_factory=set)
    #: The mentions that may become roles, with their numbers.
    uses: list[tuple[int, Use]] = field(default_factory=list)
    #: Where the others are from.
    others: set[str] = field(default_factory=set)

    @property
    def markdown(self) -> bool:
        """Whether it is Markdown."""
        return str(self.doctree['source']).endswith('.md')

    def note(self, app: Sphinx, asked: AbstractSet[Form]) -> None:
        """Note what autolink would link."""
        texts: dict[int, dict[int, int]] = {}
        for node in self.doctree.findall(nodes.TextElement):
            join_texts(node)
        for text in list(self.doctree.findall(nodes.Text)):
            plain, numbers = unmarked(text.astext(), self.candidates)
            if numbers:
                new = nodes.Text(plain)
                text.parent.replace(text, new)
                texts[id(new)] = numbers
                self.marks.update(numbers.values())
        for xref in self.doctree.findall(pending_xref):
            if xref.get('refdomain') == 'dicom':
                xref['reftarget'] = unmarked(xref['reftarget'], self.candidates)[0]
        if OPT_OUT in app.env.metadata[app.env.docname]:
            return
        for word, mentions in list(found(self.doctree, asked, tag_headings(app.config))):
            numbers = texts.get(id(next(word.node.findall(nodes.Text))), {})
            self._use(word, mentions, numbers)
        if self.others and self.markdown:
            # MyST-Parser does not say which cells are from a file.
            paths = map(Path, app.env.dependencies[app.env.docname])
            self.others |= {str(app.srcdir / path) for path in paths if path.suffix == '.csv'}

    def _use(self, word: Words, mentions: list[Mention], numbers: Mapping[int, int]) -> None:
        """Note the *mentions* in *word*, and put references around those that have one of *numbers*, given by position."""
        is_text = isinstance(word.node, nodes.Text)
        self.count += len(mentions)
        used = []
        for mention in mentions:
            number = numbers.get(mention.start) if is_text else next(iter(numbers.values()), None)
            if number is not None and self._is(number, mention, word):
                within = '' if self.candidates[number].markdown else _around(word.node)
                used.append((mention, number))
                self.uses.append((number, Use(mention.record, within)))
            elif source := get_source_line(word.block)[0]:
                self.others.add(source)
        order = iter([number for _mention, number in used])

        def reference(record: Record, text: str) -> pending_xref:
            xref = pending('', record.kind, record.key, text)
            xref['number'] = next(order)
            return xref

        if used:
            put(word, [mention for mention, _number in used], reference)

    def _is(self, number: int, mention: Mention, word: Words) -> bool:
        """Return whether what has the mark *number* is the whole of a *mention* in *word*."""
        # In CSV files, quotation marks are doubled.
        written, read = (
            re.sub(r'["\s]', '', text)
            for text in (
                self.candidates[number].text,
                word.node.astext()[mention.start : mention.end],
            )
        )
        return written == read


def _around(node: nodes.Node) -> str:
    """Return the markup around *node* if it is a text: in reStructuredText there are no roles within other markup."""
    if not isinstance(node, nodes.Text):
        return ''
    if isinstance(node.parent, nodes.strong):
        return '**'
    return '*' if isinstance(node.parent, nodes.emphasis) else ''


def _key(xref: pending_xref) -> str:
    """Return the key of the record to which *xref* leads, if it is known."""
    kind = xref['reftype']
    record = find(kind, xref['reftarget']) if kind in KINDS else None
    return record.key if record else ''


def said(doctree: nodes.document, numbers: Collection[int] | None = None) -> list[tuple[str, str]]:
    """Return what *doctree* says, block by block, with the file that each is from.

    Brackets are around references of ours, with the key; of numbered ones only around those of *numbers*.
    """
    blocks: list[tuple[str, str]] = []

    def say(node: nodes.Node, depth: int) -> None:
        # What stands for a substitution is said where it is used.
        if isinstance(node, nodes.Element) and not isinstance(node, _UNSAID):
            text = inline(node) if isinstance(node, nodes.TextElement) else ''
            text = ' '.join(text.translate(_APOSTROPHES).split())
            # What includes a file literally has it as an attribute.
            source = node.get('source') or get_source_line(node)[0] or ''
            blocks.append((source, f'{depth} {type(node).__name__} {text}'))
            for child in () if isinstance(node, nodes.TextElement) else node.children:
                say(child, depth + 1)

    def inline(node: nodes.Node) -> str:
        if isinstance(node, nodes.Text | nodes.system_message):
            return node.astext() if isinstance(node, nodes.Text) else ''
        text = ''.join(map(inline, node.children))
        if isinstance(node, pending_xref) and node.get('refdomain') == 'dicom':
            counts = numbers is None or 'number' not in node or node['number'] in numbers
            return f'\u27e6{text}|{_key(node)}\u27e7' if counts else text
        return f'<{text}>' if isinstance(node, nodes.problematic) else text

    say(doctree, 0)
    return blocks
