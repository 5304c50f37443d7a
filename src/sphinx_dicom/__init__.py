"""DICOM for Sphinx: checked, linked references to the data dictionary, and the pages of a complete reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = '0.1.0'


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension."""
    # Imported here, so that the dictionary can be used without Sphinx.
    from . import assets, code_links, config, expand, resolve, roles
    from .adoption import autolink, check_names
    from .bookkeeping import Bookkeeper
    from .dictionary import checksum
    from .domain import DicomDomain
    from .finding import box, script, text_index
    from .labels import Labels
    from .late import NODES
    from .lexers import LEXERS
    from .navigation import Navigation

    config.setup(app)
    app.add_domain(DicomDomain)
    for node in NODES:
        app.add_node(node, html=(expand.visit_html, None))
    app.connect('doctree-resolved', expand.expand)

    for alias, lexer in LEXERS.items():
        app.add_lexer(alias, lexer)
    app.add_node(code_links.data_set, html=(code_links.visit_html, None))
    app.connect('doctree-read', code_links.note_references)
    app.connect('doctree-resolved', code_links.link)

    app.connect('missing-reference', resolve.link_by_inventory, priority=400)
    # Behind intersphinx, whose priority is 500: another project's page is better than the standard's table.
    app.connect('missing-reference', resolve.link_elsewhere, priority=900)
    app.connect('warn-missing-reference', resolve.warn_unknown)

    # Behind extlinks, whose priority is 500.
    app.connect('builder-inited', roles.add_standard_roles, priority=900)

    bookkeeper = Bookkeeper()
    app.connect('env-get-outdated', bookkeeper.remember)
    app.connect('doctree-read', bookkeeper.note_any)
    app.connect('env-updated', bookkeeper.update)

    # When other extensions have put what they have into the document.
    app.connect('doctree-read', check_names.check, priority=890)
    app.connect('doctree-read', autolink.link, priority=900)

    labels = Labels()
    app.connect('write-started', labels.make)
    app.connect('missing-reference', labels.resolve, priority=300)
    app.connect('build-finished', labels.remove)

    navigation = Navigation()
    app.connect('write-started', navigation.shorten)
    app.connect('html-page-context', navigation.share, priority=400)
    app.connect('build-finished', navigation.restore)
    assets.setup(app)
    box.setup(app)
    app.connect('doctree-read', text_index.note)
    app.connect('write-started', text_index.shorten)
    app.connect('build-finished', script.write)
    return {
        'version': __version__,
        # Other facts, other pages: a new edition has all documents read anew.
        'env_version': checksum(),
        'parallel_read_safe': True,
        'parallel_write_safe': True,
    }
