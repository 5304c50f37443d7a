"""The script that searches: the engine, and the data of the project."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .collect import entries
from .pack import expression, pack
from .text_index import has_lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from .collect import Entry

#: The script, in the directory of static files.
NAME = 'sphinx_dicom_index.js'
_ENGINE = Path(__file__).parents[1] / 'static' / 'lookup' / 'engine.js'


def content(found: Sequence[Entry], uri: Callable[[str], str]) -> bytes:
    """Return the script that finds the entries *found*; *uri* returns the address of a document."""
    engine = _ENGINE.read_text(encoding='utf-8')
    return (
        f'{engine}DicomLookup.engine = DicomLookup.load({expression(pack(found, uri))});\n'.encode()
    )


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the script at the end of a build, unless it is there already."""
    if exception or not has_lookup(app):
        return
    script = content(list(entries(app.env)), app.builder.get_target_uri)
    path = Path(app.outdir) / '_static' / NAME
    if not path.exists() or path.read_bytes() != script:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(script)
