"""``dicom:dump``: what it shows of real files, what it never shows, and files that are broken or mean harm."""

import random
import struct
import tracemalloc
import warnings
import zlib
from io import BytesIO
from pathlib import Path

import pydicom
import pytest
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from sphinx_dicom.data_sets import masking, reading
from sphinx_dicom.data_sets.printing import Options, Printer
from sphinx_dicom.data_sets.reading import UnreadableError, read
from sphinx_dicom.dictionary import elements
from sphinx_dicom.dictionary.facts import confidentiality

DATA = Path(pydicom.__file__).parent / 'data'
#: What pydicom ships: ``get_testdata_files()`` would fetch more.
SHIPPED = sorted(
    path
    for path in DATA.rglob('*')
    if path.is_file()
    and path.suffix not in ('.json', '.py', '.pyc', '.icc', '.md', '.txt', '.dump', '.gz')
)
FEW = [
    DATA / 'test_files' / name
    for name in (
        *('CT_small.dcm', 'rtplan.dcm', 'reportsi.dcm', 'UN_sequence.dcm', 'nested_priv_SQ.dcm'),
        *(
            'image_dfl.dcm',
            'ExplVR_BigEnd.dcm',
            'no_meta_group_length.dcm',
            'dicomdirtests/DICOMDIR',
        ),
    )
]
#: No word of the dictionary has any four of its letters in a row.
CANARY = 'ZQXJVKWPBF'
PIECES = tuple(CANARY[start : start + 4] for start in range(len(CANARY) - 3))
TEXTS = {'AE', 'AS', 'CS', 'DA', 'DT', 'LO', 'LT', 'PN', 'SH', 'ST', 'TM', 'UC', 'UR', 'UT'}
SYNTAXES = (
    *(ImplicitVRLittleEndian, ExplicitVRLittleEndian),
    *(ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian),
)

pytestmark = pytest.mark.filterwarnings('ignore')


def text_of(path, **options):
    printer = Printer(Options(**options))
    return printer.text(read(path, force=True)), printer.problems


def tells(text):
    """Return what *text* tells of the canary."""
    return [piece for piece in PIECES if piece in text.upper()]


