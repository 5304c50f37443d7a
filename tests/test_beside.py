"""Names beside tags: which are wrong, and which only look so. Markup is written with angle brackets."""

import re

import pytest

from sphinx_dicom.adoption.beside import CLOSE, OPEN, Tagged, mismatches
from sphinx_dicom.dictionary import find


def check(text, besides=''):
    text = text.replace('<', OPEN).replace('>', CLOSE)
    found = re.finditer(r'\([0-9A-Fa-f]{4}, ?[0-9A-Fa-f]{4}\)', text)
    tags = [Tagged(*match.span(), find('tag', match[0])) for match in found]
    return [(found.element.tag, found.name) for found in mismatches(text, tags, besides)]


def test_message():
    text = 'Bits\nStored (0028,0100)'
    (found,) = mismatches(text, [Tagged(12, 23, find('tag', '(0028,0100)'))])
    assert (
        str(found)
        == '(0028,0100) is Bits Allocated; the name beside it, Bits Stored, is (0028,0101)'
    )


@pytest.mark.parametrize(
    ('text', 'tag', 'name'),
    [
        ('Bits Stored (0028,0100) is 16.', '(0028,0100)', 'Bits Stored'),
        ('where (0028,0100) <Bits Stored> is', '(0028,0100)', 'Bits Stored'),
        ('the number of Rows (0028,0011)', '(0028,0011)', 'Rows'),
        ('"BitsStored" (0028,0100) attribute', '(0028,0100)', 'BitsStored'),
        ('<BitsStored> (0028,0100)', '(0028,0100)', 'BitsStored'),
        ('Patient ID attribute (0010,0010)', '(0010,0010)', 'Patient ID'),
        ('The PatientID tag: (0010,0010)', '(0010,0010)', 'PatientID'),
        ("The Patient's Name (0010,0020).", '(0010,0020)', "Patient's Name"),
        ('the (0010,0020) <Patient Name> element', '(0010,0020)', 'Patient Name'),
        ('Rows (0028,0010), Columns (0028,0012)', '(0028,0012)', 'Columns'),
        ('Bits Allocated (0028,0100), Bits Stored (0028,0100)', '(0028,0100)', 'Bits Stored'),
        ('Columns is not it. Rows (0028,0011) is.', '(0028,0011)', 'Rows'),
        ('<x> - <Bits Stored (0028,0103)>', '(0028,0103)', 'Bits Stored'),
        ('- (0028,0103) <Bits Stored>', '(0028,0103)', 'Bits Stored'),
        ('registered as (0050,0018) (DeviceDiameter)', '(0050,0018)', 'DeviceDiameter'),
        ('<PatientPosition> (0020,0032)', '(0020,0032)', 'PatientPosition'),
    ],
)
def test_wrong(text, tag, name):
    assert check(text) == [(tag, name)]


def test_swapped():
    assert check('Rows (0028,0011) and Columns (0028,0010)') == [
        ('(0028,0011)', 'Rows'),
        ('(0028,0010)', 'Columns'),
    ]


@pytest.mark.parametrize(
    'text',
    [
        'Rows (0028,0010) and Columns (0028, 0011)',
        'Rows & Columns (0028,0010); (0028,0011)',
        'Rows, Columns (0028,0010), (0028,0011)',
        'Rows and Columns (0028,0010) and (0028,0011)',
        'Rows/Columns (0028,0010)/(0028,0011)',
        'Code Value, Code Meaning (0008,0100), (0008,0104)',
        "(0010,0010) Patient's Name PN: 'X' (0010,0020) Patient ID LO: 'Y' (0010,0030) Patient's Birth Date DA",
        '(0008,0016) SOP Class UID (0008,0018) SOP Instance UID',
        '(0008,0050) SH [x] # AccessionNumber (0008,0060) CS [CT] # Modality',
        '>(0008,1150) Referenced SOP Class UID >(0008,1155) Referenced SOP Instance UID',
        'Image Position (0020,0032) and Image Orientation (0020,0037)',
        'Patient Name (0010,0010), patients name (0010,0010)',
        'Acquisition Date Time (0008,002A)',
        'Study Date (0008,0020) and Time (0008,0030)',
        'Source of Patient ID (0010,0024)',
        'Derived Patient ID (0010,0010)',
        'Other Study Date (0008,0022)',
        'Pixel Data (7FE0,0008)',
        'It has Rows. (0028,0011) is Columns.',
        'Rows, i.e. Columns (0028,0010)',
        '(0028,3006) <LUT Data> with a VR of <OW>',
        '<Group of Rows> (0028,0011)',
        'see Columns (0028,0011). Rows is (0028,0010).',
        'of the Referenced SOP Sequence (0008,1199), not of Referenced SOP Class UID',
        'Status (0010,0010) of Print (0010,0020)',
        'rows (0028,0011)',
        'registered as (0010,0020) (Patient Name is (0010,0010))',
        'registered as (0010,0020) (Patient Name, as it were)',
    ],
)
def test_right_or_unsure(text):
    assert check(text) == []


def test_the_right_name_may_be_in_another_cell():
    assert check('Rows (0028,0011)', 'Columns') == []
