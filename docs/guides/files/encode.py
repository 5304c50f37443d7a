"""Write a file in another uncompressed transfer syntax."""

import sys

from pydicom import dcmread
from pydicom.uid import ImplicitVRLittleEndian

dataset = dcmread(sys.argv[1])
dataset.file_meta.TransferSyntaxUID = ImplicitVRLittleEndian
dataset.save_as(sys.argv[2])
