"""What depends on where things are documented: labels, and which pages must be written anew when targets move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sphinx.addnodes import pending_xref

from .dictionary import KINDS, get
from .identifiers import EVERY, OTHER, node_id
from .indices import INDICES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

    from .dictionary import Kind, Record
    from .domain import DicomDomain


class Bookkeeper:
    """Keeps what depends on where things are documented in step with what was read."""

    def __init__(self) -> None:
        self._places: dict[Kind, dict[str, str]] = {}
        self._own: set[Record] = set()
        self._reading = False

    def remember(self, _app: Sphinx, env: BuildEnvironment, *_files: Any) -> list[str]:
        """Note where things were documented before documents are read; none is outdated for that."""
        domain = cast('DicomDomain', env.domains['dicom'])
        self._places = {kind: dict(places) for kind, places in domain.places.items()}
        self._own = _own(domain)
        return []

    def start(self, _app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        """Note whether any document is going to be read."""
        self._reading = bool(docnames)

    def note_any(self, _app: Sphinx, document: nodes.document) -> None:
        """Note what references by the role ``any`` may lead to."""
        env = document.settings.env
        domain = cast('DicomDomain', env.domains['dicom'])
        for node in document.findall(pending_xref):
            if node['reftype'] == 'any':
                for kind in KINDS:
                    record = get(kind, node['reftarget'])
                    domain.note_reference(env.docname, kind, record.key if record else OTHER)

    def update(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents that refer to something that has moved since; put the labels where things are now."""
        domain = cast('DicomDomain', env.domains['dicom'])
        moved: set[tuple[Kind, str]] = set()
        for kind in KINDS:
            changes = self._places[kind].items() ^ domain.places[kind].items()
            keys = {key for key, _docname in changes}
            keys |= {record.key for record in self._own ^ _own(domain) if record.kind == kind}
            if keys:
                moved |= {(kind, key) for key in (*keys, EVERY, OTHER)}
        std = env.domains['std']
        _drop_empty_indices(domain, std)
        if moved or self._reading:
            self._update_labels(app, domain, std)
        return [
            docname
            for docname, document in domain.documents.items()
            if not moved.isdisjoint(document.references)
        ]

    def _update_labels(self, app: Sphinx, domain: DicomDomain, std: StandardDomain) -> None:
        """Make a label for everything documented; those of a document that was read again went with it."""
        for kind, places in self._places.items():
            for label in (node_id(kind, key) for key in places):
                std.anonlabels.pop(label, None)
                std.labels.pop(label, None)
        if not app.config.dicom_labels:
            return
        for kind, places in domain.places.items():
            for key, docname in places.items():
                label = node_id(kind, key)
                if label in std.anonlabels:  # an author's own
                    continue
                std.anonlabels[label] = docname, label
                std.labels[label] = docname, label, domain.record(kind, key).name or key


def _own(domain: DicomDomain) -> set[Record]:
    return {record for document in domain.documents.values() for record in document.own}


def _drop_empty_indices(domain: DicomDomain, std: StandardDomain) -> None:
    """Remove the labels, which Sphinx makes at each start, of indexes that have no page since they are empty."""
    for index in INDICES:
        if index(domain).is_empty():
            std.anonlabels.pop(f'dicom-{index.name}', None)
            std.labels.pop(f'dicom-{index.name}', None)
