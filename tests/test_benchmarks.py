"""What a build of the full reference does and leaves, in counts and bytes; and the benchmarks' own helpers.

No clock decides here: times are measured by ``benchmarks/run.py``.
"""

import os
import pickle
import re
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from sphinx import addnodes
from sphinx.testing.util import SphinxTestApp

from sphinx_dicom.dictionary import KINDS, elements, records
from sphinx_dicom.dictionary.tables import TABLES, parse
from sphinx_dicom.directives.listing import listing
from sphinx_dicom.scaffold import pages, scaffold

BENCHMARKS = Path(__file__).parents[1] / 'benchmarks'


class Build(NamedTuple):
    read: list[str]
    written: list[str]
    warnings: str


class Reference(NamedTuple):
    doctrees: Path
    html: Path
    first: Build
    #: Nothing has changed.
    second: Build
    #: One page has.
    third: Build


def build(source):
    read, written = [], []
    app = SphinxTestApp('html', srcdir=source)
    app.connect('env-before-read-docs', lambda _app, _env, docnames: read.extend(docnames))
    app.connect('html-page-context', lambda _app, name, *_: written.append(name))
    try:
        app.build()
        documents = app.env.found_docs
        return Build(sorted(read), sorted(documents.intersection(written)), app.warning.getvalue())
    finally:
        app.cleanup()


@pytest.fixture(scope='session')
def reference(tmp_path_factory):
    """The full reference, built three times."""
    source = tmp_path_factory.mktemp('reference') / 'source'
    scaffold(source)
    (source / 'conf.py').write_text(
        "extensions = ['sphinx_dicom']\nhtml_theme = 'furo'\nexclude_patterns = ['_build']\n",
        encoding='utf-8',
    )
    first, second = build(source), build(source)
    page = source / 'elements' / '0010.rst'
    page.write_text(page.read_text(encoding='utf-8') + '\nA remark.\n', encoding='utf-8')
    output = source / '_build'
    return Reference(output / 'doctrees', output / 'html', first, second, build(source))


