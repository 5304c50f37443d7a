"""References to the standard in projects, where their links lead, and existing links that are checked."""

import pytest

from sphinx_dicom.addresses import FIELDS
from sphinx_dicom.dictionary import edition

NEMA = f'https://dicom.nema.org/medical/dicom/{edition()}/output'


def page(text):
    return f'Page\n====\n\n{text}\n'


def targets(project):
    return [link[0] for link in project.links()]


def test_roles(project):
    text = (
        ':dicom:std:`PS3.5 6.2` :dicom:std:`part05/sect_6.2.html#table_6.2-1` :dicom:std:`the rules <PS3.5 Annex A>` '
        ':dicom:std:`PS3.5 2016b 7.1` :dicom:tid:`1500` :dicom:cid:`29` :dicom:std:`PS3.3 Table C.7-11b`'
    )
    project.write(index=page(text))
    assert project.build(nitpicky=True) == []
    links = project.links()
    assert [(href.replace(NEMA, ''), text) for href, _tip, text in links] == [
        ('/chtml/part05/sect_6.2.html', 'PS3.5 6.2'),
        ('/chtml/part05/sect_6.2.html#table_6.2-1', 'PS3.5 Table 6.2-1'),
        ('/chtml/part05/chapter_A.html', 'the rules'),
        (
            'https://dicom.nema.org/medical/dicom/2016b/output/chtml/part05/chapter_7.html#sect_7.1',
            'PS3.5 2016b 7.1',
        ),
        ('/chtml/part16/chapter_A.html#sect_TID_1500', '1500'),
        ('/chtml/part16/sect_CID_29.html', '29'),
        ('/html/part03.html#table_C.7-11b', 'PS3.3 Table C.7-11b'),
    ]
    assert links[0][1] == 'DICOM PS3.5 Section 6.2, Data Structures and Encoding'
    assert links[4][1] == 'TID 1500, template of PS3.16'


@pytest.mark.parametrize(
    ('style', 'texts'),
    [
        ('written', ['Part 5, Section 6.2', '1500', 'PS3.5 Section 6.2']),
        ('name', ['PS3.5 Section 6.2', 'TID 1500', 'PS3.5 Section 6.2']),
        ('name (tag)', ['PS3.5 Section 6.2', 'TID 1500', 'PS3.5 Section 6.2']),
    ],
)
def test_text(project, style, texts):
    text = ':dicom:std:`Part 5, Section 6.2` :dicom:tid:`1500` :dicom:std:`part05/sect_6.2.html`'
    project.write(index=page(text))
    assert project.build(dicom_reference_text=style) == []
    assert [link[2] for link in project.links()] == texts


DCM = (
    "extensions += ['sphinx.ext.extlinks']\n"
    "extlinks = {'dcm': ('https://dicom.nema.org/medical/dicom/current/output/chtml/%s', None)}\n"
)


@pytest.mark.parametrize('extlinks', [DCM, ''])
def test_roles_of_other_names(project, extlinks):
    project.configure(f"{extlinks}dicom_standard_roles = ['dcm']\n")
    project.write(
        index=page(
            ':dcm:`Value Representation<part05/sect_6.2.html>` :dcm:`part04/PS3.4.html` :dcm:`x <part05/part05/a.html>`'
        )
    )
    # As often as it is built.
    for _time in range(2):
        assert project.build(freshenv=True) == [
            'index.rst:4: WARNING: "part05/part05/a.html" is malformed: the part stands there twice; did you mean '
            'part05/a.html? [dicom.malformed]'
        ]
        assert [(href.replace(NEMA, ''), text) for href, _tip, text in project.links()] == [
            ('/chtml/part05/sect_6.2.html', 'Value Representation'),
            ('/chtml/part04/PS3.4.html', 'PS3.4'),
        ]


def test_extlinks_keeps_what_is_not_asked_for(project):
    project.configure(DCM)
    project.write(index=page(':dcm:`x <part05/part05/a.html>`'))
    assert project.build() == []
    assert 'dicom/current/output/chtml/part05/part05/a.html">x</a>' in project.read('index.html')


