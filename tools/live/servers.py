"""Orthanc, started for a run, with the same studies before each transcript."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import ProxyHandler, Request, build_opener

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .places import Ports

#: Seconds that starting and stopping may take.
LONGEST = 30


class Store:
    """What a running Orthanc holds: the files of a directory, whatever a transcript did."""

    def __init__(self, port: str, archive: Path) -> None:
        self._address = f'http://127.0.0.1:{port}'
        self._archive = archive
        self._open = build_opener(ProxyHandler({})).open
        #: Where the list of changes ended when the store was filled.
        self._change = -1

    def request(self, path: str, method: str = 'GET', body: bytes | None = None) -> Any:
        """Return what Orthanc's own interface answers."""
        with self._open(Request(self._address + path, body, method=method)) as answer:
            return json.load(answer)

    def answers(self) -> bool:
        """Return whether Orthanc has started."""
        with suppress(URLError):
            return bool(self.request('/system'))
        return False

    def reset(self) -> None:
        """Leave nothing but the files of the archive."""
        if self.request('/changes?last')['Last'] == self._change:
            return
        for patient in self.request('/patients'):
            self.request(f'/patients/{patient}', 'DELETE')
        for path in sorted(self._archive.rglob('*')):
            if path.is_file():
                self.request('/instances', 'POST', path.read_bytes())
        self._change = self.request('/changes?last')['Last']


@contextmanager
def orthanc(root: Path, ports: Ports) -> Iterator[Store]:
    """Start Orthanc in a directory below *root* with the configuration of the guides, yield its store, and stop it.

    Raises
    ------
    RuntimeError
        If it does not start; the message is its log.
    """
    directory = root / 'orthanc'
    directory.mkdir()
    # What it stores goes beside its configuration.
    shutil.copy(root / 'data' / 'orthanc.json', directory)
    with (directory / 'log').open('wb') as log:
        process = subprocess.Popen(
            ['/usr/sbin/Orthanc', 'orthanc.json'],
            cwd=directory,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    store = Store(ports['8042'], root / 'data' / 'archive')
    try:
        end = time.monotonic() + LONGEST
        while not store.answers():
            if time.monotonic() > end or process.poll() is not None:
                raise RuntimeError((directory / 'log').read_text(encoding='utf-8'))
            time.sleep(0.1)
        yield store
    finally:
        process.terminate()
        try:
            process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            process.kill()
