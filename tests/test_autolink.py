"""Autolink: where mentions become references, and where texts are left alone."""

import pytest

from sphinx_dicom.adoption.mentions import CERTAIN, FORMS

REFERENCE = '.. dicom:dictionary::\n   :group: 0008 0010 0028\n\n.. dicom:uid:: CT Image Storage\n'


def linked(project, text, builder='html', *, forms=tuple(FORMS), reference=REFERENCE, **settings):
    """Return anchor and text of each reference that autolink makes in a page of *text*."""
    project.write(index=f'Test\n====\n\n{text}\n', other=f':orphan:\n\nOther\n=====\n\n{reference}')
    assert project.build(builder, dicom_autolink=list(forms), nitpicky=True, **settings) == []
    return [
        (href.partition('#dicom-')[2], text)
        for href, _tip, text in project.links()
        if '#dicom-' in href
    ]


NAME = ('tag-0010-0010', '(0010,0010)')


LINKED = [
    'Text (0010,0010) here.',
    'A **strong (0010,0010) text**.',
    'An *emphasized (0010,0010) text*.',
    '.. note:: (0010,0010)',
    'term (0010,0010)\n   Definition.',
    ':field: (0010,0010)',
    '.. [#] A footnote (0010,0010).\n\nRefers [#]_.',
    '.. py:function:: f()\n\n   Docstring (0010,0010).\n\n   :param int x: of no use',
    '.. list-table::\n\n   * - (0010,0010)',
    '.. csv-table::\n\n   "(0010,0010)",x',
    '+-------------+\n| (0010,0010) |\n+-------------+',
    '.. figure:: none.png\n   :target: https://example.org\n\n   A caption (0010,0010).',
    '.. only:: html\n\n   (0010,0010)',
    '.. autosummary-like\n\n| a line block (0010,0010)',
    '.. |name| replace:: (0010,0010)\n\n|name|',
    'Escaped \\(0010,0010\\) text.',
]
LEFT_ALONE = [
    'Title (0010,0010)\n-----------------\n\nText.',
    '.. rubric:: Rubric (0010,0010)',
    '.. table:: Title (0010,0010)\n\n   === ===\n   a   b\n   === ===',
    '.. py:function:: f(x=(0x10, (0010,0010)))\n   :no-index:',
    '`elsewhere (0010,0010) <https://example.org>`_',
    ':doc:`(0010,0010) <other>`',
    '.. code-block:: none\n   :caption: (0010,0010)\n\n   (0010,0010)',
    'So::\n\n   (0010,0010)',
    '>>> (0010,0010)',
    '``x (0010,0010)``',
    ':code:`PatientName`',
    ':guilabel:`(0010,0010)` :kbd:`PatientName` :file:`(0010,0010)` :dfn:`Patient Name`',
    ':dicom:tag:`!PatientName`',
    ':title:`Patient Name`',
    '.. |icon| image:: none.png\n   :alt: (0010,0010)\n\nText.',
    '.. (0010,0010)\n\nText.',
    '--key=<0010,0010>  An option.',
    '.. glossary::\n\n   x\n      Rows, Modality, Status and US.',
    '.. rst-class:: no-dicom-autolink\n\n(0010,0010) and ``PatientName``',
    '.. container:: no-dicom-autolink\n\n   (0010,0010)\n\n   - ``PatientName``',
    '.. role:: no-dicom-autolink\n\n:no-dicom-autolink:`(0010,0010)`',
    '.. csv-table::\n   :header: "Name","Commit"\n\n   x,00100010',
]


def test_where_mentions_are_linked(project):
    project.source.mkdir(parents=True)
    (project.source / 'none.png').write_bytes(b'')
    links = linked(project, '\n\n'.join(LINKED), reference='.. dicom:tag:: PatientName\n')
    assert links == [NAME] * len(LINKED)


