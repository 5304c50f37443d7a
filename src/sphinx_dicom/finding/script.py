"""The scripts that search: the engine with the data of the project, and for the search page what descriptions say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .collect import entries
from .pack import expression, pack, pack_descriptions
from .text_index import has_lookup

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.application import Sphinx

    from .collect import Entry

#: The scripts, in the directory of static files.
NAME = 'sphinx_dicom_index.js'
DESCRIPTIONS = 'sphinx_dicom_descriptions.js'
_ENGINE = Path(__file__).parents[1] / 'static' / 'lookup' / 'engine.js'


def content(found: Sequence[Entry], uri: Callable[[str], str]) -> bytes:
    """Return the script that finds the entries *found*; *uri* returns the address of a document."""
    engine = _ENGINE.read_text(encoding='utf-8')
    return (
        f'{engine}DicomLookup.engine = DicomLookup.load({expression(pack(found, uri))});\n'.encode()
    )


def described(found: Sequence[Entry]) -> bytes:
    """Return the script that lets the engine find the entries *found* by their descriptions."""
    return f'DicomLookup.engine.describe({expression(pack_descriptions(found))});\n'.encode()


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the scripts at the end of a build, unless they are there already."""
    if exception or not has_lookup(app):
        return
    found = list(entries(app.env))
    directory = Path(app.outdir) / '_static'
    directory.mkdir(exist_ok=True)
    for name, script in (
        (NAME, content(found, app.builder.get_target_uri)),
        (DESCRIPTIONS, described(found)),
    ):
        path = directory / name
        if not path.exists() or path.read_bytes() != script:
            path.write_bytes(script)
