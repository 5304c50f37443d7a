"""References before they are resolved: noting them, and their nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docutils import nodes
from sphinx import addnodes

from .dictionary import find

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from .dictionary import Kind, Record
    from .domain import DicomDomain


def noted(env: BuildEnvironment, kind: Kind, target: str) -> Record | None:
    """Note that the author refers to what *target* means; return it if it is in the dictionary."""
    record = find(kind, target)
    domain = cast('DicomDomain', env.domains['dicom'])
    if record is None or record.private:
        # Only a description in the project can explain it.
        domain.note_text(env.docname, kind, target)
        return None
    domain.note_reference(env.docname, kind, record.key)
    return record


def pending(docname: str, kind: Kind, target: str, text: str) -> addnodes.pending_xref:
    """Return a reference from *docname* to what *target* means, which is resolved as one of the roles is."""
    return addnodes.pending_xref(
        *('', nodes.inline('', text)),
        refdomain='dicom',
        reftype=kind,
        reftarget=target,
        refdoc=docname,
        refexplicit=True,
        refwarn=True,
    )