def written(path, dataset, syntax=ExplicitVRLittleEndian):
    """Write *dataset* to *path*, whatever its values are."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID = '1.2.840.10008.5.1.4.1.1.2'
    meta.MediaStorageSOPInstanceUID = '1.2.3.4'
    meta.TransferSyntaxUID = syntax
    buffer = BytesIO()
    file = FileDataset(buffer, dataset, preamble=bytes(128), file_meta=meta)
    pydicom.dcmwrite(buffer, file, little_endian=None if syntax else True)
    path.write_bytes(buffer.getvalue())
    return path


# what it shows


@pytest.mark.parametrize('path', FEW, ids=lambda path: path.name)
def test_it_prints_what_pydicom_prints(path):
    shown, problems = text_of(path, identifiers=True, longest=10**9)
    expected = str(pydicom.dcmread(path, force=True)).splitlines()
    pixels = [line for line in expected if line.startswith(('(7FE0,0010)', '(FFFC,'))]
    lines = [line for line in shown.splitlines() if not line.startswith('(7FE0,0010)')]
    assert lines == [line for line in expected if line not in pixels]
    assert problems == []


@pytest.mark.slow
@pytest.mark.parametrize('path', SHIPPED, ids=lambda path: path.name)
def test_all_that_pydicom_ships(path):
    shown, _problems = text_of(path, identifiers=True, longest=10**9)
    expected = str(pydicom.dcmread(path, force=True)).splitlines()
    # Pixel data and what stands behind it stays in the file.
    lines = [line for line in expected if not line.startswith(('(7FE0,', '(FFFC,'))]
    found = [line for line in shown.splitlines() if not line.startswith('(7FE0,')]
    # Where a value is cut off, pydicom tells its real length.
    differing = [pair for pair in zip(found, lines, strict=True) if pair[0] != pair[1]]
    for ours, theirs in differing:
        assert ours[:48] == theirs[:48] or 'Private Creator' in ours
    assert len(differing) <= 1


def test_depth_tags_and_length(tmp_path):
    path = DATA / 'test_files' / 'reportsi.dcm'
    every, _ = text_of(path, identifiers=True)
    top, _ = text_of(path, identifiers=True, depth=0)
    assert top.splitlines() == [line for line in every.splitlines() if not line.startswith('   ')]
    one, _ = text_of(path, identifiers=True, depth=1)
    assert max(len(line) - len(line.lstrip()) for line in one.splitlines()) == 3
    some, _ = text_of(path, tags=frozenset({'(0008,0060)', '(0008,0110)', '(0002,0010)'}), depth=0)
    assert some.splitlines() == [
        'Dataset.file_meta -------------------------------',
        '(0002,0010) Transfer Syntax UID                 UI: Explicit VR Little Endian',
        '-------------------------------------------------',
        "(0008,0060) Modality                            CS: 'SR'",
        '(0008,0110)  Coding Scheme Identification Sequence  1 item(s) ---- ',
    ]
    short, _ = text_of(path, identifiers=True, longest=5, tags=frozenset({'(0008,0070)'}))
    assert short.splitlines() == ["(0008,0070) Manufacturer                        LO: 'Kura..."]


def test_pixel_data_is_never_shown(tmp_path):
    dataset = Dataset()
    dataset.IconImageSequence = [Dataset()]
    for each in (dataset, dataset.IconImageSequence[0]):
        each.Rows = 2
        each.BitsAllocated = 8
        each.add_new('PixelData', 'OW', b'SECRET')
    shown, _ = text_of(written(tmp_path / 'a.dcm', dataset), shown=frozenset({'(7FE0,0010)'}))
    assert 'SECRET' not in shown
    assert '\n(7FE0,0010) Pixel Data                          OW: Array of 6 elements' in shown
    shown, _ = text_of(tmp_path / 'a.dcm', identifiers=True)
    assert 'SECRET' not in shown
    assert '   (7FE0,0010) Pixel Data                          OW: Array of 6 elements' in shown


def test_control_characters_become_escapes(tmp_path):
    dataset = Dataset()
    dataset.add_new('SOPInstanceUID', 'UI', '1.2\x01\x0b3')
    shown, _ = text_of(written(tmp_path / 'a.dcm', dataset), identifiers=True)
    assert r'UI: 1.2\x01\x0b3' in shown


# what it does not show


def everything():
    """Return a data set with every data element that has text, and the elements of which the value is a canary."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = 'ISO_IR 100'
    for element in elements():
        if (
            element.repeating
            or element.group in ('0000', '0002', 'FFFE')
            or element.number == '0000'
        ):
            continue
        tag = int(element.tag[1:5] + element.tag[6:10], 16)
        vr = element.vrs[0] if element.vrs else 'UN'
        if vr in TEXTS and element.keyword != 'SpecificCharacterSet':
            dataset[tag] = DataElement(tag, vr, CANARY, already_converted=vr != 'PN')
        elif vr in ('OB', 'OW', 'UN'):
            dataset[tag] = DataElement(tag, vr, CANARY.encode())
        elif vr == 'SQ':
            item = Dataset()
            item.PatientName = item.PersonAddress = item.ReasonForVisit = CANARY
            dataset[tag] = DataElement(tag, 'SQ', pydicom.Sequence([item]))
    for tag in (0x60000022, 0x60020022, 0x50000022):
        dataset[tag] = DataElement(tag, 'LO', CANARY)
    block = dataset.private_block(0x0029, f'{CANARY} 1', create=True)
    block.add_new(0x01, 'LO', CANARY)
    block.add_new(0x02, 'CS', 'ORIGINAL')
    block.add_new(0x03, 'SQ', [Dataset()])
    dataset.add_new(0x00990010, 'LO', CANARY)
    dataset.add_new(0x00081234, 'LO', CANARY)
    return dataset


@pytest.mark.parametrize('syntax', SYNTAXES)
def test_no_text_is_shown(tmp_path, syntax):
    dataset = everything()
    path = written(tmp_path / 'a.dcm', dataset, syntax)
    shown, problems = text_of(path)
    assert problems == []
    assert shown.count('\n') > 3000
    assert tells(shown) == []
    assert tells(text_of(path, identifiers=True)[0])


def test_every_element_that_the_profile_acts_upon_is_masked(tmp_path):
    shown = {}
    for tag in confidentiality():
        if tag == 'private' or 'x' in tag or tag.startswith(('(0000', '(0002', '(FFF')):
            continue
        assert masking.known(tag) is None
        number = int(tag[1:5] + tag[6:10], 16)
        dataset = Dataset()
        dataset[number] = DataElement(number, 'IS', '48151623')
        shown[tag] = text_of(written(tmp_path / 'a.dcm', dataset))[0].splitlines()[-1]
        if len(shown) > 80:
            break
    assert {line.partition(': ')[2] for line in shown.values()} == {'(masked)'}
    for tag in ('(5010,2500)', '(6002,3000)', '(6000,4000)', '(0002,0003)', '(0010,9431)'):
        assert masking.known(tag) is None


