"""Private data elements that no one describes, as far as the installed pydicom knows them: indicative only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .dictionary import Element
from .dictionary.spelling import is_misspelt, squash
from .warning_types import WarningType, warn

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref

    from .dictionary import Record


def known_element(record: Record) -> Record:
    """Return the private element *record* with the facts that pydicom has of it, if it has any."""
    if not isinstance(record, Element) or not record.creator or record.name:
        return record
    from .plugins import private_elements, release  # imports pydicom

    for tag, vr, vm, name in private_elements(record.creator):
        if tag == record.tag:
            return replace(record, vr=vr, vm=vm, name=name, indicative=release())
    return record


def intended_creator(element: Element) -> str:
    """Return the private creator that may be meant where *element* names one that pydicom does not know.

    That is one which has such an element, and whose name differs by case, spaces and punctuation, or by one letter. Others
    than those known are normal: a manufacturer's own need not be known to anyone.
    """
    from .plugins import private_creators, private_elements  # imports pydicom

    creators = [creator for creator, *_ in private_creators()]
    if element.creator in creators:
        return ''
    for creator in creators:
        if (
            squash(creator) == squash(element.creator) or is_misspelt(element.creator, creator)
        ) and any(tag == element.tag for tag, *_ in private_elements(creator)):
            return creator
    return ''


def warn_creator(record: Record, node: pending_xref) -> None:
    """Warn if the private creator of *record* seems to be misspelt; nothing describes the element."""
    if not isinstance(record, Element) or not record.private or record.name:
        return
    if meant := intended_creator(record):
        message = f'"{node["reftarget"]}": no private creator "{record.creator}" is known; did you mean {meant}?'
        warn(WarningType.PRIVATE, message, node)
