"""What depends on where things are documented: which pages must be written anew when targets move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sphinx.addnodes import pending_xref

from .dictionary import CITED, get
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
        self._used_places: dict[Kind, dict[str, str]] = {}
        self._own: set[Record] = set()
        self._used: dict[str, Any] = {}

    def remember(self, _app: Sphinx, env: BuildEnvironment, *_files: Any) -> list[str]:
        """Note where things were documented before documents are read; none is outdated for that."""
        domain = cast('DicomDomain', env.domains['dicom'])
        self._places = {kind: dict(places) for kind, places in domain.places.items()}
        self._used_places = {kind: dict(places) for kind, places in domain.used_places.items()}
        self._own = _own(domain)
        self._used = _used(domain)
        return []

    def note_any(self, _app: Sphinx, document: nodes.document) -> None:
        """Note what references by the role ``any`` may lead to."""
        env = document.settings.env
        domain = cast('DicomDomain', env.domains['dicom'])
        for node in document.findall(pending_xref):
            if node['reftype'] == 'any':
                for kind in ANY:
                    record = get(kind, node['reftarget'])
                    if record and kind != 'vr':
                        domain.note_reference(env.docname, kind, record.key)
                    else:
                        domain.note_dependence(env.docname, kind, record.key if record else OTHER)

    def update(self, _app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents that refer to something that has moved since, or list what is used otherwise now."""
        domain = cast('DicomDomain', env.domains['dicom'])
        moved: set[tuple[Kind, str]] = set()
        for kind in domain.places:
            keys = _changed(self._places[kind], domain.places[kind])
            keys |= {record.key for record in self._own ^ _own(domain) if record.kind == kind}
            if keys:
                moved |= {(kind, key) for key in (*keys, EVERY, OTHER)}
            # Entries do not refer to lists of used terms, only authors do.
            keys = _changed(self._used_places[kind], domain.used_places[kind])
            moved |= {(kind, key if get(kind, key) or kind in CITED else OTHER) for key in keys}
        used = _used(domain)
        return [
            docname
            for docname, document in domain.documents.items()
            if not moved.isdisjoint(document.references)
            or not moved.isdisjoint(document.dependences)
            or self._used.get(docname) != used.get(docname)
        ]


def _changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {key for key, _docname in before.items() ^ after.items()}


def _own(domain: DicomDomain) -> set[Record]:
    return {record for document in domain.documents.values() for record in document.own}


def _used(domain: DicomDomain) -> dict[str, Any]:
    """Return what each document with lists of used terms shows of other documents: which mention what, and their titles."""
    titles = domain.env.titles
    return {
        docname: [
            (
                record,
                [
                    titles[name].astext()
                    for name in domain.mentions[record.kind][record.key]
                    if name in titles
                ],
            )
            for used in document.used
            for record in domain.used(used)
        ]
        for docname, document in domain.documents.items()
        if document.used
    }
