"""Descriptions, values, what de-identification does, and the small tables of codes."""

from __future__ import annotations

from itertools import groupby

import pytest

from sphinx_dicom.dictionary import elements, get, lookup, read, uids, vrs
from sphinx_dicom.dictionary.facts import (
    CONFIDENTIALITY_OPTIONS,
    NOT_RECORDED,
    Values,
    aliases,
    confidentiality,
    context_group_codes,
    descriptions,
    values,
)
from sphinx_dicom.dictionary.spelling import squash
from sphinx_dicom.dictionary.structure import sop_classes, usages_by_iod

# descriptions

#: The IODs of storage SOP classes that are met most often.
COMMON_IODS = [
    'basic-text-sr',
    'basic-voice-audio-waveform',
    'breast-tomosynthesis-image',
    'chest-cadsr',
    'color-softcopy-presentation-state',
    'comprehensive-3dsr',
    'comprehensive-sr',
    'computed-radiography-image',
    'ct-image',
    'digital-intra-oral-xray-image',
    'digital-mammography-xray-image',
    'digital-xray-image',
    'encapsulated-cda',
    'encapsulated-pdf',
    'enhanced-ct-image',
    'enhanced-mr-image',
    'enhanced-pet-image',
    'enhanced-sr',
    'enhanced-xa-image',
    'general-ecg-waveform',
    'grayscale-softcopy-presentation-state',
    'hemodynamic-waveform',
    'key-object-selection-document',
    'mammography-cadsr',
    'mr-image',
    'multi-frame-grayscale-byte-secondary-capture-image',
    'multi-frame-grayscale-word-secondary-capture-image',
    'multi-frame-single-bit-secondary-capture-image',
    'multi-frame-true-color-secondary-capture-image',
    'nuclear-medicine-image',
    'ophthalmic-photography-16-bit-image',
    'ophthalmic-photography-8bit-image',
    'patient-radiation-dose-sr',
    'positron-emission-tomography-image',
    'procedure-log',
    'pseudo-color-softcopy-presentation-state',
    'radiopharmaceutical-radiation-dose-sr',
    'rt-beams-treatment-record',
    'rt-dose',
    'rt-image',
    'rt-ion-plan',
    'rt-plan',
    'rt-structure-set',
    'rt-treatment-summary-record',
    'secondary-capture-image',
    'segmentation',
    'twelve-lead-ecg-waveform',
    'ultrasound-image',
    'ultrasound-multi-frame-image',
    'video-endoscopic-image',
    'video-microscopic-image',
    'video-photographic-image',
    'vl-endoscopic-image',
    'vl-microscopic-image',
    'vl-photographic-image',
    'vl-whole-slide-microscopy-image',
    'x-ray-angiographic-image',
    'x-ray-radiation-dose-sr',
    'x-ray-radiofluoroscopic-image',
]


def undescribed(kind, keys):
    return [key for key in keys if (kind, key) not in descriptions()]


def test_everything_described_exists():
    modalities = {row[0] for row in read('modalities').rows}
    unknown = [
        (kind, key)
        for kind, key in descriptions()
        if (key not in modalities if kind == 'modality' else get(kind, key) is None)
    ]
    assert unknown == []


def test_nothing_is_described_twice():
    assert len(read('descriptions').rows) == len(descriptions())


def test_many_elements_are_described():
    assert sum(kind == 'tag' for kind, _key in descriptions()) >= 800


def test_every_vr_is_described():
    assert undescribed('vr', [vr.code for vr in vrs()]) == []


def test_every_transfer_syntax_is_described():
    found = [uid.uid for uid in uids() if uid.type == 'Transfer Syntax']
    assert undescribed('uid', found) == []


def test_every_active_storage_sop_class_is_described():
    found = [
        sop_class.uid.uid
        for sop_class in sop_classes()
        if sop_class.service == 'Storage' and not sop_class.uid.retired
    ]
    assert len(found) > 150
    assert undescribed('uid', found) == []


def test_every_modality_is_described():
    assert undescribed('modality', [row[0] for row in read('modalities').rows]) == []


@pytest.mark.parametrize('iod', COMMON_IODS)
def test_every_module_of_a_common_iod_is_described(iod):
    assert undescribed('module', [usage.module.slug for usage in usages_by_iod()[iod]]) == []


def test_descriptions_are_short():
    longest = max(len(found.text) for found in descriptions().values())
    assert longest <= 240


# de-identification


def actions(keyword):
    return confidentiality()[lookup('tag', keyword).tag]


