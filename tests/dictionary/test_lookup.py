"""What is said of a text that is no term, and what is suggested instead."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_dicom.dictionary import (
    KINDS,
    NOUNS,
    Reason,
    UnknownTermError,
    elements,
    find,
    lookup,
    records,
    suggest,
    uids,
)

TAG_FORM = 'a tag is written as (0010,0010), a private one as (0029,xx10) [CREATOR]'
UID_FORM = 'a UID is at most 64 digits and dots, and no component starts with a needless 0'


def error(kind, text):
    with pytest.raises(UnknownTermError) as caught:
        lookup(kind, text)
    return caught.value


def keywords(records):
    return [record.keyword for record in records]


def slips(text, alphabet):
    """Return what *text* becomes when one character is changed to the next of *alphabet*."""
    after = dict(zip(alphabet, alphabet[1:] + alphabet[:1], strict=True))
    return [
        text[:i] + after[character] + text[i + 1 :]
        for i, character in enumerate(text)
        if character in after
    ]


@pytest.mark.parametrize(
    ('kind', 'text', 'message'),
    [
        (
            *('tag', 'PatientNmae'),
            '"PatientNmae" is not a known data element; did you mean PatientName (0010,0010)?',
        ),
        (
            *('tag', '(60xx,3001)'),
            (
                '"(60xx,3001)" is not a known data element; '
                'did you mean OverlayData (60xx,3000) or OverlayActivationLayer (60xx,1001)?'
            ),
        ),
        (
            *('uid', 'CT Image Storge'),
            (
                '"CT Image Storge" is not a known UID; '
                'did you mean CTImageStorage 1.2.840.10008.5.1.4.1.1.2?'
            ),
        ),
        (
            *('uid', '1.2.840.10008.1.2.4.7'),
            (
                '"1.2.840.10008.1.2.4.7" is not a known UID; '
                'did you mean JPEGLossless 1.2.840.10008.1.2.4.57 '
                'or JPEGLosslessSV1 1.2.840.10008.1.2.4.70?'
            ),
        ),
        ('vr', 'PNN', '"PNN" is not a known value representation; did you mean PN?'),
        (
            *('cid', 'CalculationMethd'),
            (
                '"CalculationMethd" is not a known context group; '
                'did you mean CID 3745 Calculation Method or CID 6140 Calculation Method?'
            ),
        ),
        (
            *('module', 'General Studie'),
            '"General Studie" is not a known module; did you mean general-study?',
        ),
    ],
)
def test_unknown_with_suggestions(kind, text, message):
    caught = error(kind, text)
    assert str(caught) == message
    assert caught.reason is Reason.UNKNOWN
    assert 1 <= len(caught.candidates) <= 2


@pytest.mark.parametrize(
    ('kind', 'text', 'message'),
    [
        ('tag', 'Nonsense', '"Nonsense" is not a known data element'),
        ('tag', '(9998,9998)', '"(9998,9998)" is not a known data element'),
        ('tag', '', '"" is not a known data element'),
        ('tag', 'deadbeef', '"deadbeef" is not a known data element'),
        ('uid', '1.3.6.1', '"1.3.6.1" is not a known UID'),
        ('uid', 'Nonsense', '"Nonsense" is not a known UID'),
        ('vr', 'ZZ', '"ZZ" is not a known value representation'),
        ('vr', 'US or ZZ', '"US or ZZ" is not a known value representation'),
    ],
)
def test_unknown_without_suggestions(kind, text, message):
    caught = error(kind, text)
    assert str(caught) == message
    assert caught.reason is Reason.UNKNOWN
    assert caught.candidates == ()


@pytest.mark.parametrize(
    'text',
    [
        '(0010,001)',
        '(0010,00100)',
        '0010,0010)',
        '(0010,0010',
        '0010.0010',
        '(0010)',
        '0010010',
        '001000100',
        '0x0010001',
        '(0001,0010)',
        '(0010,0010) [CREATOR]',
        '(0029,0010) [CREATOR]',
    ],
)
def test_malformed_tag(text):
    caught = error('tag', text)
    assert str(caught) == f'"{text}" is malformed: {TAG_FORM}'
    assert caught.reason is Reason.MALFORMED
    assert caught.candidates == ()


@pytest.mark.parametrize(
    'text',
    [
        '1.2.840.10008.01.1',
        '1.2.840.10008.1.',
        '.1.2.840.10008.1',
        '1.2..840.10008.1',
        '00.1',
        '.',
        '1.2.840.10008.' + '9' * 51,
    ],
)
def test_malformed_uid(text):
    caught = error('uid', text)
    assert str(caught) == f'"{text}" is malformed: {UID_FORM}'
    assert caught.reason is Reason.MALFORMED


def test_uid_of_64_characters_is_well_formed():
    assert error('uid', '1.2.840.10008.' + '9' * 50).reason is Reason.UNKNOWN


@pytest.mark.parametrize(
    ('kind', 'text', 'message'),
    [
        (
            *('uid', 'dicom'),
            (
                '"dicom" is ambiguous: dicomSOPClass 1.2.840.10008.15.0.3.14 '
                'or dicomTransferSyntax 1.2.840.10008.15.0.3.16'
            ),
        ),
        *(
            (
                'cid',
                text,
                f'"{text}" is ambiguous: CID 3745 Calculation Method or CID 6140 Calculation Method',
            )
            for text in ('CalculationMethod', 'Calculation Method', 'calculation method')
        ),
        ('vr', 'US or SS', '"US or SS" is ambiguous: US or SS'),
        ('vr', 'US or SS or OW', '"US or SS or OW" is ambiguous: US or SS or OW'),
        ('vr', 'OB or OW', '"OB or OW" is ambiguous: OB or OW'),
    ],
)
def test_ambiguous(kind, text, message):
    caught = error(kind, text)
    assert str(caught) == message
    assert caught.reason is Reason.AMBIGUOUS
    assert len(caught.candidates) >= 2


def test_ambiguous_vrs_are_those_that_elements_have():
    for vr in {element.vr for element in elements() if len(element.vrs) > 1}:
        assert str(error('vr', vr)) == f'"{vr}" is ambiguous: {vr}'


@pytest.mark.parametrize(
    ('kind', 'text', 'is_a'),
    [
        ('tag', 'CTImageStorage', 'UID'),
        ('tag', 'CT Image Storage', 'UID'),
        ('tag', '1.2.840.10008.1.2', 'UID'),
        ('tag', 'PN', 'value representation'),
        ('tag', 'Decimal String', 'value representation'),
        ('uid', 'PatientName', 'data element'),
        ('uid', "patient's name", 'data element'),
        ('uid', '(0010,0010)', 'data element'),
        ('uid', 'PN', 'value representation'),
        ('vr', 'PatientName', 'data element'),
        ('vr', 'CTImageStorage', 'UID'),
    ],
)
def test_wrong_kind(kind, text, is_a):
    caught = error(kind, text)
    assert str(caught) == f'"{text}" is not a {NOUNS[kind]} but a {is_a}'
    assert caught.reason is Reason.WRONG_KIND
    assert [NOUNS[record.kind] for record in caught.candidates] == [is_a]


@pytest.mark.parametrize('kind', ['tag', 'vr'])
@pytest.mark.parametrize('text', ['Person Name', 'Date', 'Time'])
def test_kind_decides_on_a_name_that_records_of_two_kinds_have(kind, text):
    assert lookup(kind, text).name == text
    assert lookup(kind, text).kind == kind


@pytest.mark.parametrize('kind', KINDS)
def test_every_record_of_another_kind_is_recognized(kind):
    for other in set(KINDS) - {kind}:
        for record in records(other)[::20]:
            if record.keyword and not find(kind, record.keyword):
                assert error(kind, record.keyword).reason is Reason.WRONG_KIND


@pytest.mark.parametrize('space', ['\n', '\r\n', '\t', '  ', ' \n ', '\v', '\N{LINE SEPARATOR}'])
def test_message_is_one_line(space):
    caught = error('tag', f'{space}Patient{space}Nmae{space}')
    assert str(caught) == (
        '"Patient Nmae" is not a known data element; did you mean PatientName (0010,0010)?'
    )


def test_error_can_be_pickled():
    caught = error('tag', 'PatientNmae')
    again = pickle.loads(pickle.dumps(caught))
    assert str(again) == str(caught)
    assert (again.reason, again.candidates) == (caught.reason, caught.candidates)


def test_find_returns_what_lookup_does():
    assert find('tag', ' PatientName ') is lookup('tag', 'PatientName')
    assert find('tag', 'PatientNmae') is None
    assert find('uid', 'dicom') is None
    assert find('uid', 'PatientName') is None


@pytest.mark.parametrize(
    ('kind', 'text', 'expected'),
    [
        ('tag', 'PatientNmae', ['PatientName']),
        ('tag', 'Patients Name', ['PatientName']),
        ('tag', 'StudyInstaceUID', ['StudyInstanceUID']),
        ('tag', 'ModalitiesInStdy', ['ModalitiesInStudy']),
        ('uid', 'MRImageStorag', ['MRImageStorage']),
        ('uid', 'Explicit VR Litle Endian', ['ExplicitVRLittleEndian']),
        ('vr', 'Decimal Sting', ['DS']),
        ('tag', '0010,0l10', []),
        ('tag', 'x' * 1000, []),
        ('tag', '', []),
    ],
)
def test_suggestions(kind, text, expected):
    assert keywords(suggest(kind, text))[: len(expected)] == expected
    assert bool(expected) == bool(suggest(kind, text))


@pytest.mark.parametrize(
    ('tag', 'expected'),
    [
        # two digits swapped, one changed: the nearest number is the likeliest
        ('(0010,0001)', ['PatientName', 'PersonNamesToUseSequence']),
        ('00100001', ['PatientName', 'PersonNamesToUseSequence']),
        ('(0020,000F)', ['SeriesInstanceUID', 'StudyInstanceUID']),
        ('(60xx,3001)', ['OverlayData', 'OverlayActivationLayer']),
        ('(7FE0,0100)', ['PixelData']),
        ('(7EF0,0010)', ['PixelData']),
        # another group only where the own one has too few
        ('(0100,0020)', ['SOPAuthorizationDateTime', 'PatientID']),
    ],
)
def test_suggestions_for_a_slip_in_a_tag(tag, expected):
    assert keywords(error('tag', tag).candidates) == expected


def test_slip_in_an_element_number_suggests_its_group_first():
    numbers = '0123456789ABCDEF'
    for element in elements()[::25]:
        for slip in slips(element.tag[6:10], numbers):
            tag = f'{element.tag[:6]}{slip})'
            if not find('tag', tag):
                first, *others = suggest('tag', tag)
                assert first.group == element.group, tag
                assert len(others) <= 1


def test_slip_in_a_group_suggests_something():
    for element in elements()[:5265:25]:
        for slip in slips(element.group, '02468ACE'):
            tag = f'({slip},{element.number})'
            if not find('tag', tag):
                assert suggest('tag', tag), tag


def test_slip_in_a_uid_suggests_something():
    for uid in uids()[::10]:
        for slip in slips(uid.uid, '123456789'):
            if not find('uid', slip):
                assert 1 <= len(suggest('uid', slip)) <= 2, slip


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.data())
def test_suggestions_are_few_and_never_what_was_written(data):
    kind = data.draw(st.sampled_from(KINDS))
    term = data.draw(st.sampled_from(records(kind)[::30]))
    text = data.draw(st.sampled_from([term.key, term.keyword, term.name]))
    place = data.draw(st.integers(0, len(text)))
    text = text[:place] + data.draw(st.text(max_size=2)) + text[place + 1 :]
    if find(kind, text) is None:
        found = suggest(kind, text)
        assert len(found) == len(set(found)) <= 2
        assert not {text, text.strip()} & {
            spelled for record in found for spelled in (record.key, record.keyword, record.name)
        }
