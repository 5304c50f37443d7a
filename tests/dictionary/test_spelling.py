"""Every notation and name of every record leads to it, and nothing that can be typed breaks looking up."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_dicom.dictionary import (
    KINDS,
    Element,
    UnknownTermError,
    elements,
    find,
    lookup,
    records,
    uids,
    vrs,
)
from sphinx_dicom.dictionary.lookup import _exact, _spellings
from sphinx_dicom.dictionary.spelling import TagForm, read_tag, squash
from sphinx_dicom.dictionary.structure import sop_classes

SINGLE = [element for element in elements() if not element.repeating]
REPEATING = [element for element in elements() if element.repeating]

#: What a tag in parentheses may look like; ``{g}`` is the group, ``{e}`` the element number.
NOTATIONS = (
    '({g},{e})',
    '({g}, {e})',
    ' ( {g} , {e} ) ',
    '{g},{e}',
    '{g}, {e}',
    '{g}{e}',
    '{g}|{e}',
    '({g}|{e})',
    '{g}-{e}',
    '{g} - {e}',
)
HEXADECIMAL = ('0x{g}{e}', '0X{g}{e}', '0x{g},0x{e}', '(0x{g},0x{e})', '(0x{g}, 0x{e})')

#: Retired UIDs that have the name of their successor.
NAMESAKES = {
    'Ultrasound Multi-frame Image Storage': 'UltrasoundMultiFrameImageStorageRetired',
    'Nuclear Medicine Image Storage': 'NuclearMedicineImageStorageRetired',
    'Ultrasound Image Storage': 'UltrasoundImageStorageRetired',
}
#: Keywords, and so names, that two context groups have.
SHARED = {
    'CalculationMethod': {'3745', '6140'},
    'VascularUltrasoundReportDocumentTitle': {'12024', '12100'},
}
#: Kinds whose keys are names, with the kinds that have the same names: of sequences, and of modules that are most of an IOD.
SAME_NAMES = {('tag', 'items'), ('iod', 'module'), ('module', 'iod')}
NAMED_UIDS = [uid for uid in uids() if uid.name and not (uid.retired and uid.name in NAMESAKES)]

thorough = settings(deadline=None, derandomize=True, max_examples=300)
kinds = st.sampled_from(KINDS)
#: Texts that look like tags, UIDs, private elements and names more than any text does.
texts = st.one_of(
    st.text(),
    st.text('0123456789ABCDEFabcdefxX,|.-()[] \t', max_size=24),
    st.text('0123456789.', max_size=70),
    st.from_regex(r'\(?[0-9A-Fx]{4},[0-9A-Fx]{4}\)?(\s*\[.*\])?', fullmatch=True),
    st.lists(st.sampled_from(['Patient', "'s", 'Name', ' ', ' or ', 'US', 'OW', '(', ')'])).map(
        ''.join
    ),
)


def misread(kind, spell, expected=None):
    """Return the spellings, of all those that *spell* gives for a record, that don't lead to it."""
    return [
        (text, record.key)
        for record in expected or records(kind)
        for text in spell(record)
        if find(kind, text) is not record
    ]


def each_case(text):
    return text, text.upper(), text.lower()


@pytest.mark.parametrize('notation', [*NOTATIONS, *HEXADECIMAL])
def test_notations_of_every_single_element(notation):
    def spell(element):
        return each_case(notation.format(g=element.group, e=element.number))

    assert misread('tag', spell, SINGLE) == []


@pytest.mark.parametrize('notation', NOTATIONS)
def test_notations_of_every_repeating_group(notation):
    def spell(element):
        return each_case(notation.format(g=element.group, e=element.number))

    assert misread('tag', spell, REPEATING) == []


@pytest.mark.parametrize('notation', HEXADECIMAL[:2])
def test_packed_hexadecimal_number_holds_no_x(notation):
    read = [
        text
        for element in REPEATING
        if find('tag', text := notation.format(g=element.group, e=element.number))
    ]
    assert read == []


@pytest.mark.parametrize('digit', '02468ACE')
def test_concrete_tags_of_every_repeating_group(digit):
    single = {element.tag for element in SINGLE}

    def spell(element):
        tag = element.tag.replace('x', digit)
        return () if tag in single else (*each_case(tag), tag[1:5] + tag[6:10])

    assert misread('tag', spell, REPEATING) == []


def test_all_even_groups_of_a_repeating_group():
    def spell(element):
        return [element.tag.replace('xx', f'{number:02X}', 1) for number in range(0, 256, 2)]

    overlays = [element for element in REPEATING if element.group == '60xx']
    assert misread('tag', spell, overlays) == []


def test_odd_groups_are_private_and_no_repeating_group():
    for element in REPEATING:
        if element.group.endswith('xx'):
            tag = element.tag.replace('xx', '01', 1)
            assert lookup('tag', tag) == Element(tag, '', '', '', '')


def test_element_number_of_a_repeating_group_may_be_odd():
    assert lookup('tag', '(0020,3105)').keyword == 'SourceImageIDs'
    assert lookup('tag', '(1010,00FF)').keyword == 'ZonalMap'


