"""The style sheet, which holds layout only, and the script of the one table that can be filtered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .late import fact_table

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_STATIC = Path(__file__).parent / 'static'
_FILES = ('sphinx_dicom.css', 'sphinx_dicom.js')
#: The tables that the script filters.
_FILTERED = frozenset({'confidentiality'})


def setup(app: Sphinx) -> None:
    """Have HTML pages use the files."""
    app.connect('builder-inited', add_static_path)
    app.connect('html-page-context', add_script)
    app.add_css_file('sphinx_dicom.css')


def add_static_path(app: Sphinx) -> None:
    """Have the files copied by builders that copy any."""
    app.config.html_static_path += [str(_STATIC / name) for name in _FILES]


def add_script(
    app: Sphinx,
    _pagename: str,
    _templatename: str,
    _context: dict[str, Any],
    document: nodes.document | None,
) -> None:
    """Have pages with a table that can be filtered use the script."""
    if document and any(node['name'] in _FILTERED for node in document.findall(fact_table)):
        app.add_js_file('sphinx_dicom.js')
