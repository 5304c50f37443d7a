"""What the lookup finds, Sphinx's text index need not hold: it would be most of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from ..domain import DicomDomain


def is_served(env: BuildEnvironment, docname: str) -> bool:
    """Return whether the lookup finds everything that a document holds."""
    domain = cast('DicomDomain', env.domains['dicom'])
    document = domain.documents.get(docname)
    return bool(document and document.listed)
