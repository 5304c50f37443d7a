"""Make a picture of the first window of an image, and print some numbers."""

import sys

from PIL import Image
from pydicom import dcmread
from pydicom.pixels import apply_modality_lut, apply_windowing

dataset = dcmread(sys.argv[1])
dataset.WindowCenter, dataset.WindowWidth = 40, 400
values = apply_modality_lut(dataset.pixel_array, dataset)
print(values.min(), values.max(), dataset.RescaleType if 'RescaleType' in dataset else 'HU')
shown = apply_windowing(values, dataset)
grey = 255 * (shown - shown.min()) / (shown.max() - shown.min())
Image.fromarray(grey.astype('uint8')).save(sys.argv[2])