def test_a_page_that_is_not_the_one_of_the_section_is_warned_of_and_mended(project):
    project.write(index=page(':dicom:std:`part03/sect_C.11.html#sect_C.11.2`'))
    assert project.build() == [
        'index.rst:4: WARNING: "part03/sect_C.11.html#sect_C.11.2" names a page that does not have '
        'PS3.3 Section C.11.2: write part03/sect_C.11.2.html [dicom.unknown_std]'
    ]
    assert targets(project) == [f'{NEMA}/chtml/part03/sect_C.11.2.html']


EVERYTHING = {
    'tag': ':dicom:tag:`PatientName`',
    'uid': ':dicom:uid:`ImplicitVRLittleEndian`',
    'vr': ':dicom:vr:`PN`',
    'iod': ':dicom:iod:`CT Image`',
    'module': ':dicom:module:`Image Plane`',
    'items': ':dicom:items:`ReferencedImageSequence`',
    'cid': ':dicom:cid:`29`',
    'tid': ':dicom:tid:`1500`',
    'std': ':dicom:std:`PS3.5 Table 6.2-1`',
}


@pytest.mark.parametrize('kind', FIELDS)
def test_templates(project, kind):
    fields = FIELDS[kind]
    template = 'https://example.org/' + '/'.join(f'{{{name}}}' for name in (*fields, 'edition'))
    project.write(index=page(EVERYTHING[kind]))
    project.configure(f'dicom_url_templates = { ({kind: template}) }\n')
    assert project.build(dicom_reference_url='https://other.example.org/') == []
    assert targets(project) == [f'https://example.org/{"/".join(fields.values())}/{edition()}']


def test_a_template_for_the_standard_holds_for_all_that_has_no_other(project):
    project.configure(
        "dicom_url_templates = {'std': 'https://example.org/{part}/{page}?{anchor}', 'tag': ''}\n"
    )
    project.write(index=page(' '.join(EVERYTHING.values()) + '\n\n.. dicom:vr:: DA\n'))
    assert project.build() == []
    assert [target for target in targets(project) if target.startswith('https')] == [
        *('https://example.org/06/chapter_A?table_A-1', 'https://example.org/05/sect_6.2?table_6.2-1'),
        *('https://example.org/03/sect_A.3.3?table_A.3-1', 'https://example.org/03/sect_C.7.6.2?table_C.7-10'),
        *('https://example.org/16/sect_CID_29?sect_CID_29', 'https://example.org/16/chapter_A?sect_TID_1500'),
        'https://example.org/05/sect_6.2?table_6.2-1',
    ]  # fmt: skip


BASE = "the default 'https://dicom.nema.org/medical/dicom/{edition}/output/chtml/' is used"


@pytest.mark.parametrize(
    ('setting', 'problem'),
    [
        ("dicom_url_templates = 'x'", "is 'x', not a dict; the default {} is used"),
        (
            "dicom_url_templates = {'tags': 'x'}",
            "has 'tags', none of 'tag', 'uid', 'vr', 'iod', 'module', 'items', 'cid', 'tid', 'std'; the default {} is used",
        ),
        (
            "dicom_url_templates = {'tag': 3}",
            "has 3 for 'tag', not a str; the default {} is used",
        ),
        (
            "dicom_url_templates = {'tid': 'x/{tag}', 'vr': '{'}",
            "has 'x/{tag}' for 'tid', which may hold {edition}, {tid} only; "
            "has '{' for 'vr': Single '{' encountered in format string; the default {} is used",
        ),
        ("dicom_standard_url = '{ed}/'", f"has '{{ed}}/', which may hold {{edition}} only; {BASE}"),
        ("dicom_standard_roles = 'dcm'", "is 'dcm', not a list; the default [] is used"),
        (
            "dicom_standard_roles = ['d c']",
            "has 'd c', which is no name of a role; the default [] is used",
        ),
    ],
)
def test_bad_settings(project, setting, problem):
    project.configure(f'{setting}\n')
    project.write(index=page(':dicom:tag:`PatientName`'))
    name = setting.partition(' ')[0]
    assert project.build() == [f'WARNING: {name} {problem} [dicom.config]']
    assert targets(project) == [f'{NEMA}/chtml/part06/chapter_6.html#table_6-1']
