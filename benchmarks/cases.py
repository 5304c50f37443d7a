"""What is measured: the budgets that concern builds, each by a function that returns its figures."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections import defaultdict
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

import projects
from browser import keys, queries
from measure import PACKAGE, BuildError, Project, Spread, alternate, exponent, run, spread
from repository import ROOT, checkout
from synthetic import enlarge

from sphinx_dicom.scaffold import PARTS, pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

#: The tables that are as old as the extension.
FIRST_TABLES = ('elements', 'uids', 'vrs', 'introductions')


class Figure(NamedTuple):
    """A figure and the most that it may be."""

    what: str
    measured: Spread
    unit: str = ''
    budget: float | None = None

    @property
    def met(self) -> str:
        """Whether the budget is kept; empty where there is none."""
        if self.budget is None:
            return ''
        return 'yes' if self.measured.middle <= self.budget else 'no'


class Plan(NamedTuple):
    """Where to build, and how much."""

    directory: Path
    runs: int
    quick: bool
    #: The commit whose documentation this one is compared with, if any.
    before: str | None = None

    @property
    def reference(self) -> dict[str, str]:
        """The pages of the full reference; a part of them where it has to be quick."""
        return projects.some(dict(pages()), self.step)

    @property
    def dictionary(self) -> dict[str, str]:
        """The pages of data elements, UIDs and VRs; a part of them where it has to be quick."""
        return projects.some(projects.dictionary(dict(pages())), self.step)

    @property
    def step(self) -> int:
        """How many pages of the reference one stands for."""
        return 5 if self.quick else 1


def clean(plan: Plan) -> Iterator[Figure]:
    """Measure clean builds of the reference."""
    dictionary = plan.dictionary
    data = projects.as_python_data(dictionary)
    reference = plan.reference
    bare = projects.without_entries(reference)
    where = plan.directory
    built = {
        'dictionary': projects.write(where / 'dictionary', dictionary, extensions=projects.OURS),
        'data': projects.write(where / 'data', data),
        'dictionary, basic': projects.write(
            where / 'dictionary-basic', dictionary, theme='basic', extensions=projects.OURS
        ),
        'data, basic': projects.write(where / 'data-basic', data, theme='basic'),
        'reference': projects.write(where / 'reference', reference, extensions=projects.OURS),
        'empty project': projects.write(where / 'empty', projects.EMPTY),
        'bare': projects.write(where / 'bare', bare, extensions=projects.OURS),
        'stock bare': projects.write(where / 'stock-bare', projects.without_entries(dictionary)),
    }
    times = alternate(plan.runs, {name: project.build for name, project in built.items()})

    def ratio(of: str, to: str, what: str, budget: float | None = None) -> Figure:
        measured = spread([run[of] / run[to] for run in times])
        return Figure(f'clean build of {what}', measured, '', budget)

    part = 'elements, UIDs and VRs, relative to'
    yield ratio('dictionary', 'data', f'{part} the same as py:data objects', 1 / 15)
    as_data = f'{part} the same as py:data objects, theme basic'
    yield ratio('dictionary, basic', 'data, basic', as_data)
    yield ratio('dictionary', 'empty project', f'{part} an empty project', 4)
    # Of the whole reference it would take an hour: a stock navigation tree grows with the square of the pages.
    yield ratio(
        *('dictionary', 'stock bare'),
        f'{part} the same pages without entries and without the extension',
    )

    whole = 'the reference, relative to'
    yield ratio('reference', 'empty project', f'{whole} an empty project', 4)
    yield ratio('reference', 'bare', f'{whole} the same pages without entries')


def unchanged(plan: Plan) -> Iterator[Figure]:
    """Measure builds of what has not changed."""
    ours = projects.write(plan.directory / 'ours', plan.reference, extensions=projects.OURS)
    empty = projects.write(plan.directory / 'empty', projects.EMPTY)
    times = _alternate_unchanged(5 * plan.runs, {'ours': ours, 'empty': empty})
    yield Figure(
        'no-change build of the reference, relative to an empty project',
        spread([run['ours'] / run['empty'] for run in times]),
        '',
        1.15,
    )


def adding(plan: Plan) -> Iterator[Figure]:
    """Measure what the extension costs a project that does not use it."""
    pages = projects.prose(20)
    built = {
        'without': projects.write(plan.directory / 'without', pages),
        'with': projects.write(plan.directory / 'with', pages, extensions=projects.OURS),
    }
    for project in built.values():
        project.build()
    times = alternate(10 * plan.runs, {name: project.build for name, project in built.items()})
    yield from _added('clean build of 20 pages', times)
    yield from _added('no-change build of 20 pages', _alternate_unchanged(10 * plan.runs, built))


def _added(build: str, times: list[dict[str, float]]) -> Iterator[Figure]:
    what = f'{build} with the extension unused'
    differences = [(run['with'] - run['without']) * 1000 for run in times]
    yield Figure(f'{what}, more than without it', spread(differences), 'ms', 40)
    ratios = [run['with'] / run['without'] for run in times]
    yield Figure(f'{what}, relative to without it', spread(ratios))


def references(plan: Plan) -> Iterator[Figure]:
    """Measure single references, over the same text without any."""
    number, paragraphs = (5, 500) if plan.quick else (20, 500)
    built = {
        name: projects.write(
            plan.directory / name,
            projects.referring(number, paragraphs, markup, documented=documented),
            theme='basic',
            extensions=projects.OURS,
        )
        for name, markup, documented in (
            ('plain', '{}', True),
            ('tag', ':dicom:tag:`{}`', True),
            ('elsewhere', ':dicom:tag:`{}`', False),
            ('data', ':py:data:`{}`', True),
        )
    }
    times = alternate(plan.runs, {name: project.build for name, project in built.items()})
    each = 1e6 / (number * paragraphs)
    costs = [
        {name: (run[name] - run['plain']) * each for name in ('tag', 'elsewhere', 'data')}
        for run in times
    ]
    names = {
        'tag': 'a dicom:tag reference',
        'elsewhere': 'a dicom:tag reference that is linked to the standard',
        'data': 'a py:data reference',
    }
    yield Figure(
        f'{names["tag"]}, relative to {names["data"]}',
        spread([cost['tag'] / cost['data'] for cost in costs]),
        '',
        0.8,
    )
    yield Figure(
        f'{names["elsewhere"]}, relative to {names["data"]}',
        spread([cost['elsewhere'] / cost['data'] for cost in costs]),
    )
    for key, name in names.items():
        yield Figure(f'{name}, over plain text', spread([cost[key] for cost in costs]), 'µs')


def growth(plan: Plan) -> Iterator[Figure]:
    """Measure how the cost grows with the number of elements."""
    sizes = (10_000, 20_000) if plan.quick else (10_000, 20_000, 40_000)
    empty = projects.write(plan.directory / 'empty', projects.EMPTY)
    built = {'empty': empty.build}
    for size in sizes:
        directory = plan.directory / str(size)
        package = enlarge(directory / 'package', size)
        run(['-m', 'sphinx_dicom', 'scaffold', str(directory / 'reference')], package)
        # Pages that stay as they are would hide how the others grow.
        documents = projects.dictionary(projects.read(directory / 'reference'))
        project = projects.write(directory, documents, extensions=projects.OURS)
        built[str(size)] = replace(project, package=package).build
    times = alternate(plan.runs, built)
    powers = [exponent(sizes, [run[str(size)] - run['empty'] for size in sizes]) for run in times]
    names = ', '.join(f'{size // 1000}k' for size in sizes)
    what = f'exponent of growth with the number of elements ({names})'
    yield Figure(what, spread(powers), '', 1.05)


def sizes(plan: Plan) -> Iterator[Figure]:
    """Measure the files that a build of the reference leaves."""
    # The whole of it, however quick: sizes of a part say nothing.
    documents = dict(pages())
    project = projects.write(plan.directory / 'ours', documents, extensions=projects.OURS)
    project.build()
    pickle = (project.doctrees / 'environment.pickle').stat().st_size
    yield _size(f'environment of the reference, {len(documents)} pages', pickle / 1e6, 'MB', 1)
    for kind, found in sorted(pages_by_kind(project.html).items()):
        largest = max(found, key=lambda name: found[name])
        budget = None if kind == 'index' else 20
        what = f'largest {kind} page ({largest}), gz'
        yield _size(what, found[largest] / 1000, 'kB', budget)
    for name in ('searchindex.js', 'objects.inv'):
        yield _size(f'{name}, gz', compressed(project.html / name) / 1000, 'kB')


def pages_by_kind(html: Path) -> dict[str, dict[str, int]]:
    """Return the pages in *html* by kind, with the size of each in bytes, compressed.

    A kind is a part of the reference, or ``index`` for what lists everything there is.
    """
    found = defaultdict[str, dict[str, int]](dict)
    for path in sorted(html.rglob('*.html')):
        name = path.relative_to(html).as_posix()
        part = name.removesuffix('.html').partition('/')[0]
        if not part.startswith('_'):
            found[part if part in PARTS else 'index'][name] = compressed(path)
    return found


def compressed(path: Path) -> int:
    """Return how many bytes of *path* a web server sends."""
    return len(gzip.compress(path.read_bytes(), mtime=0))


def _size(what: str, value: float, unit: str, budget: float | None = None) -> Figure:
    return Figure(what, spread([value]), unit, budget)


def _alternate_unchanged(runs: int, built: Mapping[str, Project]) -> list[dict[str, float]]:
    for name, project in built.items():
        project.build()
        index = project.html / 'index.html'
        before = index.stat().st_mtime_ns
        project.build(clean=False)
        if index.stat().st_mtime_ns != before:
            raise BuildError(f'{name}: a build without a change has written pages')
    return alternate(
        runs, {name: partial(project.build, clean=False) for name, project in built.items()}
    )


def wheel(_plan: Plan) -> Iterator[Figure]:
    """Measure the package as a wheel holds it."""
    files = deflated(PACKAGE / 'sphinx_dicom')
    tables = {path.stem: size for path, size in files.items() if path.suffix == '.tsv'}
    added = [size for name, size in tables.items() if name not in FIRST_TABLES]
    yield _size('files of the wheel, zipped', sum(files.values()) / 1000, 'kB')
    yield _size('tables of the wheel, zipped', sum(tables.values()) / 1000, 'kB')
    what = f'tables of the wheel other than {", ".join(FIRST_TABLES)}, zipped'
    yield _size(what, sum(added) / 1000, 'kB', 400)


def deflated(directory: Path) -> dict[Path, int]:
    """Return how many bytes of each file in *directory* a wheel holds."""
    with ZipFile(BytesIO(), 'w', ZIP_DEFLATED) as archive:
        for path in sorted(directory.rglob('*')):
            if path.is_file() and '__pycache__' not in path.parts:
                archive.write(path, path.relative_to(directory))
        return {Path(file.filename): file.compress_size for file in archive.infolist()}


def site(plan: Plan) -> Iterator[Figure]:
    """Measure clean builds of this documentation and of that of the commit before, each with its own package."""
    if plan.before is None:
        return
    with checkout(plan.before, plan.directory / 'worktree') as worktree:
        now = Project(plan.directory / 'now', documents=ROOT / 'docs')
        before = Project(plan.directory / 'before', worktree / 'src', worktree / 'docs')
        times = alternate(plan.runs, {'now': now.build, 'before': before.build})
    yield Figure(
        f'clean build of this documentation, relative to that of {plan.before}',
        spread([run['now'] / run['before'] for run in times]),
        '',
        3,
    )


def typing(plan: Plan) -> Iterator[Figure]:
    """Measure what keys take in the box of the lookup, in Chromium."""
    project = projects.write(
        plan.directory / 'ours', plan.reference, extensions=projects.OURS, dicom_lookup=True
    )
    project.build()
    for slower, name, budget in ((1, '', 20), (4, ', processor slowed down to a quarter', 60)):
        pressed = list(keys(project.html, slower))
        later = [key for first, *others in pressed for key in others]
        what = f'key press until the list is painted, 95th percentile{name}'
        yield _percentile(what, [key.painted for key in later], budget)
        if slower == 1:
            yield _percentile(
                'key press, CPU time of the page, 95th percentile', [key.busy for key in later], 20
            )
            first = 'first key press on a page'
            painted = spread([first.painted for first, *_ in pressed])
            yield Figure(f'{first} until the list is painted', painted, 'ms', 150)
            busy = spread([first.busy for first, *_ in pressed])
            yield Figure(f'{first}, CPU time of the page', busy, 'ms', 150)


def finding(plan: Plan) -> Iterator[Figure]:
    """Measure how the index of the lookup, and the time of a query, grow with the number of elements."""
    asked = json.dumps(
        [query[:end] for query in queries() for end in range(1, len(query) + 1)]
    ).encode()
    counts = (10_000, 20_000) if plan.quick else (10_000, 20_000, 40_000)
    sent = []
    for count in counts:
        directory = plan.directory / str(count)
        package = enlarge(directory / 'package', count)
        run([str(ROOT / 'tests' / 'lookup' / 'write_index.py'), str(directory)], package)
        script = directory / 'index.js'
        sent.append(compressed(script))
        done = subprocess.run(
            ['node', ROOT / 'benchmarks' / 'engine.js', script],
            input=asked,
            capture_output=True,
            check=True,
        )
        times = json.loads(done.stdout)
    names = ', '.join(f'{count // 1000}k' for count in counts)
    what = f'index of the lookup, exponent of growth with the number of elements ({names})'
    yield _size(what, exponent(counts, sent), '', 1.05)
    what = f'query with {counts[-1]:,} elements, CPU time of the engine, 95th percentile'
    yield _percentile(what, times['searched'], 50)
    what = f'index of {counts[-1]:,} elements, CPU time of unpacking'
    yield _size(what, times['unpacked'], 'ms')


def _percentile(what: str, values: list[float], budget: float) -> Figure:
    return Figure(what, Spread(quantiles(values, n=20)[-1], min(values), max(values)), 'ms', budget)


CASES: Mapping[str, Callable[[Plan], Iterator[Figure]]] = {
    'clean': clean,
    'unchanged': unchanged,
    'adding': adding,
    'references': references,
    'growth': growth,
    'sizes': sizes,
    'wheel': wheel,
    'typing': typing,
    'finding': finding,
    'site': site,
}
