"""The check that `dicom_check_names` asks for: tags that do not exist, and names beside tags that are those of other tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx.addnodes import pending_xref

from ..dictionary import Element, UnknownTermError, find, lookup
from ..dictionary.spelling import TagForm, read_tag, squash
from ..warning_types import WarningType, describe, warn
from .autolink import forms
from .beside import CLOSE, OPEN, Tagged, compare, mismatches, names_of
from .mentions import TAGS, has_tag, in_prose, missing
from .places import location
from .prose import OPT_OUT, passage, tag_headings, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from .beside import Mismatch
    from .mentions import Form

#: No name has fewer characters, but for a few.
_SHORT = 3
#: What may stand in the cell of a tag.
_NOUN = re.compile('(?:DICOM )?(?:tag|(?:data )?element|attribute)?', re.IGNORECASE)


def check(app: Sphinx, document: nodes.document) -> None:
    """Warn of tags in *document* that do not exist, and of names beside tags that are those of other tags."""
    env = document.settings.env
    if not app.config.dicom_check_names or OPT_OUT in env.metadata[env.docname]:
        return
    # Bare tags mean something only to those who say so.
    asked = TAGS | (forms(app.config.dicom_autolink) & {'bare'})
    blocks: dict[nodes.Element, bool] = {}
    for node, block, tag_column in words(document, tag_headings(app.config)):
        if isinstance(node, pending_xref):
            blocks[block] = tag_column
        elif isinstance(node, nodes.Text | nodes.literal) and has_tag(
            node.astext(), asked, tag_column=tag_column
        ):
            blocks[block] = tag_column
            # A literal may be an example of what does not exist.
            plain = node.astext() if isinstance(node, nodes.Text) else ''
            for written in dict.fromkeys(missing(plain, tag_column=tag_column)):
                _warn_missing(written, block)
    for block, tag_column in blocks.items():
        row = passage(block)
        read = _Reader(block, asked, tag_column)
        beside = '' if row is block else _others(row, block)
        found = [*read.titles, *mismatches(read.text, read.tags, beside)]
        if row is not block and read.is_tag:
            found += _in_cells(row, block, read.tags[0].element)
        for mismatch in dict.fromkeys(found):
            written = mismatch.element.tag
            where = location(block, None if row is block else row, written)
            warn(WarningType.NAME_MISMATCH, str(mismatch), where)


def _warn_missing(written: str, block: nodes.Element) -> None:
    row = passage(block)
    try:
        lookup('tag', written)
    except UnknownTermError as error:
        where = location(block, None if row is block else row, written)
        warn(WarningType.of(error), describe(error), where)


class _Reader:
    """Reads *block*: its text, in which markup has become two characters, the tags in it, and what titles of roles are wrong."""

    def __init__(self, block: nodes.Element, asked: AbstractSet[Form], tag_column: bool) -> None:
        self.text = ''
        self.tags: list[Tagged] = []
        self.titles: list[Mismatch] = []
        self._read(block)
        by_roles = {tag.start for tag in self.tags}
        for start, end, record in in_prose(
            self.text, asked, lambda: passage(block).astext(), tag_column=tag_column
        ):
            if start not in by_roles and not record.private:
                self.tags.append(Tagged(start, end, cast('Element', record)))
        self.tags.sort()

    @property
    def is_tag(self) -> bool:
        """Whether the text is one tag and says nothing else."""
        if len(self.tags) != 1:
            return False
        start, end, _element = self.tags[0]
        others = (self.text[:start] + self.text[end:]).strip(f' \n`"{OPEN}{CLOSE}')
        return bool(_NOUN.fullmatch(others))

    def _read(self, node: nodes.Element) -> None:
        for child in node.children:
            if isinstance(child, nodes.Text):
                self.text += child.astext()
            elif isinstance(child, nodes.footnote_reference | nodes.image | nodes.math):
                self.text += ' '
            elif isinstance(child, nodes.Element):
                # Sphinx puts the texts of fields into inline nodes.
                marked = not isinstance(child, nodes.inline)
                self.text += OPEN if marked else ''
                start = len(self.text)
                self._read(child)
                if isinstance(child, pending_xref) and child.get('refdomain') == 'dicom':
                    self._role(child, start)
                self.text += CLOSE if marked else ''

    def _role(self, node: pending_xref, start: int) -> None:
        element = find(node['reftype'], node['reftarget'])
        if not isinstance(element, Element) or element.private:
            return
        shown = node.astext()
        if read_tag(shown).form is TagForm.TAG:
            start = self.text.index(shown, start)
            self.tags.append(Tagged(start, start + len(shown), element))
        elif node['refexplicit'] and (mismatch := compare(element, shown)):
            self.titles.append(mismatch)


def _others(row: nodes.Element, block: nodes.Element) -> str:
    """Return the texts of the cells of *row* that do not hold *block*."""
    return ' | '.join(entry.astext() for entry in row.children if block not in entry.findall())


def _in_cells(row: nodes.Element, block: nodes.Element, element: Element) -> Iterator[Mismatch]:
    """Yield the mismatch of *element*, the tag in *block*, with the name in the cell beside, if there is one."""
    entries = row.children
    number = next(number for number, entry in enumerate(entries) if block in entry.findall())
    # A VR, a VM or a unit may stand between the name and the tag.
    before = [entry for entry in entries[:number] if len(entry.astext().strip()) > _SHORT]
    beside = next((entry.astext() for entry in before[-1:] or entries[1:2]), '')
    names = names_of(element)
    if not any(name in squash(entry.astext()) for entry in entries for name in names) and (
        mismatch := compare(element, ' '.join(beside.strip('> \n"').split()))
    ):
        yield mismatch
