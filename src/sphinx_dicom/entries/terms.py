"""What the entries of UIDs and value representations show."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ..blocks import Line, Span, code, linked, plain
from ..dictionary import read
from ..dictionary.structure import sop_classes_by_uid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..blocks import Block, Cell
    from ..dictionary import UID, VR


def uid_facts(uid: UID) -> list[Cell]:
    """Return the facts of *uid*."""
    return [code(uid.keyword)] * bool(uid.keyword) + [plain(uid.type)]


def uid_details(uid: UID) -> Iterator[Block]:
    """Yield what is known of *uid* besides: what a SOP class is for, how a transfer syntax encodes."""
    if sop_class := sop_classes_by_uid().get(uid.uid):
        service = f'{sop_class.service} service, {sop_class.place}'
        iod = (linked(sop_class.iod, f'{sop_class.iod.name} IOD'),) if sop_class.iod else ()
        yield Line((plain(service), *iod))
    elif encoding := transfer_syntaxes().get(uid.uid):
        yield Line(tuple(plain(fact) for fact in encoding if fact), 'Encoding', separator=', ')


@cache
def transfer_syntaxes() -> Mapping[str, tuple[str, ...]]:
    """Return how each transfer syntax encodes, by UID: the columns of the table in short words."""
    found = {}
    for uid, vr, byte_order, deflated, pixel_data, compression, codec in read(
        'transfer_syntaxes'
    ).rows:
        found[uid] = (
            vr and f'{vr} VR',
            byte_order,
            deflated and f'{deflated} deflated',
            pixel_data and f'{pixel_data} pixel data',
            {'none': 'not compressed', '': ''}.get(compression, f'{compression} compression'),
            codec,
        )
    return found


def vr_facts(vr: VR) -> list[Cell]:
    """Return the facts of *vr*."""
    found = [plain(length_rule(vr))]
    if vr.repertoire == 'extended':
        found.append(plain('characters of the default repertoire or of the Specific Character Set'))
    elif vr.repertoire == 'default':
        found.append(plain('characters of the default repertoire'))
    elif vr.repertoire not in ('binary', 'items'):
        found.append(plain(f'characters: {vr.repertoire}'))
    found.append(plain('one or more values' if vr.multiple else 'one value'))
    found.append(plain(f'{vr.length_field}-bit length field in explicit VR'))
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