def test_where_texts_are_left_alone(project):
    project.source.mkdir(parents=True)
    (project.source / 'none.png').write_bytes(b'')
    text = '\n\n'.join(LEFT_ALONE)
    assert linked(project, text, reference='.. dicom:tag:: PatientName\n') == []


def test_a_page_can_opt_out(project):
    project.write(index=':no-dicom-autolink:\n\nTest\n====\n\n(0010,0010) ``PatientName``\n')
    assert project.build(dicom_autolink=True) == []
    assert project.links() == []


def test_forms(project):
    text = "(0010,0010) ``PatientName`` *Patient's Name* 0010,0010 1.2.840.10008.5.1.4.1.1.2"
    keys = {
        'tags': ['(0010,0010)'],
        'uids': ['1.2.840.10008.5.1.4.1.1.2'],
        'keywords': ['PatientName'],
        'emphasis': ['Patient\u2019s Name'],
        'bare': ['0010,0010'],
    }
    for form in FORMS:
        assert [text for _anchor, text in linked(project, text, forms=[form])] == keys[form]
    assert project.build(dicom_autolink=True) == []
    assert len(project.links()) == len(CERTAIN)


def test_private_elements_with_their_creator(project):
    text = (
        '(0029,1010) of "SIEMENS CSA HEADER"\n\n'
        '.. list-table::\n\n   * - (0043,1039)\n     - ``GEMS_PARM_01``\n'
    )
    reference = '.. dicom:tag:: (0029,xx10) [SIEMENS CSA HEADER]\n'
    links = linked(project, text, reference=reference)
    assert [text for _anchor, text in links] == ['(0029,1010)']
    assert '<abbr title="(0043,xx39) [GEMS_PARM_01], ' in project.read('index.html')


def test_classes_of_the_same_name(project):
    text = (
        '.. py:class:: GraphicLayer\n\n   A ``GraphicLayer``, or ``"GraphicLayer"``.\n\n'
        '   .. py:attribute:: PatientName\n\n      See ``PatientName``.\n\n'
        '.. py:function:: f(x)\n\n   Not ``PixelSpacing`` of :py:class:`x.PixelSpacing`.\n\n'
        '   :param x: of :py:attr:`x.BitsStored`, ``BitsStored``\n'
    )
    project.write(index=f'Test\n====\n\n{text}')
    assert project.build(dicom_autolink=True) == []
    assert [text for _href, tip, text in project.links() if 'VM' in tip] == [
        *('&quot;GraphicLayer&quot;', 'PatientName', 'BitsStored'),
    ]


def test_off_by_default(project):
    project.write(index='Test\n====\n\n(0010,0010) ``PatientName``\n')
    assert project.build() == []
    assert project.links() == []
    assert project.app.env.domains['dicom'].documents == {}


def test_the_look_stays(project):
    linked(project, "(0010,0010) ``PatientName`` *Patient's Name*", reference='')
    html = project.read('index.html')
    assert '<span>(0010,0010)</span></a>' in html
    assert (
        '<code class="docutils literal notranslate"><span class="pre">PatientName</span></code></a>'
        in html
    )
    assert '<em>Patient\u2019s Name</em></a>' in html
    assert html.count('title="(0010,0010), Patient') == 3


def test_columns_of_tags(project):
    table = (
        '.. csv-table::\n   :header: "Attribute", "DICOM Tag", "Matching"\n\n'
        '   "Patient ID", "00100020", "S,*,U"\n   "Patient Name", "0010,0010", "00100010"\n'
    )
    links = linked(project, table, forms=['tags'])
    assert links == [('tag-0010-0020', '00100020'), ('tag-0010-0010', '0010,0010')]
    assert linked(project, table, forms=['tags'], dicom_tag_columns=['matching']) == [
        ('tag-0010-0010', '00100010')
    ]
    assert linked(project, table, forms=['uids']) == []