def test_the_profile_is_complete():
    rows = read('confidentiality').rows
    assert len(rows) == len(confidentiality()) == 656
    # The action of the profile, and of the ten options.
    assert [len(row[2:-1]) for row in rows] == [11] * 656
    assert len(CONFIDENTIALITY_OPTIONS) == 10


def test_actions_are_those_of_the_standard():
    # PS3.15 section E.3, table E.1-1a
    known = {row[0] for row in read('actions').rows}
    assert known == {'D', 'Z', 'X', 'K', 'C', 'U'}
    profile = {found.profile for found in confidentiality().values()}
    assert profile == {'D', 'U', 'X', 'X/D', 'X/Z', 'X/Z/D', 'X/Z/U*', 'Z', 'Z/D'}
    options = {action for found in confidentiality().values() for action in found.options.values()}
    assert options == {'C', 'K', NOT_RECORDED}


def test_actions_are_not_recorded_of_all_options_or_of_none():
    unknown = [row for row in read('confidentiality').rows if NOT_RECORDED in row]
    assert {row[3:] for row in unknown} == {(*[NOT_RECORDED] * 10, 'not recorded')}
    assert len(unknown) == 35


def test_tags_are_of_data_elements():
    strange = [tag for tag in confidentiality() if get('tag', tag) is None]
    # (0040,E012) is newer than the table of data elements.
    assert strange == ['(0040,E012)', '(50xx,xxxx)', 'private']


@pytest.mark.parametrize(
    ('keyword', 'profile', 'options'),
    [
        # PS3.15 table E.1-1
        ('PatientName', 'Z', {}),
        ('PatientBirthDate', 'Z', {}),
        ('AccessionNumber', 'Z', {}),
        ('StudyInstanceUID', 'U', {'retain_uids': 'K'}),
        ('SOPInstanceUID', 'U', {'retain_uids': 'K'}),
        ('PatientAge', 'X', {'retain_patient_characteristics': 'K'}),
        ('PatientSex', 'Z', {'retain_patient_characteristics': 'K'}),
        ('SeriesDescription', 'X', {'clean_descriptors': 'C'}),
        ('StationName', 'X/Z/D', {'retain_device_identity': 'K'}),
        ('InstitutionName', 'X/Z/D', {'retain_institution_identity': 'K'}),
        ('StudyDate', 'Z', {'retain_full_dates': 'K', 'retain_modified_dates': 'C'}),
        ('ContentSequence', 'D', {'clean_structured_content': 'C'}),
        ('OverlayData', 'X', {'clean_graphics': 'C'}),
    ],
)
def test_what_becomes_of_elements(keyword, profile, options):
    assert (actions(keyword).profile, actions(keyword).options) == (profile, options)


def test_what_becomes_of_private_elements():
    # PS3.15 table E.1-1, "Private Attributes"
    found = confidentiality()['private']
    assert (found.profile, found.options) == ('X', {'retain_safe_private': 'C'})


@pytest.mark.parametrize('keyword', ['PixelData', 'Modality', 'SpecificCharacterSet', 'Rows'])
def test_elements_that_the_profile_leaves_alone(keyword):
    assert lookup('tag', keyword).tag not in confidentiality()


# values


def test_values_of_one_element_are_together_and_listed_once():
    rows = read('values').rows
    tags = [tag for tag, _rows in groupby(rows, key=lambda row: row[0])]
    assert tags == sorted(set(tags))
    assert len({row[:4] for row in rows}) == len(rows)
    assert {row[1] for row in rows} == {'defined', 'enumerated'}
    assert {row[4] for row in rows} == {'', 'some'}


def test_values_are_of_codes_and_numbers():
    found = {lookup('tag', tag).vr for tag in values()}
    assert found == {'AT', 'CS', 'DS', 'IS', 'LO', 'SH', 'ST', 'UI', 'UL', 'US'}


