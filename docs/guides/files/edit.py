"""Change a file: a value, an element less, and an item more."""

import sys

from pydicom import Dataset, dcmread

dataset = dcmread(sys.argv[1])
dataset.PatientID = '2004'
del dataset.StudyTime
item = Dataset()
item.RequestedProcedureID = 'R9'
dataset.RequestAttributesSequence = [item]
dataset.save_as(sys.argv[2])
