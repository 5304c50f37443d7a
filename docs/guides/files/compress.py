"""Compress a file without loss."""

import sys

from pydicom import dcmread
from pydicom.uid import JPEG2000Lossless

dataset = dcmread(sys.argv[1])
dataset.compress(JPEG2000Lossless)
dataset.save_as(sys.argv[2])
