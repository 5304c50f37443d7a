"""References to the standard: which passage a text means, and on which page it is."""

import re
from pathlib import Path

import pydicom
import pytest

from sphinx_dicom.dictionary import UnknownTermError, find, iods, lookup, modules
from sphinx_dicom.dictionary.passages import misplaced, page, page_name, path

CHTML = 'https://dicom.nema.org/medical/dicom/current/output/chtml'
#: What is written, what it means, and its path below the chunked HTML.
PASSAGES = [
    ('PS3.5 6.2', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('PS3.5 Section 6.2', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('ps3.5 section 6.2', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('PS 3.5, Sect. 6.2', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('PS3.5 §6.2', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('DICOM PS3.5: Section 6.2', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('Part 5, Section 6.2', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('Section 6.2 of PS3.5', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('part05/sect_6.2.html', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('part05/sect_6.2', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('part05.html#sect_6.2', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    (f'{CHTML}/part05/sect_6.2.html', 'PS3.5 Section 6.2', 'part05/sect_6.2.html'),
    ('PS3.3 C.7.6.3.1.2', 'PS3.3 Section C.7.6.3.1.2', 'part03/sect_C.7.6.3.html#sect_C.7.6.3.1.2'),
    ('PS3.3 c.7.6.3.1.2', 'PS3.3 Section C.7.6.3.1.2', 'part03/sect_C.7.6.3.html#sect_C.7.6.3.1.2'),
    ('PS3.5 8.1.1', 'PS3.5 Section 8.1.1', 'part05/chapter_8.html#sect_8.1.1'),
    ('PS3.5 Section 10', 'PS3.5 Section 10', 'part05/chapter_10.html'),
    ('PS3.3 C.7.6.16.2.2.1', 'PS3.3 Section C.7.6.16.2.2.1', 'part03/sect_C.7.6.16.2.html#sect_C.7.6.16.2.2.1'),
    ('PS3.3 10.32.2.1', 'PS3.3 Section 10.32.2.1', 'part03/sect_10.32.html#sect_10.32.2.1'),
    ('PS3.4 Annex K', 'PS3.4 Annex K', 'part04/chapter_K.html'),
    ('PS3.4 JJ', 'PS3.4 Annex JJ', 'part04/chapter_JJ.html'),
    ('part04/chapter_jj.html', 'PS3.4 Annex JJ', 'part04/chapter_JJ.html'),
    ('Annex A of Part 5', 'PS3.5 Annex A', 'part05/chapter_A.html'),
    ('PS3.15 Table E.1-1', 'PS3.15 Table E.1-1', 'part15/chapter_E.html#table_E.1-1'),
    ('part05/sect_6.2.html#table_6.2-1', 'PS3.5 Table 6.2-1', 'part05/sect_6.2.html#table_6.2-1'),
    ('PS3.5 Table 6.2-1', 'PS3.5 Table 6.2-1', 'part05/sect_6.2.html#table_6.2-1'),
    ('PS3.5 Fig. 7.1-1', 'PS3.5 Figure 7.1-1', 'part05/chapter_7.html#figure_7.1-1'),
    ('PS3.3 Table A.3-1', 'PS3.3 Table A.3-1', 'part03/sect_A.3.3.html#table_A.3-1'),
    ('PS3.3 Table C.7-11B', 'PS3.3 Table C.7-11b', '../html/part03.html#table_C.7-11b'),
    ('part03/sect_C.7.6.3.html#table_C.7-11b', 'PS3.3 Table C.7-11b', 'part03/sect_C.7.6.3.html#table_C.7-11b'),
    ('PS3.16 CID 29', 'PS3.16 CID 29', 'part16/sect_CID_29.html'),
    ('part16/sect_CID_82.html#sect_CID_82', 'PS3.16 CID 82', 'part16/sect_CID_82.html'),
    ('PS3.16 TID 1500', 'PS3.16 TID 1500', 'part16/chapter_A.html#sect_TID_1500'),
    ('part16/sect_TID_10003b.html', 'PS3.16 TID 10003B', 'part16/sect_TID_10003B.html'),
    ('part16/chapter_C.html#sect_TID_3460', 'PS3.16 TID 3460', 'part16/chapter_C.html#sect_TID_3460'),
    ('part16/chapter_D.html#DCM_130324', 'part16/chapter_D.html#DCM_130324', 'part16/chapter_D.html#DCM_130324'),
    ('part16/sect_CTRadiationDoseSRIODTemplates.html', 'part16/sect_CTRadiationDoseSRIODTemplates.html', 'part16/sect_CTRadiationDoseSRIODTemplates.html'),
    (f'{CHTML}/part05.html#para_12ab'.replace('current', '2013'), f'{CHTML}/part05.html#para_12ab'.replace('current', '2013'), '../html/part05.html#para_12ab'),
    ('PS3.4', 'PS3.4', 'part04/PS3.4.html'),
    ('Part 18', 'PS3.18', 'part18/PS3.18.html'),
    ('part04/PS3.4.html', 'PS3.4', 'part04/PS3.4.html'),
    ('part03/ps3.3.html', 'PS3.3', 'part03/PS3.3.html'),
    ('PS3.5 2016b Section 6.2', 'PS3.5 2016b Section 6.2', 'part05/sect_6.2.html'),
    ('http://dicom.nema.org/dicom/2013/output/chtml/part05/sect_6.2.html', 'PS3.5 2013 Section 6.2', 'part05/sect_6.2.html'),
]  # fmt: skip


@pytest.mark.parametrize(('text', 'key', 'where'), PASSAGES)
def test_spellings(text, key, where):
    passage = lookup('std', text)
    assert (passage.key, path(passage)) == (key, where)
    assert lookup('std', key).key == key
    assert not misplaced(passage)


WRONG = [
    ('6.2', 'is malformed: write it as PS3.5 Section 6.2, PS3.15 Table E.1-1 or part05/sect_6.2.html'),
    ('chtml/part03/sect_F.3.2.2.html', 'is malformed: did you mean part03/sect_F.3.2.2.html?'),
    ('Sect C.8 {part03/sect_C.8.html>', 'is malformed: did you mean part03/sect_C.8.html?'),
    ('PS3.5 Table', 'is malformed: write it as PS3.5 Section 6.2, PS3.15 Table E.1-1 or part05/sect_6.2.html'),
    ('part05/part05/sect_6.2.html', 'is malformed: the part stands there twice; did you mean part05/sect_6.2.html?'),
    (f'{CHTML}/part05/part05/sect_6.2.html', f'is malformed: the part stands there twice; did you mean {CHTML}/part05/sect_6.2.html?'),
    ('part18/chaptr_F.html', 'is malformed: did you mean part18/chapter_F.html?'),
    ('part03/sec_C.7.6.3.1.2.html', 'is malformed: did you mean part03/sect_C.7.6.3.html#sect_C.7.6.3.1.2?'),
    ('part05/intro.html', 'is malformed: pages and anchors begin with sect_, chapter_, table_ or figure_'),
    ('PS3.9 Section 5', 'is not a known passage of the standard: part 9 was retired'),
    ('part13/chapter_5.html', 'is not a known passage of the standard: part 13 was retired'),
    ('PS3.23', 'is not a known passage of the standard: the standard has no part 23'),
    ('part00/chapter_5.html', 'is not a known passage of the standard: the standard has no part 0'),
]  # fmt: skip


@pytest.mark.parametrize(('text', 'reason'), WRONG)
def test_what_is_no_passage(text, reason):
    with pytest.raises(UnknownTermError) as caught:
        lookup('std', text)
    assert str(caught.value) == f'"{text}" {reason}'


@pytest.mark.parametrize(
    ('text', 'where'),
    [
        ('part05/sect_6.1.html', 'part05/chapter_6.html#sect_6.1'),
        ('part03/sect_C.11.html#sect_C.11.2', 'part03/sect_C.11.2.html'),
        ('part04/chapter_A.html#chapter_K', 'part04/chapter_K.html'),
    ],
)
def test_a_page_that_is_not_the_one_of_the_section(text, where):
    passage = lookup('std', text)
    assert misplaced(passage)
    assert path(passage) == where


def test_the_rule_holds_for_tables_whose_page_is_known():
    places = [record.place for record in (*iods(), *modules()) if '.html#table_' in record.place]
    assert len(places) > 450
    for place in places:
        name, anchor = place.split('.html#')
        assert page_name(3, anchor) == name
        assert page(lookup('std', f'part03/{place}')) == (name, True)


@pytest.mark.parametrize('text', ['1500', 'TID 1500', 'tid1500', 'sect_TID_1500'])
def test_templates(text):
    assert lookup('tid', text).key == '1500'


@pytest.mark.parametrize('text', ['', 'Measurement Report', 'TID', '15.00'])
def test_what_is_no_template(text):
    with pytest.raises(
        UnknownTermError, match='is malformed: a template is a number, as in TID 1500'
    ):
        lookup('tid', text)


def test_links_of_pydicoms_own_documentation():
    """Of hundreds in docstrings, only those are refused that really lead nowhere."""
    root = Path(pydicom.__file__).parent
    links = [
        ' '.join(text.split()).rpartition('<')[2].rstrip('>')
        for path in root.rglob('*.py')
        for text in re.findall(':dcm:`([^`]*)`', path.read_text(encoding='utf-8'))
    ]
    read = {text: find('std', text) for text in links}
    assert len(links) > 100
    wrong = {text for text, passage in read.items() if passage is None or misplaced(passage)}
    assert len(wrong) < 0.05 * len(links)
    for text in read.keys() - wrong:
        assert path(read[text]) in (text, text.partition('#')[0])