@pytest.mark.parametrize(
    ('keyword', 'expected'),
    [
        # PS3.3 section C.7.1.1, table C.7-1
        ('PatientSex', Values('enumerated', '', ('F', 'M', 'O'), differs=False)),
        ('TypeOfPatientID', Values('defined', '', ('BARCODE', 'RFID', 'TEXT'), differs=False)),
        # PS3.3 section C.7.6.1, table C.7-9
        ('LossyImageCompression', Values('enumerated', '', ('00', '01'), differs=False)),
        # PS3.3 section C.8.3.1, table C.8-4
        (
            'ScanningSequence',
            Values('enumerated', '', ('EP', 'GR', 'IR', 'RM', 'SE'), differs=False),
        ),
        ('MRAcquisitionType', Values('defined', '', ('1D', '2D', '3D'), differs=False)),
        # PS3.3 section C.11.2, table C.11-2b
        (
            'VOILUTFunction',
            Values('defined', '', ('LINEAR', 'LINEAR_EXACT', 'SIGMOID'), differs=False),
        ),
        # PS3.3 section C.17.2, table C.17-2
        ('VerificationFlag', Values('enumerated', '', ('UNVERIFIED', 'VERIFIED'), differs=False)),
        # PS3.3 section C.8.8.3, table C.8-39
        ('DoseUnits', Values('enumerated', '', ('GY', 'RELATIVE'), differs=False)),
    ],
)
def test_values(keyword, expected):
    assert values()[lookup('tag', keyword).tag] == (expected,)


def test_values_by_position():
    # PS3.3 section C.7.6.1.1.2
    first, second, *others = values()[lookup('tag', 'ImageType').tag]
    assert first == Values('enumerated', '1', ('DERIVED', 'ORIGINAL'), differs=True)
    assert second == Values('enumerated', '2', ('PRIMARY', 'SECONDARY'), differs=True)
    assert {found.position for found in others} == {'3', '4'}


# modalities


MODALITIES = {row[0]: row[1:] for row in read('modalities').rows}


def test_modalities():
    assert len(MODALITIES) == len(read('modalities').rows) >= 90
    assert list(MODALITIES) == sorted(MODALITIES)
    assert {status for status, *_ in MODALITIES.values()} == {'active', 'retired'}


def test_only_retired_modalities_have_a_successor_and_it_is_active():
    for status, _meaning, successor, _source in MODALITIES.values():
        if successor:
            assert status == 'retired'
            assert MODALITIES[successor][0] == 'active'


def test_active_modalities_are_those_of_the_context_groups():
    # PS3.16 CID 29 and CID 32
    coded = {code for cid in ('29', '32') for code in context_group_codes()[cid]}
    active = {code for code, (status, *_) in MODALITIES.items() if status == 'active'}
    # PS3.3 section C.7.3.1.1.1 has three more.
    assert active - coded == {'RTINTENT', 'RTRAD', 'RTSEGANN'}
    assert coded <= active


@pytest.mark.parametrize(
    ('code', 'status', 'successor'),
    [
        # PS3.3 section C.7.3.1.1.1
        ('CT', 'active', ''),
        ('MA', 'retired', 'MR'),
        ('DS', 'retired', 'XA'),
        ('ST', 'retired', 'NM'),
    ],
)
def test_modality(code, status, successor):
    assert MODALITIES[code][::2] == (status, successor)


# transfer syntaxes

SYNTAXES = {row[0]: row[1:] for row in read('transfer_syntaxes').rows}
_JPIP = {f'1.2.840.10008.1.2.4.{number}' for number in (94, 95, 204, 205)}
_JPIP_DEFLATED = {f'1.2.840.10008.1.2.4.{number}' for number in (95, 205)}
_MIME, _XML = '1.2.840.10008.1.2.6.1', '1.2.840.10008.1.2.6.2'
_SMPTE = {f'1.2.840.10008.1.2.7.{number}' for number in (1, 2, 3)}
_PAPYRUS = '1.2.840.10008.1.20'

#: Where pydicom says otherwise, as it knows the few transfer syntaxes that it reads and takes all others for encapsulated.
DIFFERENCES = {
    # Papyrus 3 is Implicit VR Little Endian; MIME (RFC 2557) and XML encode no data set.
    'is_implicit_VR': {_PAPYRUS},
    'is_little_endian': {_MIME, _XML},
    # PS3.5 sections A.7 and A.9: the data set is deflated as a whole.
    'is_deflated': _JPIP_DEFLATED,
    # PS3.5 sections A.6 to A.9: pixel data are elsewhere; PS3.22: they flow beside the metadata.
    'is_encapsulated': {*_JPIP, *_SMPTE, _MIME, _XML, _PAPYRUS},
}


def stated(uid):
    """Return what the table says of a transfer syntax, in the properties of pydicom."""
    vr, byte_order, deflated, pixel_data, _compression, _codec = SYNTAXES[uid]
    return {
        'is_implicit_VR': vr == 'implicit',
        'is_little_endian': byte_order == 'little endian',
        'is_deflated': deflated == 'whole data set',
        'is_encapsulated': pixel_data == 'encapsulated',
    }


