"""Print the range of the values of an image after its modality LUT."""

import sys

from pydicom import dcmread
from pydicom.pixels import apply_modality_lut

dataset = dcmread(sys.argv[1])
values = apply_modality_lut(dataset.pixel_array, dataset)
print('from', values.min(), 'to', values.max())
