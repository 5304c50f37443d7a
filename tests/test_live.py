"""What compares the transcripts of the guides with a run; the session ``live`` does that with real servers."""

from contextlib import closing
from socket import socket

import pytest
from live import __main__ as program
from live.places import NAMED, Ports
from live.shell import run
from live.transcripts import Step, parse, render, same, same_statuses

TEXT = """\
$ echo one \\
> two
one two
$ true
$ false
[exit status 1]
"""
KNOWN = {'1.2.3.4.5.6.7.8'}


def test_parsing_and_rendering():
    steps = [
        Step('echo one \\\ntwo', 'one two'),
        Step('true', ''),
        Step('false', '[exit status 1]'),
    ]
    assert parse(TEXT) == steps
    assert render(steps) == TEXT
    with pytest.raises(ValueError, match="begins with a command, not with 'text'"):
        parse('text\n$ true\n')


@pytest.mark.parametrize(
    ('before', 'now', 'equal'),
    [
        ('a\n...\nz', 'a\nb\nc\nz', True),
        ('a\n...\nz', 'a\nb\nc', False),
        # UIDs that the run made, with the lengths behind them.
        ('UI [1.2.3.4.5.6.7.9]  #  16, 1 UID', 'UI [1.2.3.4.5.6.7.100]    #  18, 1 UID', True),
        ('2.25.88529046077723213881', '2.25.218415200141820590090', True),
        ('UI [1.2.3.4.5.6.7.8]', 'UI [1.2.3.4.5.6.7.9]', False),
        ('1.2.840.10008.1.2.1', '1.2.840.10008.1.2.2', False),
        ('Date: Wed, 25 Nov 2026 22:00:00', 'Date: Thu, 26 Nov 2026 01:02:03', True),
        ('DA [20261125]', 'DA [20270102]', True),
        ('DA [20040119]', 'DA [20040120]', False),
        ('Success', 'Failure', False),
    ],
)
def test_comparing(before, now, equal):
    assert same([Step('', before)], [Step('', now)], KNOWN) is equal


def test_comparing_statuses():
    failed, other, done = ([Step('', text)] for text in ('[exit status 1]', '[exit status 2]', ''))
    assert same_statuses(failed, other)
    assert not same_statuses(failed, done)


def test_running(tmp_path):
    work = tmp_path / 'work'
    work.mkdir()
    commands = [
        'echo one \\\ntwo',
        'cd .. && pwd',
        'false',
        'echo $? >&2',
        'sleep 60 &',
        'echo 4242',
        r"printf '[1.2\0]\n'",
    ]
    assert run(commands, work, Ports()) == [
        Step('echo one \\\ntwo', 'one two'),
        Step('cd .. && pwd', str(tmp_path)),
        Step('false', '[exit status 1]'),
        Step('echo $? >&2', '1'),
        Step('sleep 60 &', ''),
        Step('echo 4242', '4242'),
        Step(r"printf '[1.2\0]\n'", '[1.2]'),
    ]


def test_a_shell_that_ends_early(tmp_path):
    work = tmp_path / 'work'
    work.mkdir()
    assert run(['echo one', 'exit 3', 'echo two'], work, Ports()) == [
        Step('echo one', 'one'),
        Step('exit 3', '[not finished]'),
        Step('echo two', '[not finished]'),
    ]


def test_ports_are_free_and_translated():
    ports = Ports()
    assert len({ports[name] for name in NAMED}) == len(NAMED)
    for name in NAMED:
        with closing(socket()) as one:
            one.bind(('127.0.0.1', int(ports[name])))
    text = 'http://localhost:8042/ 14242 1.4242'
    assert ports.to_free(text) == f'http://localhost:{ports["8042"]}/ 14242 1.{ports["4242"]}'
    assert ports.to_named(ports.to_free(text)) == text
    assert ports.used_in(ports.to_free(text)) == [ports['4242'], ports['8042']]


@pytest.mark.parametrize(
    ('versions', 'output', 'status'),
    [
        ('as before', 'as before', 0),
        ('as before', 'other words', 1),
        ('others', 'other words', 0),
        ('others', 'other words\n[exit status 1]', 1),
    ],
)
def test_other_versions_may_use_other_words(monkeypatch, versions, output, status):
    def runs(before):
        yield 'versions', [Step('', versions)], versions == 'as before'
        for name, steps in before.items():
            if name != 'versions':
                yield name, [steps[0]._replace(output=output)], output == 'as before'

    monkeypatch.setattr(program, 'runs', runs)
    monkeypatch.setattr('sys.argv', ['live', 'echo'])
    assert program.main() == status


def test_a_transcript_that_there_is_not(monkeypatch, capsys):
    monkeypatch.setattr('sys.argv', ['live', 'nothing'])
    with pytest.raises(SystemExit):
        program.main()
    assert 'nothing.txt' in capsys.readouterr().err
