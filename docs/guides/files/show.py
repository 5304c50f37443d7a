"""Print the data sets of a DICOM JSON array, one attribute a line."""

import json
import sys

from pydicom import Dataset

for found in json.load(sys.stdin):
    print(Dataset.from_json(found))
    print()
