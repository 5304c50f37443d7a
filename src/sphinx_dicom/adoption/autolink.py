"""References around the tags, UIDs, keywords and names that authors wrote without a role, as `dicom_autolink` asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from ..pending import noted, pending
from .mentions import CERTAIN, Mention, in_emphasis, in_literal, in_prose
from .prose import OPT_OUT, Words, passage, tag_headings, words

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from collections.abc import Set as AbstractSet

    from sphinx.application import Sphinx

    from ..dictionary import Record
    from .mentions import Form

#: The types of objects, and of references to them, that have names such as those of keywords.
_OBJECTS = frozenset(('class', 'exception', 'exc', 'function', 'func'))


def forms(value: bool | Collection[Form]) -> frozenset[Form]:
    """Return the forms that the setting `dicom_autolink` asks for."""
    if isinstance(value, bool):
        value = CERTAIN if value else ()
    return frozenset(value)


def found(
    document: nodes.Element, forms: AbstractSet[Form], tag_headings: AbstractSet[str]
) -> Iterator[tuple[Words, list[Mention]]]:
    """Yield what authors wrote in *document* that mentions something, and the mentions; of literals it is the whole."""
    linked: nodes.Node | None = None
    own: set[str] | None = None
    for word in words(document, tag_headings):
        if isinstance(word.node, nodes.Text):
            if word.node.parent is not linked and (mentions := _in_text(word, forms)):
                yield word, mentions
        elif record := _whole(word, forms):
            own = own_names(document) if own is None else own
            if word.node.astext() in own:
                continue
            linked = word.node
            yield word, [Mention(0, len(word.node.astext()), record)]


def own_names(document: nodes.Element) -> set[str]:
    """Return the names of the classes and functions that *document* describes or refers to.

    Those of some programs are keywords as well; there, a literal means what the program has.
    """
    described = {
        name.astext()
        for signature in document.findall(addnodes.desc_signature)
        if signature.parent.get('objtype') in _OBJECTS
        for name in signature.findall(addnodes.desc_name)
    }
    referred = {
        xref['reftarget'].rpartition('.')[2]
        for xref in document.findall(addnodes.pending_xref)
        if xref['reftype'] in _OBJECTS
    }
    return described | referred


def _in_text(word: Words, forms: AbstractSet[Form]) -> list[Mention]:
    def around() -> str:
        return passage(word.block).astext()

    return list(in_prose(word.node.astext(), forms, around, tag_column=word.tag_column))


def _whole(word: Words, forms: AbstractSet[Form]) -> Record | None:
    text = word.node.astext()
    if isinstance(word.node, nodes.literal):
        return in_literal(text, forms)
    emphasis = isinstance(word.node, nodes.emphasis) and 'emphasis' in forms
    return in_emphasis(text) if emphasis else None


def link(app: Sphinx, document: nodes.document) -> None:
    """Put references around what *document* mentions, as the roles make them; the text stays as it is."""
    asked = forms(app.config.dicom_autolink)
    env = document.settings.env
    if not asked or OPT_OUT in env.metadata[env.docname]:
        return

    def reference(record: Record, text: str) -> addnodes.pending_xref:
        noted(env, record.kind, record.key)
        return pending(env.docname, record.kind, record.key, text)

    for word, mentions in list(found(document, asked, tag_headings(app.config))):
        put(word, mentions, reference)


def put(
    word: Words, mentions: list[Mention], reference: Callable[[Record, str], addnodes.pending_xref]
) -> None:
    """Put references around the *mentions* in *word*; *reference* returns that to a record around a text."""
    node, parent = word.node, word.node.parent
    if not isinstance(node, nodes.Text):
        xref = reference(mentions[0].record, '')
        parent.replace(node, xref)
        xref[0] = node
        return
    parts: list[nodes.Node] = []
    text, end = node.astext(), 0
    for start, stop, record in mentions:
        if text[end:start]:
            parts.append(nodes.Text(text[end:start]))
        parts.append(reference(record, text[start:stop]))
        end = stop
    if text[end:]:
        parts.append(nodes.Text(text[end:]))
    parent.replace(node, parts)
