"""The table of value representations against pydicom, which knows most of its facts too."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_dicom.dictionary import lookup, records

valuerep = pytest.importorskip('pydicom.valuerep')
dataelem = pytest.importorskip('pydicom.dataelem')

VRS = records('vr')
PRIVATE = dataelem.BaseTag(0x00291010)
each_vr = pytest.mark.parametrize('vr', VRS, ids=lambda vr: vr.code)

#: The characters that stand behind what the table says of those who hold fewer than the default repertoire (PS3.5 section 6.2).
REPERTOIRES = {
    'digits': string.digits,
    'digits and .': string.digits + '.',
    'digits and D, W, M, Y': string.digits + 'DWMY',
    'digits, +, - and space': string.digits + '+- ',
    'digits, +, -, . and space': string.digits + '+-. ',
    'digits, +, -, ., E, e and space': string.digits + '+-.Ee ',
    'digits, . and space': string.digits + '. ',
    'upper-case letters, digits, space and _': string.ascii_uppercase + string.digits + ' _',
}
#: What a query for a range of dates or times adds: a hyphen, and the space that makes the length even.
RANGE = {'DA': '- ', 'TM': '- '}

#: One value of each VR as it lies in a file of little endian byte order; of those left out any text is one.
SAMPLES = {
    'AS': b'018Y',
    'AT': b'\x10\x00\x20\x00',
    'DA': b'20260131',
    'DS': b'1.5 ',
    'DT': b'20260131',
    'FD': bytes(8),
    'FL': bytes(4),
    'IS': b'15',
    'SL': bytes(4),
    'SQ': b'\xfe\xff\x00\xe0\x00\x00\x00\x00',
    'SS': bytes(2),
    'SV': bytes(8),
    'TM': b'1200',
    'UI': b'1.20',
    'UL': bytes(4),
    'US': bytes(2),
    'UV': bytes(8),
}


def names(vrs):
    return {vr.value for vr in vrs}


def decode(vr, value):
    """Return the value that pydicom reads from *value* in a private element, of which it knows nothing else."""
    raw = dataelem.RawDataElement(PRIVATE, vr.code, len(value), value, 0, False, True)
    return dataelem.convert_raw_data_element(raw).value


def test_codes():
    assert {vr.code for vr in VRS} == names(valuerep.STANDARD_VR)


@pytest.mark.parametrize('bits', [16, 32])
def test_length_fields(bits):
    expected = names(getattr(valuerep, f'EXPLICIT_VR_LENGTH_{bits}'))
    assert {vr.code for vr in VRS if vr.length_field == bits} == expected


@pytest.mark.parametrize(('code', 'length'), valuerep.MAX_VALUE_LEN.items())
def test_maximum_lengths(code, length):
    vr = lookup('vr', code)
    assert (vr.length, vr.rule) == (length, 'maximum')


@pytest.mark.parametrize(('code', 'length'), valuerep.VALUE_LENGTH.items())
def test_fixed_lengths(code, length):
    vr = lookup('vr', code)
    assert (vr.length, vr.rule, vr.unit) == (length, 'fixed', 'bytes')


def test_lengths_in_characters_are_those_of_extended_text():
    counted = {vr.code for vr in VRS if vr.unit == 'characters'}
    assert counted == {'LO', 'LT', 'PN', 'SH', 'ST'}
    assert counted <= names(valuerep.CUSTOMIZABLE_CHARSET_VR)


@each_vr
def test_a_length_has_a_unit_and_a_rule(vr):
    assert vr.rule
    assert bool(vr.unit) == (vr.code != 'SQ')
    assert (vr.length is None) == (vr.code in {'OB', 'OW', 'SQ', 'UN'})


def test_long_lengths_are_the_last_even_number_of_whole_values():
    sizes = {'OD': 8, 'OF': 4, 'OL': 4, 'OV': 8, 'UC': 2, 'UR': 2, 'UT': 2}
    assert {code: 2**32 - lookup('vr', code).length for code in sizes} == sizes


def test_repertoire_that_specific_character_set_extends():
    extended = {vr.code for vr in VRS if vr.repertoire == 'extended'}
    assert extended == names(valuerep.CUSTOMIZABLE_CHARSET_VR)


def test_repertoire_of_text_that_it_does_not_extend():
    others = {vr.code for vr in VRS if vr.repertoire not in ('extended', 'binary', 'items')}
    assert others == names(valuerep.DEFAULT_CHARSET_VR)


def test_every_narrow_repertoire_is_one_of_those_described():
    wide = ('extended', 'binary', 'items', 'default', 'default, as in RFC 3986')
    assert {vr.repertoire for vr in VRS} <= {*wide, *REPERTOIRES}


@pytest.mark.parametrize('code', sorted({'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI'}))
def test_values_hold_only_what_the_repertoire_has(code):
    allowed = REPERTOIRES[lookup('vr', code).repertoire] + RANGE.get(code, '')
    pattern = valuerep.BYTE_VR_REGEXES[code]

    @settings(deadline=None, derandomize=True, max_examples=50)
    @given(st.from_regex(pattern, fullmatch=True))
    def check(value):
        # "$" of pydicom's expressions lets a line end pass.
        assert not set(value.decode('ascii').rstrip('\n')) - set(allowed)

    check()


@each_vr
def test_pydicom_reads_the_type_stated(vr):
    value = decode(vr, SAMPLES.get(vr.code, b'TEXT'))
    name = f'{type(value).__module__}.{type(value).__qualname__}'
    assert name.removeprefix('builtins.') == vr.python


@each_vr
def test_pydicom_reads_several_values_where_stated(vr):
    sample = SAMPLES.get(vr.code, b'TEXT')
    between = b'\\' if vr.repertoire not in ('binary', 'items') else b''
    value = decode(vr, sample + between + sample)
    # A sequence is one value however many items it has.
    several = not isinstance(value, (str, bytes)) and vr.code != 'SQ'
    assert several == vr.multiple
    if several:
        assert len(value) == 2


def test_names_are_those_of_the_standard():
    assert {vr.code: vr.name for vr in VRS} == {
        'AE': 'Application Entity',
        'AS': 'Age String',
        'AT': 'Attribute Tag',
        'CS': 'Code String',
        'DA': 'Date',
        'DS': 'Decimal String',
        'DT': 'Date Time',
        'FD': 'Floating Point Double',
        'FL': 'Floating Point Single',
        'IS': 'Integer String',
        'LO': 'Long String',
        'LT': 'Long Text',
        'OB': 'Other Byte',
        'OD': 'Other Double',
        'OF': 'Other Float',
        'OL': 'Other Long',
        'OV': 'Other 64-bit Very Long',
        'OW': 'Other Word',
        'PN': 'Person Name',
        'SH': 'Short String',
        'SL': 'Signed Long',
        'SQ': 'Sequence of Items',
        'SS': 'Signed Short',
        'ST': 'Short Text',
        'SV': 'Signed 64-bit Very Long',
        'TM': 'Time',
        'UC': 'Unlimited Characters',
        'UI': 'Unique Identifier (UID)',
        'UL': 'Unsigned Long',
        'UN': 'Unknown',
        'UR': 'Universal Resource Identifier or Universal Resource Locator (URI/URL)',
        'US': 'Unsigned Short',
        'UT': 'Unlimited Text',
        'UV': 'Unsigned 64-bit Very Long',
    }
