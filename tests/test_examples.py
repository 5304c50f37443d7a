"""The examples of the guides: each is run, by these tests or by the session ``live``, or says why not."""

import doctest
import re
import runpy
import sys
from collections import Counter

import pytest
from conftest import ROOT
from live.transcripts import parse

GUIDES = ROOT / 'docs/guides'
PAGES = sorted(path.stem for path in GUIDES.glob('*.rst'))
TRANSCRIPTS = sorted(path.stem for path in (GUIDES / 'transcripts').glob('*.txt'))


@pytest.fixture(scope='module')
def scan():
    """The function that finds the examples in the text of a guide."""
    sys.path.insert(0, str(ROOT / 'docs/_ext'))
    try:
        return runpy.run_path(str(ROOT / 'docs/_ext/examples.py'))['examples']
    finally:
        sys.path.remove(str(ROOT / 'docs/_ext'))


@pytest.fixture(scope='module')
def examples(scan):
    """The examples of all guides."""
    return [
        example
        for page in PAGES
        if page != 'examples'
        for example in scan((GUIDES / f'{page}.rst').read_text(encoding='utf-8'))
    ]


def test_finding_examples(scan):
    text = """\
Title
=====

.. transcript:: echo

A session:

>>> 1 + 1
2
>>> 3
3

>>> 4
4

.. not-run:: console
   :reason: It needs Java
   :version: dcm4che 5.33

   $ dcmdump ct.dcm

.. literalinclude:: files/orthanc.json
   :language: json

.. code-block:: console

   $ ls

Text::

   $ rm
"""
    assert [tuple(example) for example in scan(text)] == [
        ('run live', 'echo', ''),
        ('doctest', '1 + 1', ''),
        ('doctest', '4', ''),
        ('not run', '$ dcmdump ct.dcm', 'It needs Java (dcm4che 5.33)'),
        ('run live', 'files/orthanc.json', ''),
        ('code block', '.. code-block:: console', ''),
        ('code block', 'Text::', ''),
    ]


def test_nothing_else_looks_like_an_example(examples):
    assert [example for example in examples if example.how == 'code block'] == []


def test_few_are_not_run(examples):
    counts = Counter(example.how for example in examples)
    assert counts['not run'] <= counts.total() / 10


def test_every_transcript_is_shown_once():
    shown = Counter(
        name
        for page in PAGES
        for name in re.findall(
            r'^ *\.\. transcript:: (\S+)',
            (GUIDES / f'{page}.rst').read_text(encoding='utf-8'),
            re.MULTILINE,
        )
    )
    assert shown == Counter(TRANSCRIPTS)


def test_every_file_that_is_shown_is_used(examples):
    used = ' '.join(
        step.command
        for name in TRANSCRIPTS
        for step in parse((GUIDES / f'transcripts/{name}.txt').read_text(encoding='utf-8'))
    )
    # Orthanc is started with its configuration before everything else.
    files = {path.name for path in (GUIDES / 'files').iterdir()} - {'orthanc.json'}
    assert {name for name in files if name not in used} == set()
    shown = {example.what for example in examples if example.what.startswith('files/')}
    assert shown <= {f'files/{path.name}' for path in (GUIDES / 'files').iterdir()}


@pytest.fixture
def guide(project, monkeypatch):
    """Return a function that builds a guide of a text, and the page of its examples."""
    monkeypatch.syspath_prepend(str(ROOT / 'docs/_ext'))

    def build(text):
        project.write(
            index=f'Guide\n=====\n\n{text}\n\n.. toctree::\n\n   examples\n',
            examples='Examples\n========\n\n.. examples::\n',
        )
        transcripts = project.source / 'transcripts'
        transcripts.mkdir(exist_ok=True)
        (transcripts / 'one.txt').write_text('$ echo 1\n1\n', encoding='utf-8')
        return project.build('text', extensions=['examples'])

    return build


def test_what_is_shown(guide, project):
    text = """\
.. transcript:: one

>>> 1
1

.. not-run:: console
   :reason: it needs Java
   :version: dcm4che 5.33

   $ dcm2jpg"""
    assert guide(text) == []
    shown = project.read('index.txt')
    assert '   $ echo 1\n   1\n' in shown
    assert 'Not run here: it needs Java. As documented for dcm4che 5.33.' in shown
    listed = ' '.join(re.sub('[|+=-]+', ' ', project.read('examples.txt')).split())
    assert '3 examples: 1 are run live, 1 are doctests, and 1 are not run, which is 33 %' in listed
    assert 'one: "echo 1" run live' in listed
    assert '"$ dcm2jpg" not run: it needs Java (dcm4che 5.33)' in listed


def test_what_is_missing(guide):
    (message,) = guide('.. not-run:: console\n   :reason: it needs Java\n\n   $ dcm2jpg')
    assert message == 'index.rst:4: ERROR: An example that is not run needs :version:. [docutils]'


@pytest.mark.parametrize('page', PAGES)
def test_doctests(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = doctest.testfile(
        str(GUIDES / f'{page}.rst'),
        module_relative=False,
        optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE,
        encoding='utf-8',
    )
    assert result.failed == 0
