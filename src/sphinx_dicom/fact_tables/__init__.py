"""Tables of facts that are no listings of records, by the name of their directive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import FactTable, OptionError, Options
from .codes import MODALITIES, PHOTOMETRIC_INTERPRETATIONS
from .deidentification import CONFIDENTIALITY
from .private import PRIVATE_CREATORS, PRIVATE_ELEMENTS
from .sources import SOURCES
from .uids import SOP_CLASSES, TRANSFER_SYNTAXES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ['FACT_TABLES', 'FactTable', 'OptionError', 'Options']

FACT_TABLES: Mapping[str, FactTable] = {
    'confidentiality': CONFIDENTIALITY,
    'modalities': MODALITIES,
    'photometric-interpretations': PHOTOMETRIC_INTERPRETATIONS,
    'private-creators': PRIVATE_CREATORS,
    'private-elements': PRIVATE_ELEMENTS,
    'sop-classes': SOP_CLASSES,
    'sources': SOURCES,
    'transfer-syntaxes': TRANSFER_SYNTAXES,
}
