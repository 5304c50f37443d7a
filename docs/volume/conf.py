"""Configuration of the reference volume, which is for print."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / '_ext'))

from latex_settings import (  # noqa: F401
    latex_elements,
    latex_engine,
    latex_show_urls,
    latex_use_xindy,
)

import sphinx_dicom

project = 'DICOM reference'
author = 'The sphinx-dicom developers'
copyright = f'2026, {author}'  # noqa: A001
version = release = sphinx_dicom.__version__

extensions = ['from_code', 'volume', 'sphinx_dicom']
nitpicky = True
latex_documents = [('index', 'dicom-reference.tex', project, author, 'manual')]
