"""Measure the budgets of builds: ``python benchmarks/run.py --help``.

It needs Sphinx, furo, sphinx-copybutton, Playwright, Chromium, Node and a POSIX system, for ``--before`` also git, and takes about half an hour.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory

import projects
from cases import CASES, Figure, Plan
from repository import ROOT, short_hash

from sphinx_dicom import __version__
from sphinx_dicom.dictionary import edition

DOCUMENTATION = ROOT / 'docs' / 'development'
COLUMNS = ('what', 'measured', 'budget', 'met')


def main(arguments: list[str] | None = None) -> int:
    """Measure what *arguments* say, print a table, and return 0."""
    options = parse(arguments)
    print(setup(options.runs), end='')
    figures: list[Figure] = []
    with TemporaryDirectory() as directory:
        # The first process compiles modules.
        projects.write(
            Path(directory) / 'warm', {'index': 'Warm\n====\n'}, extensions=projects.OURS
        ).build()
        for name in options.only:
            plan = Plan(Path(directory) / name, options.runs, options.quick, options.before)
            for figure in CASES[name](plan):
                if options.quick:
                    figure = figure._replace(budget=None)
                print(line(figure), flush=True)
                figures.append(figure)
    if options.write:
        write(options.write, figures, options.runs)
    return 0


def parse(arguments: list[str] | None) -> argparse.Namespace:
    """Return the options that *arguments* hold."""
    parser = argparse.ArgumentParser(description='Measure the budgets of builds.')
    parser.add_argument('--runs', type=int, default=3, help='of each build (default: 3)')
    parser.add_argument(
        '--quick',
        action='store_true',
        help='one run of smaller inputs, for which the budgets are not meant',
    )
    parser.add_argument(
        '--only',
        choices=CASES,
        nargs='+',
        default=list(CASES),
        metavar='CASE',
        help=f'only some of: {", ".join(CASES)}',
    )
    parser.add_argument(
        '--before',
        type=commit,
        metavar='COMMIT',
        help='also compare this documentation with that of a commit',
    )
    parser.add_argument(
        '--write',
        type=Path,
        nargs='?',
        const=DOCUMENTATION,
        metavar='DIRECTORY',
        help='write the figures for the documentation (default: docs/development)',
    )
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error('--runs: at least 1')
    if options.write and (options.quick or list(options.only) != list(CASES)):
        parser.error('--write: only with all figures, measured in full')
    if options.only == ['site'] and not options.before:
        parser.error('--only site: needs --before')
    if options.quick:
        options.runs = 1
    return options


def commit(text: str) -> str:
    """Return the short hash of the commit that *text* names."""
    try:
        return short_hash(text)
    except CalledProcessError as error:
        raise argparse.ArgumentTypeError(f'{text} is no commit of this repository') from error


def setup(runs: int) -> str:
    """Return with what is measured, a line each."""
    packages = ('Sphinx', 'docutils', 'furo', 'snowballstemmer', 'PyStemmer')
    lines = [
        f'sphinx-dicom {__version__}, dictionary {edition()}',
        f'Python {platform.python_version()}',
        *(f'{name} {_version(name)}' for name in packages),
        f'{platform.system()}, {platform.machine()}, {os.cpu_count()} processors',
        f'medians of {runs} alternating runs, of short builds {5 * runs} or {10 * runs}; CPU time of whole processes',
    ]
    return ''.join(f'{line}\n' for line in lines)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return 'absent'


def line(figure: Figure) -> str:
    """Return *figure* as a line of the table, with between what the runs lie."""
    what, measured, budget, met = row(figure)
    lowest, highest = (number(value) for value in figure.measured[1:])
    between = '' if lowest == highest else f'({lowest} to {highest})'
    return f'{what:85} {measured:>9} {between:20} {budget:>8} {met}'.rstrip()


def row(figure: Figure) -> tuple[str, str, str, str]:
    """Return *figure* as a row of the table."""
    unit = f' {figure.unit}' if figure.unit else ''
    budget = '' if figure.budget is None else f'{number(figure.budget)}{unit}'
    return figure.what, f'{number(figure.measured.middle)}{unit}', budget, figure.met


def number(value: float) -> str:
    """Return *value* with as many digits as can be measured."""
    return (
        f'{value:.0f}'
        if abs(value) >= 100
        else f'{value:.2g}'
        if abs(value) < 1
        else f'{value:.3g}'
    )


def write(directory: Path, figures: list[Figure], runs: int) -> None:
    """Write *figures*, and with what they were measured, into *directory*."""
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / 'benchmark-figures.csv').open('w', encoding='utf-8', newline='') as file:
        table = csv.writer(file, lineterminator='\n')
        table.writerow(COLUMNS)
        table.writerows(map(row, figures))
    (directory / 'benchmark-setup.txt').write_text(setup(runs), encoding='utf-8')


if __name__ == '__main__':
    sys.exit(main())
