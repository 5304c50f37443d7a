"""Messages between two or three systems, in the order of time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from .canvas import SMALL, WIDTH, drawing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .canvas import Canvas


class Sequence:
    """A sequence diagram, which grows downward with each message."""

    def __init__(self, canvas: Canvas, *parties: tuple[str, str]) -> None:
        self.canvas = canvas
        width = WIDTH / len(parties)
        self.lanes = [width * (number + 0.5) for number in range(len(parties))]
        self.y = 60.0
        #: Where life lines are interrupted: top and bottom, first and last lane.
        self.gaps: list[tuple[float, float, int, int]] = []
        for lane, (name, remark) in zip(self.lanes, parties, strict=True):
            canvas.box(lane - 68, 0, 136, 42, name, remark, kind='accent')

    def message(
        self, start: int, end: int, text: str, remark: str = '', *, dashed: bool = False
    ) -> None:
        """Draw an arrow from one lane to another with a text above it, and a remark below."""
        start_x, end_x = self.lanes[start], self.lanes[end]
        middle = (start_x + end_x) / 2
        self.canvas.text(middle, self.y + 14, text, anchor='middle')
        self.y += 20
        self.canvas.line((start_x, self.y), (end_x, self.y), arrow=True, dashed=dashed)
        if remark:
            self.canvas.text(middle, self.y + 13, remark, anchor='middle', size=SMALL)
            self.y += 13
        self.y += 8

    def note(self, first: int, last: int, *lines: str, kind: str = 'filled') -> None:
        """Draw a box that spans lanes, for what happens there."""
        left, right = self.lanes[first] - 68, self.lanes[last] + 68
        height = 10 + 16 * len(lines)
        self.y += 4
        self.gaps.append((self.y, self.y + height, first, last))
        self.canvas.box(left, self.y, right - left, height, *lines, kind=kind, size=SMALL)
        self.y += height + 6

    def finish(self) -> None:
        """Draw the life lines, down to the last message."""
        for number, lane in enumerate(self.lanes):
            y = 42.0
            for top, bottom, first, last in self.gaps:
                if first <= number <= last:
                    self.canvas.line((lane, y), (lane, top), dashed=True)
                    y = bottom
            self.canvas.line((lane, y), (lane, self.y + 8), dashed=True)


@contextmanager
def sequence(canvas: Canvas, *parties: tuple[str, str]) -> Iterator[Sequence]:
    """Draw the *parties*, each with a name and a remark, and what is added between them."""
    drawn = Sequence(canvas, *parties)
    yield drawn
    drawn.finish()


@drawing('association', 'The life of an association')
def association(canvas: Canvas) -> None:
    """Draw what is asked, accepted, exchanged and released."""
    with sequence(
        canvas, ('Requestor', 'calling AE title'), ('Acceptor', 'called AE title')
    ) as seq:
        seq.message(0, 1, 'TCP connection', 'port 104 or 11112')
        seq.message(0, 1, 'A-ASSOCIATE-RQ', 'presentation contexts, largest PDU')
        seq.note(1, 1, 'titles known?', 'each context: which', 'transfer syntax?')
        seq.message(1, 0, 'A-ASSOCIATE-AC', 'one result for each context')
        seq.message(0, 1, 'P-DATA-TF: DIMSE request', 'in an accepted context')
        seq.message(1, 0, 'P-DATA-TF: DIMSE response', 'status')
        seq.message(0, 1, 'A-RELEASE-RQ')
        seq.message(1, 0, 'A-RELEASE-RP')
        seq.note(0, 1, 'Instead of AC: A-ASSOCIATE-RJ. At any time: A-ABORT.', kind='dashed')


@drawing('c-store', 'C-STORE')
def c_store(canvas: Canvas) -> None:
    """Draw how an object is sent."""
    with sequence(canvas, ('Modality', 'SCU'), ('Archive', 'SCP')) as seq:
        seq.note(0, 1, 'association with a context for CT Image Storage')
        seq.message(0, 1, 'C-STORE-RQ', 'SOP class and instance UID, data set')
        seq.note(1, 1, 'keeps the object')
        seq.message(1, 0, 'C-STORE-RSP', 'status 0000: success')
        seq.message(0, 1, 'C-STORE-RQ', 'the next object')
        seq.message(1, 0, 'C-STORE-RSP', 'A7xx: out of resources')
        seq.note(0, 0, 'tries again later')


@drawing('c-find', 'C-FIND')
def c_find(canvas: Canvas) -> None:
    """Draw a query with two matches."""
    with sequence(canvas, ('Workstation', 'SCU'), ('Archive', 'SCP')) as seq:
        seq.message(0, 1, 'C-FIND-RQ', 'level STUDY, keys to match and return')
        seq.message(1, 0, 'C-FIND-RSP', 'FF00: pending, first match', dashed=True)
        seq.message(1, 0, 'C-FIND-RSP', 'FF00: pending, second match', dashed=True)
        seq.message(1, 0, 'C-FIND-RSP', '0000: success, no data set')
        seq.note(0, 1, 'C-CANCEL-RQ stops it early: FE00', kind='dashed')


@drawing('c-move', 'C-MOVE between three systems')
def c_move(canvas: Canvas) -> None:
    """Draw who connects to whom when a destination is named."""
    parties = ('Workstation', 'asks'), ('Archive', 'sends'), ('Viewer', 'is sent to')
    with sequence(canvas, *parties) as seq:
        seq.message(0, 1, 'C-MOVE-RQ', 'to VIEWER')
        seq.note(1, 1, 'VIEWER: which', 'host and port?')
        seq.message(1, 2, 'new association')
        seq.message(1, 2, 'C-STORE-RQ')
        seq.message(2, 1, 'C-STORE-RSP')
        seq.message(1, 0, 'C-MOVE-RSP', 'FF00, 1 of 2', dashed=True)
        seq.message(1, 2, 'C-STORE-RQ')
        seq.message(2, 1, 'C-STORE-RSP')
        seq.message(1, 0, 'C-MOVE-RSP', '0000, 2 of 2')
        seq.note(0, 2, 'Unknown title: A801. Often asker and viewer are one system.', kind='dashed')


@drawing('storage-commitment', 'Storage commitment')
def storage_commitment(canvas: Canvas) -> None:
    """Draw the request and the report, which may come on an association of its own."""
    with sequence(canvas, ('Modality', 'SCU'), ('Archive', 'SCP')) as seq:
        seq.message(0, 1, 'C-STORE of every object')
        seq.message(0, 1, 'N-ACTION-RQ', 'transaction UID, list of instances')
        seq.message(1, 0, 'N-ACTION-RSP', '0000: will be looked after')
        seq.note(1, 1, 'checks what it has', 'minutes or hours')
        seq.message(1, 0, 'N-EVENT-REPORT-RQ', '1: all safe, 2: some failed')
        seq.message(0, 1, 'N-EVENT-REPORT-RSP')
        seq.note(0, 0, 'may delete its', 'own copies')