def test_columns_of_tags_where_cells_span(project):
    table = (
        '+---------+----------+----------+\n'
        '| Name    | Tag      | Hash     |\n'
        '+=========+==========+==========+\n'
        '| Patient | 00100010 | 00100010 |\n'
        '|         +----------+----------+\n'
        '|         | 00100020 | 00100020 |\n'
        '+---------+----------+----------+\n'
        '| 00100010           | 00100040 |\n'
        '+---------+----------+----------+\n'
    )
    assert [text for _anchor, text in linked(project, table)] == ['00100010', '00100020']


def test_numbers_need_the_name_in_the_same_row(project):
    table = '.. csv-table::\n\n   Overlay Data,"(6000,3000)"\n   Size,"(6000,3000)"\n'
    links = linked(project, table, reference='.. dicom:dictionary::\n   :group: 60xx\n')
    assert links == [('tag-60xx-3000', '(6000,3000)')]


def test_markdown(project):
    pytest.importorskip('myst_parser')
    project.configure("extensions += ['myst_parser']\n")
    project.write(other=f'Other\n=====\n\n{REFERENCE}')
    text = (
        '# Test (0010,0010)\n\n```{toctree}\n:hidden:\n\nother\n```\n\nText (0010,\n0010), `PatientName` and *Patient ID*; '
        '[a link (0010,0020)](https://example.org).\n\n| Name | Tag |\n|---|---|\n| x | 00280010 |\n\n'
        '```\n(0010,0040)\n```\n\n:::{note}\n(0010,0030)\n:::\n'
    )
    (project.source / 'index.md').write_text(text, encoding='utf-8')
    options = {'dicom_autolink': list(FORMS), 'myst_enable_extensions': ['colon_fence']}
    assert project.build(nitpicky=True, **options) == []
    assert [
        href.partition('#')[2] for href, _tip, _text in project.links() if '#dicom' in href
    ] == [
        *('dicom-tag-0010-0010', 'dicom-tag-0010-0020'),
        *('dicom-tag-0028-0010', 'dicom-tag-0010-0030'),
    ]
    assert '<span>(0010,\n0010)</span></a>' in project.read('index.html')
    (project.source / 'index.md').write_text(
        f'---\nno-dicom-autolink: true\n---\n{text}', encoding='utf-8'
    )
    assert project.build(nitpicky=True, **options) == []
    assert [href for href, _tip, _text in project.links() if '#dicom' in href] == []


def test_terms_are_used(project):
    project.write(
        index='Test\n====\n\n.. dicom:used:: tag\n\n.. toctree::\n\n   other\n',
        other='Other\n=====\n\n(0010,0010) and ``PatientID``\n',
    )
    assert project.build(dicom_autolink=True) == []
    assert [link[0] for link in project.links('other.html')] == [
        'index.html#dicom-tag-0010-0010',
        'index.html#dicom-tag-0010-0020',
    ]


def test_pages_follow_what_moves(project):
    project.write(
        index='Test\n====\n\n.. toctree::\n\n   a\n   b\n',
        a='A\n=\n\n.. dicom:tag:: PatientName\n',
        b='B\n=\n\n(0010,0010)\n',
    )
    assert project.build(dicom_autolink=True) == []
    assert project.links('b.html')[0][0] == 'a.html#dicom-tag-0010-0010'
    project.write(a='A\n=\n\nNothing.\n')
    assert project.build(dicom_autolink=True) == []
    assert project.links('b.html')[0][0].startswith('https://dicom.nema.org/')


def test_parallel(project):
    pages = {
        f'page{number}': f'P\n=\n\n(0010,00{number}0) ``PatientName``\n' for number in range(1, 9)
    }
    toctree = ''.join(f'   {name}\n' for name in pages)
    project.write(index=f'Test\n====\n\n.. toctree::\n\n{toctree}', **pages)
    links = []
    for parallel in (1, 2):
        assert project.build(dicom_autolink=True, parallel=parallel, freshenv=True) == []
        links.append([project.links(f'{name}.html') for name in pages])
    assert links[0] == links[1]
    assert len(links[0][0]) == 2