def test_single_element_goes_before_the_repeating_group_that_includes_it():
    assert lookup('tag', '(7FE0,0010)').keyword == 'PixelData'
    assert lookup('tag', '(7F00,0010)').keyword == 'VariablePixelData'


def test_keywords_of_every_element():
    def spell(element):
        return each_case(element.keyword) if element.keyword else ()

    assert misread('tag', spell) == []


@pytest.mark.parametrize(
    ('before', 'after'),
    [
        ('', ''),
        ("'s", ''),
        ("'", '\N{RIGHT SINGLE QUOTATION MARK}'),
        ("'", '\N{LEFT SINGLE QUOTATION MARK}'),
        ("'", '\N{MODIFIER LETTER APOSTROPHE}'),
        (' ', '  '),
        (' ', '\N{NO-BREAK SPACE}'),
        (' ', '\n'),
        (' ', '-'),
        ('-', ' '),
        ('(', '['),
    ],
)
def test_names_of_every_element(before, after):
    def spell(element):
        return each_case(element.name.replace(before, after)) if element.name else ()

    assert misread('tag', spell) == []


def test_values_and_keywords_of_every_uid():
    def spell(uid):
        return filter(None, (uid.uid, f' {uid.uid}\n', *each_case(uid.keyword)))

    assert misread('uid', spell) == []


@pytest.mark.parametrize(
    'change',
    [
        lambda name: name,
        lambda name: name.removesuffix(' SOP Class'),
        lambda name: name.removesuffix(' Storage'),
        lambda name: name.replace('/', ' / ').replace('-', ' '),
        lambda name: re.sub(r'[][(),./-]', '', name),
    ],
    ids=['as is', 'without SOP Class', 'without Storage', 'spaced', 'without punctuation'],
)
def test_names_of_every_uid(change):
    assert misread('uid', lambda uid: each_case(change(uid.name)), NAMED_UIDS) == []


@pytest.mark.parametrize('type_', ['SOP Class', 'Transfer Syntax'])
def test_names_of_every_uid_with_its_type(type_):
    typed = [uid for uid in NAMED_UIDS if uid.type == type_]
    assert misread('uid', lambda uid: each_case(f'{uid.name} {type_}'), typed) == []


@pytest.mark.parametrize('kind', KINDS)
def test_no_record_is_found_by_what_tells_namesakes_apart(kind):
    # Several retired records have no name at all.
    assert find(kind, 'retired') is None


@pytest.mark.parametrize(('name', 'keyword'), NAMESAKES.items())
def test_name_of_a_retired_namesake(name, keyword):
    retired = lookup('uid', keyword)
    assert retired.retired
    assert retired.name == name
    for text in each_case(f'{name} (Retired)'):
        assert lookup('uid', text) is retired
    for text in (name, name.removesuffix(' Storage'), f'{name} SOP Class'):
        successor = lookup('uid', text)
        assert not successor.retired
        assert successor.name == name


def test_no_other_uids_share_a_name():
    names = [uid.name for uid in uids() if uid.name]
    assert {name for name in names if names.count(name) > 1} == set(NAMESAKES)


def test_codes_and_names_of_every_vr():
    def spell(vr):
        return *each_case(vr.code), *each_case(vr.name)

    assert misread('vr', spell) == []


def test_parenthesis_at_the_end_may_be_absent():
    assert lookup('tag', 'Report Production Status').keyword == 'ReportProductionStatusTrial'


def test_retired_element_keeps_the_name_that_another_has_with_a_parenthesis():
    assert lookup('tag', 'Image Position').retired
    assert not lookup('tag', 'Image Position (Patient)').retired


@pytest.mark.parametrize('kind', KINDS)
def test_no_two_records_share_a_key_or_keyword(kind):
    terms = [{record.key, record.keyword} - {'', *SHARED} for record in records(kind)]
    assert len(_exact(kind)) == sum(map(len, terms))
    assert len({record.key for record in records(kind)}) == len(records(kind))


@pytest.mark.parametrize('kind', KINDS)
def test_only_namesakes_share_a_spelling(kind):
    found = {}
    for record in records(kind):
        retired = 'retired' if record.retired and record.name in NAMESAKES else ''
        for text in {squash(record.name) + retired, squash(record.keyword)} - {''}:
            found.setdefault(text, set()).add(record.key)
    assert found == {
        text: {record.key for record in same} for text, same in _spellings(kind).items()
    }
    shared = {text: keys for text, keys in found.items() if len(keys) > 1}
    namesakes = {squash(keyword): keys for keyword, keys in SHARED.items()}
    assert shared == (namesakes if kind == 'cid' else {})


def test_no_spelling_of_one_kind_is_the_key_of_another():
    for kind, other in set(itertools.permutations(KINDS, 2)) - SAME_NAMES:
        assert not _exact(kind).keys() & {record.key for record in records(other)}


def test_names_of_every_iod():
    def spell(iod):
        names = (iod.slug, iod.name, f'{iod.name} IOD')
        return [text for name in names for text in each_case(name)]

    assert misread('iod', spell) == []


