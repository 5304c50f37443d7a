"""Write the script of the lookup for the whole reference, and one without aliases: ``write_index.py DIRECTORY``."""

import sys
from pathlib import Path

from sphinx_dicom.dictionary import records
from sphinx_dicom.finding.collect import FOUND, record_entry
from sphinx_dicom.finding.script import content
from sphinx_dicom.layout import page_of


def write(directory: Path) -> None:
    """Write ``index.js`` and ``plain.js`` into *directory*."""
    entries = [record_entry(record, page_of(record)) for kind in FOUND for record in records(kind)]
    plain = [entry._replace(aliases=()) for entry in entries]
    for name, found in (('index', entries), ('plain', plain)):
        (directory / f'{name}.js').write_bytes(content(found, '{}.html'.format))


if __name__ == '__main__':
    write(Path(sys.argv[1]))
