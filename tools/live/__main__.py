"""Run the commands of every transcript anew and compare what they print.

Usage: ``python -m live [--write] [NAME ...]``, with ``tools`` on Python's path. It needs Debian's ``dcmtk``, ``orthanc``,
``orthanc-dicomweb``, ``libgdcm-tools`` and ``curl``. Everything happens in a temporary directory and on this machine alone, and
ends by itself. ``--write`` takes over what differs.
"""

from __future__ import annotations

import argparse
import difflib
import sys
import tempfile
from pathlib import Path

from . import data, places, servers, shell, transcripts

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
    everything = sorted(path.stem for path in TRANSCRIPTS.glob('*.txt'))
    if unknown := set(options.names) - set(everything):
        parser.error(f'no such transcript: {", ".join(sorted(unknown))}')
    names = sorted(
        {VERSIONS, *(options.names or everything)}, key=lambda name: (name != VERSIONS, name)
    )

    failed = []
    same_versions = True
    with tempfile.TemporaryDirectory(prefix='live-') as directory:
        root = Path(directory)
        known = data.write(root / 'data')
        ports = places.Ports()
        places.copy_files(GUIDES / 'files', root / 'data', ports)
        with servers.orthanc(root, ports) as store:
            for name in names:
                store.reset()
                work = places.fresh(root)
                path = TRANSCRIPTS / f'{name}.txt'
                before = path.read_text(encoding='utf-8')
                steps = transcripts.parse(before)
                found = shell.run([step.command for step in steps], work, ports)
                after = transcripts.render(found)
                if transcripts.same(steps, found, known):
                    print(f'{name}: {len(steps)} commands, as before')
                    continue
                if options.write:
                    print(f'{name}: written')
                    path.write_text(after, encoding='utf-8')
                    continue
                print(f'{name}: different')
                print(
                    *difflib.unified_diff(
                        before.splitlines(), after.splitlines(), 'before', 'now', lineterm=''
                    ),
                    sep='\n',
                )
                if name == VERSIONS:
                    same_versions = False
                elif same_versions or not transcripts.same_statuses(steps, found):
                    failed.append(name)
    if not same_versions:
        print(
            'Other versions than those of the transcripts: what is printed differently is no error, another exit status is.'
        )
    if failed:
        print(f'Failed: {", ".join(failed)}')
    return bool(failed)


if __name__ == '__main__':
    sys.exit(main())
