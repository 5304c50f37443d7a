"""Which values of a data set may be published: those that can't tell who the patient is.

The rule is strict, since it can't know what somebody has written into a value. It shows what must be one of known words, or
a number, and nothing else.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..dictionary import Element, find, get, read
from ..entries.elements import deidentification

if TYPE_CHECKING:
    from collections.abc import Sequence

#: What stands in place of a value.
MASK = '(masked)'

#: VRs of numbers in binary.
_NUMBERS = frozenset({'US', 'SS', 'UL', 'SL', 'UV', 'SV', 'FL', 'FD'})
#: VRs of numbers in text (PS3.5 section 6.2).
DIGITS = frozenset({'DS', 'IS'})
_NUMBER = re.compile(r'[0-9+\-.eE ]*')
#: The group of what describes the patient: numbers too, such as the weight, help to find out who it is.
_PATIENT = '0010'


def known(tag: str) -> Element | None:
    """Return the data element of *tag* if anything of it may be shown, be it only the items of a sequence.

    That is not so of what is private or unknown, of the patient's group, and of what the Basic Application Level
    Confidentiality Profile acts upon (PS3.15 table E.1-1), however little it does.
    """
    element = find('tag', tag)
    if not isinstance(element, Element) or element.private or element.group == _PATIENT:
        return None
    return None if deidentification(element) else element


def harmless(element: Element, vr: str, values: Sequence[str]) -> bool:
    """Return whether *values* of *element*, which a file gives the VR *vr*, may be shown.

    Numbers may, and codes, UIDs and tags that the dictionary knows. Text, names, dates, times and bytes may not; nor may
    anything of which the file states another VR than the dictionary.
    """
    if not set(vr.split(' or ')) <= set(element.vrs):
        return False
    if vr in DIGITS:
        return all(_NUMBER.fullmatch(value) for value in values)
    if vr == 'CS':
        return all(value.strip() in _codes() for value in values)
    if vr == 'UI':
        return all(get('uid', value) for value in values)
    if vr == 'AT':
        return all(get('tag', value) for value in values)
    return vr in _NUMBERS


@cache
def _codes() -> frozenset[str]:
    """Return the codes that the standard defines, whatever for."""
    from pydicom.charset import python_encoding

    defined = {row[3] for row in read('values').rows}
    modalities = {row[0] for row in read('modalities').rows}
    interpretations = {row[0] for row in read('photometric_interpretations').rows}
    return frozenset({'', *defined, *modalities, *interpretations, *python_encoding})