def test_every_sop_class_leads_to_its_iod():
    for sop_class in sop_classes():
        uid = sop_class.uid
        if sop_class.iod:
            for text in (uid.uid, uid.keyword, uid.name):
                assert lookup('iod', text) is sop_class.iod


def test_names_of_every_module():
    def spell(module):
        names = (module.slug, module.name, f'{module.name} Module')
        return [text for name in names for text in each_case(name)]

    assert misread('module', spell) == []


def test_names_of_all_items():
    assert misread('items', lambda record: (*each_case(record.key), *each_case(record.name))) == []


def test_numbers_and_names_of_every_context_group():
    def spell(group):
        yield from (group.key, f'CID {group.key}', f'cid{group.key}', f'sect_CID_{group.key}')
        if group.keyword not in SHARED:
            yield from (*each_case(group.keyword), *each_case(group.name))

    assert misread('cid', spell) == []


@pytest.mark.parametrize(
    ('text', 'tag', 'creator'),
    [
        ('(0029,1010)', '(0029,1010)', ''),
        ('00291010', '(0029,1010)', ''),
        ('0x00291010', '(0029,1010)', ''),
        ('(0029,0010)', '(0029,0010)', ''),
        ('(0029,xx10)', '(0029,xx10)', ''),
        ('(0029,XX10)', '(0029,xx10)', ''),
        ('0029xx10', '(0029,xx10)', ''),
        ('(0029,1010) [SIEMENS CSA HEADER]', '(0029,xx10)', 'SIEMENS CSA HEADER'),
        ('(0029,xx10) [SIEMENS CSA HEADER]', '(0029,xx10)', 'SIEMENS CSA HEADER'),
        ('(0029,FF10)[SIEMENS CSA HEADER]', '(0029,xx10)', 'SIEMENS CSA HEADER'),
        (' 0029,1010  [ SIEMENS CSA HEADER ] ', '(0029,xx10)', 'SIEMENS CSA HEADER'),
        ('00291010 [SIEMENS CSA HEADER]', '(0029,xx10)', 'SIEMENS CSA HEADER'),
        ('(0029,1010) []', '(0029,1010)', ''),
        ('(e1ab,10ef) [A [B] C]', '(E1AB,xxEF)', 'A [B] C'),
    ],
)
def test_private_elements(text, tag, creator):
    element = lookup('tag', text)
    assert element == Element(tag, '', '', '', '', creator=creator)
    assert element.private
    assert not element.repeating


@pytest.mark.parametrize('group', ['0001', '0003', '0005', '0007', 'FFFF', 'ffff'])
def test_groups_that_may_hold_no_private_elements(group):
    assert read_tag(f'({group},1010)').form is TagForm.MALFORMED


@pytest.mark.parametrize(
    'text', ['(0010,0010) [X]', '(60xx,3000) [X]', '(0029,0010) [X]', '(0029,00FF) [X]']
)
def test_only_private_data_elements_have_a_creator(text):
    assert read_tag(text).form is TagForm.MALFORMED


@thorough
@given(st.integers(0, 0xFFFFFFFF))
def test_any_number_is_a_tag(number):
    digits = f'{number:08X}'
    # Eight letters may be a word as well.
    assert digits.isalpha() or read_tag(digits) == read_tag(f'({digits[:4]},{digits[4:]})')
    assert read_tag(f'({digits[:4]},{digits[4:]})').form is not TagForm.NO_TAG


@thorough
@given(
    group=st.integers(4, 0x7FFE).map(lambda half: f'{2 * half + 1:04X}'),
    number=st.integers(0x1000, 0xFFFF).map('{:04X}'.format),
    creator=st.text(min_size=1).filter(str.strip),
)
def test_any_creator_makes_one_private_element(group, number, creator):
    element = lookup('tag', f'({group},{number}) [{creator}]')
    expected = Element(f'({group},xx{number[2:]})', '', '', '', '', creator=creator.strip())
    assert element == expected
    assert lookup('tag', element.key) == element


@thorough
@given(kinds, texts)
def test_looking_up_raises_nothing_but_its_error(kind, text):
    if (record := find(kind, text)) is not None:
        assert lookup(kind, text) == record
        return
    with pytest.raises(UnknownTermError) as caught:
        lookup(kind, text)
    assert caught.value.text == text.strip()
    assert len(str(caught.value).splitlines()) == 1


@thorough
@given(kinds, texts)
def test_what_is_found_is_found_by_its_key(kind, text):
    if record := find(kind, text):
        assert record.kind == kind
        assert lookup(kind, record.key) == record


@pytest.mark.parametrize('kind', KINDS)
def test_every_record_is_found_by_its_key(kind):
    assert misread(kind, lambda record: [record.key]) == []


@thorough
@given(texts)
def test_squashing_twice_changes_nothing(text):
    assert squash(squash(text)) == squash(text)


@thorough
@given(texts)
def test_reading_a_tag_twice_changes_nothing(text):
    tag = read_tag(text)
    if tag.form is TagForm.TAG:
        again = read_tag(f'{tag.text} [{tag.creator}]' if tag.creator else tag.text)
        assert again == tag


def test_every_vr_is_in_upper_case():
    assert all(vr.code.isupper() for vr in vrs())
