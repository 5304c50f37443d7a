"""Every builder builds a project that uses everything, without a warning."""

import pytest

PAGES = {
    'index': 'Home\n====\n\n.. toctree::\n\n   elements\n   others\n   refers\n',
    'elements': 'Elements\n========\n\n.. dicom:dictionary::\n   :group: 0010 60xx\n',
    'others': (
        'Others\n======\n\n.. dicom:dictionary:: vr\n\n.. dicom:dictionary:: uid\n   :uid-type: Transfer Syntax\n\n'
        '.. dicom:tag:: (0029,xx10)\n   :private-creator: ACME\n   :name: Mine\n   :vr: LO\n\n   Text.\n\n'
        '.. dicom:tag:: Rows\n   :no-index:\n'
    ),
    'refers': (
        'Refers\n======\n\n:dicom:tag:`PatientName` :dicom:tag:`(0029,xx10) [ACME]` :dicom:vr:`PN` '
        ':dicom:uid:`ExplicitVRLittleEndian` :dicom:tag:`Columns` :any:`PatientID` :ref:`dicom-tag-0010-0010`\n\n'
        '.. dicom:dictionary::\n   :vr: PN\n   :compact:\n'
    ),
}
BUILDERS = [
    *('html', 'dirhtml', 'singlehtml', 'epub', 'latex', 'text', 'man'),
    *('texinfo', 'gettext', 'xml', 'pseudoxml', 'json', 'htmlhelp', 'dummy'),
]


@pytest.mark.parametrize('builder', BUILDERS)
def test_builder(project, builder):
    project.write(**PAGES)
    # An inventory of links for the readers of books: Sphinx itself warns of these two for lack of settings.
    assert project.build(builder, nitpicky=True, epub_copyright='x', version='1') == []


def test_linkcheck_asks_only_for_what_pages_link_to(project):
    project.write(**PAGES)
    project.configure("dicom_standard_url = ''\n")
    assert project.build('linkcheck', nitpicky=True) == []
    assert project.read('output.txt') == ''


def test_latex_references_reach_entries(project):
    project.write(**PAGES)
    project.build('latex')
    (tex,) = project.output.glob('*.tex')
    text = tex.read_text(encoding='utf-8')
    assert r'\label{\detokenize{elements:dicom-tag-0010-0010}}' in text
    assert r'\hyperref[\detokenize{elements:dicom-tag-0010-0010}]' in text
    assert r'\hyperref[\detokenize{others:dicom-vr-pn}]' in text


def test_one_page_for_all_documents(project):
    project.write(**PAGES)
    project.build('singlehtml')
    targets = {link[0] for link in project.links() if link[0].startswith('#dicom-')}
    html = project.read('index.html')
    assert targets >= {'#dicom-tag-0010-0010', '#dicom-vr-pn', '#dicom-tag-0029-xx10-acme'}
    for target in targets:
        assert html.count(f'id="{target[1:]}"') == 1, target


def test_directories(project):
    project.write(**PAGES)
    project.build('dirhtml')
    assert '../elements/#dicom-tag-0010-0010' in {
        link[0] for link in project.links('refers/index.html')
    }


def test_catalogues_have_no_entries_of_listings(project):
    project.write(**PAGES)
    project.build('gettext')
    assert project.read('elements.pot').count('msgid') == 2


def test_xml_has_entries_and_no_traces(project):
    project.write(**PAGES)
    project.build('xml')
    assert 'ids="dicom-tag-0010-0010"' in project.read('elements.xml')
    for name in ('elements', 'others', 'refers'):
        text = project.read(f'{name}.xml')
        assert 'listing' not in text


def test_without_any_use_nothing_is_loaded(project):
    project.write(index='Home\n====\n')
    assert project.build() == []
    assert project.app.env.domains['dicom'].documents == {}


@pytest.mark.parametrize('theme', ['alabaster', 'basic', 'classic', 'furo', 'nature'])
def test_themes(project, theme):
    project.write(**PAGES)
    assert project.build(html_theme=theme, nitpicky=True) == []
    assert '_static/sphinx_dicom.css' in project.read('elements.html')
    assert (project.output / '_static' / 'sphinx_dicom.css').exists()
