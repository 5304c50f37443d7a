"""Listings: ``dicom:dictionary``."""

import re

import pytest

from sphinx_dicom.dictionary import elements, records, uids
from sphinx_dicom.directives.listing import listing
from sphinx_dicom.identifiers import node_id


def page(text):
    return f'Test\n====\n\n{text}\n'


def entries(project):
    return re.findall(
        r'<dt class="sig sig-object dicom"(?: id="([^"]+)")?>', project.read('index.html')
    )


def selected(options, argument='', content=''):
    return (
        f'.. dicom:dictionary:: {argument}\n'
        + ''.join(f'   {line}\n' for line in options)
        + f'\n{content}'
    )


FILTERS = {
    'group': ([':group: 0010'], lambda element: element.group == '0010'),
    'groups': ([':group: 0010, 60XX'], lambda element: element.group in {'0010', '60xx'}),
    'range': (
        [':range: (0018,0000)-(0018,0FFF)'],
        lambda element: element.group == '0018' and element.number[0] == '0',
    ),
    'range with repeating elements': (
        [':range: 00280400-0028,04FF'],
        lambda element: element.tag.startswith('(0028,04'),
    ),
    'range that ends in a repeating group': (
        [':range: (7FE0,0000)-(7FFF,FFFF)'],
        lambda element: element.tag.startswith('(7F'),
    ),
    'vr': ([':vr: ow un'], lambda element: {'OW', 'UN'} & set(element.vrs)),
    'retired': (
        [':group: 0008', ':retired: only'],
        lambda element: element.group == '0008' and element.retired,
    ),
    'not retired': (
        [':group: 0008', ':retired: exclude'],
        lambda element: element.group == '0008' and not element.retired,
    ),
    'keyword': (
        [':keyword: Patient*Sequence'],
        lambda element: re.fullmatch('Patient.*Sequence', element.keyword),
    ),
    'all filters': (
        [':group: 0008 0010', ':vr: SQ', ':keyword: *Code*', ':retired: exclude'],
        lambda element: (
            element.group in {'0008', '0010'}
            and element.vr == 'SQ'
            and 'Code' in element.keyword
            and not element.retired
        ),
    ),
}


@pytest.mark.parametrize('name', FILTERS)
def test_filters(project, name):
    options, test = FILTERS[name]
    project.write(index=page(selected(options)))
    assert project.build() == []
    assert entries(project) == [
        node_id('tag', element.key) for element in elements() if test(element)
    ]


def test_uids_by_type(project):
    project.write(index=page(selected([':uid-type: Transfer Syntax', ':retired: exclude'], 'uid')))
    assert project.build() == []
    expected = [uid.key for uid in uids() if uid.type == 'Transfer Syntax' and not uid.retired]
    assert entries(project) == [node_id('uid', key) for key in expected]


def test_explicit_list(project):
    project.write(
        index=page(selected([], content='   PatientName\n   (0010,0020)\n\n   Study Date\n'))
    )
    assert project.build() == []
    assert entries(project) == ['dicom-tag-0010-0010', 'dicom-tag-0010-0020', 'dicom-tag-0008-0020']


@pytest.mark.parametrize('kind', ['tag', 'uid', 'vr'])
def test_everything(project, kind):
    project.write(index=page(selected([], kind)))
    assert project.build() == []
    found = entries(project)
    assert len(found) == len(set(found)) == len(records(kind))


def test_compact(project):
    text = selected([], 'vr') + '\n' + selected([':group: 0010'])
    compact = selected([':vr: PN', ':compact:'])
    project.write(index=page(text), other=f':orphan:\n\n{page(compact)}')
    assert project.build() == []
    html = project.read('other.html')
    assert (
        '<a class="reference internal" href="index.html#dicom-tag-0010-0010">(0010,0010)</a> Patient&#x27;s Name'
        in html
    )
    standard = (
        'https://dicom.nema.org/medical/dicom/2026b/output/chtml/part06/chapter_6.html#table_6-1'
    )
    assert (
        f'<li><p><a class="reference external" href="{standard}">(0008,0090)</a> Referring' in html
    )
    assert project.build(dicom_standard_url='') == []
    assert '<li><p>(0008,0090) Referring Physician&#x27;s Name</p></li>' in project.read(
        'other.html'
    )
    assert project.build('text') == []
    assert "* (0010,0010) Patient's Name" in project.read('other.txt')


def test_no_index(project):
    project.write(index=page(selected([':group: 0010', ':no-index:'])))
    assert project.build() == []
    assert set(entries(project)) == {''}
    assert list(project.app.env.domains['dicom'].get_objects()) == []


def test_a_doctree_has_one_node(project):
    project.write(index=page(selected([])))
    assert project.build('dummy') == []
    doctree = project.app.env.get_doctree('index')
    assert len(list(doctree.findall(listing))) == 1
    assert (project.app.doctreedir / 'index.doctree').stat().st_size < 5000


def test_the_dictionary_is_not_in_the_environment(project):
    project.write(index=page(':dicom:tag:`PatientName`\n\n.. dicom:dictionary::\n   :group: 0002'))
    assert project.build() == []
    pickled = (project.app.doctreedir / 'environment.pickle').read_bytes()
    assert b'(0010,0010)' in pickled
    # A listing is stored as what it says.
    assert b'(0002,0010)' not in pickled
    assert b'EffectiveEchoTime' not in pickled
    assert b'(0018,9082)' not in pickled


def test_permalinks_follow_the_configuration(project):
    project.write(index=page(selected([':group: 0002'])))
    assert project.build(html_permalinks_icon='<b>%s#</b>') == []
    assert 'title="Link to this definition"><b>%s#</b></a></dt>' in project.read('index.html')
    assert project.build(html_permalinks=False, freshenv=True) == []
    assert 'Link to this definition' not in project.read('index.html')
