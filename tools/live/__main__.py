"""Run the commands of every transcript anew and compare what they print.

Usage: ``python -m live [--write] [NAME ...]``, with ``tools`` on Python's path. It needs Debian's ``dcmtk``, ``orthanc``,
``orthanc-dicomweb``, ``libgdcm-tools``, ``curl`` and ``openssl``. Everything happens in a temporary directory and on this machine alone, and
ends by itself. ``--write`` takes over what differs.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from . import data, places, servers, shell, transcripts

if TYPE_CHECKING:
    from collections.abc import Iterator

GUIDES = Path(__file__).parents[2] / 'docs' / 'guides'
TRANSCRIPTS = GUIDES / 'transcripts'
#: The transcript of the versions that made the others.
VERSIONS = 'versions'


def main() -> int:
    """Run the transcripts that the command line names, and return the exit status."""
    parser = argparse.ArgumentParser(prog='live')
    parser.add_argument('--write', action='store_true', help='take over what differs')
    parser.add_argument(
        'names', nargs='*', metavar='NAME', help='a transcript; all of them if none is named'
    )
    options = parser.parse_args()
    names = options.names or sorted(path.stem for path in TRANSCRIPTS.glob('*.txt'))
    try:
        before = {name: transcripts.parse(read(name)) for name in dict.fromkeys([VERSIONS, *names])}
    except (OSError, ValueError) as error:
        parser.error(str(error))

    failed = []
    same_versions = True
    for name, steps, same in runs(before):
        if same:
            print(f'{name}: {len(steps)} commands, as before', flush=True)
            continue
        now = transcripts.render(steps)
        if options.write:
            print(f'{name}: written', flush=True)
            path(name).write_text(now, encoding='utf-8')
            continue
        print(f'{name}: different')
        print(
            '\n'.join(difflib.unified_diff(read(name).splitlines(), now.splitlines(), lineterm=''))
        )
        if name == VERSIONS:
            same_versions = False
        elif same_versions or not transcripts.same_statuses(before[name], steps):
            failed.append(name)
    if not same_versions:
        print('Other versions made the transcripts: only another exit status is an error.')
    if failed:
        print(f'Failed: {", ".join(failed)}')
    return bool(failed)


def path(name: str) -> Path:
    """Return the path of the transcript of that *name*."""
    return TRANSCRIPTS / f'{name}.txt'


def read(name: str) -> str:
    """Return the text of the transcript of that *name*."""
    return path(name).read_text(encoding='utf-8')


def runs(
    before: dict[str, list[transcripts.Step]],
) -> Iterator[tuple[str, list[transcripts.Step], bool]]:
    """Run the commands of each transcript; yield its name, its steps now, and whether they print the same."""
    with tempfile.TemporaryDirectory(prefix='live-') as directory:
        root = Path(directory)
        known = data.write(root / 'data')
        ports = places.Ports()
        places.copy_files(GUIDES / 'files', root / 'data', ports)
        with servers.orthanc(root, ports) as store:
            for name, steps in before.items():
                store.reset()
                now = shell.run([step.command for step in steps], places.fresh(root), ports)
                yield name, now, transcripts.same(steps, now, known)


if __name__ == '__main__':
    sys.exit(main())
