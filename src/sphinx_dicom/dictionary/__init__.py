"""The facts of DICOM: data elements, UIDs, value representations, and what objects are made of.

It needs neither Sphinx nor pydicom. Tables are read when first asked for, once a process.
"""

from __future__ import annotations

from .catalogue import (
    CITED,
    KINDS,
    context_groups,
    elements,
    introductions,
    iods,
    items,
    modules,
    records,
    uids,
    vrs,
)
from .errors import NOUNS, Reason, UnknownTermError
from .lookup import find, get, lookup, named, suggest
from .records import (
    IOD,
    UID,
    VR,
    ContextGroup,
    Element,
    Introduction,
    Items,
    Kind,
    Module,
    Passage,
    Record,
    Template,
)
from .tables import TABLES, Table, TableError, checksum, edition, read

__all__ = [
    'CITED',
    'IOD',
    'KINDS',
    'NOUNS',
    'TABLES',
    'UID',
    'VR',
    'ContextGroup',
    'Element',
    'Introduction',
    'Items',
    'Kind',
    'Module',
    'Passage',
    'Reason',
    'Record',
    'Table',
    'TableError',
    'Template',
    'UnknownTermError',
    'checksum',
    'context_groups',
    'edition',
    'elements',
    'find',
    'get',
    'introductions',
    'iods',
    'items',
    'lookup',
    'modules',
    'named',
    'read',
    'records',
    'suggest',
    'uids',
    'vrs',
]