@pytest.mark.parametrize(
    ('tag', 'vr', 'value', 'line'),
    [
        (0x00280010, 'US', 512, '(0028,0010) Rows                                US: 512'),
        (0x00180050, 'DS', '2.5', "(0018,0050) Slice Thickness                     DS: '2.5'"),
        (0x00080060, 'CS', 'CT', "(0008,0060) Modality                            CS: 'CT'"),
        (0x00080060, 'CS', 'DOE', '(0008,0060) Modality                            CS: (masked)'),
        (
            0x00080008,
            'CS',
            ['ORIGINAL', 'DOE'],
            '(0008,0008) Image Type                          CS: (masked)',
        ),
        (
            0x00080016,
            'UI',
            '1.2.840.10008.1.1',
            '(0008,0016) SOP Class UID                       UI: Verification SOP Class',
        ),
        (
            0x00080016,
            'UI',
            '1.2.3.4',
            '(0008,0016) SOP Class UID                       UI: (masked)',
        ),
        (
            0x00080020,
            'DA',
            '20260101',
            '(0008,0020) Study Date                          DA: (masked)',
        ),
        (0x00080020, 'DA', '', "(0008,0020) Study Date                          DA: ''"),
        (0x00080070, 'LO', 'X', '(0008,0070) Manufacturer                        LO: (masked)'),
        # Not the VR of the dictionary.
        (0x00080070, 'CS', 'CT', '(0008,0070) Manufacturer                        CS: (masked)'),
        (
            0x00280009,
            'AT',
            0x00181063,
            '(0028,0009) Frame Increment Pointer             AT: (0018,1063)',
        ),
        (
            0x00280009,
            'AT',
            0x12345678,
            '(0028,0009) Frame Increment Pointer             AT: (masked)',
        ),
        (0x00101030, 'DS', '70', "(0010,1030) Patient's Weight                    DS: (masked)"),
        (
            0x0040A730,
            'SQ',
            [Dataset()],
            '(0040,A730) Content Sequence                    SQ: (masked)',
        ),
        (0x00291001, 'LO', 'X', '(0029,1001) Private tag data                    LO: (masked)'),
    ],
)
def test_values(tmp_path, tag, vr, value, line):
    dataset = Dataset()
    dataset[tag] = DataElement(tag, vr, value)
    shown, problems = text_of(written(tmp_path / 'a.dcm', dataset))
    assert shown.splitlines()[-1] == line
    assert problems == []


def test_private_creators_that_pydicom_knows_are_shown(tmp_path):
    dataset = Dataset()
    dataset.private_block(0x0029, 'SIEMENS CSA HEADER', create=True).add_new(0x08, 'CS', 'IMAGE')
    dataset.private_block(0x0031, 'SOMEBODY', create=True).add_new(0x08, 'CS', 'IMAGE')
    shown, _ = text_of(written(tmp_path / 'a.dcm', dataset))
    assert shown.splitlines()[-4:] == [
        "(0029,0010) Private Creator                     LO: 'SIEMENS CSA HEADER'",
        '(0029,1008) [CSA Image Header Type]             CS: (masked)',
        '(0031,0010) Private Creator                     LO: (masked)',
        '(0031,1008) Private tag data                    CS: (masked)',
    ]


def planted(path):
    """Return the file at *path* as bytes with a canary in every text, name, date and time; ``None`` if it can't be written."""
    dataset = pydicom.dcmread(path, force=True)
    _plant(dataset)
    buffer = BytesIO()
    try:
        pydicom.dcmwrite(buffer, dataset)
    except Exception:  # noqa: BLE001
        return None
    return buffer.getvalue()


def _plant(dataset):
    for element in dataset:
        if element.VR == 'SQ':
            for item in element.value:
                _plant(item)
        elif element.VR in TEXTS and not element.is_empty and element.tag != 0x00080005:
            dataset[element.tag] = DataElement(
                element.tag, element.VR, CANARY, already_converted=element.VR != 'PN'
            )


