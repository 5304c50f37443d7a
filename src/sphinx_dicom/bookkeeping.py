"""What depends on where things are documented: which pages must be written anew when targets move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sphinx.addnodes import pending_xref

from .dictionary import KINDS, get
from .domain import ANY
from .identifiers import EVERY, OTHER

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from .dictionary import Kind, Record
    from .domain import DicomDomain


class Bookkeeper:
    """Keeps what depends on where things are documented in step with what was read."""

    def __init__(self) -> None:
        self._places: dict[Kind, dict[str, str]] = {}
        self._own: set[Record] = set()

    def remember(self, _app: Sphinx, env: BuildEnvironment, *_files: Any) -> list[str]:
        """Note where things were documented before documents are read; none is outdated for that."""
        domain = cast('DicomDomain', env.domains['dicom'])
        self._places = {kind: dict(places) for kind, places in domain.places.items()}
        self._own = _own(domain)
        return []

    def note_any(self, _app: Sphinx, document: nodes.document) -> None:
        """Note what references by the role ``any`` may lead to."""
        env = document.settings.env
        domain = cast('DicomDomain', env.domains['dicom'])
        for node in document.findall(pending_xref):
            if node['reftype'] == 'any':
                for kind in ANY:
                    record = get(kind, node['reftarget'])
                    domain.note_reference(env.docname, kind, record.key if record else OTHER)

    def update(self, _app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents that refer to something that has moved since."""
        domain = cast('DicomDomain', env.domains['dicom'])
        moved: set[tuple[Kind, str]] = set()
        for kind in KINDS:
            changes = self._places[kind].items() ^ domain.places[kind].items()
            keys = {key for key, _docname in changes}
            keys |= {record.key for record in self._own ^ _own(domain) if record.kind == kind}
            if keys:
                moved |= {(kind, key) for key in (*keys, EVERY, OTHER)}
        return [
            docname
            for docname, document in domain.documents.items()
            if not moved.isdisjoint(document.references)
        ]


def _own(domain: DicomDomain) -> set[Record]:
    return {record for document in domain.documents.values() for record in document.own}
