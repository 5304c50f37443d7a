"""What is a mention of a DICOM term, and what only looks like one: texts in the styles of documentation that exists."""

import pytest

from sphinx_dicom.adoption.mentions import CERTAIN, FORMS, in_emphasis, in_literal, in_prose


def found(text, forms=CERTAIN, **place):
    return [
        (text[start:end], record.key)
        for start, end, record in in_prose(text, frozenset(forms), lambda: text, **place)
    ]


@pytest.mark.parametrize(
    ('text', 'mentions'),
    [
        ('(0028,3006) LUT Data with a VR of OW', {'(0028,3006)': '(0028,3006)'}),
        ('Segments Sequence (0062, 0002) attribute', {'(0062, 0002)': '(0062,0002)'}),
        ('Series UID (0020,000e), lower case', {'(0020,000e)': '(0020,000E)'}),
        ('over two lines (0020,\n000E)', {'(0020,\n000E)': '(0020,000E)'}),
        ('no space before it:Rows(0028,0010)', {'(0028,0010)': '(0028,0010)'}),
        ('as numbers (0x0010, 0x0020)', {'(0x0010, 0x0020)': '(0010,0020)'}),
        ('with a bar (0008|0005)', {'(0008|0005)': '(0008,0005)'}),
        ('overlays (60xx,3000)', {'(60xx,3000)': '(60xx,3000)'}),
        ('Overlay Data (6000,3000)', {'(6000,3000)': '(60xx,3000)'}),
        ('the keyword OverlayData, (6000,3000)', {'(6000,3000)': '(60xx,3000)'}),
        ('Overlay Rows (6000,0010)', {'(6000,0010)': '(60xx,0010)'}),
        ('1.2.840.10008.1.2.2', {'1.2.840.10008.1.2.2': '1.2.840.10008.1.2.2'}),
        ('It is 1.2.840.10008.1.2.', {'1.2.840.10008.1.2': '1.2.840.10008.1.2'}),
        ('(1.2.840.10008.1.1)', {'1.2.840.10008.1.1': '1.2.840.10008.1.1'}),
        (
            'JPEG-LS 1.2.840.10008.1.2.4.80/81;',
            {'1.2.840.10008.1.2.4.80': '1.2.840.10008.1.2.4.80'},
        ),
        (
            '1.2.840.10008.1.2.4.80/1.2.840.10008.1.2.1',
            {
                '1.2.840.10008.1.2.4.80': '1.2.840.10008.1.2.4.80',
                '1.2.840.10008.1.2.1': '1.2.840.10008.1.2.1',
            },
        ),
        ('(0029,1010) of SIEMENS CSA HEADER', {'(0029,1010)': '(0029,xx10) [SIEMENS CSA HEADER]'}),
        ('"GEMS_PARM_01" (0043,xx39)', {'(0043,xx39)': '(0043,xx39) [GEMS_PARM_01]'}),
    ],
)
def test_certain(text, mentions):
    assert dict(found(text)) == mentions


@pytest.mark.parametrize(
    'text',
    [
        'the placeholders (gggg,eeee) and (0002,eeee), valid as hexadecimal digits',
        'no tag (6854,7369) in the header',
        'private (0029,1010) and (0029,xx10)',
        'private (0029,1012) of GEMS_PARM_01 or (0029,1077) of SIEMENS CSA HEADER, which have no such elements',
        '(0029,xx10) of SIEMENS CSA HEADER or of SIEMENS CSA NON-IMAGE',
        '(0019,1010), which AGFA has, but the word may mean anything, and which images of Canon Inc. have',
        'a size of (1000, 1000) or (4000, 4000) or (6000, 3000) pixels',
        'bare 0018,9005 and 00100020',
        'prefixes 1.2.840.10008.5.1.4.1.1.x and 1.2.840.10008.1.2.4.* and 1.2.840.10008.1.2...',
        'unknown 1.2.840.10008.1.2.777',
        'a path /instances/1.2.840.10008.1.2/frames and a version v1.2.840.10008.1.2',
        'longer 1.2.840.10008.1.2-1 11.2.840.10008.1.2',
        'words Rows, Modality, Status, Print; VRs US, OB, SS',
        'PatientName and Patient Name in prose',
    ],
)
def test_no_mention(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ('text', 'mentions'),
    [
        ('Imaging Frequency 0018,9005 of Philips', ['0018,9005']),
        ('the tag 0008|0005.', ['0008|0005']),
        ('(see 0018,9005)', ['0018,9005']),
        (
            '0010,0010, 0010,0020 and 0018,9005, 1.2.840.10008.1.2',
            ['0010,0010', '0010,0020', '0018,9005'],
        ),
        ('0010,0010, 5', []),
        ('(0018,0080 = 2000; 0020,1002)', ['0018,0080', '0020,1002']),
        ('[1910,1919] and years 1995, 1996 or 1995,1996', []),
        ('2048, 2048 and groups 0000, 0002', []),
        ('a list 0010,0020,0030 or (0010,0020, 3)', []),
        ('00100020', []),
        ('in parentheses (0010,0020), which is another form', []),
    ],
)
def test_bare(text, mentions):
    assert [written for written, _key in found(text, ['bare'])] == mentions


