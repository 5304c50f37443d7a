"""UIDs by what they are for: transfer syntaxes by how they encode, SOP classes by service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import Line, Row, Span, Table, code, linked, plain
from ..dictionary import UID, get, read
from ..dictionary.structure import sop_classes
from .base import RETIRED, FactTable, OptionError, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..blocks import Block, Cell


def _named(uid: UID) -> Cell:
    name = linked(uid, uid.name or uid.uid)
    return (*name, Span(', retired')) if uid.retired else name


def _transfer_syntaxes(options: Mapping[str, str]) -> Iterator[Block]:
    from ..plugins import decoders  # imports pydicom

    shown = wanted(options)
    rows = []
    for key, vr, byte_order, deflated, pixel_data, compression, codec in read(
        'transfer_syntaxes'
    ).rows:
        uid = get('uid', key)
        if isinstance(uid, UID) and shown(uid.retired):
            cells = (
                *(vr, byte_order.removesuffix(' endian'), deflated and 'yes'),
                *(pixel_data or 'native', compression, codec, ', '.join(decoders(key))),
            )
            name = (*_named(uid), Span(' '), *code(key))
            rows.append(Row((name, *map(plain, cells))))
    columns = (
        *('Transfer syntax', 'VR', 'Byte order', 'Deflated'),
        *('Pixel data', 'Compression', 'Codec', 'Decoded by pydicom with'),
    )
    widths = (30, 8, 8, 7, 12, 11, 12, 12)
    yield Table('Transfer syntaxes', columns, tuple(rows), widths, 'wide')


def _sop_classes(options: Mapping[str, str]) -> Iterator[Block]:
    shown = wanted(options)
    services = sorted({found.service for found in sop_classes()})
    asked = options.get('service')
    if asked is not None and asked not in services:
        raise OptionError(f':service: "{asked}" is none of {", ".join(services)}')
    by_service: dict[tuple[str, str], list[Row]] = {}
    for found in sop_classes():
        if shown(found.uid.retired) and asked in (None, found.service):
            iod = linked(found.iod) if found.iod else plain('')
            row = Row((_named(found.uid), plain(found.uid.uid), iod))
            by_service.setdefault((found.service, found.place), []).append(row)
    for (service, place), rows in sorted(by_service.items()):
        label = f'{service} service'
        yield Line((plain(f'{label}, {place}'),), role='caption')
        columns = ('SOP class', 'UID', 'IOD')
        yield Table(f'SOP classes of the {label}', columns, tuple(rows), (45, 30, 25), 'wide')


TRANSFER_SYNTAXES = FactTable(
    'The transfer syntaxes: how each encodes, and the plugins by which the installed pydicom can decode its pixel data.',
    _transfer_syntaxes,
    ('transfer_syntaxes',),
    {'retired': RETIRED},
    ('uid',),
    installed=True,
)
SOP_CLASSES = FactTable(
    'The SOP classes by service, with the IOD of each.',
    _sop_classes,
    ('sop_classes',),
    {'retired': RETIRED, 'service': 'One service, such as ``Storage`` or ``Query/Retrieve``.'},
    ('uid', 'iod'),
)
