"""What the entries of information object definitions, modules, items of sequences and context groups show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import Bullets, Line, Row, Span, Table, code, linked, plain
from ..dictionary.facts import codes, context_group_codes, descriptions
from ..dictionary.structure import (
    attributes,
    homes,
    sequences_of,
    sop_classes_by_iod,
    trees_with,
    usages_by_iod,
    usages_by_module,
)
from ..identifiers import node_id
from .elements import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ..blocks import Block
    from ..dictionary import IOD, ContextGroup, Items, Module, Record

#: How many IODs, modules or sequences an entry shows before it folds the others away.
SHOWN = 12


def iod_details(iod: IOD) -> Iterator[Block]:
    """Yield the SOP classes of *iod* with what they are for, and its modules by information entity."""
    for sop_class in sop_classes_by_iod().get(iod.slug, ()):
        uid = sop_class.uid
        yield Line((linked(uid), plain(uid.uid)), 'SOP class')
        if found := descriptions().get((uid.kind, uid.key)):
            yield Line((plain(found.text),), role='description')
    yield Line((plain('M mandatory'), plain('C conditional'), plain('U user option')), 'Usage')
    yield Table(
        f'Modules of the {iod.name} IOD',
        ('Information entity', 'Module', 'Usage'),
        tuple(
            Row((plain(usage.entity), linked(usage.module), plain(usage.usage)))
            for usage in usages_by_iod()[iod.slug]
        ),
        (30, 60, 10),
        'modules',
    )


def module_details(module: Module, documented: Callable[[Record], bool]) -> Iterator[Block]:
    """Yield the IODs that have *module*, and its attributes."""
    if found := usages_by_module().get(module.slug):
        facts = tuple((*linked(usage.iod), Span(f' {usage.usage}')) for usage in found)
        yield folded('IODs', facts, SHOWN)
    if not module.attributes:
        yield Line((plain('its attributes are not recorded'),))
        return
    yield from _attributes(module, documented)


def items_details(items: Items, documented: Callable[[Record], bool]) -> Iterator[Block]:
    """Yield the sequences whose items are *items*, the modules and items that have these, and the attributes."""
    yield folded('Items of', tuple(map(linked, sequences_of()[items.key])), SHOWN)
    yield folded('In', tuple(map(linked, trees_with()[items.key])), SHOWN)
    yield from _attributes(items, documented)


def _attributes(record: Module | Items, documented: Callable[[Record], bool]) -> Iterator[Block]:
    types = ('1 with a value', '2 may be empty', '3 optional', 'C under a condition')
    yield Line(tuple(map(plain, types)), 'Types')
    yield Table(
        f'Attributes of {record.name}',
        ('Tag', 'Attribute', 'Type'),
        tuple(_rows(record, 0, documented, node_id(record.kind, record.key), set())),
        (22, 66, 12),
        'attributes',
    )


def _rows(
    tree: Module | Items,
    depth: int,
    documented: Callable[[Record], bool],
    root: str,
    shown: set[str],
) -> Iterator[Row]:
    """Yield a row for each attribute of *tree*, those of items below that of their sequence.

    Items that are at home elsewhere are referred to where something documents them; those that were *shown* already, too.
    *root* is the node id of the entry.
    """
    for element, type_, items in attributes()[tree.key]:
        name: tuple[Span, ...] = (Span('>' * depth + ' ' * bool(depth)), *linked(element))
        nested, anchor = None, ''
        if items is None:
            pass
        elif items.key in shown:
            name += (Span(': '), Span('items as above', anchor=_row_id(root, items)))
        elif homes()[items.key] == items.key and documented(items):
            own = items.key.partition('.')[0] == element.keyword
            name += (Span(': '), *linked(items, 'items' if own else ''))
        else:
            nested, anchor = items, _row_id(root, items)
            shown.add(items.key)
        yield Row((linked(element, element.tag), name, plain(type_ or 'not recorded')), anchor)
        if nested:
            yield from _rows(nested, depth + 1, documented, root, shown)


def _row_id(root: str, items: Items) -> str:
    """Return the node id of the sequence below which the entry with the node id *root* shows *items*."""
    return node_id('items', items.key).replace('dicom', root, 1)


def context_group_details(group: ContextGroup) -> Iterator[Block]:
    """Yield the codes of *group* that are listed, and how many are not."""
    found = context_group_codes().get(group.key, ())
    if group.others:
        others = tuple(plain(f'{count} of {scheme}') for scheme, count in group.others)
        yield Line(others, 'Codes that are not listed', separator=', ')
    if found:
        yield Bullets(tuple((*code(value), Span(f' {codes()[value]}')) for value in found))
    elif not group.others:
        yield Line((plain('its codes are not recorded'),))
