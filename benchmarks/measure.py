"""The CPU time of builds, and how it compares.

Times differ between machines and from minute to minute, so that none is reported alone: the builds to be compared
alternate, and what counts is the median over the pairs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from math import log
from pathlib import Path
from statistics import linear_regression, median
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, NamedTuple

import sphinx_dicom

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: The directory that holds the package measured: the one that is imported here.
PACKAGE = Path(sphinx_dicom.__file__).resolve().parents[1]


class BuildError(Exception):
    """A process failed; the text is what it printed."""


class Spread(NamedTuple):
    """What several pairs gave."""

    middle: float
    lowest: float
    highest: float


@dataclass(frozen=True)
class Project:
    """A project below *directory*, built with the package in *package*."""

    directory: Path
    package: Path = PACKAGE
    #: Where its documents are, if elsewhere.
    documents: Path | None = None

    @property
    def source(self) -> Path:
        """Where its documents are."""
        return self.documents or self.directory / 'source'

    @property
    def doctrees(self) -> Path:
        """Where its environment and doctrees are stored."""
        return self.directory / 'output' / 'doctrees'

    @property
    def html(self) -> Path:
        """Where its pages are written."""
        return self.directory / 'output' / 'html'

    def build(self, *, clean: bool = True) -> float:
        """Build it, from scratch or what has changed, and return the CPU time in seconds."""
        if clean:
            shutil.rmtree(self.directory / 'output', ignore_errors=True)
        # What warns is not what is meant to be measured.
        options = ['-q', '-W', '--keep-going', '-b', 'html', '-d', str(self.doctrees)]
        return run(['-m', 'sphinx', *options, str(self.source), str(self.html)], self.package)


def run(arguments: Sequence[str], package: Path, directory: Path | None = None) -> float:
    """Run Python on *arguments* in *directory* and return the CPU time of the whole process, user and system, in seconds.

    Raises `BuildError` if it fails.
    """
    environment = {**os.environ, 'PYTHONPATH': str(package), 'PYTHONHASHSEED': '0'}
    environment.pop('PYTHONDONTWRITEBYTECODE', None)
    with TemporaryFile('w+', encoding='utf-8') as printed:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=directory,
            env=environment,
            stdout=printed,
            stderr=printed,
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            printed.seek(0)
            raise BuildError(f'{" ".join(arguments)}:\n{printed.read()}')
    return usage.ru_utime + usage.ru_stime


def alternate(runs: int, jobs: Mapping[str, Callable[[], float]]) -> list[dict[str, float]]:
    """Run all *jobs*, one after the other, as often as *runs* says; return what each returned, run by run."""
    return [{name: job() for name, job in jobs.items()} for _ in range(runs)]


def spread(values: Sequence[float]) -> Spread:
    """Return the median of *values* and between what they lie."""
    return Spread(median(values), min(values), max(values))


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Return the power of the size with which the cost grows: the slope of the least-squares line through the logarithms."""
    return linear_regression([log(size) for size in sizes], [log(cost) for cost in costs]).slope
