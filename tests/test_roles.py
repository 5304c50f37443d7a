"""The roles: spellings, titles, tooltips."""

from html import unescape

import pytest
from conftest import described

ENTRY = '.. dicom:dictionary::\n   :group: 0010 60xx\n\n.. dicom:dictionary:: vr\n\n.. dicom:dictionary:: uid\n   :uid-type: SOP Class\n\n'
NAME = 'dicom-tag-0010-0010'


@pytest.mark.parametrize(
    ('role', 'target'),
    [
        ('tag:`PatientName`', NAME),
        ('tag:`(0010,0010)`', NAME),
        ('tag:`(0010, 0010)`', NAME),
        ('tag:`00100010`', NAME),
        ('tag:`0x00100010`', NAME),
        ('tag:`0010|0010`', NAME),
        ("tag:`Patient's Name`", NAME),
        ('tag:`Patient\u2019s name`', NAME),
        ('tag:`patient name`', NAME),
        ('tag:`a title <PatientName>`', NAME),
        ('tag:`(60xx,3000)`', 'dicom-tag-60xx-3000'),
        ('tag:`(6002,3000)`', 'dicom-tag-60xx-3000'),
        ('uid:`CT Image Storage`', 'dicom-uid-1-2-840-10008-5-1-4-1-1-2'),
        ('uid:`1.2.840.10008.5.1.4.1.1.2`', 'dicom-uid-1-2-840-10008-5-1-4-1-1-2'),
        ('vr:`PN`', 'dicom-vr-pn'),
        ('vr:`Person Name`', 'dicom-vr-pn'),
    ],
)
def test_every_spelling_leads_to_the_entry(project, role, target):
    project.write(index=f'Test\n====\n\n{ENTRY}:dicom:{role}\n')
    assert project.build() == []
    assert [link[0] for link in project.links()][-1] == f'#{target}'


def test_text_is_what_is_written(project):
    project.write(
        index=f'Test\n====\n\n{ENTRY}:dicom:tag:`0010|0010` :dicom:tag:`x <PatientName>`\n'
    )
    assert project.build() == []
    assert [link[2] for link in project.links()][-2:] == ['0010|0010', 'x']


@pytest.mark.parametrize(
    ('style', 'tag', 'uid', 'vr'),
    [
        ('written', '00100010', 'CT Image', 'pn'),
        ('name', "Patient's Name", 'CT Image Storage', 'Person Name'),
        ('keyword', 'PatientName', 'CTImageStorage', 'PN'),
        ('tag', '(0010,0010)', '1.2.840.10008.5.1.4.1.1.2', 'PN'),
        (
            'name (tag)',
            "Patient's Name (0010,0010)",
            'CT Image Storage (1.2.840.10008.5.1.4.1.1.2)',
            'Person Name (PN)',
        ),
    ],
)
def test_text_styles(project, style, tag, uid, vr):
    roles = ':dicom:tag:`00100010` :dicom:uid:`CT Image` :dicom:vr:`pn` :dicom:tag:`own title <PatientID>`'
    project.write(index=f'Test\n====\n\n{roles}\n')
    assert project.build(dicom_reference_text=style) == []
    texts = [
        link[2].replace('&#x27;', "'").replace('&#39;', "'").replace('\u2019', "'")
        for link in project.links()
    ]
    assert texts == [tag, uid, vr, 'own title']


def test_tooltips(project):
    roles = ':dicom:tag:`PatientName` :dicom:tag:`LengthToEnd` :dicom:uid:`Verification` :dicom:vr:`SQ` :any:`PatientID`'
    project.write(index=f'Test\n====\n\n{ENTRY}{roles}\n')
    assert project.build() == []
    assert [unescape(title) for _href, title, _text in project.links()][-5:] == [
        f"(0010,0010), Patient's Name, PN, VM 1: {described('tag', 'PatientName')}",
        '(0008,0001), Length to End, UL, VM 1, retired',
        '1.2.840.10008.1.1, Verification SOP Class, SOP Class',
        f'SQ, Sequence of Items: {described("vr", "SQ")}',
        f'(0010,0020), Patient ID, LO, VM 1: {described("tag", "PatientID")}',
    ]


def test_exclamation_mark_makes_no_link(project):
    project.write(index='Test\n====\n\n:dicom:tag:`!PatientName` :dicom:tag:`!nonsense`\n')
    assert project.build() == []
    assert project.links() == []


def test_comma_free_in_csv(project):
    table = '.. csv-table::\n\n   :dicom:tag:`00100010`,":dicom:tag:`(0010,0020)`"\n'
    project.write(index=f'Test\n====\n\n{ENTRY}{table}\n')
    assert project.build() == []
    assert [link[0] for link in project.links()][-2:] == [f'#{NAME}', '#dicom-tag-0010-0020']


def test_undocumented_terms_link_to_the_standard_of_the_edition(project):
    roles = ':dicom:tag:`PatientName` :dicom:tag:`MediaStorageSOPClassUID` :dicom:uid:`Verification` :dicom:vr:`PN`'
    project.write(index=f'Test\n====\n\n{roles}\n')
    assert project.build(nitpicky=True) == []
    base = 'https://dicom.nema.org/medical/dicom/2026b/output/chtml/'
    assert [link[0] for link in project.links()] == [
        f'{base}part06/chapter_6.html#table_6-1',
        f'{base}part06/chapter_7.html#table_7-1',
        f'{base}part06/chapter_A.html#table_A-1',
        f'{base}part05/sect_6.2.html#table_6.2-1',
    ]


def test_undocumented_terms_link_to_a_published_reference(project):
    roles = ':dicom:tag:`PatientName` :dicom:tag:`EffectiveEchoTime` :dicom:uid:`Verification` :dicom:vr:`PN`'
    project.write(index=f'Test\n====\n\n{roles}\n')
    assert project.build(dicom_reference_url='https://example.org/dicom') == []
    assert [link[0] for link in project.links()] == [
        'https://example.org/dicom/elements/0010.html#dicom-tag-0010-0010',
        'https://example.org/dicom/elements/0018-90.html#dicom-tag-0018-9082',
        'https://example.org/dicom/uids/sop-class-1.html#dicom-uid-1-2-840-10008-1-1',
        'https://example.org/dicom/vrs/pn.html#dicom-vr-pn',
    ]


def test_without_links_the_text_has_the_tooltip(project):
    project.write(index='Test\n====\n\n:dicom:tag:`PatientName`\n')
    assert project.build(dicom_standard_url='', nitpicky=True) == []
    assert project.links() == []
    assert '<abbr title="(0010,0010), Patient' in project.read('index.html')
    assert project.build('text', dicom_standard_url='') == []
    assert '"PatientName"' in project.read('index.txt')


def test_any_falls_back_to_the_dictionary(project):
    project.write(index='Test\n====\n\n:any:`PatientName` :any:`CTImageStorage`\n')
    assert project.build() == []
    assert [link[0].rpartition('/')[2] for link in project.links()] == [
        'chapter_6.html#table_6-1',
        'chapter_A.html#table_A-1',
    ]


def test_any_leaves_other_texts_alone(project):
    project.write(index='Test\n====\n\n:any:`genindex` :any:`no such thing`\n')
    (warning,) = project.build()
    assert (
        warning == "index.rst:4: WARNING: 'any' reference target not found: no such thing [ref.any]"
    )