def mutated(data, chance):
    """Return *data* with some bytes changed, added, lost, repeated, or cut off."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        where = chance.randrange(132, max(133, min(len(data), 8000)))
        many = chance.randint(1, 16)
        match chance.randrange(6):
            case 0 | 1:
                data[where : where + 1] = chance.randbytes(1)
            case 2:
                data[where:where] = chance.randbytes(many)
            case 3:
                del data[where : where + many]
            case 4:
                data[where : where + many] = b'\xff' * many
            case 5:
                data[where:where] = data[where : where + many]
    if chance.random() < 0.2:
        del data[chance.randrange(len(data)) :]
    return bytes(data)


def check_mutants(paths, count, target):
    seeds = [seed for path in paths if (seed := planted(path))]
    assert len(seeds) > len(paths) / 2
    chance = random.Random(20261125)
    shown = unreadable = 0
    for _ in range(count):
        target.write_bytes(mutated(chance.choice(seeds), chance))
        try:
            text, problems = text_of(target)
        except UnreadableError as error:
            unreadable += 1
            text, problems = str(error), []
        shown += text.count('\n')
        assert tells(text) == []
        assert tells(' '.join(problems)) == []
    assert shown > count
    assert unreadable < count / 2


def test_some_mutants(tmp_path):
    check_mutants(FEW, 60, tmp_path / 'a.dcm')


@pytest.mark.slow
def test_two_thousand_mutants(tmp_path):
    check_mutants(
        [path for path in SHIPPED if path.stat().st_size < 50_000], 2000, tmp_path / 'a.dcm'
    )


# files that are broken, or mean harm


def element(tag, vr, value, length=None):
    """Return a data element in explicit VR little endian."""
    length = len(value) if length is None else length
    head = struct.pack('<HH2s', tag >> 16, tag & 0xFFFF, vr)
    if vr in (b'OB', b'OW', b'SQ', b'UN', b'UT'):
        return head + struct.pack('<HL', 0, length) + value
    return head + struct.pack('<H', length) + value


def part10(body, syntax=ExplicitVRLittleEndian):
    return (
        bytes(128) + b'DICM' + element(0x00020010, b'UI', syntax.encode().ljust(20, b'\0')) + body
    )


ITEM = b'\xfe\xff\x00\xe0'
UNDEFINED = 0xFFFFFFFF
#: A sequence that is in no profile.
SEQUENCE = 0x00181012


def nested(depth, *, defined):
    body = b''
    for _ in range(depth):
        if defined:
            body = element(SEQUENCE, b'SQ', ITEM + struct.pack('<L', len(body)) + body)
        else:
            body = element(SEQUENCE, b'SQ', ITEM + struct.pack('<L', UNDEFINED) + body, UNDEFINED)
    return body


def deflated(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return part10(packer.compress(data) + packer.flush(), DeflatedExplicitVRLittleEndian)


MANY = 'has more than 50,000 data elements and items'
LARGE = 'has more than 16 MB beside pixel data'
HARMFUL = {
    'deflate bomb': (lambda: deflated(bytes(10**8)), LARGE),
    'deflated items': (
        lambda: deflated(element(SEQUENCE, b'SQ', (ITEM + bytes(4)) * 10**5, UNDEFINED)),
        MANY,
    ),
    'items': (lambda: part10(element(SEQUENCE, b'SQ', (ITEM + bytes(4)) * 10**5, UNDEFINED)), MANY),
    'items of stated length': (
        lambda: part10(element(SEQUENCE, b'SQ', (ITEM + bytes(4)) * 60_000)),
        MANY,
    ),
    'elements': (
        lambda: part10(
            b''.join(element(0x00090000 + number, b'LO', b'') for number in range(0x1000, 0xFFFF))
        ),
        MANY,
    ),
    'undefined length': (
        lambda: part10(element(0x00091001, b'OB', bytes(2 * 10**7), UNDEFINED)),
        LARGE,
    ),
    'deep': (lambda: part10(nested(5000, defined=False)), 'has sequences that are nested too deep'),
    'deep inside of stated length': (
        lambda: part10(
            element(
                SEQUENCE, b'SQ', ITEM + struct.pack('<L', UNDEFINED) + nested(5000, defined=False)
            )
        ),
        'has sequences that are nested too deep',
    ),
    'deep of stated length': (
        lambda: part10(nested(200, defined=True)),
        'has sequences that are nested more than 32 deep',
    ),
    'empty': (
        lambda: b'',
        'has no prefix DICM, as DICOM files have (:force: reads it all the same)',
    ),
    'text': (
        lambda: b'Not a DICOM file. ' * 50,
        'has no prefix DICM, as DICOM files have (:force: reads it all the same)',
    ),
}


@pytest.mark.parametrize('name', HARMFUL)
def test_harmful_files(tmp_path, name):
    make, message = HARMFUL[name]
    path = tmp_path / 'a.dcm'
    path.write_bytes(make())
    with pytest.raises(UnreadableError) as caught:
        Printer(Options(identifiers=True)).text(read(path))
    assert str(caught.value) == message


WORST = {
    'numbers': b''.join(element(0x00181000 + n, b'DS', b'1\\' * 16) for n in range(49_000)),
    'private numbers': b''.join(
        element(0x00191000 + n, b'DS', b'1\\' * 32_000) for n in range(250)
    ),
    'items': element(
        SEQUENCE, b'SQ', (ITEM + bytes(4)) * 30_000 + b'\xfe\xff\xdd\xe0' + bytes(4), UNDEFINED
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize('name', ['deflate bomb', *WORST])
def test_memory(tmp_path, name):
    path = tmp_path / 'a.dcm'
    path.write_bytes(HARMFUL[name][0]() if name in HARMFUL else part10(WORST[name]))
    tracemalloc.start()
    try:
        Printer(Options(identifiers=True)).text(read(path))
    except UnreadableError:
        assert name in HARMFUL
    finally:
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 128 * 1024**2


def test_lengths_that_lie(tmp_path):
    path = tmp_path / 'a.dcm'
    for vr in (b'OB', b'UT', b'SQ'):
        path.write_bytes(part10(element(0x00420011, vr, b'abc', 4_000_000_000)))
        shown, problems = text_of(path)
        assert problems == ['ends within (0042,0011)']
        assert shown.splitlines()[-1].startswith('(0042,0011) Encapsulated Document')


def test_a_huge_file_is_not_read(tmp_path):
    path = tmp_path / 'a.dcm'
    with path.open('wb') as file:
        file.write(
            part10(element(0x00280010, b'US', b'\2\0') + element(0x7FE00010, b'OW', b'', 4 * 10**9))
        )
        file.truncate(file.tell() + 4 * 10**9)
    shown, problems = text_of(path)
    assert shown.splitlines()[-2:] == [
        '(0028,0010) Rows                                US: 2',
        '(7FE0,0010) Pixel Data                          OW: Array of 4000000000 elements',
    ]
    assert problems == []


def test_long_values_stay_in_the_file(tmp_path):
    dataset = Dataset()
    dataset.add_new('PixelSpacing', 'DS', ['1'] * 40_000)
    dataset.add_new('SpectroscopyData', 'OF', bytes(2 * 1024**2))
    dataset.ReferencedSeriesSequence = []
    path = written(tmp_path / 'a.dcm', dataset, ImplicitVRLittleEndian)
    shown, problems = text_of(path, identifiers=True)
    assert shown.splitlines()[-2:] == [
        '(0028,0030) Pixel Spacing                       DS: (80,000 bytes)',
        '(5600,0020) Spectroscopy Data                   OF: Array of 2097152 elements',
    ]
    assert problems == []


def test_values_that_cannot_be_decoded(tmp_path):
    path = tmp_path / 'a.dcm'
    path.write_bytes(
        part10(
            element(0x00280002, b'US', b'ZQX')
            + element(0x00280006, b'US', b'ZQX')
            + element(0x00280010, b'US', b'\2\0')
        )
    )
    shown, problems = text_of(path)
    assert shown.splitlines()[-3:] == [
        '(0028,0002) Samples per Pixel                   US: (unreadable)',
        '(0028,0006) Planar Configuration                US: (unreadable)',
        '(0028,0010) Rows                                US: 2',
    ]
    assert problems == [
        'has a value of (0028,0002) that cannot be decoded',
        'has a value of (0028,0006) that cannot be decoded',
    ]


def test_pydicom_is_left_as_it_was(tmp_path):
    before = pydicom.config.settings.reading_validation_mode, pydicom.config.logger.level
    path = tmp_path / 'a.dcm'
    path.write_bytes(part10(element(0x00180050, b'DS', b'ZQXJ')))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        text_of(path)
    assert caught == []
    assert before == (pydicom.config.settings.reading_validation_mode, pydicom.config.logger.level)


def test_the_bounds():
    assert (reading.LARGEST, reading.MOST, reading.LONGEST, reading.DEEPEST) == (
        2**24,
        50_000,
        2**20,
        32,
    )
