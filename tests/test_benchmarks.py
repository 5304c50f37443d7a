"""What builds do and leave, in counts and bytes; and the benchmarks' own helpers.

No clock decides here: times are measured by ``benchmarks/run.py``.
"""

import os
import pickle
import re
import shutil
import subprocess
import sys
from html import unescape
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from sphinx import addnodes
from sphinx.testing.util import SphinxTestApp

from sphinx_dicom.dictionary import TABLES, elements, records
from sphinx_dicom.dictionary.tables import parse
from sphinx_dicom.late import fact_table, finder, listing
from sphinx_dicom.scaffold import PARTS, pages, scaffold

BENCHMARKS = Path(__file__).parents[1] / 'benchmarks'
needs_git = pytest.mark.skipif(shutil.which('git') is None, reason='needs git')
needs_posix = pytest.mark.skipif(not hasattr(os, 'wait4'), reason='needs POSIX')


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
        names = ('measure', 'projects', 'repository', 'synthetic', 'cases', 'run', 'adoption')
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
        tables = len(list(doctree.findall(fact_table)))
        finders = len(list(doctree.findall(finder)))
        assert found + descriptions + tables + finders == text.count('.. dicom:'), name
        assert len(list(doctree.findall())) < 100, name


@pytest.mark.slow
def test_environment_is_small(reference):
    assert (reference.doctrees / 'environment.pickle').stat().st_size <= 1_000_000


@pytest.mark.slow
def test_pages_are_small(reference, helpers):
    kinds = helpers.cases.pages_by_kind(reference.html)
    assert set(kinds) == {*PARTS, 'index'}
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


# a project that does not use it

BUILD = """
import sys
from sphinx.cmd.build import main
from sphinx_dicom.dictionary import read
assert main(['-q', '-W', *sys.argv[1:]]) == 0
print(read.cache_info().currsize)
"""


def tables_read(project, tmp_path):
    """Return how many tables a process reads which builds *project*."""
    command = [sys.executable, '-c', BUILD, str(project.source), str(tmp_path / 'output')]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def test_extension_unused_reads_no_table(helpers, tmp_path):
    project = helpers.projects.write(
        tmp_path, helpers.projects.prose(2), theme='basic', extensions=helpers.projects.OURS
    )
    assert tables_read(project, tmp_path) == 0
    (project.source / 'page0.rst').write_text('Page\n====\n\nChanged.\n', encoding='utf-8')
    assert tables_read(project, tmp_path) == 0


def test_tables_that_are_read_are_counted(helpers, tmp_path):
    project = helpers.projects.write(
        *(tmp_path, {'index': 'Index\n=====\n\n:dicom:vr:`PN`\n'}),
        theme='basic',
        extensions=helpers.projects.OURS,
    )
    assert tables_read(project, tmp_path) > 0


# what it is compared with


def test_comparison_has_each_record_once(helpers):
    dictionary = helpers.projects.dictionary(dict(pages()))
    text = '\n'.join(helpers.projects.as_python_data(dictionary).values())
    names = re.findall(r'^\.\. py:data:: (\w+)\n', text, re.MULTILINE)
    kinds = helpers.projects.DICTIONARY
    assert len(names) == len(set(names)) == sum(len(records(kind)) for kind in kinds)


@needs_posix
def test_comparison_has_the_same_words(helpers, tmp_path):
    ours = {
        'index': 'Index\n=====\n\n.. dicom:dictionary::\n\n   (0010,0010)\n\n.. dicom:vr:: PN\n'
    }
    words = []
    for name, documents in (('ours', ours), ('data', helpers.projects.as_python_data(ours))):
        project = helpers.projects.write(
            tmp_path / name, documents, theme='basic', extensions=helpers.projects.OURS
        )
        project.build()
        page = (project.html / 'index.html').read_text('utf-8')
        body = page.partition('role="main">')[2].partition('<div class="sphinxsidebar"')[0]
        # Neither what names the source nor what unfolds a line.
        text = re.sub(
            '(?s)<p class="dicom-source">.*?</p>|<summary>.*?</summary>|<[^>]+>', ' ', body
        )
        words.append(set(re.findall(r'\w+', unescape(text))))
    assert 'valuerep' in words[0]
    assert words[0] == words[1]


