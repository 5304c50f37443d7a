"""What refers to what: patients and their studies, objects of radiotherapy, what de-identification changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .canvas import SMALL, WIDTH, drawing

if TYPE_CHECKING:
    from .canvas import Canvas


def tree(canvas: Canvas, *rows: tuple[int, str, str], height: float = 40) -> None:
    """Draw boxes, each below the last one of a smaller depth: depth, text and remark of each."""
    step, gap = 30, 10
    above: dict[int, float] = {}
    for number, (depth, text, remark) in enumerate(rows):
        top = number * (height + gap)
        kind = ('accent', 'filled', 'plain', 'plain')[depth]
        canvas.box(depth * step, top, WIDTH - depth * step, height, kind=kind)
        canvas.text(depth * step + 10, top + 17, text)
        canvas.text(depth * step + 10, top + 32, remark, size=SMALL, mono=True)
        above[depth] = top + height
        if depth:
            x = (depth - 1) * step + 12
            canvas.line(
                (x, above[depth - 1]), (x, top + height / 2), (depth * step, top + height / 2)
            )


@drawing('uid-tree', 'The UIDs of a study')
def uid_tree(canvas: Canvas) -> None:
    """Draw a patient with a study of two series."""
    tree(
        canvas,
        (0, 'Patient', 'Patient ID 4711'),
        (1, 'Study: one examination', 'Study Instance UID 2.25.1001'),
        (2, 'Series: CT, thin slices', 'Series Instance UID 2.25.1002'),
        (3, 'Image 1', 'SOP Instance UID 2.25.1003'),
        (3, 'Image 2', 'SOP Instance UID 2.25.1004'),
        (2, 'Series: SR, measurements', 'Series Instance UID 2.25.1005'),
        (3, 'Report', 'SOP Instance UID 2.25.1006'),
    )


@drawing('information-model', 'Entities of the information model')
def information_model(canvas: Canvas) -> None:
    """Draw the entities down to what a series contains."""
    middle, width = 130, 150
    chain = (
        ('Patient', 'who', 'has'),
        ('Study', 'one examination', 'contains'),
        ('Series', 'one modality, one device', 'contains'),
    )
    for number, (name, remark, verb) in enumerate(chain):
        top = number * 82
        canvas.box(middle - width / 2, top, width, 44, name, remark, kind='accent')
        canvas.line((middle, top + 44), (middle, top + 82), arrow=True)
        canvas.text(middle + 8, top + 60, verb, size=SMALL)
        canvas.text(middle - 8, top + 78, 'n', anchor='end', size=SMALL)
        canvas.text(middle - 8, top + 57, '1', anchor='end', size=SMALL)
    kinds = ('Image', 'Presentation State', 'Structured Report', 'Waveform', 'Dose, Plan, ...')
    for number, kind in enumerate(kinds):
        canvas.box(
            *(number * 89.5, 268, 82, 40),
            *(kind.split(' ', 1) if number not in {0, 3} else (kind,)),
            kind='filled',
            size=SMALL,
        )
    canvas.line((41, 252), (399, 252))
    canvas.line((middle, 246), (middle, 252))
    for number in range(len(kinds)):
        canvas.line((number * 89.5 + 41, 252), (number * 89.5 + 41, 268))
    canvas.box(290, 164, 150, 44, 'Equipment', 'what made it', kind='filled')
    canvas.line((290, 186), (middle + width / 2, 186), arrow=True)
    canvas.text(222, 200, 'creates', size=SMALL)
    canvas.box(290, 82, 150, 44, 'Frame of Reference', 'the coordinates', kind='filled')
    canvas.line((290, 104), (248, 104), (248, 172), (middle + width / 2, 172), arrow=True)
    canvas.text(252, 140, 'positions', size=SMALL)


@drawing('rt-objects', 'How objects of radiotherapy refer to each other')
def rt_objects(canvas: Canvas) -> None:
    """Draw the objects from the planning CT to the treatment record."""
    left, right, width, height = 0, 230, 210, 50

    def place(x: float, row: int, name: str, remark: str, kind: str) -> None:
        canvas.box(x, row * 100, width, height, name, remark, kind=kind)

    place(left, 0, 'CT Image series', 'the patient, as planned', 'filled')
    place(left, 1, 'RT Structure Set', 'contours of regions', 'accent')
    place(left, 2, 'RT Plan', 'beams and fractions', 'accent')
    place(left, 3, 'RT Beams Treatment Record', 'what was delivered', 'accent')
    place(right, 1, 'RT Image', 'portal or simulator image', 'filled')
    place(right, 2, 'RT Dose', 'a grid of dose, DVHs', 'accent')
    for row, words in (
        (1, 'Contour Image Sequence'),
        (2, 'Referenced Structure Set Sequence'),
        (3, 'Referenced RT Plan Sequence'),
    ):
        canvas.line((12, row * 100), (12, (row - 1) * 100 + height), arrow=True)
        canvas.text(20, row * 100 - 21, words, size=SMALL)
    canvas.line((right, 225), (width, 225), arrow=True)
    canvas.line(
        (right + 40, 150), (right + 40, 189), (width - 14, 189), (width - 14, 200), arrow=True
    )
    canvas.text(right + 6, 270, 'Referenced RT Plan Sequence', size=SMALL)
    canvas.text(right + 48, 170, 'Referenced RT Plan Sequence', size=SMALL)


@drawing('de-identification', 'A data set before and after de-identification')
def de_identification(canvas: Canvas) -> None:
    """Draw attributes with their action and what becomes of them."""
    rows = (
        ('Attribute', 'before', '', 'after'),
        ("Patient's Name", 'Doe^Jane', 'Z', '(empty)'),
        ('Patient ID', '4711', 'Z', 'TRIAL-007'),
        ("Patient's Birth Date", '19690721', 'Z', '(empty)'),
        ('Institution Name', 'City Hospital', 'X/Z/D', '(removed)'),
        ('Study Instance UID', '1.2.840.99999.1', 'U', '2.25.3141...'),
        ('Study Date', '20240229', 'Z', '(empty)'),
        ('Private (0029,1007)', 'Jane, room 12', 'X', '(removed)'),
        ('Modality', 'CT', 'keep', 'CT'),
        ('Pixel Data', 'name burned in', '!', 'unchanged!'),
    )
    columns = (0, 150, 290, 340)
    for number, row in enumerate(rows):
        top = number * 28
        if number:
            canvas.box(columns[1] - 6, top, 116, 23, kind='filled')
            kind = 'plain' if row[3] == row[1] else 'accent'
            canvas.box(columns[3] - 6, top, WIDTH - columns[3] + 6, 23, kind=kind)
            canvas.line((columns[1] + 110, top + 11.5), (columns[3] - 6, top + 11.5), arrow=True)
            canvas.text(columns[2] + 5, top + 8, row[2], anchor='middle', size=SMALL)
        for column in (0, 1, 3):
            canvas.text(
                *(columns[column], top + 16, row[column]),
                mono=column > 0 and number > 0,
                size=SMALL if column and number else 12,
                bold=not number,
            )
