"""What references become that no page of the project answers, and which pages must be written anew when targets move."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes

from .dictionary import KINDS, Element, Reason, UnknownTermError, lookup
from .domain import EVERY, OTHER
from .identifiers import node_id, tooltip
from .indices import INDICES
from .references import elsewhere
from .warning_types import WarningType, describe, warn

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.domains import Domain
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

    from .dictionary import Kind, Record
    from .domain import DicomDomain


def link_by_inventory(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.Node | None:
    """Return what intersphinx makes of a reference of our roles, with the tooltip that tells the facts."""
    if node['refdomain'] != 'dicom' or 'sphinx.ext.intersphinx' not in app.extensions:
        return None
    from sphinx.ext.intersphinx import missing_reference  # only where the project uses it

    # Each listener is called, whether or not another has an answer: none may take the node of the others.
    reference = missing_reference(app, env, node, contnode.deepcopy())
    domain = cast('DicomDomain', env.domains['dicom'])
    found = domain.find_record(cast('Kind', node['reftype']), node['reftarget'])
    if reference is not None and len(found) == 1:
        reference['reftitle'] = f'{tooltip(found[0])} {reference.get("reftitle", "")}'.strip()
    return reference


def link_elsewhere(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, contnode: nodes.TextElement
) -> nodes.Node | None:
    """Return what a reference becomes that neither this project nor an inventory of intersphinx answers.

    That is a link to a published reference or to the standard, or the text with a tooltip; ``None`` for unknown terms.
    """
    domain = cast('DicomDomain', env.domains['dicom'])
    if node['refdomain'] == 'dicom':
        kinds = [cast('Kind', node['reftype'])]
    elif node['reftype'] == 'any':
        kinds = ['tag', 'uid']
    else:
        return None
    for kind in kinds:
        found = domain.find_record(kind, node['reftarget'])
        if len(found) == 1 and not _lacks_creator(found[0]):
            return _link(app, found[0], contnode.deepcopy())
    return None


def _lacks_creator(record: Record) -> bool:
    return isinstance(record, Element) and record.private and not record.creator


def _link(app: Sphinx, record: Record, contnode: nodes.TextElement) -> nodes.Node:
    if uri := elsewhere(app.config, record):
        return nodes.reference(
            '', '', contnode, internal=False, refuri=uri, reftitle=tooltip(record)
        )
    if app.builder.format == 'html':
        return nodes.abbreviation('', '', contnode, explanation=tooltip(record))
    return contnode


def warn_unknown(_app: Sphinx, domain: Domain | None, node: pending_xref) -> bool | None:
    """Say in one line what is wrong with a reference that nothing answers."""
    if domain is None or domain.name != 'dicom':
        return None
    kind = cast('Kind', node['reftype'])
    found = cast('DicomDomain', domain).find_record(kind, node['reftarget'])
    if len(found) > 1:
        error = UnknownTermError(kind, node['reftarget'], Reason.AMBIGUOUS, tuple(found))
        warn(WarningType.AMBIGUOUS, describe(error), node)
    elif found:
        warn(
            WarningType.PRIVATE,
            f'"{node["reftarget"]}" is a private element that nothing here describes: name its private creator, '
            f'as in {found[0].key} [CREATOR]',
            node,
        )
    else:
        try:
            lookup(kind, node['reftarget'])
        except UnknownTermError as error:
            warn(WarningType.of(error), describe(error), node)
    return True


class Bookkeeper:
    """Keeps what depends on where things are documented in step with what was read."""

    def __init__(self) -> None:
        self._places: dict[Kind, dict[str, str]] = {}
        self._reading = False

    def remember(self, _app: Sphinx, env: BuildEnvironment, *_files: Any) -> list[str]:
        """Note where things were documented before documents are read; none is outdated for that."""
        domain = cast('DicomDomain', env.domains['dicom'])
        self._places = {kind: dict(places) for kind, places in domain.places.items()}
        return []

    def start(self, _app: Sphinx, _env: BuildEnvironment, docnames: list[str]) -> None:
        """Note whether any document is going to be read."""
        self._reading = bool(docnames)

    def update(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Return the documents that refer to something that has moved since; put the labels where things are now."""
        domain = cast('DicomDomain', env.domains['dicom'])
        moved: set[tuple[Kind, str]] = set()
        for kind in KINDS:
            changes = self._places[kind].items() ^ domain.places[kind].items()
            if changes:
                moved |= {(kind, key) for key, _docname in changes} | {(kind, EVERY), (kind, OTHER)}
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
                std.anonlabels[label] = docname, label
                std.labels[label] = docname, label, domain.record(kind, key).name or key


def _drop_empty_indices(domain: DicomDomain, std: StandardDomain) -> None:
    """Remove the labels, which Sphinx makes at each start, of indexes that have no page since they are empty."""
    for index in INDICES:
        if index(domain).is_empty():
            std.anonlabels.pop(f'dicom-{index.name}', None)
            std.labels.pop(f'dicom-{index.name}', None)
