"""The warnings of the extension, each with a type of its own."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from sphinx.util import logging

from .dictionary import Reason

if TYPE_CHECKING:
    from .dictionary import UnknownTermError

logger = logging.getLogger(__name__)


class WarningType(Enum):
    """A type of warning, shown as ``[dicom.<subtype>]`` and suppressed by that name, with what it means."""

    UNKNOWN_TAG = 'unknown_tag', 'A data element that neither the dictionary nor the project knows.'
    UNKNOWN_UID = 'unknown_uid', 'A UID that neither the dictionary nor the project knows.'
    UNKNOWN_VR = 'unknown_vr', 'A value representation that does not exist.'
    UNKNOWN_IOD = (
        'unknown_iod',
        'An information object definition that the dictionary does not know.',
    )
    UNKNOWN_MODULE = 'unknown_module', 'A module that the dictionary does not know.'
    UNKNOWN_ITEMS = 'unknown_items', 'Items of sequences that the dictionary does not know.'
    UNKNOWN_CID = 'unknown_cid', 'A context group that the dictionary does not know.'
    UNKNOWN_STD = (
        'unknown_std',
        'A part of the standard that does not exist, or a page that is not the one of the section.',
    )
    MALFORMED = (
        'malformed',
        'A tag, a UID, a template or a passage of the standard that breaks the rules for writing one.',
    )
    AMBIGUOUS = 'ambiguous', 'A text that may mean several things; the warning names them.'
    WRONG_KIND = (
        'wrong_kind',
        'A term of another kind, such as the keyword of a UID in ``dicom:tag``.',
    )
    PRIVATE = (
        'private',
        'A private element without its private creator, which alone gives it a meaning.',
    )
    RETIRED = (
        'retired',
        'A retired term is referred to. Only when :confval:`dicom_warn_retired` is set.',
    )
    DUPLICATE = (
        'duplicate',
        'Something is described in two places, so that references have two targets.',
    )
    NAME_MISMATCH = (
        'name_mismatch',
        'A tag beside the name of another data element. Only when :confval:`dicom_check_names` is set.',
    )
    OPTION = 'option', "An option or filter of a directive that can't be followed."
    FILE = (
        'file',
        'A file that a directive names cannot be read, or is not whole; what could be read is shown.',
    )
    CONFIG = 'config', "A configuration value that can't be used; the default is used instead."

    def __init__(self, subtype: str, meaning: str) -> None:
        self.subtype = subtype
        self.meaning = meaning

    @classmethod
    def of(cls, error: UnknownTermError) -> WarningType:
        """Return the type that tells of *error*."""
        if error.reason is Reason.UNKNOWN:
            return cls[f'UNKNOWN_{error.kind.upper()}']
        return cls[error.reason.name]


def warn(type_: WarningType, message: str, location: Any = None) -> None:
    """Log *message* in one line, at *location* (a node, a document name and line, or neither)."""
    logger.warning('%s', message, type='dicom', subtype=type_.subtype, location=location)


def describe(error: UnknownTermError) -> str:
    """Return *error* as one line for an author, who may need another role."""
    if error.reason is Reason.WRONG_KIND:
        other = error.candidates[0].kind
        return f'{error}: write :dicom:{other}:`{error.text}`'
    return str(error)
