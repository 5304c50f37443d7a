"""Private creators and their data elements, as the installed pydicom knows them: indicative, no part of the standard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import Line, Row, Table, code, plain
from .base import FactTable, OptionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..blocks import Block

_INDICATIVE = (
    'Indicative only: collected from data sets and conformance statements by others, not by the standard. Check it '
    'against the conformance statement of the device.'
)


def _private_creators(_options: Mapping[str, str]) -> Iterator[Block]:
    from ..plugins import private_creators  # imports pydicom

    rows = tuple(
        Row((code(creator), plain(' '.join(groups)), plain(str(count))))
        for creator, groups, count in private_creators()
    )
    yield Line((plain(_INDICATIVE),), role='description')
    columns = ('Private creator', 'Groups', 'Data elements')
    yield Table('Private creators', columns, rows, (50, 35, 15), 'wide')


def _private_elements(options: Mapping[str, str]) -> Iterator[Block]:
    from ..plugins import private_elements  # imports pydicom

    creator = options.get('creator', '')
    rows = tuple(
        Row((plain(tag), plain(name), plain(vr), plain(vm)))
        for tag, vr, vm, name in private_elements(creator)
    )
    if not rows:
        raise OptionError(f':creator: pydicom knows no private creator "{creator}"')
    yield Line((plain(_INDICATIVE),), role='description')
    label = f'Private data elements of {creator}'
    yield Table(label, ('Tag', 'Name', 'VR', 'VM'), rows, (20, 60, 10, 10), 'wide')


PRIVATE_CREATORS = FactTable(
    'The private creators that the installed pydicom knows, with the number of their data elements.',
    _private_creators,
    (),
    {},
    installed=True,
)
PRIVATE_ELEMENTS = FactTable(
    'The data elements of a private creator that the installed pydicom knows.',
    _private_elements,
    (),
    {'creator': 'The private creator, such as ``SIEMENS CSA HEADER``.'},
    installed=True,
)
