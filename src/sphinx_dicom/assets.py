"""The style sheet, which holds layout only: colours are the theme's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Have HTML pages use the style sheet."""
    app.connect('builder-inited', add_static_path)
    app.add_css_file('sphinx_dicom.css')


def add_static_path(app: Sphinx) -> None:
    """Have the style sheet copied by builders that copy any."""
    app.config.html_static_path.append(str(Path(__file__).parent / 'static'))
