"""The manual has everything that the code has: settings, warnings, filters, roles, directives and their options."""

import runpy
import shutil

import pytest
from conftest import ROOT
from docutils import nodes
from sphinx.testing.util import SphinxTestApp

from sphinx_dicom.config import SETTINGS
from sphinx_dicom.directives.filters import FILTERS
from sphinx_dicom.domain import DicomDomain
from sphinx_dicom.fact_tables import FACT_TABLES
from sphinx_dicom.warning_types import WarningType

PACKAGE = ROOT / 'src' / 'sphinx_dicom'


@pytest.fixture(scope='module')
def manual(tmp_path_factory):
    """The documentation without the reference, read."""
    source = tmp_path_factory.mktemp('manual') / 'docs'
    shutil.copytree(ROOT / 'docs', source, ignore=shutil.ignore_patterns('_build', 'reference'))
    app = SphinxTestApp(
        'text',
        srcdir=source,
        confoverrides={
            'html_theme': 'basic',
            'extensions': ['examples', 'from_code', 'sphinx_dicom'],
        },
    )
    app.build()
    yield app
    app.cleanup()


def documented(app, type_):
    """Return the names of the objects of *type_*, such as ``rst:role``, that the manual describes."""
    domain = app.env.domains[type_.partition(':')[0]]
    return {
        name: docname
        for name, _, kind, docname, _, _ in domain.get_objects()
        if kind == type_.partition(':')[2]
    }


def text(app, docname):
    return (app.outdir / f'{docname}.txt').read_text(encoding='utf-8')


def test_settings(manual):
    found = documented(manual, 'std:confval')
    assert found == {setting.name: 'manual/configuration' for setting in SETTINGS}
    page = ' '.join(text(manual, 'manual/configuration').split())
    for setting in SETTINGS:
        assert repr(setting.default) in page
        assert all(repr(value) in page for value in (*setting.choices, *setting.parts))


def test_warning_types(manual):
    found = documented(manual, 'std:warning-type')
    assert found == {f'dicom.{type_.subtype}': 'manual/warnings' for type_ in WarningType}
    page = text(manual, 'manual/warnings')
    assert all(page.count(f' [dicom.{type_.subtype}]\n') == 1 for type_ in WarningType)


def test_roles(manual):
    assert documented(manual, 'rst:role') == {
        f'dicom:{name}': 'manual/roles' for name in DicomDomain.roles
    }


def test_directives(manual):
    found = documented(manual, 'rst:directive')
    assert found.keys() == {f'dicom:{name}' for name in DicomDomain.directives}


def test_options(manual):
    found = documented(manual, 'rst:directive:option')
    page = text(manual, 'manual/directives')
    expected = set()
    of_tables = set(DicomDomain.directives['attributes'].option_spec) - {'module'}
    for name, directive in DicomDomain.directives.items():
        for option in directive.option_spec:
            # The manual tells them once, for dicom:attributes.
            if name in ('sop-classes', 'transfer-syntaxes') and option in of_tables:
                continue
            # Sphinx keeps these spellings for old projects.
            if option in ('noindex', 'noindexentry', 'nocontentsentry'):
                continue
            # What Sphinx gives to all descriptions is told once for all.
            if option.startswith('no-') and name not in ('dictionary', 'used'):
                assert f'":{option}:"' in page
            else:
                expected.add(f'dicom:{name}:{option}')
    assert {f'dicom:dictionary:{name}' for name in FILTERS} <= expected
    assert set(found) == expected


def test_every_table_has_an_example():
    examples = {
        path.stem: path.read_text(encoding='utf-8')
        for path in (ROOT / 'docs' / 'snippets' / 'tables').iterdir()
    }
    assert examples.keys() == FACT_TABLES.keys()
    for name, table in FACT_TABLES.items():
        assert all(f'   :{option}: ' in examples[name] for option in table.options)


def test_tables_and_their_options(manual):
    page = ' '.join(text(manual, 'manual/directives').split())
    for table in FACT_TABLES.values():
        for meaning in (table.meaning, *table.options.values()):
            assert meaning.replace('``', '"') in page


def literals(app, docname):
    return {node.astext() for node in app.env.get_doctree(docname).findall(nodes.literal)}


def test_tables(manual):
    tables = {path.name for path in (PACKAGE / 'dictionary' / 'data').glob('*.tsv')}
    assert tables <= literals(manual, 'development/editions')


def test_modules(manual):
    modules = {
        '.'.join(path.relative_to(PACKAGE).with_suffix('').parts).removesuffix('.__init__')
        for path in PACKAGE.rglob('*.py')
    }
    assert modules - {'__init__'} | {'sphinx_dicom'} <= literals(manual, 'development/architecture')


def test_names_that_are_not_known():
    lines = (
        (ROOT / 'tools' / 'facts' / 'elements_after_2024c.tsv')
        .read_text(encoding='utf-8')
        .splitlines()
    )
    head, *rows = (line.split('\t') for line in lines if not line.startswith('#'))
    spelled = [row for row in rows if row[head.index('name_source')].startswith('spelled')]
    page = (ROOT / 'docs' / 'development' / 'editions.rst').read_text(encoding='utf-8')
    assert (
        f'Of the {len(rows)} data elements in ``tools/facts/elements_after_2024c.tsv``, the names of {len(spelled)} '
        in page
    )


def test_sources_are_acknowledged():
    notice = (ROOT / 'NOTICE').read_text(encoding='utf-8')
    versions = runpy.run_path(str(ROOT / 'tools' / 'sources.py'))['VERSIONS']
    for package, version in versions.items():
        assert f'-\n{package} {version}\n-' in notice


def test_links_of_the_readme():
    readme = (ROOT / 'README.md').read_text(encoding='utf-8')
    targets = [part.partition(')')[0] for part in readme.split('](')[1:]]
    missing = [
        target
        for target in targets
        if not target.startswith('http') and not (ROOT / target).exists()
    ]
    assert missing == []
