"""Tags in code blocks that print data sets are links in HTML, and references for the domain."""

import re

import pytest
from conftest import described

PYDICOM = (
    "(0010,0010) Patient's Name                      PN: '(0010,0020)'\n"
    "(0029,0010) Private Creator                     LO: 'ACME'\n"
    "(0029,1001) Private tag data                    LO: 'x'\n"
    "(0029,1101) Private tag data                    LO: 'x'\n"
    '(0028,0009) Frame Increment Pointer             AT: (0018,1063)\n'
)
DCMDUMP = (
    '(0010,0010) PN [(0010,0020)]  # 12, 1 PatientName\n'
    '(0029,0010) LO [ACME]   #   4, 1 PrivateCreator\n'
    '(0029,1001) LO [x]      #   2, 1 Unknown Tag & Data\n'
)
OTHER = (
    ':orphan:\n\nOther\n=====\n\n.. dicom:tag:: PatientName\n\n'
    '.. dicom:tag:: (0029,xx01)\n   :private-creator: ACME\n   :name: Mine\n   :vr: LO\n'
)


def block(language, text, *options):
    lines = [f'.. code-block:: {language}', *(f'   {option}' for option in options), '']
    return '\n'.join([*lines, *(f'   {line}' for line in text.splitlines())]) + '\n'


def page(*blocks):
    return 'Test\n====\n\n' + '\n'.join(blocks) + '\nThe rest of the page.\n'


def tag_links(project, name='index.html'):
    """Return target, tooltip and text of each tag in the code of a page that is a link."""
    return re.findall(
        r'<a class="reference \w+ dicom-code" href="([^"]*)" title="([^"]*)"><span class="nt">(.*?)</span></a>',
        project.read(name),
    )


def test_tags_are_links(project):
    project.write(index=page(block('dicom-pydicom', PYDICOM)), other=OTHER)
    project.configure("dicom_standard_url = ''\n")
    assert project.build() == []
    name, mine, alone = tag_links(project)
    assert (name[0], name[2]) == ('other.html#dicom-tag-0010-0010', '(0010,0010)')
    assert name[1].startswith('(0010,0010), Patient&#x27;s Name, PN, VM 1: ')
    assert (mine[0], mine[2]) == ('other.html#dicom-tag-0029-xx01-acme', '(0029,1001)')
    # Which creator reserved this block is not said: the tag leads where one in text would.
    assert (alone[0], alone[2]) == (mine[0], '(0029,1101)')


def test_private_elements_of_others(project):
    text = PYDICOM.replace('ACME', 'OTHER')
    project.write(index=page(block('dicom-pydicom', text)), other=OTHER)
    assert project.build() == []
    assert '(0029,1001)' not in [text for _href, _tip, text in tag_links(project)]


def test_tags_that_the_project_does_not_document(project):
    project.write(index=page(block('dcmdump', DCMDUMP), block('dicom-pydicom', PYDICOM)))
    assert project.build() == []
    links = tag_links(project)
    assert [text for _href, _tip, text in links] == [
        *('(0010,0010)', '(0010,0010)', '(0028,0009)', '(0018,1063)'),
    ]
    assert all(href.startswith('https://dicom.nema.org/') for href, _tip, _text in links)
    assert described('tag', 'PatientName').split(',')[0] in links[0][1]


def test_the_text_stays(project):
    options = (':caption: A file', ':linenos:', ':name: dump', ':emphasize-lines: 1')
    text = page(block('dicom-pydicom', PYDICOM, *options), 'See :ref:`dump`.\n')
    project.write(index=text)
    assert project.build() == []
    html = project.read('index.html')
    assert len(tag_links(project)) == 3
    (shown,) = re.findall(r'<div class="highlight"><pre>(.*?)</pre>', html, re.DOTALL)
    shown = re.sub(r'<span class="linenos">.*?</span>|<[^>]+>', '', shown)
    assert shown.replace('&#39;', "'") == PYDICOM
    assert 'A file' in html
    assert 'href="#dump"' in html


@pytest.mark.parametrize('language', ['dicom-pydicom', 'dcmdump', 'dicom-dcmdump', 'text'])
def test_names_of_the_lexers(project, language):
    project.write(index=page('.. highlight:: ' + language, '\n::\n\n   (0010,0010) PN [X]\n'))
    assert project.build() == []
    assert len(tag_links(project)) == (language != 'text')


def test_markup_inside_is_left_alone(project):
    text = '.. highlight:: dcmdump\n\n.. parsed-literal::\n\n   (0010,0010) PN [*X*]\n'
    project.write(index=page(text))
    assert project.build() == []
    assert '<em>X</em>' in project.read('index.html')


def test_links_follow_their_targets(project):
    project.write(index=page(block('dcmdump', DCMDUMP)), other=OTHER)
    project.build()
    assert [href for href, *_ in tag_links(project)] == [
        'other.html#dicom-tag-0010-0010',
        'other.html#dicom-tag-0029-xx01-acme',
    ]
    project.write(other=':orphan:\n\nOther\n=====\n', moved=OTHER)
    assert project.build() == []
    assert [href for href, *_ in tag_links(project)] == [
        'moved.html#dicom-tag-0010-0010',
        'moved.html#dicom-tag-0029-xx01-acme',
    ]


@pytest.mark.parametrize(
    'builder', ['dirhtml', 'singlehtml', 'epub', 'latex', 'text', 'xml', 'man']
)
def test_builders(project, builder):
    project.write(index=page(block('dcmdump', DCMDUMP), block('dicom-pydicom', PYDICOM)))
    assert project.build(builder, epub_copyright='x', version='1') == []
    if builder == 'epub':
        assert len(tag_links(project, 'index.xhtml')) == 4


def test_other_projects(project, another):
    another.write(index=page('.. dicom:dictionary::\n   :group: 0010\n'))
    another.build()
    project.configure(
        "extensions += ['sphinx.ext.intersphinx']\n"
        f"intersphinx_mapping = {{'other': ('https://example.org/', {str(another.output / 'objects.inv')!r})}}\n"
    )
    project.write(index=page(block('dcmdump', DCMDUMP)))
    assert project.build() == []
    ((href, tip, _text),) = tag_links(project)
    assert href == 'https://example.org/index.html#dicom-tag-0010-0010'
    assert tip.startswith('(0010,0010), Patient')


def test_terms_that_are_used(project):
    project.write(
        index=page(block('dcmdump', DCMDUMP)), used=':orphan:\n\nUsed\n====\n\n.. dicom:used::\n'
    )
    assert project.build() == []
    assert tag_links(project)[0][0] == 'used.html#dicom-tag-0010-0010'


def test_processes(project):
    pages = {f'p{n}': ':orphan:\n\n' + page(block('dcmdump', DCMDUMP)) for n in range(9)}
    project.write(index=page(), other=OTHER, **pages)
    assert project.build(parallel=2) == []
    for name in pages:
        assert len(tag_links(project, f'{name}.html')) == 2
    project.write(other=':orphan:\n\nOther\n=====\n', moved=OTHER)
    assert project.build(parallel=2) == []
    assert 'moved.html#' in tag_links(project, 'p3.html')[0][0]
