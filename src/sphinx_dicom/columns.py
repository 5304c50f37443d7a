"""What the columns of a table show of the records that its rows name."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .blocks import Span, linked, plain
from .dictionary import UID, Element, get, read
from .dictionary.facts import description
from .dictionary.structure import attributes, occurrences, sop_classes_by_uid
from .entries.elements import SHOWN, deidentification

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .blocks import Cell
    from .dictionary import Kind, Module, Record


class Column(NamedTuple):
    """A column that the dictionary fills."""

    heading: str
    #: Its width, relative to the others.
    width: int
    cell: Callable[[Record], Cell]
    #: What it shows, for the documentation.
    meaning: str


#: The columns by what they are called, in the order in which the documentation tells of them.
Columns = dict[str, Column]

#: The columns that say which record a row is about.
IDENTITY = ('tag', 'uid', 'name', 'keyword')


def columns(kind: Kind, module: Module | None = None) -> Columns:
    """Return the columns of tables about data elements, in *module* if that is given, or about UIDs."""
    if kind == 'uid':
        return _COMMON | _UID
    if module:
        return _COMMON | _ELEMENT | {'type': _types(module)}
    return _COMMON | _ELEMENT


def _retired(record: Record) -> Cell:
    return plain('retired' if record.retired else '')


def _description(record: Record) -> Cell:
    found = description(record)
    return plain(found.text if found else '')


_COMMON: Columns = {
    'name': Column('Name', 30, lambda record: plain(record.name), 'The name.'),
    'keyword': Column('Keyword', 25, lambda record: plain(record.keyword), 'The keyword.'),
    'retired': Column('Retired', 8, _retired, '*retired*, or nothing.'),
    'description': Column(
        'Description', 50, _description, 'What the dictionary says that it means.'
    ),
}


def _vrs(record: Record) -> Cell:
    spans: list[Span] = []
    for code in record.vrs if isinstance(record, Element) else ():
        spans += [Span(' or '), Span(code, record=get('vr', code))]
    return tuple(spans[1:])


def _vm(record: Record) -> Cell:
    return plain(record.vm if isinstance(record, Element) else '')


def _confidentiality(record: Record) -> Cell:
    found = deidentification(record) if isinstance(record, Element) else None
    return plain(found.profile if found else '')


def _modules(record: Record) -> Cell:
    found = [place.where for place in occurrences().get(record.keyword, ())]
    modules = [where for where in found if where.kind == 'module']
    # One or two are not worth to be left out.
    shown = modules if len(modules) <= SHOWN + 2 else modules[:SHOWN]
    spans: list[Span] = []
    for module in shown:
        spans += [Span(', '), *linked(module)]
    if len(shown) < len(modules):
        spans.append(Span(f', {len(modules) - len(shown)} more'))
    return tuple(spans[1:])


def _types(module: Module) -> Column:
    types = {found.element.keyword: found.type for found in attributes().get(module.slug, ())}
    return Column('Type', 6, lambda record: plain(types.get(record.keyword, '')), _TYPE)


_TYPE = 'The type of the attribute in the module that ``:module:`` names.'
_ELEMENT: Columns = {
    'tag': Column('Tag', 12, lambda record: plain(record.key), 'The tag.'),
    'vr': Column('VR', 6, _vrs, 'The value representations.'),
    'vm': Column('VM', 6, _vm, 'The value multiplicity.'),
    'type': Column('Type', 6, lambda _record: (), _TYPE),
    'modules': Column(
        'Modules', 30, _modules, 'The modules that have it, those of most IODs first.'
    ),
    'confidentiality': Column(
        'De-identification', 8, _confidentiality, 'The action of the basic confidentiality profile.'
    ),
}


def _uid_type(record: Record) -> Cell:
    return plain(record.type if isinstance(record, UID) else '')


def _service(record: Record) -> Cell:
    found = sop_classes_by_uid().get(record.key)
    return plain(found.service if found else '')


def _iod(record: Record) -> Cell:
    found = sop_classes_by_uid().get(record.key)
    return linked(found.iod) if found and found.iod else ()


@cache
def _encodings() -> Mapping[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in read('transfer_syntaxes').rows}


def _encoding(heading: str, number: int, meaning: str) -> Column:
    def cell(record: Record) -> Cell:
        found = _encodings().get(record.key)
        return plain(found[number] if found else '')

    return Column(heading, 10, cell, f'Of a transfer syntax, {meaning}.')


_UID: Columns = {
    'uid': Column('UID', 30, lambda record: plain(record.key), 'The UID.'),
    'type': Column('Type', 15, _uid_type, 'The type, such as *SOP Class*.'),
    'service': Column('Service', 15, _service, 'Of a SOP class, the service.'),
    'iod': Column('IOD', 20, _iod, 'Of a SOP class, the IOD.'),
    'vr': _encoding('VR', 0, 'whether VRs are explicit'),
    'byte-order': _encoding('Byte order', 1, 'the byte order'),
    'compression': _encoding('Compression', 4, 'whether pixel data is compressed, and how'),
    'codec': _encoding('Codec', 5, 'the codec'),
}
