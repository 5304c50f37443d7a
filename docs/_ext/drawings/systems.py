"""Systems of a hospital and their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .canvas import SMALL, WIDTH, drawing

if TYPE_CHECKING:
    from .canvas import Canvas


@drawing('dicomweb-url', 'The parts of a DICOMweb URL')
def dicomweb_url(canvas: Canvas) -> None:
    """Draw two URLs, line by line, with the name of each part."""
    for top, title, parts in (
        (
            *(0, 'QIDO-RS: search'),
            (
                ('https://pacs.example.org/dicom-web', 'service root'),
                ('/studies', 'what is searched for'),
                ('?PatientID=4711', 'match, by keyword or tag'),
                ('&StudyDate=20240101-20240131', 'match a range'),
                ('&includefield=00081030', 'return this too'),
                ('&limit=20&offset=40', 'a part of the results'),
            ),
        ),
        (
            *(196, 'WADO-RS: retrieve'),
            (
                ('https://pacs.example.org/dicom-web', 'service root'),
                ('/studies/{study}', 'Study Instance UID'),
                ('/series/{series}', 'Series Instance UID'),
                ('/instances/{instance}', 'SOP Instance UID'),
                ('/frames/1,2', 'these frames; or'),
                ('/metadata  /rendered', 'no pixels; or a picture'),
            ),
        ),
    ):
        canvas.text(0, top + 13, title, bold=True)
        for number, (part, meaning) in enumerate(parts):
            y = top + 22 + number * 27
            canvas.box(0, y, 268, 23, kind='filled' if number else 'accent')
            canvas.text(8, y + 15.5, part, mono=True, size=12)
            canvas.line((268, y + 11.5), (280, y + 11.5))
            canvas.text(285, y + 15.5, meaning, size=SMALL)


@drawing('pacs', 'The systems around an archive')
def pacs(canvas: Canvas) -> None:
    """Draw the systems and the services between them."""
    left, right, width, height = 0, 280, 160, 46
    boxes = {
        'order': (left, 0, 'RIS or HIS', 'orders, reports'),
        'worklist': (right, 0, 'Worklist', 'what is to be done'),
        'modality': (left, 110, 'Modality', 'CT, MR, US, ...'),
        'router': (right, 110, 'Router', 'rules, anonymizing'),
        'archive': (left, 220, 'Archive (PACS)', 'database, store'),
        'vna': (right, 220, 'VNA', 'long term, many PACS'),
        'viewer': (left, 330, 'Viewer', 'workstation or browser'),
        'research': (right, 330, 'AI, research', 'results come back'),
    }
    for name, (x, y, title, remark) in boxes.items():
        kind = 'accent' if name == 'archive' else 'filled'
        canvas.box(x, y, width, height, title, remark, kind=kind)

    def across(y: float, text: str) -> None:
        canvas.line((width, y), (right, y), arrow=True)
        canvas.text((width + right) / 2, y - 5, text, anchor='middle', size=SMALL)

    across(23, 'HL7 orders')
    canvas.line((60, 110), (60, 78), (right + 20, 78), (right + 20, height), arrow=True)
    canvas.text((right + 60) / 2, 73, 'C-FIND worklist', anchor='middle', size=SMALL)
    across(133, 'C-STORE')
    canvas.line((right + 20, 156), (right + 20, 188), (60, 188), (60, 220), arrow=True)
    canvas.text((right + 60) / 2, 183, 'C-STORE, STOW-RS', anchor='middle', size=SMALL)
    across(243, 'C-STORE, XDS-I')
    canvas.line((60, 330), (60, 266), arrow=True)
    canvas.text(67, 292, 'C-FIND, C-MOVE,', size=SMALL)
    canvas.text(67, 306, 'QIDO-RS, WADO-RS', size=SMALL)
    canvas.line((right, 345), (214, 345), (214, 258), (width, 258), arrow=True)
    canvas.text(220, 318, 'SEG, SR', size=SMALL)
    canvas.text(
        WIDTH, 400, 'Arrows point to the system that is asked or sent to.', anchor='end', size=SMALL
    )
