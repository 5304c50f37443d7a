"""Configuration of the documentation."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / '_ext'))

from latex_settings import (  # noqa: F401
    latex_elements,
    latex_engine,
    latex_show_urls,
    latex_use_xindy,
)

import sphinx_dicom

project = 'sphinx-dicom'
author = 'The sphinx-dicom developers'
copyright = f'2026, {author}'  # noqa: A001
version = release = sphinx_dicom.__version__

extensions = [
    'drawings',
    'examples',
    'from_code',
    'left_out',
    'table_ids',
    'widgets',
    'sphinx_copybutton',
    'sphinx_dicom',
]
exclude_patterns = ['_build', 'snippets', 'volume']
nitpicky = True
dicom_autolink = True
dicom_check_names = True

html_theme = 'furo'
html_title = 'sphinx-dicom'
html_static_path = ['_static']
html_css_files = ['docs.css']
html_js_files = ['docs.js']
templates_path = ['_templates']
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None

dicom_lookup = True

copybutton_exclude = '.linenos, .gp, .go'

epub_show_urls = 'no'
if tags.has('pdf'):  # noqa: F821 - Sphinx gives it
    # Otherwise one document has all pages, which is for tests: nobody prints thousands.
    latex_documents = [('guides/index', 'dicom-guides.tex', 'DICOM explained', author, 'manual')]
man_pages = [('manual/index', 'sphinx-dicom', 'DICOM for Sphinx', [author], 7)]
