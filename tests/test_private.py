"""Private elements: pydicom's dictionary where nothing describes them, misspelt creators, the index by creator."""

import re

import pytest

from sphinx_dicom.dictionary import Element
from sphinx_dicom.dictionary.spelling import is_misspelt
from sphinx_dicom.private import intended_creator


def page(text):
    return f'Page\n====\n\n{text}\n'


def test_descriptions_take_missing_facts(project):
    text = '.. dicom:tag:: (0029,xx08)\n   :private-creator: SIEMENS CSA HEADER\n   :name: Type of the header\n\n   Text.\n'
    project.write(index=page(f'{text}\n:dicom:tag:`(0029,1008) [SIEMENS CSA HEADER]`'))
    assert project.build(nitpicky=True) == []
    html = re.sub('<[^>]+>', '', project.read('index.html'))
    assert '(0029,xx08) [SIEMENS CSA HEADER] Type of the header' in html
    assert re.search(
        r'VR CS · VM 1 · private creator SIEMENS CSA HEADER · indicative: from the private dictionary of pydicom [\d.]+\n',
        html,
    )


def test_nothing_is_indicative_where_the_author_states_all(project):
    options = ':name: Type\n   :vr: CS\n   :vm: 1\n'
    project.write(index=page(f'.. dicom:tag:: (0029,xx08) [SIEMENS CSA HEADER]\n   {options}'))
    assert project.build() == []
    assert 'indicative' not in project.read('index.html')


def test_the_index_by_creator(project):
    own = ''.join(
        f'.. dicom:tag:: {tag}\n   :private-creator: {creator}\n   :name: {name}\n\n'
        for tag, creator, name in [
            ('(0029,xx10)', 'ZETA', 'Last'),
            ('(0031,xx01)', 'ACME', 'Second'),
            ('(0029,xx02)', 'ACME', 'First'),
        ]
    )
    project.write(index=page(f'{own}.. dicom:tag:: PatientName\n\n:ref:`dicom-private`'))
    assert project.build(nitpicky=True) == []
    html = project.read('dicom-private.html')
    names = re.findall('<strong>([^<]*)</strong>|(\\([0-9A-Fx]{4},[0-9A-Fx]{4}\\))', html)
    assert [''.join(pair) for pair in names][2:] == [
        *('ACME', '(0029,xx02)', '(0031,xx01)', 'ZETA', '(0029,xx10)')
    ]
    assert 'href="index.html#dicom-tag-0029-xx02-acme"' in html


def test_no_index_without_private_elements(project):
    project.write(index=page('.. dicom:tag:: PatientName'))
    assert project.build() == []
    assert not (project.output / 'dicom-private.html').exists()
    assert 'dicom-private' not in project.read('genindex.html')


@pytest.mark.parametrize(
    ('creator', 'meant'),
    [
        ('SIEMENS CSA HEADER', ''),
        ('SIEMENS CSA HEADR', 'SIEMENS CSA HEADER'),
        ('SEIMENS CSA HEADER', 'SIEMENS CSA HEADER'),
        ('Siemens CSA Header', 'SIEMENS CSA HEADER'),
        ('SIEMENS_CSA_HEADER', 'SIEMENS CSA HEADER'),
        ('SIEMENS CSA HEADER 2', ''),
        ('ACME', ''),
    ],
)
def test_misspelt_creators(creator, meant):
    assert intended_creator(Element('(0029,xx10)', '', '', '', '', creator=creator)) == meant


def test_a_creator_without_such_an_element_is_not_meant():
    assert (
        intended_creator(Element('(0029,xxF7)', '', '', '', '', creator='SIEMENS CSA HEADR')) == ''
    )


@pytest.mark.parametrize(
    ('text', 'meant', 'misspelt'),
    [
        *(('HEADR', 'HEADER', True), ('HEADDER', 'HEADER', True), ('HAEDER', 'HEADER', True)),
        *(('HEADEX', 'HEADER', True), ('HEADER', 'HEADER', False), ('HEAD', 'HEADER', False)),
        *(('MR 1', 'MR 2', False), ('MR', 'MR2', False), ('A', 'B', True)),
    ],
)
def test_what_is_misspelt(text, meant, misspelt):
    assert is_misspelt(text, meant) is misspelt
