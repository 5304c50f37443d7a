"""Every builder builds a project that uses everything, without a warning."""

import pytest

from sphinx_dicom.adoption.mentions import FORMS
from sphinx_dicom.late import NODES

PAGES = {
    'index': 'Home\n====\n\n.. toctree::\n\n   elements\n   others\n   objects\n   tables\n   refers\n   used\n   own\n   plain\n',
    'elements': 'Elements\n========\n\n.. dicom:dictionary::\n   :group: 0010 60xx\n',
    'others': (
        'Others\n======\n\n.. dicom:dictionary:: vr\n\n.. dicom:dictionary:: uid\n   :uid-type: Transfer Syntax\n\n'
        '.. dicom:tag:: (0029,xx10)\n   :private-creator: ACME\n   :name: Mine\n   :vr: LO\n\n   Text.\n\n'
        '.. dicom:tag:: Rows\n   :no-index:\n'
    ),
    'objects': (
        'Objects\n=======\n\n.. dicom:iod:: CT Image\n\n.. dicom:module:: Patient Relationship\n\n   Text.\n\n'
        '.. dicom:dictionary:: module\n\n   VOI LUT\n   Visit Relationship\n   Montage Activation\n\n'
        '.. dicom:dictionary:: items\n\n   VOI LUT Sequence\n\n.. dicom:cid:: 18\n\n'
        '.. dicom:dictionary:: cid\n   :range: 29-30\n\n.. dicom:dictionary:: cid\n   :range: 29-30\n   :compact:\n'
    ),
    'tables': (
        'Tables\n======\n\n.. dicom:modalities::\n\n.. dicom:photometric-interpretations::\n\n'
        '.. dicom:transfer-syntaxes::\n\n.. dicom:sop-classes::\n\n.. dicom:confidentiality::\n   :group: 0010\n\n'
        '.. dicom:private-creators::\n\n.. dicom:private-elements::\n   :creator: SIEMENS CSA HEADER\n\n'
        '.. dicom:sources::\n'
    ),
    'used': 'Used\n====\n\n.. dicom:used::\n',
    'refers': (
        'Refers\n======\n\n:dicom:tag:`PatientName` :dicom:tag:`(0029,xx10) [ACME]` :dicom:vr:`PN` '
        ':dicom:uid:`ExplicitVRLittleEndian` :dicom:tag:`Columns` :any:`PatientID` :ref:`dicom-tag-0010-0010` '
        ':dicom:iod:`CT Image IOD` :dicom:module:`VOI LUT` :dicom:items:`VOILUTSequence` :dicom:cid:`29` '
        ':dicom:module:`Patient` :dicom:cid:`4` :dicom:items:`GraphicGroupSequence` :ref:`dicom-cid-29`\n\n'
        ':dicom:std:`PS3.5 6.2` :dicom:std:`part03/sect_C.7.6.3.html#table_C.7-11b` :dicom:tid:`1500` '
        ':dicom:tag:`(0029,1008) [SIEMENS CSA HEADER]` :ref:`dicom-private`\n\n'
        '.. dicom:dictionary::\n   :vr: PN\n   :compact:\n'
    ),
    'own': (
        'Own\n===\n\n.. dicom:attributes:: What we read\n\n   Tag, Remarks\n   PatientName, *always* (0010,0020)\n'
        '   "(0029,xx10) [ACME]", ours\n\n.. dicom:sop-classes::\n\n   UID, SCU\n   Verification, yes\n\n'
        '.. code-block:: dcmdump\n\n   (0010,0010) PN [X]  # 2, 1 PatientName\n\n'
        ".. code-block:: dicom-pydicom\n\n   (0029,0010) Private Creator  LO: 'ACME'\n   (0029,1010) [Mine]  LO: 'x'\n"
    ),
    'plain': (
        'Plain\n=====\n\n(0010,0010), *Patient ID*, ``PatientName`` and 1.2.840.10008.1.2; 0018,9005.\n\n'
        '.. csv-table::\n   :header: Name,Tag\n\n   Patient ID,00100020\n\nA *footnote (0010,0020)* [#]_.\n\n'
        '.. [#] In (0010,0010).\n'
    ),
}
SETTINGS = {'nitpicky': True, 'dicom_autolink': list(FORMS)}
BUILDERS = [
    *('html', 'dirhtml', 'singlehtml', 'epub', 'latex', 'text', 'man'),
    *('texinfo', 'gettext', 'xml', 'pseudoxml', 'json', 'htmlhelp', 'dummy'),
]


@pytest.mark.parametrize('builder', BUILDERS)
def test_builder(project, builder):
    project.write(**PAGES)
    # An inventory of links for the readers of books: Sphinx itself warns of these two for lack of settings.
    assert project.build(builder, **SETTINGS, epub_copyright='x', version='1') == []


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
    row = 'objects:dicom-module-patient-relationship-items-referencedperformedprocedurestepsequence'
    for target in ('objects:dicom-items-voilutsequence', 'objects:dicom-cid-29', row):
        assert rf'\label{{\detokenize{{{target}}}}}' in text
        assert rf'\hyperref[\detokenize{{{target}}}]' in text


def test_a_volume_refers_to_the_standard_where_it_leaves_a_page_out(project):
    toctree = '.. toctree::\n\n   volume\n   elements\n'
    project.write(
        index=f'Index\n=====\n\n{toctree}',
        volume='Volume\n======\n\n:dicom:tag:`PatientName`\n',
        elements='Elements\n========\n\n.. dicom:tag:: PatientName\n',
    )
    documents = [('volume', 'volume.tex', 'Volume', 'Author', 'manual')]
    assert project.build('latex', latex_documents=documents) == []
    assert '\\sphinxhref{https://dicom.nema.org/' in project.read('volume.tex')


def test_latex_references_around_plain_words(project):
    project.write(**PAGES)
    project.build('latex', **SETTINGS)
    (tex,) = project.output.glob('*.tex')
    text = tex.read_text(encoding='utf-8').partition(r'\chapter{Plain}')[2]
    link = r'{\hyperref[\detokenize{elements:dicom-tag-0010-0010}]{'
    assert text.count(link) == 3
    assert text.count(link.replace('0010}]', '0020}]')) == 3


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
    # Titles, and what authors wrote below a description.
    assert project.read('objects.pot').count('msgid') == 3
    assert project.read('tables.pot').count('msgid') == 2


def test_xml_has_entries_and_no_traces(project):
    project.write(**PAGES)
    project.build('xml')
    assert 'ids="dicom-tag-0010-0010"' in project.read('elements.xml')
    for name in PAGES:
        text = project.read(f'{name}.xml')
        for class_ in NODES:
            assert f'<{class_.__name__}' not in text


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
