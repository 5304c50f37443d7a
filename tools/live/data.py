"""The files that the transcripts use: pydicom's, with patients who do not exist."""

from __future__ import annotations

import shutil
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pydicom
from pydicom.data import get_testdata_file

if TYPE_CHECKING:
    from collections.abc import Iterator


class File(NamedTuple):
    """A file of pydicom's under a name of ours."""

    source: str
    #: Keywords with other values; none leaves the file as it is.
    changes: dict[str, str] = {}  # noqa: RUF012


RITA = {'PatientName': 'Roe^Rita', 'PatientID': '1001', 'PatientBirthDate': '19610412'}
MAX = {'PatientName': 'Muster^Max', 'PatientID': '1002', 'PatientBirthDate': '19580923'}

FILES = {
    'ct.dcm': File('CT_small.dcm', {**RITA, 'AccessionNumber': 'A100'}),
    'mr.dcm': File('MR_small.dcm', {**MAX, 'AccessionNumber': 'A101'}),
    'mr-implicit.dcm': File('MR_small_implicit.dcm', MAX),
    'mr-big-endian.dcm': File('MR_small_bigendian.dcm', MAX),
    'mr-rle.dcm': File('MR_small_RLE.dcm', MAX),
    'mr-j2k.dcm': File('MR_small_jp2klossless.dcm', MAX),
    'mr-jls.dcm': File('MR_small_jpeg_ls_lossless.dcm', MAX),
    'colour.dcm': File('SC_rgb_small_odd.dcm', RITA),
    'colour-jpeg.dcm': File('SC_rgb_jpeg_dcmtk.dcm', RITA),
    'measurements.dcm': File('test-SR.dcm'),
    'rtstruct.dcm': File('rtstruct.dcm'),
    'rtplan.dcm': File('rtplan.dcm'),
    'rtdose.dcm': File('rtdose_1frame.dcm'),
    'truncated.dcm': File('MR_truncated.dcm'),
}
#: Directories of pydicom's: what Orthanc holds, and a medium with a DICOMDIR.
ARCHIVE = ('77654033', '98892003')
DISC = (*ARCHIVE, '98892001')


def write(directory: Path) -> set[str]:
    """Write the files into *directory*, and return the UIDs in them."""
    # Some of the files are wrong on purpose.
    warnings.simplefilter('ignore')
    directory.mkdir()
    for name, file in FILES.items():
        source = get_testdata_file(file.source)
        if source is None:
            raise FileNotFoundError(file.source)
        if not file.changes:
            shutil.copyfile(str(source), directory / name)
            continue
        dataset = pydicom.dcmread(str(source))
        for keyword, value in file.changes.items():
            setattr(dataset, keyword, value)
        dataset.save_as(directory / name)
    tests = Path(pydicom.__file__).parent / 'data' / 'test_files' / 'dicomdirtests'
    for part in ARCHIVE:
        shutil.copytree(tests / part, directory / 'archive' / part)
    for part in DISC:
        shutil.copytree(tests / part, directory / 'disc' / part)
    shutil.copyfile(tests / 'DICOMDIR', directory / 'disc' / 'DICOMDIR')
    return set(uids(directory))


def uids(directory: Path) -> Iterator[str]:
    """Yield the UIDs in the files of *directory*."""
    for path in directory.rglob('*'):
        if path.is_file():
            dataset = pydicom.dcmread(path, force=True, stop_before_pixels=True)
            for element in (*dataset.file_meta, *dataset.iterall()):
                if element.VR == 'UI':
                    values = element.value if element.VM > 1 else [element.value]
                    yield from (str(value) for value in values)