@pytest.mark.parametrize('text', ['00100020', '0010,0020', '(0010,0020)', ' 0010,0020\n'])
def test_in_a_column_of_tags(text):
    assert [key for _written, key in found(text, tag_column=True)] == ['(0010,0020)']


@pytest.mark.parametrize('text', ['20040119', 'deadbeef', 'EB005149', '0010.0020', '100100020'])
def test_other_numbers_in_a_column_of_tags(text):
    assert found(text, tag_column=True) == []


def test_a_form_that_is_not_asked_for_is_not_found():
    text = '(0010,0010) 0010,0020 1.2.840.10008.1.2'
    assert [key for _written, key in found(text, ['uids'])] == ['1.2.840.10008.1.2']
    assert [key for _written, key in found(text, ['keywords'])] == []


@pytest.mark.parametrize(
    ('text', 'key'),
    [
        ('PatientName', '(0010,0010)'),
        ('"PatientName"', '(0010,0010)'),
        ('CTImageStorage', '1.2.840.10008.5.1.4.1.1.2'),
        ('SpecificCharacterSet (0008,0005)', '(0008,0005)'),
        ('(0008,0005) SpecificCharacterSet', '(0008,0005)'),
        ("(0010,0010): Patient's Name", '(0010,0010)'),
        ('1.2.840.10008.1.2 (Implicit VR Little Endian)', '1.2.840.10008.1.2'),
        ('(0008,0006) SpecificCharacterSet', None),
        ('(0008,0005) or (0008,0006)', None),
        ('DCM', None),
        ('UTC', None),
        ('JPEG2000', None),
        ('JPEG2000Lossless', '1.2.840.10008.1.2.4.90'),
        ('(0008,0005)', '(0008,0005)'),
        ('1.2.840.10008.1.2', '1.2.840.10008.1.2'),
        ('SpecificCharacterSet (0008,0006)', None),
        ('Rows', None),
        ('Storage', None),
        ('DataElement', None),
        ('PersonName', None),
        ('Printer', None),
        ('Bold', None),
        ('KVP', None),
        ('US', None),
        ('patientname', None),
        ('ds.PatientName', None),
        ('PatientName = 1', None),
        ('PatientNames', None),
        ('0010,0010', None),
        ('Tag(0010,0010)', None),
        ('(0010,0010) PN', None),
        ('7fe00010', None),
    ],
)
def test_literals(text, key):
    record = in_literal(text, frozenset(CERTAIN))
    assert (record and record.key) == key


def test_literals_in_other_forms():
    assert in_literal('PatientName', frozenset({'tags', 'uids'})) is None
    assert in_literal('(0010,0010)', frozenset({'keywords'})) is None
    assert in_literal('0010,0010', frozenset(FORMS)).key == '(0010,0010)'


@pytest.mark.parametrize(
    ('text', 'key'),
    [
        ('Patient Name', '(0010,0010)'),
        ("Patient's Name", '(0010,0010)'),
        ('Patient\u2019s Name', '(0010,0010)'),
        ('LUT Data', '(0028,3006)'),
        ('Explicit VR Little Endian', '1.2.840.10008.1.2.1'),
        ('Storage Commitment Push Model', '1.2.840.10008.1.20.1'),
        ('pixel data', None),
        ('Rows', None),
        ('Verification', None),
        ('Implementation Version', None),
        ('PatientName', '(0010,0010)'),
        ('DataElement', None),
        ('Modality', None),
    ],
)
def test_emphasis(text, key):
    record = in_emphasis(text)
    assert (record and record.key) == key
