"""What the lookup finds, and the script that it is written to."""

import json
import os
import shutil
import subprocess

import pytest
from conftest import ROOT, described
from lookup import write_index

from sphinx_dicom.finding.collect import Entry
from sphinx_dicom.finding.script import content

SCRIPT = '_static/sphinx_dicom_index.js'
SEARCH = """
const { readFileSync } = require('node:fs');
require('node:vm').runInThisContext(readFileSync(process.argv[1], 'utf8'));
console.log(JSON.stringify(JSON.parse(process.argv[2]).map((query) => DicomLookup.engine.search(query, +process.argv[3]))));
"""


def node():
    """Return the command of Node."""
    found = shutil.which('node')
    if found is None and 'CI' not in os.environ:
        pytest.skip('needs Node')
    return found


def search(script, *queries, limit=3):
    """Return what a script finds for each query."""
    done = subprocess.run(
        [node(), '-e', SEARCH, script, json.dumps(queries), str(limit)],
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
    (ct, *_), (data, *_), (page, *_) = search(
        project.output / SCRIPT, 'ct image', '(6002,3000)', 'guide:page'
    )
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


DESCRIBED = """
const { readFileSync } = require('node:fs');
const [directory, queries] = process.argv.slice(1);
for (const name of ['index', 'descriptions']) {
  require('node:vm').runInThisContext(readFileSync(`${directory}/sphinx_dicom_${name}.js`, 'utf8'));
}
console.log(JSON.stringify(JSON.parse(queries).map((query) => DicomLookup.engine.described(query).map((hit) => hit.keyword))));
"""


def test_descriptions_are_found(project):
    project.write(index='Pixels\n======\n\n.. dicom:dictionary::\n   :group: 0028\n')
    assert project.build(dicom_lookup=True) == []
    assert "two's complement" in described('tag', 'PixelRepresentation')
    queries = [
        "two's complement",
        'which Pixels are in complements',
        'complement',
        'uid:complement',
        'planar',
        '',
    ]
    done = subprocess.run(
        [node(), '-e', DESCRIBED, project.output / '_static', json.dumps(queries)],
        capture_output=True,
        text=True,
        check=True,
    )
    said, in_name_too, alone, other_kind, only_in_name, nothing = json.loads(done.stdout)
    assert said == in_name_too == alone == ['PixelRepresentation']
    assert other_kind == nothing == []
    assert 'PlanarConfiguration' not in only_in_name


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

A Heading
---------

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


def test_headings_terms_and_codes_are_found(project):
    project.write(
        index='Page\n====\n\nBelow: a heading\n----------------\n\n.. glossary::\n\n   SOP class pair\n      Words.\n\n'
        '.. dicom:modalities::\n\n.. toctree::\n\n   patient\n',
        patient='Patient Module\n==============\n\n.. dicom:dictionary:: module\n\n   patient\n',
    )
    assert project.build(dicom_lookup=True) == []
    queries = ('guide:below heading', 'class pair', 'angioscopy', 'guide:patient', 'module:patient')
    found = search(project.output / SCRIPT, *queries, limit=1)
    assert [(hit['id'], hit['name'], hit['href']) for hits in found for hit in hits] == [
        ('Page', 'Below: a heading', 'index.html#below-a-heading'),
        ('Page', 'SOP class pair', 'index.html#term-SOP-class-pair'),
        ('Page', 'AS Angioscopy', 'index.html#dicom-modality-as'),
        # The title of a page of one entry is the name of that.
        ('patient', 'Patient', 'patient.html#dicom-module-patient'),
    ]
    assert 'id="term-SOP-class-pair"' in project.read('index.html')


#: A name that a page, a script and a terminal would each read in its own way.
ODD = '</script><script>alert(1)</script> "quoted" \\\\ \'s \u202eright to left\u202c &amp; \u0394'


def test_markup_in_names_stays_text(project):
    project.write(
        index='Page </script><b>\n=================\n\n'
        f'.. dicom:tag:: (0029,xx10)\n   :private-creator: A <b>&"C"\n   :name: {ODD}\n   :vr: LO\n\n'
        f'.. dicom:uid:: 1.2.3\n   :name: "<!--\n   :keyword: </script>\n'
    )
    assert project.build(dicom_lookup=True) == []
    script = project.read(SCRIPT).partition('DicomLookup.load(')[2]
    assert script.isascii()
    assert '<' not in script
    (element,), (uid,), (page,) = search(
        project.output / SCRIPT, 'right to left', '1.2.3', 'guide:page', limit=1
    )
    assert (element['id'], element['name']) == ('(0029,xx10) [A <b>&"C"]', ' '.join(ODD.split()))
    assert (uid['name'], uid['keyword']) == ('"<!--', '</script>')
    assert page['name'] == 'Page </script><b>'
    for hit in (element, uid):
        name, _, anchor = hit['href'].partition('#')
        assert f' id="{anchor}"' in project.read(name)


def test_no_character_ends_the_data(tmp_path):
    name = 'odd' + ''.join(
        map(chr, (0, 8, 34, 39, 47, 60, 62, 92, 96, 0x202E, 0x2028, 0xFEFF, 0x1F600))
    )
    script = tmp_path / 'index.js'
    script.write_bytes(content([Entry('tag', '(0011,xx10) [A]', f'{name} ${{x}}', 'a', 'b')], str))
    ((hit,),) = search(script, 'odd')
    assert hit['name'] == f'{name} ${{x}}'


def test_private_elements_are_found_by_tags_of_any_block(project):
    project.write(
        index='Page\n====\n\n'
        + ''.join(
            f'.. dicom:tag:: (0029,xx10)\n   :private-creator: {creator}\n   :name: {name}\n   :vr: OB\n\n'
            for creator, name in (('ACME 1', 'Header'), ('ACME 2', 'Trailer'))
        )
    )
    assert project.build(dicom_lookup=True) == []
    concrete, named = search(project.output / SCRIPT, '(0029,1010)', '(0029,1010) acme 2')
    assert {hit['id'] for hit in concrete} == {'(0029,xx10) [ACME 1]', '(0029,xx10) [ACME 2]'}
    assert named[0]['id'] == '(0029,xx10) [ACME 2]'


def test_the_script_is_written_when_something_changed(project):
    project.write(index='Page\n====\n\n.. toctree::\n\n   other\n', other='Other\n=====\n')
    project.build(dicom_lookup=True)
    script = project.output / SCRIPT
    before = script.read_bytes()
    os.utime(script, (1, 1))
    project.build(dicom_lookup=True)
    assert script.stat().st_mtime == 1
    project.write(other='Other\n=====\n\n.. dicom:vr:: PN\n')
    project.build(dicom_lookup=True)
    assert script.read_bytes() != before
    project.write(other='Other\n=====\n')
    project.build(dicom_lookup=True)
    assert script.read_bytes() == before


def test_only_html_pages_have_it(project):
    project.write(index='Page\n====\n\n.. dicom:vr:: PN\n')
    for builder in ('singlehtml', 'text'):
        assert project.build(builder, dicom_lookup=True) == []
        assert not (project.output / SCRIPT).exists()
