"""Test what de-identifies.

python leftovers.py make FROM TO     adds every data element of the confidentiality profile, on top and in an item
python leftovers.py count TO AFTER   says how many of them still have the same value
"""

import sys

from pydicom import DataElement, Dataset, dcmread

from sphinx_dicom.dictionary import find
from sphinx_dicom.dictionary.facts import confidentiality

UID = '2.25.329800735698586629295641978511506172918'
VALUES = {
    'AS': '047Y',
    'CS': 'ROE',
    'DA': '19610412',
    'DS': '42',
    'DT': '19610412101500',
    'IS': '42',
    'TM': '101500',
}
VALUES |= {
    'OB': b'ROE ',
    'OB or OW': b'ROE ',
    'UI': UID,
    'UN': b'ROE ',
    'UR': 'http://roe.example',
    'US': 42,
}
#: Made by the network and by files; and the place of the copy, of which the profile says nothing.
ELSEWHERE = {'0000', '0002', '0004'}
PLACE = 'AnatomicRegionSequence'


def elements():
    """Yield an element for each row of the profile that is for one tag."""
    for tag in confidentiality():
        known = find('tag', tag)
        if not known or known.repeating or tag[1:5] in ELSEWHERE:
            continue
        number = int(tag[1:5] + tag[6:10], 16)
        if known.vr == 'SQ':
            item = Dataset()
            item.CodeMeaning, item.ReferencedSOPInstanceUID = 'ROE^RITA', UID
            yield DataElement(number, 'SQ', [item])
        else:
            yield DataElement(number, known.vr.split()[0], VALUES.get(known.vr, 'ROE^RITA'))


def make(source, target):
    """Write a file with all of them."""
    dataset = dcmread(source)
    item = Dataset()
    for element in elements():
        dataset.add(element)
        item.add(element)
    item.private_block(0x0009, 'EXAMPLE', create=True).add_new(1, 'LO', 'ROE^RITA')
    setattr(dataset, PLACE, [item])
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    dataset.save_as(target)


def left(before, after):
    """Return how many elements of the profile are the same, and of how many."""
    expected = {element.tag for element in elements()}
    return sum(after.get(tag) == before[tag] for tag in expected), 'of', len(expected)


if sys.argv[1] == 'make':
    make(*sys.argv[2:])
else:
    before, after = map(dcmread, sys.argv[2:])
    print('on top:    ', *left(before, after))
    print('in an item:', *left(before[PLACE][0], after.get(PLACE, [{}])[0]))
    print('private:   ', sum(element.tag.is_private for element in after.iterall()))
