"""Labels, by which projects without the extension refer to what is documented here.

They follow from what the domain knows, so they are there only while pages are written: stored with the environment they
would be most of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from .identifiers import node_id
from .indices import INDICES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.domains.std import StandardDomain
    from sphinx.environment import BuildEnvironment

    from .domain import DicomDomain


class Labels:
    """Makes the labels of a build."""

    def __init__(self) -> None:
        self._made: list[str] = []
        #: Of the indexes that have no page since they are empty.
        self._left_out: dict[str, tuple[str, str, str]] = {}

    def make(self, app: Sphinx, _builder: Builder) -> None:
        """Make a label for everything documented, and leave out those of indexes that have no page."""
        domain = cast('DicomDomain', app.env.domains['dicom'])
        std = app.env.domains['std']
        for index in INDICES:
            label = f'dicom-{index.name}'
            if index(domain).is_empty() and label in std.labels:
                self._left_out[label] = std.labels[label]
                _remove(std, label)
        if not app.config.dicom_labels:
            return
        for kind, places in domain.places.items():
            for key, docname in places.items():
                label = node_id(kind, key)
                if label in std.anonlabels:  # an author's own
                    continue
                std.anonlabels[label] = docname, label
                std.labels[label] = docname, label, domain.record(kind, key).name or key
                self._made.append(label)

    def resolve(
        self,
        app: Sphinx,
        env: BuildEnvironment,
        node: pending_xref,
        contnode: nodes.TextElement,
    ) -> nodes.Element | None:
        """Make the labels only now, and resolve *node* with them: builders of one file tell of no start before Sphinx 8."""
        if self._made or node.get('refdomain') != 'std':
            return None
        self.make(app, app.builder)
        std = env.domains['std']
        where = env, node['refdoc'], app.builder
        return std.resolve_xref(*where, node['reftype'], node['reftarget'], node, contnode)

    def remove(self, app: Sphinx, _exception: Exception | None) -> None:
        """Put the labels back as they were, since the environment may be built with again."""
        std = app.env.domains['std']
        for label in self._made:
            _remove(std, label)
        for label, (docname, anchor, title) in self._left_out.items():
            std.labels[label] = docname, anchor, title
            std.anonlabels[label] = docname, anchor
        self._made.clear()
        self._left_out.clear()


def _remove(std: StandardDomain, label: str) -> None:
    std.anonlabels.pop(label, None)
    std.labels.pop(label, None)
