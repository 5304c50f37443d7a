"""The DICOM data dictionary: data elements, UIDs and value representations.

It needs neither Sphinx nor pydicom. Tables are read when first asked for, once a process.
"""

from __future__ import annotations

from .errors import NOUNS, Reason, UnknownTermError
from .lookup import KINDS, elements, find, get, introductions, lookup, records, suggest, uids, vrs
from .records import UID, VR, Element, Introduction, Kind, Record
from .tables import Table, TableError, checksum, edition, read

__all__ = [
    'KINDS',
    'NOUNS',
    'UID',
    'VR',
    'Element',
    'Introduction',
    'Kind',
    'Reason',
    'Record',
    'Table',
    'TableError',
    'UnknownTermError',
    'checksum',
    'edition',
    'elements',
    'find',
    'get',
    'introductions',
    'lookup',
    'read',
    'records',
    'suggest',
    'uids',
    'vrs',
]
