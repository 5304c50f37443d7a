"""The command line: ``python -m sphinx_dicom scaffold DIRECTORY`` and ``python -m sphinx_dicom adopt DIRECTORY``."""

from __future__ import annotations

import argparse
import sys
from difflib import unified_diff
from pathlib import Path

from sphinx.errors import SphinxError

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
    command.set_defaults(run=_scaffold)
    command = commands.add_parser(
        'adopt', help='show what plain tags, UIDs and keywords become as roles, as a diff'
    )
    command.add_argument('directory', type=Path, help='the directory of your documentation')
    command.add_argument('--write', action='store_true', help='write it into the files')
    command.set_defaults(run=_adopt)
    options = parser.parse_args(arguments)
    try:
        options.run(options)
    except (OSError, SphinxError) as error:
        print(f'{parser.prog}: {error}', file=sys.stderr)
        return 1
    return 0


def _scaffold(options: argparse.Namespace) -> None:
    done = scaffold(options.directory, force=options.force)
    print(
        f'{len(done.written)} pages written, {len(done.current)} up to date, {len(done.kept)} kept'
    )
    for path in done.kept:
        print(f'kept, though it differs: {path}')


def _adopt(options: argparse.Namespace) -> None:
    from .adoption.rewriting import rewrite  # it needs Sphinx

    if not options.directory.is_dir():
        raise NotADirectoryError(f'{options.directory} is no directory')
    done = rewrite(options.directory)
    changed = [file for file in done.files if file.uses]
    for file in changed:
        name = file.path.relative_to(options.directory.resolve()).as_posix()
        old, new = (text.splitlines(keepends=True) for text in (file.text, file.new()))
        print(''.join(unified_diff(old, new, f'a/{name}', f'b/{name}')), end='')
        if options.write:
            file.path.write_bytes(file.content(file.new()))
    for file in done.files:
        if file.reason:
            print(f'left alone: {file.path}: {file.reason}', file=sys.stderr)
    count = sum(len(file.uses) for file in changed)
    print(f'{count} mentions in {len(changed)} files', file=sys.stderr)
    if done.left:
        print(
            f'{done.left} more stand in docstrings, or in files that are left alone or no source: '
            'dicom_autolink links them',
            file=sys.stderr,
        )


if __name__ == '__main__':
    sys.exit(main())
