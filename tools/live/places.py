"""Where a run happens: ports that are free, directories, and files in which the ports are."""

from __future__ import annotations

import re
import shutil
import socket
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: The ports that the guides name: Orthanc's two, those of other servers, one for TLS, and one at which nobody listens.
NAMED = ('4242', '8042', '11112', '11113', '11114', '2762', '11119')
#: What stands for the working directory in what is printed.
HOME = '/home/user'


class Ports:
    """Free ports, each in the place of one that the guides name."""

    def __init__(self) -> None:
        with ExitStack() as stack:
            sockets = [stack.enter_context(socket.socket()) for _ in NAMED]
            for one in sockets:
                one.bind(('127.0.0.1', 0))
            found = [str(one.getsockname()[1]) for one in sockets]
        self._free = dict(zip(NAMED, found, strict=True))
        self._named = dict(zip(found, NAMED, strict=True))

    def __getitem__(self, name: str) -> str:
        return self._free[name]

    def used_in(self, text: str) -> list[str]:
        """Return the free ports in *text*."""
        return [port for port in self._named if re.search(rf'\b{port}\b', text)]

    def to_free(self, text: str) -> str:
        """Return *text* with the free ports."""
        return _replaced(text, self._free)

    def to_named(self, text: str) -> str:
        """Return *text* with the ports that the guides name."""
        return _replaced(text, self._named)


def _replaced(text: str, ports: dict[str, str]) -> str:
    """Return *text* with the values of *ports* in place of its keys."""
    return re.sub(rf'\b(?:{"|".join(ports)})\b', lambda found: ports[found[0]], text)


def copy_files(source: Path, target: Path, ports: Ports) -> None:
    """Copy the files that the guides show, with free ports."""
    for path in source.iterdir():
        copy = target / path.name
        copy.write_text(ports.to_free(path.read_text(encoding='utf-8')), encoding='utf-8')


def fresh(root: Path) -> Path:
    """Return a working directory below *root* that has nothing but the data."""
    work = root / 'work'
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(root / 'data', work)
    return work