@pytest.fixture(scope='module')
def helpers():
    """The modules of the benchmarks."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        names = ('measure', 'projects', 'synthetic', 'cases', 'run')
        yield SimpleNamespace(**{name: import_module(name) for name in names})


# the full reference


@pytest.mark.slow
def test_each_page_is_read_and_written_once(reference):
    names = sorted(name for name, _text in pages())
    assert reference.first == (names, names, '')


@pytest.mark.slow
def test_doctrees_hold_a_node_for_a_listing_not_for_an_entry(reference):
    for name, text in pages():
        doctree = pickle.loads((reference.doctrees / f'{name}.doctree').read_bytes())
        found = len(list(doctree.findall(listing)))
        descriptions = len(list(doctree.findall(addnodes.desc)))
        assert found == text.count('.. dicom:dictionary::'), name
        assert descriptions == text.count('.. dicom:vr::'), name
        assert len(list(doctree.findall())) < 100, name


@pytest.mark.slow
def test_environment_is_small(reference):
    assert (reference.doctrees / 'environment.pickle').stat().st_size <= 1_000_000


@pytest.mark.slow
def test_pages_are_small(reference, helpers):
    kinds = helpers.cases.pages_by_kind(reference.html)
    assert set(kinds) == {'elements', 'uids', 'vrs', 'index'}
    del kinds['index']
    large = {
        name: size for found in kinds.values() for name, size in found.items() if size > 20_000
    }
    assert large == {}


@pytest.mark.slow
def test_general_index_does_not_swallow_the_dictionary(reference, helpers):
    assert helpers.cases.compressed(reference.html / 'genindex.html') <= 20_000


@pytest.mark.slow
def test_second_build_does_nothing(reference):
    assert reference.second == ([], [], '')


@pytest.mark.slow
def test_changed_page_is_built_with_no_more_than_the_pages_above_it(reference):
    assert reference.third.read == ['elements/0010']
    assert set(reference.third.written) - {'index', 'elements/index'} == {'elements/0010'}
    assert not reference.third.warnings


# what it is compared with


def test_comparison_has_each_record_once(helpers):
    documents = helpers.projects.as_python_data(dict(pages()))
    names = re.findall(r'^\.\. py:data:: (\w+)\n', '\n'.join(documents.values()), re.MULTILINE)
    assert len(names) == len(set(names)) == sum(len(records(kind)) for kind in KINDS)


def test_comparison_has_the_same_pages_without_our_markup(helpers):
    documents = dict(pages())
    for translate in (helpers.projects.as_python_data, helpers.projects.without_entries):
        translated = translate(documents)
        assert translated.keys() == documents.keys()
        assert 'dicom:' not in ''.join(translated.values())


def test_markup_that_has_no_counterpart_is_an_error(helpers):
    with pytest.raises(ValueError, match=r'^page: markup'):
        helpers.projects.as_python_data({'page': '.. dicom:other::\n'})


def test_part_of_the_reference_has_no_entries_for_pages_left_out(helpers):
    documents = helpers.projects.reference(step=5)
    assert len(documents) < len(dict(pages())) / 4
    for name, text in documents.items():
        directory = name[: name.rfind('/') + 1]
        for entry in re.findall(r'^   ([\w./-]+)\n', text, re.MULTILINE):
            assert directory + entry in documents


def test_enlarged_dictionary_is_as_large_as_asked_for(helpers, tmp_path):
    package = helpers.synthetic.enlarge(tmp_path, 6000)
    data = package / 'sphinx_dicom' / 'dictionary' / 'data'
    tables = {
        name: parse((data / f'{name}.tsv').read_text(encoding='utf-8'), name, TABLES[name]).rows
        for name in ('elements', 'introductions')
    }
    single = [row[0] for row in tables['elements'] if 'x' not in row[0]]
    assert single == sorted(set(single))
    assert len(tables['elements']) == 6000
    assert len({row[3] for row in tables['elements'] if row[3]}) == sum(
        bool(row[3]) for row in tables['elements']
    )
    introduced = {subject for kind, subject, *_ in tables['introductions'] if kind == 'tag'}
    assert {row[0][1:5] for row in tables['elements']} == introduced


def test_enlarging_keeps_the_elements_of_the_standard(helpers, tmp_path):
    package = helpers.synthetic.enlarge(tmp_path, 6000)
    text = (package / 'sphinx_dicom' / 'dictionary' / 'data' / 'elements.tsv').read_text('utf-8')
    assert all(f'\n{element.tag}\t' in text for element in elements())


# how it is measured


@pytest.mark.parametrize('power', [0.5, 1, 2])
def test_exponent_is_the_power_of_growth(helpers, power):
    sizes = (10, 20, 40)
    assert helpers.measure.exponent(sizes, [3 * size**power for size in sizes]) == pytest.approx(
        power
    )


def test_runs_alternate(helpers):
    order = []
    jobs = {name: lambda name=name: order.append(name) or len(order) for name in 'ab'}
    assert helpers.measure.alternate(2, jobs) == [{'a': 1, 'b': 2}, {'a': 3, 'b': 4}]
    assert order == ['a', 'b', 'a', 'b']


@pytest.mark.skipif(not hasattr(os, 'wait4'), reason='needs POSIX')
def test_failed_process_is_an_error_with_what_it_printed(helpers, tmp_path):
    with pytest.raises(helpers.measure.BuildError, match='out of paper'):
        helpers.measure.run(['-c', 'raise SystemExit("out of paper")'], tmp_path)


@pytest.mark.parametrize(('value', 'met'), [(0.9, 'yes'), (1, 'yes'), (1.1, 'no')])
def test_budget_is_the_most_that_is_met(helpers, value, met):
    figure = helpers.cases.Figure('It', helpers.measure.spread([value]), 'kB', 1)
    assert helpers.run.row(figure) == ('It', f'{value:g} kB', '1 kB', met)


def test_figure_without_budget_is_only_reported(helpers):
    figure = helpers.cases.Figure('It', helpers.measure.spread([1, 2, 300]))
    assert helpers.run.row(figure) == ('It', '2', '', '')


@pytest.mark.parametrize('options', [['--quick'], ['--only', 'sizes']])
def test_only_full_figures_are_written(helpers, options, capsys):
    with pytest.raises(SystemExit):
        helpers.run.parse(['--write', *options])
    assert 'only with all figures' in capsys.readouterr().err


def test_written_figures_are_rows_and_the_setup_is_apart(helpers, tmp_path):
    figure = helpers.cases.Figure('A, and B', helpers.measure.spread([0.0421]), '', 1 / 15)
    helpers.run.write(tmp_path, [figure], 3)
    table = (tmp_path / 'benchmark-figures.csv').read_text('utf-8')
    assert table == 'what,measured,budget,met\n"A, and B",0.042,0.067,yes\n'
    assert 'Sphinx' in (tmp_path / 'benchmark-setup.txt').read_text('utf-8')
