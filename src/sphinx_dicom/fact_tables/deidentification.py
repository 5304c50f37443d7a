"""De-identification: what the confidentiality profile and its options do with each data element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import Row, Table, linked, plain
from ..dictionary import get
from ..dictionary.facts import CONFIDENTIALITY_OPTIONS, NOT_RECORDED, confidentiality
from .base import FactTable, OptionError, chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..blocks import Block
    from ..dictionary.facts import Confidentiality

#: Rows of the profile that are no single data element of the dictionary.
_PRIVATE = 'private'
_NAMES = {_PRIVATE: 'all private attributes', '(50xx,xxxx)': 'Curve Data'}


def _confidentiality(options: Mapping[str, str]) -> Iterator[Block]:
    columns = chosen(options, 'option', CONFIDENTIALITY_OPTIONS)
    every = confidentiality().values()
    actions = set(
        chosen(options, 'profile', sorted({a for f in every for a in f.profile.split('/')}))
    )
    tags = (found.tag for found in every if found.tag != _PRIVATE)
    groups = set(chosen(options, 'group', sorted({tag[1:5] for tag in tags})))
    rows = tuple(
        _row(found, columns)
        for found in every
        if not actions.isdisjoint(found.profile.split('/'))
        and ('group' not in options or found.tag[1:5] in groups)
        and ('option' not in options or not found.options.keys().isdisjoint(columns))
    )
    if not rows:
        raise OptionError('no data element passes the options')
    heads = ('Tag', 'Attribute', 'Basic profile', *(name.replace('_', ' ') for name in columns))
    widths = (14, 26, 10, *[50 // len(columns)] * len(columns))
    yield Table('De-identification of data elements', heads, rows, widths, 'wide dicom-filtered')


def _row(found: Confidentiality, columns: list[str]) -> Row:
    record = get('tag', found.tag)
    name = linked(record) if record else plain(_NAMES.get(found.tag, ''))
    tag = plain('' if found.tag == _PRIVATE else found.tag)
    actions = (found.options.get(option, '') for option in columns)
    texts = ('not recorded' if action == NOT_RECORDED else action for action in actions)
    return Row((tag, name, plain(found.profile), *map(plain, texts)))


CONFIDENTIALITY = FactTable(
    'What the Basic Application Level Confidentiality Profile and its options do with each data element. In HTML, the '
    'rows can be filtered.',
    _confidentiality,
    ('confidentiality',),
    {
        'option': 'The options to show, such as ``retain_uids clean_graphics``: only elements with which they do '
        'something else than the profile, or for which that is not recorded.',
        'profile': 'Actions of the profile, such as ``X D``: only elements for which it has one of them.',
        'group': 'Groups, such as ``0008 0010``.',
    },
    ('tag',),
)
