"""Apply the Basic Application Level Confidentiality Profile: python deidentify.py FROM TO."""

import sys

from pydicom import Dataset, dcmread
from pydicom.uid import generate_uid

from sphinx_dicom.dictionary import find
from sphinx_dicom.dictionary.facts import confidentiality

#: Makes new UIDs that nobody can compute from the old ones; the same for all files that belong together.
SALT = 'a long random text'
#: UIDs that begin like this are the standard's, and identify nobody.
STANDARD = '1.2.840.10008.'
DUMMIES = {'AS': '000Y', 'DA': '19000101', 'DT': '19000101000000', 'TM': '000000'}
DUMMIES |= {'OB': b'\0\0', 'UI': '2.25.0', 'UN': b'\0\0'}


def action(element, otherwise):
    """Return the letter of what is done: of several, the last, which suits every type of attribute."""
    if element.tag.is_private or element.tag.group >> 8 == 0x50:
        return 'X'
    known = find('tag', str(element.tag))
    rule = confidentiality().get(known.tag) if known else None
    if rule:
        return rule.profile.rstrip('*')[-1]
    return otherwise if element.VR in {'LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT'} else 'K'


def clean(dataset, otherwise='K'):
    """Clean a data set and the items of its sequences; text without a rule is treated as *otherwise* says."""
    for element in list(dataset):
        letter = action(element, otherwise)
        if letter == 'X':
            del dataset[element.tag]
        elif letter == 'Z':
            element.value = [] if element.VR == 'SQ' else None
        elif element.VR == 'SQ':
            for item in element.value:
                clean(item, 'D' if letter == 'D' else otherwise)
        elif letter == 'U':
            uids = element.value if element.VM > 1 else [element.value]
            element.value = [
                uid if uid.startswith(STANDARD) else generate_uid(entropy_srcs=[SALT, uid])
                for uid in uids
                if uid
            ]
        elif letter == 'D':
            element.value = DUMMIES.get(element.VR, 'REMOVED')


def code(value, meaning):
    """Return an item with a code of the standard."""
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, 'DCM', meaning
    return item


dataset = dcmread(sys.argv[1])
if dataset.get('BurnedInAnnotation') == 'YES':
    sys.exit('there is text in the pixels')
clean(dataset)
dataset.PatientIdentityRemoved = 'YES'
dataset.DeidentificationMethodCodeSequence = [
    code('113100', 'Basic Application Confidentiality Profile')
]
dataset.LongitudinalTemporalInformationModified = 'REMOVED'
dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
dataset.preamble = bytes(128)
dataset.save_as(sys.argv[2])
