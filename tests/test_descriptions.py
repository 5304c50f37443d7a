"""Descriptions: ``dicom:tag``, ``dicom:uid``, ``dicom:vr``."""

import pytest
from conftest import described, unwrapped


def page(text):
    return f'Test\n====\n\n{text}\n'


def test_facts_come_from_the_dictionary(project):
    project.write(index=page('.. dicom:tag:: 00100010\n\n   What we do with it.'))
    assert project.build('text') == []
    heading, *facts, written = project.paragraphs()[1:]
    assert heading == "(0010,0010) Patient's Name"
    assert facts[0] == '"PatientName" · VR PN · VM 1'
    assert facts[1] == f'{unwrapped(described("tag", "PatientName"))} Example: "Doe^Jane"'
    assert (
        facts[-1]
        == 'Written: "ds.PatientName" in pydicom · "00100010" in JSON · "PatientName" in QIDO-RS'
    )
    assert written == 'What we do with it.'


def test_all_facts(project):
    texts = ['LengthToEnd', 'PixelData', 'NameToUse', '(FFFE,E000)', '(0008,0202)']
    directives = [
        *(f'.. dicom:tag:: {text}' for text in texts),
        '.. dicom:uid:: Verification',
        *(f'.. dicom:vr:: {code}' for code in ('PN', 'OB', 'US', 'SQ')),
    ]
    project.write(index=page('\n\n'.join(directives)))
    assert project.build('text') == []
    assert project.paragraphs()[1:] == [
        '(0008,0001) Length to End retired',
        '"LengthToEnd" · VR UL · VM 1',
        'Written: "ds.LengthToEnd" in pydicom · "00080001" in JSON · "LengthToEnd" in QIDO-RS',
        '(7FE0,0010) Pixel Data',
        '"PixelData" · VR OB or OW · VM 1',
        unwrapped(described('tag', 'PixelData')),
        'Modules: Image Pixel 1C',
        'Also in items of: Icon Image Sequence 1, Basic Grayscale Image Sequence, Basic Color Image Sequence',
        'Written: "ds.PixelData" in pydicom · "7FE00010" in JSON',
        '(0010,0012) Name to Use',
        '"NameToUse" · VR LT · VM 1 · added after 2024c, by 2026b',
        'De-identification: X removed; actions of the options are not recorded',
        'Written: "ds.NameToUse" in pydicom · "00100012" in JSON · "NameToUse" in QIDO-RS',
        '(FFFE,E000) Item',
        '"Item" · VM 1',
        unwrapped(described('tag', 'Item')),
        '(0008,0202) retired',
        'Written: "ds[0x00080202]" in pydicom · "00080202" in JSON',
        '1.2.840.10008.1.1 Verification SOP Class',
        '"Verification" · SOP Class',
        'Verification service, PS3.4 annex A',
        'PN Person Name',
        'at most 64 characters in each component group · characters of the default repertoire or of the Specific '
        'Character Set · one or more values · 16-bit length field in explicit VR · in pydicom '
        '"pydicom.valuerep.PersonName"',
        f'{unwrapped(described("vr", "PN"))} Example: "Doe^Jane"',
        'OB Other Byte',
        'length as the transfer syntax says · one value · 32-bit length field in explicit VR · in pydicom "bytes"',
        unwrapped(described('vr', 'OB')),
        'US Unsigned Short',
        '2 bytes each · one or more values · 16-bit length field in explicit VR · in pydicom "int"',
        f'{unwrapped(described("vr", "US"))} Example: "512"',
        'SQ Sequence of Items',
        'a sequence of items · one value · 32-bit length field in explicit VR · in pydicom '
        '"pydicom.sequence.Sequence"',
        unwrapped(described('vr', 'SQ')),
    ]


PRIVATE = """\
.. dicom:tag:: (0029,xx10)
   :private-creator: ACME CT 1.0
   :name: Tube Temperature
   :keyword: TubeTemperature
   :vr: ds
   :vm: 1-n

   In degrees Celsius.
"""


@pytest.mark.parametrize(
    'target',
    [
        '(0029,xx10) [ACME CT 1.0]',
        '(0029,1010) [ACME CT 1.0]',
        '(0029,1010)',
        '0029xx10',
        'TubeTemperature',
        'Tube Temperature',
    ],
)
def test_private_elements(project, target):
    project.write(index=page(f'{PRIVATE}\n:dicom:tag:`{target}`'))
    assert project.build(nitpicky=True) == []
    href, title, _text = project.links()[-1]
    assert href == '#dicom-tag-0029-xx10-acme-ct-1-0-0a6b0f85'
    assert title == '(0029,xx10) [ACME CT 1.0], Tube Temperature, DS, VM 1-n'


def test_private_element_in_text(project):
    project.write(index=page(PRIVATE))
    assert project.build('text') == []
    assert project.read('index.txt').splitlines()[3:8] == [
        '(0029,xx10) [ACME CT 1.0] Tube Temperature',
        '',
        '   "TubeTemperature" · VR DS · VM 1-n · private creator "ACME CT 1.0"',
        '',
        '   In degrees Celsius.',
    ]