def test_every_transfer_syntax_is_there():
    assert list(SYNTAXES) == [uid.uid for uid in uids() if uid.type == 'Transfer Syntax']


def test_cells_of_transfer_syntaxes():
    vr, byte_order, deflated, pixel_data, compression, codec = map(
        set, zip(*SYNTAXES.values(), strict=True)
    )
    assert vr == {'implicit', 'explicit', ''}
    assert byte_order == {'little endian', 'big endian', ''}
    assert deflated == {'whole data set', ''}
    assert pixel_data == {'encapsulated', 'referenced', 'real-time stream', ''}
    assert 'JPEG 2000' in codec
    assert compression == {
        *('none', 'lossless', 'lossy', ''),
        *('lossless or lossy', 'lossless or near-lossless'),
    }


@pytest.mark.parametrize('what', DIFFERENCES)
def test_transfer_syntaxes_agree_with_pydicom(what):
    pydicom_uid = pytest.importorskip('pydicom.uid')
    known = [uid.uid for uid in uids() if uid.uid in SYNTAXES and not uid.edition]
    assert len(known) >= 59
    differing = {uid for uid in known if getattr(pydicom_uid.UID(uid), what) != stated(uid)[what]}
    assert differing == DIFFERENCES[what]


@pytest.mark.parametrize(
    ('keyword', 'expected'),
    [
        # PS3.5 section A.4.1, table A.4-1, and sections A.1, A.3 to A.5
        ('ImplicitVRLittleEndian', ('implicit', 'little endian', '', '', 'none', '')),
        ('ExplicitVRBigEndian', ('explicit', 'big endian', '', '', 'none', '')),
        (
            'JPEGBaseline8Bit',
            ('explicit', 'little endian', '', 'encapsulated', 'lossy', 'JPEG'),
        ),
        (
            'JPEGLosslessSV1',
            ('explicit', 'little endian', '', 'encapsulated', 'lossless', 'JPEG'),
        ),
        (
            'RLELossless',
            ('explicit', 'little endian', '', 'encapsulated', 'lossless', 'RLE (PackBits)'),
        ),
        (
            'DeflatedExplicitVRLittleEndian',
            ('explicit', 'little endian', 'whole data set', '', 'none', 'Deflate'),
        ),
    ],
)
def test_transfer_syntax(keyword, expected):
    assert SYNTAXES[lookup('uid', keyword).uid] == expected


# photometric interpretations


def test_photometric_interpretations():
    # PS3.3 section C.7.6.3.1.2; XYB came with JPEG XL
    found = {row[0]: row[1:3] for row in read('photometric_interpretations').rows}
    assert found == {
        'MONOCHROME1': ('active', '1'),
        'MONOCHROME2': ('active', '1'),
        'PALETTE COLOR': ('active', '1'),
        'RGB': ('active', '3'),
        'HSV': ('retired', '3'),
        'ARGB': ('retired', '4'),
        'CMYK': ('retired', '4'),
        'YBR_FULL': ('active', '3'),
        'YBR_FULL_422': ('active', '3'),
        'YBR_PARTIAL_422': ('retired', '3'),
        'YBR_PARTIAL_420': ('active', '3'),
        'YBR_ICT': ('active', '3'),
        'YBR_RCT': ('active', '3'),
        'XYB': ('active', '3'),
    }


def test_photometric_interpretations_are_values_of_their_element():
    (listed,) = values()[lookup('tag', 'PhotometricInterpretation').tag]
    known = {row[0] for row in read('photometric_interpretations').rows}
    assert known - set(listed.codes) == {'XYB'}
    assert set(listed.codes) <= known


# aliases


def test_there_are_many_aliases():
    assert len(read('aliases').rows) >= 200
    assert sum(map(len, aliases().values())) == len(read('aliases').rows)


@pytest.mark.parametrize('row', read('aliases').rows, ids=lambda row: row[0])
def test_alias(row):
    alias, kind, key, reason = row
    record = get(kind, key)
    assert record, key
    assert not record.retired
    assert alias == ' '.join(alias.split()).lower()
    assert len(reason) > 5


def test_no_alias_is_a_name():
    named = (*elements(), *uids())
    names = {squash(name) for record in named for name in (record.name, record.keyword)}
    assert [row[0] for row in read('aliases').rows if squash(row[0]) in names] == []


def test_aliases_are_sorted_and_say_one_thing():
    names = [row[0] for row in read('aliases').rows]
    assert names == sorted(set(names))
