"""The examples of the documentation: each says what the documentation says that it does.

The files of ``docs/snippets`` that share a name are a project: ``.py`` is its configuration, ``.rst`` or ``.md`` its page,
``.txt`` what building it says. Where there is no ``.txt``, it says nothing.
"""

import shutil
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

SNIPPETS = Path(__file__).parents[1] / 'docs' / 'snippets'
CONF = "extensions = ['sphinx_dicom']\nshow_warning_types = True\nhtml_theme = 'basic'\n"
PAGES = sorted(
    path.relative_to(SNIPPETS).as_posix()
    for path in SNIPPETS.rglob('*.*')
    if path.suffix in ('.rst', '.md')
)
MESSAGES = sorted(path.relative_to(SNIPPETS).as_posix() for path in SNIPPETS.rglob('*.txt'))
CONFIGURATIONS = sorted(path.relative_to(SNIPPETS).as_posix() for path in SNIPPETS.rglob('*.py'))
#: The pages that a page needs beside it.
OTHERS = {'hub': ['0008', '0010'], 'scaffolded': ['dicom/index']}


def read(name, suffix):
    path = (SNIPPETS / name).with_suffix(suffix)
    return path.read_text(encoding='utf-8') if path.exists() else ''


@pytest.fixture(scope='module')
def inventory(tmp_path_factory):
    """The inventory of a project that documents a part of the dictionary."""
    source = tmp_path_factory.mktemp('dicom')
    (source / 'conf.py').write_text(CONF, encoding='utf-8')
    page = 'Dictionary\n==========\n\n.. dicom:dictionary::\n   :group: 0010\n\n.. dicom:dictionary:: vr\n'
    (source / 'index.rst').write_text(page, encoding='utf-8')
    app = SphinxTestApp('html', srcdir=source)
    app.build()
    app.cleanup()
    return app.outdir / 'objects.inv'


@pytest.fixture
def build(project, inventory):
    """Return a function that builds the project of a name, and returns what that says."""

    def build(name, builder, suffix='.rst'):
        conf = CONF + read(name, '.py')
        if suffix == '.md':
            pytest.importorskip('myst_parser')
            conf += "\nextensions += ['myst_parser']\n"
        project.write(**dict.fromkeys(OTHERS.get(name, []), 'Other\n=====\n'))
        project.source.mkdir(parents=True, exist_ok=True)
        shutil.copy(inventory, project.source / 'dicom.inv')
        shutil.copytree(SNIPPETS / 'files', project.source / 'files', dirs_exist_ok=True)
        (project.source / 'conf.py').write_text(conf, encoding='utf-8')
        (project.source / f'index{suffix}').write_text(
            read(name, suffix) or 'Page\n====\n', encoding='utf-8'
        )
        settings = {'nitpicky': True}
        if 'example.org/dicom/' in conf and 'intersphinx_mapping' in conf:
            settings['intersphinx_mapping'] = {
                'dicom': ('https://example.org/dicom/', str(inventory))
            }
        return project.build(builder, **settings)

    return build


@pytest.mark.parametrize('builder', ['html', 'latex', 'text'])
@pytest.mark.parametrize('page', [page for page in PAGES if not read(page, '.txt')])
def test_page(build, page, builder):
    assert build(page.rpartition('.')[0], builder, Path(page).suffix) == []


@pytest.mark.parametrize('name', MESSAGES)
def test_message(build, name):
    assert build(name.rpartition('.')[0], 'html') == read(name, '.txt').splitlines()


@pytest.mark.parametrize('name', [name for name in CONFIGURATIONS if not read(name, '.txt')])
def test_configuration(build, name):
    assert build(name.rpartition('.')[0], 'html') == []


def test_every_snippet_is_shown():
    pages = ''.join(path.read_text(encoding='utf-8') for path in SNIPPETS.parent.glob('*/*.rst'))
    names = {path.stem for path in SNIPPETS.iterdir() if path.is_file()}
    assert {name for name in names if f'literalinclude:: ../snippets/{name}.' not in pages} == set()


def test_references_lead_to_the_other_project(build, project):
    for name in ('intersphinx', 'labels'):
        assert build(name, 'html') == []
        links = project.links()
        assert len(links) >= 2
        assert all(
            href.startswith('https://example.org/dicom/index.html#dicom-')
            for href, _tip, _text in links
        )


def test_references_lead_to_the_same_disk(build, project):
    project.write(deep__page=':orphan:\n\nDeep\n====\n\n:dicom:tag:`PatientName`\n')
    assert build('local-inventory', 'html') == []
    ((href, tip, _text),) = project.links('deep/page.html')
    assert href == '../../dicom/index.html#dicom-tag-0010-0010'
    assert tip.startswith('(0010,0010), Patient')
