"""The command line: ``python -m sphinx_dicom scaffold DIRECTORY``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from .scaffold import scaffold


def main(arguments: list[str] | None = None) -> int:
    """Run the command that *arguments* name, by default those of the process; return its exit status."""
    parser = argparse.ArgumentParser(prog='python -m sphinx_dicom')
    commands = parser.add_subparsers(dest='command', required=True)
    command = commands.add_parser(
        'scaffold', help='write the pages of a full reference, for you to commit'
    )
    command.add_argument('directory', type=Path, help='a directory of your documentation')
    command.add_argument(
        '--force', action='store_true', help='replace files that you have changed too'
    )
    options = parser.parse_args(arguments)
    try:
        done = scaffold(options.directory, force=options.force)
    except OSError as error:
        print(f'{parser.prog}: {error}', file=sys.stderr)
        return 1
    print(
        f'{len(done.written)} pages written, {len(done.current)} up to date, {len(done.kept)} kept'
    )
    for path in done.kept:
        print(f'kept, though it differs: {path}')
    return 0


if __name__ == '__main__':
    sys.exit(main())
