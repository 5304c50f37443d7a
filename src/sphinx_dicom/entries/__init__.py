"""What an entry of the reference shows: a heading, a line of facts, and what else is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import Heading, Line, Span, plain
from ..dictionary import IOD, UID, VR, ContextGroup, Element, Items, Module, Passage, get, read
from ..dictionary.facts import description
from ..identifiers import identifier
from .elements import element_details, element_facts
from .objects import context_group_details, iod_details, items_details, module_details
from .terms import uid_details, uid_facts, vr_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..blocks import Block, Cell
    from ..dictionary import Record


def heading(record: Record) -> Heading:
    """Return the heading of the entry of *record*."""
    shown = identifier(record)
    name = '' if record.name in (record.key, shown) else record.name
    return Heading(shown, name, 'retired' if record.retired else '')


def facts(record: Record) -> list[Cell]:
    """Return the facts that the entry of *record* shows below its heading."""
    found: list[Cell] = []
    if isinstance(record, Element):
        found = element_facts(record)
    elif isinstance(record, UID):
        found = uid_facts(record)
    elif isinstance(record, VR):
        found = vr_facts(record)
    elif isinstance(record, Passage):
        found = [plain(record.title)]
    if record.edition:
        base = read('elements').notes['base']
        found.append(plain(f'added after {base}, by {record.edition}'))
    return found


def described(record: Record) -> Iterator[Line]:
    """Yield the description of *record*, if it has one."""
    if found := description(record):
        example = ((Span('Example: '), Span(found.example, code=True)),) if found.example else ()
        yield Line((plain(found.text), *example), separator=' ', role='description')


def details(record: Record, documented: Callable[[Record], bool]) -> Iterator[Block]:
    """Yield what the entry of *record* shows below its facts; *documented* says whether there is something to refer to."""
    if get(record.kind, record.key) is None:
        return
    yield from described(record)
    if isinstance(record, Element):
        yield from element_details(record)
    elif isinstance(record, UID):
        yield from uid_details(record)
    elif isinstance(record, IOD):
        yield from iod_details(record)
    elif isinstance(record, Module):
        yield from module_details(record, documented)
    elif isinstance(record, Items):
        yield from items_details(record, documented)
    elif isinstance(record, ContextGroup):
        yield from context_group_details(record)
