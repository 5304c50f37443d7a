"""What the lookup finds, and the script that it is written to."""

import json
import os
import shutil
import subprocess

import pytest
from conftest import ROOT
from lookup import write_index

SCRIPT = '_static/sphinx_dicom_index.js'
SEARCH = """
const { readFileSync } = require('node:fs');
require('node:vm').runInThisContext(readFileSync(process.argv[1], 'utf8'));
console.log(JSON.stringify(JSON.parse(process.argv[2]).map((query) => DicomLookup.engine.search(query, 3))));
"""


def node():
    """Return the command of Node."""
    found = shutil.which('node')
    if found is None and 'CI' not in os.environ:
        pytest.skip('needs Node')
    return found


def search(project, *queries):
    """Return what the script of a project finds for each query."""
    done = subprocess.run(
        [node(), '-e', SEARCH, project.output / SCRIPT, json.dumps(queries)],
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def test_no_script_unless_asked_for(project):
    project.write(index='Page\n====\n\n.. dicom:tag:: PatientName\n')
    assert project.build() == []
    assert not (project.output / SCRIPT).exists()


def test_what_is_documented_is_found(project):
    project.write(
        index='Page\n====\n\n.. toctree::\n\n   more/group\n\n.. dicom:uid:: CTImageStorage\n',
        more__group='Overlays\n========\n\nPlanes\n------\n\n.. dicom:dictionary::\n   :group: 60xx\n',
    )
    assert project.build('dirhtml', dicom_lookup=True) == []
    (ct, *_), (data, *_), (page, *_) = search(project, 'ct image', '(6002,3000)', 'guide:page')
    assert ct['href'] == '#dicom-uid-1-2-840-10008-5-1-4-1-1-2'
    assert data == {
        'kind': 'tag',
        'id': '(60xx,3000)',
        'name': 'Overlay Data',
        'keyword': 'OverlayData',
        'vr': 'OB or OW',
        'retired': False,
        'href': 'more/group/#dicom-tag-60xx-3000',
    }
    assert (page['name'], page['href']) == ('Page', '')


def words_of(project):
    """Return what the text index of a project has, and the documents in it."""
    index = json.loads(project.read('searchindex.js').removeprefix('Search.setIndex(')[:-1])
    names = [item[-1] for found in index['objects'].values() for item in found]
    return {*index['terms'], *index['titleterms'], *index['indexentries'], *names}, index[
        'docnames'
    ]


ENTRIES = 'Overlays\n========\n\nPlanes.\n\n.. dicom:dictionary::\n   :group: 60xx\n'
PROSE = """\
Texts
=====

Below a Heading
---------------

Readable.

.. code-block:: none

   unreadable

.. dicom:modalities::

.. dicom:tag:: PatientName

   Explained.

.. toctree::

   entries
"""


def test_the_text_index_has_texts_only(project):
    project.write(index=PROSE, entries=ENTRIES)
    assert project.build(dicom_lookup=True) == []
    words, documents = words_of(project)
    assert documents == ['index']
    assert words == {'text', 'head', 'readabl', 'explain'}


def test_the_text_index_has_everything_without_the_lookup(project):
    project.write(index=PROSE, entries=ENTRIES)
    assert project.build() == []
    words, documents = words_of(project)
    assert documents == ['entries', 'index']
    assert words >= {'OverlayData', 'unread', 'plane', 'mammographi', 'head', 'PatientName'}


@pytest.mark.slow
def test_the_engine_over_the_whole_reference(tmp_path):
    write_index.write(tmp_path)
    done = subprocess.run(
        [node(), '--test', ROOT / 'tests' / 'lookup' / 'engine.test.js'],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, 'LOOKUP': str(tmp_path)},
    )
    assert done.returncode == 0, done.stdout
