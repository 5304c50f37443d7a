"""The words of authors in a doctree: texts that are neither titles nor signatures nor code, nor in references already."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.addnodes import pending_xref

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sphinx.config import Config

#: The class of what is left alone, and the field at the top of a page that is.
OPT_OUT = 'no-dicom-autolink'
#: What holds no prose, or a text that has a meaning of its own.
_OTHERS = (
    *(nodes.Titular, nodes.Invisible, nodes.FixedTextElement, nodes.label, nodes.target),
    *(nodes.reference, nodes.footnote_reference, nodes.citation_reference, nodes.title_reference),
    *(nodes.math, nodes.image, nodes.abbreviation, nodes.generated, nodes.option_group),
    *(nodes.system_message, nodes.problematic),
    *(pending_xref, addnodes.manpage, addnodes.desc_signature, addnodes.productionlist),
    *(addnodes.literal_emphasis, addnodes.literal_strong),
)
#: What is a word as a whole.
_WHOLE = nodes.literal, pending_xref
_MARKUP = nodes.inline, nodes.emphasis, nodes.strong


class Words(NamedTuple):
    """A text, or as a whole a literal, an emphasized text or a reference by a role of ours."""

    node: nodes.Text | nodes.literal | nodes.emphasis | pending_xref
    #: The paragraph or the like that holds it.
    block: nodes.Element
    #: Whether it is in a column of a table whose heading says that it holds tags.
    tag_column: bool = False


def tag_headings(config: Config) -> frozenset[str]:
    """Return the headings of columns of tags as `words` takes them."""
    return frozenset(heading.casefold() for heading in config.dicom_tag_columns)


def words(document: nodes.Element, tag_headings: Collection[str]) -> list[Words]:
    """Return what authors wrote in *document*; *tag_headings* are the headings of columns of tags, in lower case.

    What is in an emphasized text follows the whole.
    """
    found: list[Words] = []
    _add_words(found, document, document, tag_headings)
    return found


def _add_words(
    found: list[Words], node: nodes.Element, block: nodes.Element, tag_headings: Collection[str]
) -> None:
    """Add to *found* what authors wrote in *node*, which is in *block*."""
    if len(node.children) > 1:
        join_texts(node)
    for child in cast('list[nodes.Element | nodes.Text]', node.children):
        if isinstance(child, nodes.Text):
            found.append(Words(child, block))
        elif isinstance(child, _WHOLE):
            if _unmarked(child) or child.get('refdomain') == 'dicom':
                found.append(Words(child, block))
        elif _has_prose(child):
            if isinstance(child, nodes.emphasis):
                found.append(Words(child, block))
            first = len(found)
            within = block if isinstance(child, nodes.Inline) else child
            _add_words(found, child, within, tag_headings)
            if isinstance(child, nodes.tgroup) and (entries := _tag_entries(child, tag_headings)):
                found[first:] = _marked(found[first:], entries)


def join_texts(node: nodes.Element) -> None:
    """Make one text of those in *node* that follow each other: MyST-Parser makes one of each line."""
    pairs = zip(node.children, node.children[1:], strict=False)
    if any(isinstance(one, nodes.Text) and isinstance(other, nodes.Text) for one, other in pairs):
        groups = groupby(node.children, lambda child: isinstance(child, nodes.Text))
        node[:] = [
            child
            for is_text, same in groups
            for child in ([nodes.Text(''.join(map(str, same)))] if is_text else same)
        ]


def _unmarked(node: nodes.Element) -> bool:
    """Return whether *node* is of the plain markup, not made by a role."""
    return not node['classes'] and 'role' not in node


def _has_prose(node: nodes.Element) -> bool:
    if isinstance(node, _OTHERS):
        # The table of an autosummary is a comment with more than a text in it.
        return isinstance(node, nodes.comment) and isinstance(node.next_node(), nodes.Element)
    if isinstance(node, _MARKUP):
        return _unmarked(node)
    # What the directives of this extension show has its references already.
    return not any(class_.startswith(('dicom-', OPT_OUT)) for class_ in node['classes']) and (
        'literal-block-wrapper' not in node['classes']
    )


def _marked(found: list[Words], entries: set[nodes.Node]) -> Iterator[Words]:
    """Yield *found*, with a mark on what is in one of *entries*."""
    for word in found:
        parent = word.block
        while parent.parent and not isinstance(parent, nodes.entry):
            parent = parent.parent
        yield word._replace(tag_column=parent in entries)


def _tag_entries(group: nodes.tgroup, tag_headings: Collection[str]) -> set[nodes.Node]:
    """Return the entries of the body that are in a column of tags."""
    head = group.next_node(nodes.thead)
    if head is None:
        return set()
    columns = {
        column
        for column, entry in _placed(head)
        if ' '.join(entry.astext().split()).casefold() in tag_headings
    }
    bodies = group.findall(nodes.tbody) if columns else ()
    return {entry for body in bodies for column, entry in _placed(body) if column in columns}


def _placed(rows: nodes.Element) -> Iterator[tuple[int, nodes.Element]]:
    """Yield each entry of *rows* with the number of its column; entries may reach over several rows and columns."""
    free_from: dict[int, int] = {}
    for number, row in enumerate(rows.findall(nodes.row)):
        column = 0
        for entry in cast('list[nodes.entry]', row.children):
            while free_from.get(column, 0) > number:
                column += 1
            yield column, entry
            for _ in range(entry.get('morecols', 0) + 1):
                free_from[column] = number + entry.get('morerows', 0) + 1
                column += 1


def passage(block: nodes.Element) -> nodes.Element:
    """Return the row of the table that holds *block*, or *block* itself where it is in no table."""
    node = block
    while node.parent and not isinstance(node, nodes.row | nodes.Structural):
        node = node.parent
    return node if isinstance(node, nodes.row) else block