def test_two_creators_of_one_tag_are_ambiguous(project):
    other = PRIVATE.replace('ACME CT 1.0', 'OTHER').replace('Tube', 'Room')
    project.write(
        index=page(f'{PRIVATE}\n{other}\n:dicom:tag:`(0029,1010)` :dicom:tag:`(0029,1010) [OTHER]`')
    )
    assert project.build() == [
        'index.rst:22: WARNING: "(0029,1010)" is ambiguous: TubeTemperature (0029,xx10) [ACME CT 1.0] or '
        'RoomTemperature (0029,xx10) [OTHER] [dicom.ambiguous]'
    ]


def test_creators_that_differ_in_punctuation_have_places_of_their_own(project):
    text = ''.join(
        PRIVATE.replace('ACME CT 1.0', creator) + '\n' for creator in ('A-B', 'A B', 'a b')
    )
    project.write(index=page(text))
    assert project.build() == []
    anchors = {anchor for *_, anchor, _ in project.app.env.domains['dicom'].get_objects()}
    assert len(anchors) == 3


def test_a_private_element_with_a_creator_that_nothing_describes_is_plain_text(project):
    project.write(index=page(':dicom:tag:`(0029,xx10) [SIEMENS CSA HEADER]`'))
    assert project.build(nitpicky=True) == []
    tip = '(0029,xx10) [SIEMENS CSA HEADER], CSA Image Header Info, OB, VM 1, indicative: pydicom '
    assert f'<abbr title="{tip}' in project.read('index.html')


def test_an_element_that_the_dictionary_lacks(project):
    element = '.. dicom:tag:: (0018,FFF0)\n   :name: Newer Than This\n   :vr: US\n   :keyword: NewerThanThis\n'
    project.write(index=page(f'{element}\n:dicom:tag:`(0018,fff0)` :dicom:tag:`newer than this`'))
    assert project.build() == []
    assert [link[0] for link in project.links()[-2:]] == ['#dicom-tag-0018-fff0'] * 2


def test_uids_of_ones_own(project):
    uid = '.. dicom:uid:: 1.2.826.0.1.3680043.8.498.1\n   :name: Our Storage\n   :type: SOP Class\n   :keyword: OurStorage\n'
    project.write(
        index=page(
            f'{uid}\n:dicom:uid:`1.2.826.0.1.3680043.8.498.1` :dicom:uid:`OurStorage` :dicom:uid:`our storage`'
        )
    )
    assert project.build() == []
    assert {link[:2] for link in project.links() if link[1]} == {
        (
            '#dicom-uid-1-2-826-0-1-3680043-8-498-1',
            '1.2.826.0.1.3680043.8.498.1, Our Storage, SOP Class',
        )
    }


def test_no_index(project):
    project.write(
        index=page(
            '.. dicom:tag:: PatientName\n   :no-index:\n\n.. dicom:tag:: PatientID\n   :no-index-entry:'
        )
    )
    assert project.build() == []
    assert [name for name, *_ in project.app.env.domains['dicom'].get_objects()] == [
        '(0010,0020)',
        'PatientID',
    ]
    assert 'PatientID' not in project.read('genindex.html')


def test_index_entries(project):
    project.write(index=page('.. dicom:tag:: PatientName'))
    assert project.build() == []
    index = project.read('genindex.html')
    assert '(0010,0010) (DICOM data element)' in index
    assert 'PatientName (DICOM data element)' in index


def test_contents_entries(project):
    tag = '.. dicom:tag:: PatientName\n'
    project.write(index=page(tag), other=page(f'{tag}   :no-contents-entry:\n   :no-index:\n'))
    assert len(project.build()) == 1  # other is in no toctree
    tocs = project.app.env.tocs
    assert '(0010,0010)' in tocs['index'].astext()
    assert '(0010,0010)' not in tocs['other'].astext()


def test_no_typesetting(project):
    project.write(
        index=page('.. dicom:tag:: PatientName\n   :no-typesetting:\n\n:dicom:tag:`PatientName`')
    )
    assert project.build() == []
    assert 'id="dicom-tag-0010-0010"' in project.read('index.html')
    assert 'VM 1</p>' not in project.read('index.html')


def test_several_in_one_description(project):
    project.write(index=page('.. dicom:tag:: Rows\n               Columns\n\n   The size.'))
    assert project.build('text') == []
    assert project.read('index.txt').count('· VR US ·') == 2


def test_names_are_text_never_markup(project):
    element = '.. dicom:tag:: (0029,xx11)\n   :private-creator: <b>"&\n   :name: <script>alert(1)</script>\n'
    project.write(index=page(f'{element}\n:dicom:tag:`(0029,1011)`'))
    assert project.build() == []
    assert '<script>alert' not in project.read('index.html')
    assert '<b>' not in project.read('index.html')


def test_a_creator_is_enough(project):
    project.write(index=page('.. dicom:tag:: (0029,xx10) [ACME]\n\n:dicom:tag:`(0029,1010)`'))
    assert project.build() == []
    assert project.links()[-1][0] == '#dicom-tag-0029-xx10-acme'


def test_facts_are_not_for_translators(project):
    project.write(index=page('.. dicom:tag:: Modality\n\n   Content.'))
    assert project.build('gettext') == []
    assert 'VR' not in project.read('index.pot')
