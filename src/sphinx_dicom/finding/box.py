"""The lookup in HTML pages: its files, and the search page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..late import finder
from .links import element_links, index_links
from .text_index import has_lookup

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

_PACKAGE = Path(__file__).parents[1]
_BOX = ('sphinx_dicom_lookup.css', 'sphinx_dicom_lookup.js')
#: The script of the list of all elements.
_ELEMENTS = 'sphinx_dicom_elements.js'


def setup(app: Sphinx) -> None:
    """Have HTML pages use the files."""
    app.connect('config-inited', add_template)
    app.connect('builder-inited', add_files)
    app.connect('html-page-context', extend_page)


def add_template(_app: Sphinx, config: Config) -> None:
    """Have the search page written by our template, unless the project has one of its own."""
    if config.dicom_lookup:
        config.templates_path = [*config.templates_path, str(_PACKAGE / 'templates')]


def add_files(app: Sphinx) -> None:
    """Have every page use the style sheet and the script of the box."""
    if has_lookup(app):
        static = _PACKAGE / 'static' / 'lookup'
        app.config.html_static_path += [str(static / name) for name in (*_BOX, _ELEMENTS)]
        style, script = _BOX
        app.add_css_file(style)
        app.add_js_file(script, loading_method='defer')


def extend_page(
    app: Sphinx,
    pagename: str,
    _templatename: str,
    context: dict[str, Any],
    document: nodes.document | None,
) -> None:
    """Give the search page links for readers without JavaScript, and the list of all elements its script."""
    if pagename == 'search':
        context['dicom_links'] = lambda: [
            *index_links(app.builder, pagename),
            *element_links(app.builder, pagename),
        ]
    finders = document.findall(finder) if document and has_lookup(app) else ()
    if any(node['name'] == 'all-elements' for node in finders):
        app.add_js_file(_ELEMENTS, loading_method='defer')
