"""Names the pages that a volume leaves out by their titles, where they would be named by their files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform
from sphinx.util import docname_join

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class LeftOut(SphinxPostTransform):
    """Writes titles in place of references to documents that the volume does not have."""

    default_priority = ReferencesResolver.default_priority - 1
    builders = ('latex',)

    def run(self, **_kwargs: Any) -> None:
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node['reftype'] != 'doc' or node['refexplicit']:
                continue
            docname = docname_join(node['refdoc'], node['reftarget'])
            if docname in self.env.titles and docname not in self.app.builder.docnames:
                node.replace_self(nodes.emphasis('', self.env.titles[docname].astext()))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    app.add_post_transform(LeftOut)
    return {'parallel_read_safe': True, 'parallel_write_safe': True}