def test_comparison_has_the_same_pages_without_our_markup(helpers):
    reference = dict(pages())
    for translate, documents in (
        (helpers.projects.as_python_data, helpers.projects.dictionary(reference)),
        (helpers.projects.without_entries, reference),
    ):
        translated = translate(documents)
        assert translated.keys() == documents.keys()
        assert not re.search(r'\.\. dicom:|:dicom:', ''.join(translated.values()))


def test_pages_without_entries_have_no_keys_of_them(helpers):
    documents = {'page': 'Page\n====\n\n.. dicom:dictionary:: module\n\n   patient\n\nEnd.\n'}
    assert helpers.projects.without_entries(documents) == {'page': 'Page\n====\n\n\nEnd.\n'}


def test_markup_that_has_no_counterpart_is_an_error(helpers):
    with pytest.raises(ValueError, match=r'^page: markup'):
        helpers.projects.as_python_data({'page': '.. dicom:other::\n'})


def check_contents(documents):
    """Check that what tables of contents name is there."""
    for name, text in documents.items():
        directory = name[: name.rfind('/') + 1]
        contents = text.partition('.. toctree::')[2]
        for entry in re.findall(r'^   ([\w./-]+)\n', contents, re.MULTILINE):
            assert directory + entry in documents


def test_part_of_the_reference_has_no_contents_for_pages_left_out(helpers):
    documents = helpers.projects.some(dict(pages()), 5)
    assert len(documents) < len(dict(pages())) / 4
    check_contents(documents)


def test_dictionary_is_the_parts_of_elements_uids_and_vrs(helpers):
    reference = dict(pages())
    documents = helpers.projects.dictionary(reference)
    assert {name.partition('/')[0] for name in documents} == {'index', 'elements', 'uids', 'vrs'}
    assert all(text == reference[name] for name, text in documents.items() if name != 'index')
    check_contents(documents)


def test_documents_are_read_as_they_were_written(helpers, tmp_path):
    documents = {'index': 'Index\n=====\n', 'part/page': 'Page\n====\n'}
    project = helpers.projects.write(tmp_path, documents)
    assert helpers.projects.read(project.source) == documents


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


def test_synthetic_elements_have_the_facts_of_their_models(helpers, tmp_path):
    data = helpers.synthetic.enlarge(tmp_path, 20_000) / 'sphinx_dicom' / 'dictionary' / 'data'
    rows = {
        name: parse((data / f'{name}.tsv').read_text('utf-8'), name, TABLES[name]).rows
        for name in ('elements', *helpers.synthetic.FACTS)
    }
    same = [row for row in rows['elements'] if re.fullmatch(r'(Synthetic\d+)?PatientSex', row[3])]
    assert len(same) == 4

    def facts(name, column, key):
        return [(*row[:column], *row[column + 1 :]) for row in rows[name] if row[column] == key]

    model, *copies = same
    for name, column in helpers.synthetic.FACTS.items():
        cell = 3 if name == 'attributes' else 0
        expected = facts(name, column, model[cell])
        assert expected
        assert all(facts(name, column, copy[cell]) == expected for copy in copies), name


@needs_posix
def test_enlarged_dictionary_has_pages(helpers, tmp_path):
    package = helpers.synthetic.enlarge(tmp_path / 'package', 20_000)
    target = tmp_path / 'reference'
    helpers.measure.run(['-m', 'sphinx_dicom', 'scaffold', str(target)], package)
    documents = helpers.projects.dictionary(helpers.projects.read(target))
    assert 'elements/5102' in documents
    assert len(documents) > len(helpers.projects.dictionary(dict(pages()))) + 200
    check_contents(documents)


# what the wheel holds


