"""Codes with a meaning: modalities and photometric interpretations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import Row, Table, code, plain
from ..dictionary import read
from ..dictionary.facts import descriptions
from .base import RETIRED, FactTable, wanted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..blocks import Block

#: What node ids have a hyphen for.
_HYPHENS = str.maketrans('_ ', '--')


def _modalities(options: Mapping[str, str]) -> Iterator[Block]:
    shown = wanted(options)
    rows = []
    for value, status, meaning, successor, _source in read('modalities').rows:
        retired = status == 'retired'
        if shown(retired):
            found = descriptions().get(('modality', value))
            remark = f', retired{successor and f", now {successor}"}' if retired else ''
            text = plain(found.text if found else '')
            cells = (code(value), plain(meaning + remark), text)
            rows.append(Row(cells, _row_id('modality', value), f'{value} {meaning}'))
    yield Table('Modalities', ('Code', 'Meaning', 'What it is'), tuple(rows), (15, 25, 60), 'codes')


def _photometric_interpretations(options: Mapping[str, str]) -> Iterator[Block]:
    shown = wanted(options)
    rows = [
        Row(
            (code(value), plain(samples), plain('Retired. ' * (status == 'retired') + meaning)),
            _row_id('photometric-interpretation', value),
            value,
        )
        for value, status, samples, meaning in read('photometric_interpretations').rows
        if shown(status == 'retired')
    ]
    columns = ('Code', 'Samples per pixel', 'Meaning')
    yield Table('Photometric interpretations', columns, tuple(rows), (25, 15, 60), 'codes')


def _row_id(what: str, value: str) -> str:
    return f'dicom-{what}-{value.lower().translate(_HYPHENS)}'


MODALITIES = FactTable(
    'The codes of Modality (0008,0060), with what each is.',
    _modalities,
    ('modalities', 'descriptions'),
    {'retired': RETIRED},
)
PHOTOMETRIC_INTERPRETATIONS = FactTable(
    'The codes of Photometric Interpretation (0028,0004), with what samples mean.',
    _photometric_interpretations,
    ('photometric_interpretations',),
    {'retired': RETIRED},
)
