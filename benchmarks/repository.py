"""The repository, as it is and as it was."""

from __future__ import annotations

import compileall
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]


def short_hash(commit: str, repository: Path = ROOT) -> str:
    """Return the short hash of *commit*; raise `subprocess.CalledProcessError` if there is none."""
    return _git(repository, 'rev-parse', '--short', '--verify', '--quiet', f'{commit}^{{commit}}')


@contextmanager
def checkout(commit: str, directory: Path, repository: Path = ROOT) -> Iterator[Path]:
    """Check *commit* out into *directory*, a worktree that is removed in the end."""
    _git(repository, 'worktree', 'add', '--quiet', '--detach', str(directory), commit)
    try:
        compileall.compile_dir(directory, quiet=1)
        yield directory
    finally:
        _git(repository, 'worktree', 'remove', '--force', str(directory))


def _git(repository: Path, *arguments: str) -> str:
    command = ['git', '-C', str(repository), *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
