"""Context groups and the codes of the scheme DCM, against pydicom and the standard."""

from __future__ import annotations

from collections import Counter

import pytest

from sphinx_dicom.dictionary import context_groups, get, lookup, read
from sphinx_dicom.dictionary.facts import codes, context_group_codes

GROUPS = context_groups()


@pytest.fixture(scope='module')
def pydicom_groups():
    """Scheme, code and meaning of everything in each context group of pydicom, if it follows the edition of the tables."""
    version = pytest.importorskip('pydicom._version')
    if version.__concepts_version__ != read('codes').edition:
        pytest.skip(f'pydicom follows {version.__concepts_version__}')
    concepts = pytest.importorskip('pydicom.sr._concepts_dict').concepts
    return {
        str(cid): [
            (scheme, code, meaning)
            for scheme, keywords in schemes.items()
            for keyword in keywords
            for code, (meaning, groups) in concepts[scheme][keyword].items()
            if cid in groups
        ]
        for cid, schemes in pytest.importorskip('pydicom.sr._cid_dict').cid_concepts.items()
    }


def test_everything_is_there():
    assert (len(GROUPS), len(codes())) == (1355, 4755)
    assert sum(map(len, context_group_codes().values())) == 5295


def test_groups_are_sorted_by_number():
    numbers = [int(group.key) for group in GROUPS]
    assert numbers == sorted(set(numbers))


def test_codes_of_a_group_are_sorted_and_listed_once():
    rows = read('context_group_codes').rows
    assert list(rows) == sorted(set(rows), key=lambda row: (int(row[0]), row[1]))


def test_groups_are_those_of_pydicom(pydicom_groups):
    assert {group.key for group in GROUPS} == pydicom_groups.keys()


def test_codes_of_groups_are_those_of_pydicom(pydicom_groups):
    for cid, found in pydicom_groups.items():
        listed = sorted(code for scheme, code, _meaning in found if scheme == 'DCM')
        assert context_group_codes().get(cid, ()) == tuple(listed), cid


def test_other_codes_of_groups_are_as_many_as_in_pydicom(pydicom_groups):
    for cid, found in pydicom_groups.items():
        others = Counter(scheme for scheme, *_ in found if scheme != 'DCM')
        assert dict(get('cid', cid).others) == others, cid


def test_meanings_are_those_of_pydicom(pydicom_groups):
    other = {
        (cid, code)
        for cid, found in pydicom_groups.items()
        for scheme, code, meaning in found
        if scheme == 'DCM' and meaning != codes()[code]
    }
    # Four codes mean something else in other groups, which are fewer or, of 122073, as many.
    assert other == {
        ('30', 'M3D'),
        ('3407', '122073'),
        ('4222', '111209'),
        ('9573', 'LS'),
        ('9575', 'LS'),
    }


def test_names_are_the_words_of_the_keywords():
    assert [group.key for group in GROUPS if group.name.replace(' ', '') != group.keyword] == []


@pytest.mark.parametrize(
    ('code', 'meaning'),
    [
        # PS3.16 annex D, table D-1
        ('113100', 'Basic Application Confidentiality Profile'),
        ('121071', 'Finding'),
        ('126000', 'Imaging Measurement Report'),
        ('CT', 'Computed Tomography'),
    ],
)
def test_meaning(code, meaning):
    assert codes()[code] == meaning


def test_group_of_codes_of_dicom_only():
    # PS3.16 CID 7050 De-identification Method; table CID 7050
    assert get('cid', '7050').others == ()
    assert context_group_codes()['7050'] == tuple(str(113100 + number) for number in range(13))


def test_group_of_codes_of_another_scheme_only():
    # PS3.16 CID 244 Laterality; table CID 244
    assert lookup('cid', 'Laterality').others == (('SCT', 4),)
    assert '244' not in context_group_codes()


def test_group_without_codes():
    # PS3.16 CID 6027 includes other context groups only.
    found = [
        group for group in GROUPS if not group.others and group.key not in context_group_codes()
    ]
    assert len(found) == 12
    assert get('cid', '6027') in found