def test_files_are_deflated_without_what_is_compiled(helpers, tmp_path):
    (tmp_path / 'data').mkdir()
    (tmp_path / 'data' / 'table.tsv').write_text('0010\n' * 1000, encoding='utf-8')
    (tmp_path / '__pycache__').mkdir()
    (tmp_path / '__pycache__' / 'module.pyc').write_bytes(b'compiled')
    found = helpers.cases.deflated(tmp_path)
    assert list(found) == [Path('data/table.tsv')]
    assert 0 < found[Path('data/table.tsv')] < 100


def test_tables_that_were_added_are_small(helpers):
    *_, added = helpers.cases.wheel(helpers.cases.Plan(Path(), 1, quick=True))
    assert added.met == 'yes'


# the site before


@pytest.fixture
def repository(tmp_path):
    """A repository with two commits of a file that tells which."""
    directory = tmp_path / 'repository'
    user = ('-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org')

    def git(*arguments):
        subprocess.run(['git', '-C', str(directory), *user, *arguments], check=True)

    directory.mkdir()
    git('init', '--quiet')
    for text in ('before', 'now'):
        (directory / 'text').write_text(text, encoding='utf-8')
        git('add', 'text')
        git('commit', '--quiet', '-m', text)
    return directory


@needs_git
def test_commit_is_checked_out_for_a_while(helpers, repository, tmp_path):
    def worktrees():
        command = ['git', '-C', str(repository), 'worktree', 'list', '--porcelain']
        listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        return listed.count('worktree ')

    checkout = helpers.repository.checkout('HEAD~1', tmp_path / 'worktree', repository)
    with checkout as worktree:
        assert (worktree / 'text').read_text('utf-8') == 'before'
        assert (repository / 'text').read_text('utf-8') == 'now'
        assert worktrees() == 2
    assert not worktree.exists()
    assert worktrees() == 1


@needs_git
def test_commit_has_a_short_hash(helpers, repository):
    full = helpers.repository.short_hash('HEAD~1', repository)
    assert re.fullmatch('[0-9a-f]{7,}', full)
    assert helpers.repository.short_hash(full, repository) == full


@needs_git
def test_unknown_commit_is_an_error(helpers, capsys):
    with pytest.raises(SystemExit):
        helpers.run.parse(['--before', 'no-such-commit'])
    assert '--before: no-such-commit is no commit of this repository' in capsys.readouterr().err


def test_site_without_commit_is_not_compared(helpers, tmp_path, capsys):
    assert list(helpers.cases.site(helpers.cases.Plan(tmp_path, 1, quick=True))) == []
    with pytest.raises(SystemExit):
        helpers.run.parse(['--only', 'site'])
    assert '--only site: needs --before' in capsys.readouterr().err


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


@needs_posix
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


def test_mentions_on_pages_are_counted_by_what_readers_see(helpers, tmp_path):
    (tmp_path / 'page.html').write_text(
        '<div role="main"><h1>(0010,0010)</h1><pre>(0010,0010)</pre><p>A <a title="(0010,0020), Patient ID">(0010,0020)</a>, '
        '<code>1.2.840.10008.1.2</code> and (0028,eeee)<br>or <a href="x">(0010,0030)</a>.</p></div>',
        encoding='utf-8',
    )
    assert [(found.key, found.linked) for found in helpers.adoption.mentions(tmp_path)] == [
        ('(0010,0020)', True),
        ('1.2.840.10008.1.2', False),
    ]


def test_links_are_counted_by_what_their_text_is(helpers, tmp_path):
    texts = {
        '(0010,0010), Patient': '(0010, 0010)',
        '(0010,0020), ID': '<code><span>Patient</span>\n<span>ID</span></code>',
        '(0010,0030), Birth': 'PatientBirthDate',
        '(0010,0040), Sex': '00100040',
        '1.2.840.10008.1.2, Implicit': '1.2.840.10008.1.2',
        'A page': '(0010,0010)',
    }
    (tmp_path / 'page.html').write_text(
        ''.join(
            f'<a class="reference internal" href="#" title="{title}">{text}</a>'
            for title, text in texts.items()
        ),
        encoding='utf-8',
    )
    assert helpers.adoption.listed(helpers.adoption.links(tmp_path)) == (
        '5 (tags 1, UIDs 1, bare tags 1, keywords 1, names 1)'
    )
