"""A shell that runs commands one after the other, and says what each one printed."""

from __future__ import annotations

import os
import re
import shlex
import signal
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from .places import HOME
from .transcripts import Step

if TYPE_CHECKING:
    from pathlib import Path

    from .places import Ports

#: Seconds that the commands of a transcript may take together.
LONGEST = 60
#: ``end`` follows each command: it waits until somebody listens at the ports that a server in the background was told, marks
#: the end of what was printed, and leaves the exit status to the next command. ``python`` is the one that runs this, while
#: what else its environment has, such as pynetdicom's ``echoscu``, does not hide DCMTK's.
BEGIN = r"""
end() {
  local status=$1 port
  shift
  for port; do
    for _ in $(seq 100); do
      grep -qE "^ *[0-9]+: [0-9A-F]+:$(printf %04X "$port") [0-9A-F]+:0000 0A" /proc/net/tcp /proc/net/tcp6 && break
      sleep 0.05
    done
  done
  printf '\036%d\036' "$status"
  return "$status"
}
"""
_MARK = re.compile('\x1e(\\d+)\x1e')


def run(commands: list[str], directory: Path, ports: Ports) -> list[Step]:
    """Run *commands* in *directory* and return them with what they printed; whatever they started is ended."""
    script = [BEGIN, f'python() {{ {shlex.quote(sys.executable)} "$@"; }}']
    for command in map(ports.to_free, commands):
        waited = ports.used_in(command) if command.endswith('&') else []
        script.append(f'{command}\nend $? {" ".join(waited)}')
    name, printed = directory.parent / 'script', directory.parent / 'printed'
    name.write_text('\n'.join(script), encoding='utf-8')
    with printed.open('wb') as file:
        # A session of its own, so that all that it started can be ended.
        process = subprocess.Popen(
            ['bash', '--noprofile', '--norc', name],
            cwd=directory,
            env=environment(directory),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        with suppress(subprocess.TimeoutExpired):
            process.wait(LONGEST)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    text = printed.read_text(encoding='utf-8', errors='replace')
    text = ports.to_named(text.replace(str(directory), HOME).replace(str(name), 'bash'))
    *outputs, rest = _MARK.split(text)
    steps = [
        Step(command, finished(output, int(status)))
        for command, output, status in zip(commands, outputs[::2], outputs[1::2], strict=False)
    ]
    return steps + [
        Step(command, f'{rest}\n[not finished]'.strip()) for command in commands[len(steps) :]
    ]


def finished(output: str, status: int) -> str:
    """Return *output* as a terminal shows it, without spaces at the end of lines, and with the exit *status* unless that is 0."""
    output = output.replace('\0', '')
    lines = [line.rstrip() for line in output.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return '\n'.join(lines + ([f'[exit status {status}]'] if status else []))


def environment(directory: Path) -> dict[str, str]:
    """Return an environment that is the same everywhere."""
    return {
        'PATH': '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin',
        'HOME': str(directory),
        'LC_ALL': 'C.UTF-8',
        'TZ': 'UTC',
        'TERM': 'dumb',
        'no_proxy': '*',
        'PYTHONDONTWRITEBYTECODE': '1',
    }
