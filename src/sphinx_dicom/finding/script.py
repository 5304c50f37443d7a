"""The script that searches: the engine, and the data of the project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .collect import entries
from .pack import pack, script

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The script, in the directory of static files.
NAME = 'sphinx_dicom_index.js'
_ENGINE = Path(__file__).parents[1] / 'static' / 'lookup' / 'engine.js'


def has_lookup(app: Sphinx) -> bool:
    """Return whether the pages of this build can be looked up in."""
    return bool(app.config.dicom_lookup) and app.builder.name in ('html', 'dirhtml')


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the script at the end of a build, unless it is there already."""
    if exception or not has_lookup(app):
        return
    data = pack(list(entries(app.env)), app.builder.get_target_uri)
    engine = _ENGINE.read_text(encoding='utf-8')
    content = f'{engine}DicomLookup.engine = DicomLookup.load({script(data)});\n'.encode()
    path = Path(app.outdir) / '_static' / NAME
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
