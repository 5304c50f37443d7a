"""What a table of facts is: a directive of its own, with options."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..blocks import Source
from ..plugins import release
from ..standard import cited

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..blocks import Block
    from ..dictionary import Kind

#: The options as they are stored in a doctree: sorted pairs of option and value.
Options = tuple[tuple[str, str], ...]


class OptionError(ValueError):
    """An option can't be followed; the text says why."""


class FactTable(NamedTuple):
    """A table that a directive of the same name shows."""

    #: What it shows, for the documentation.
    meaning: str
    #: Yields the blocks that options stand for; raises `OptionError`.
    build: Callable[[Mapping[str, str]], Iterator[Block]]
    #: The tables of facts that it prints.
    tables: tuple[str, ...]
    #: What each option does, for the documentation.
    options: Mapping[str, str]
    #: The kinds of records to which it refers.
    kinds: tuple[Kind, ...] = ()
    #: Whether it shows what only the installed pydicom can say.
    installed: bool = False

    def blocks(self, options: Options) -> tuple[list[Block], list[Source]]:
        """Return what is shown with *options*, and the sources; raise `OptionError` if there is nothing to show."""
        sources = [cited(name) for name in self.tables]
        if self.installed:
            sources.append(Source(release()))
        return list(self.build(dict(options))), sources


RETIRED = '``only`` retired ones, or ``exclude`` them.'


def wanted(options: Mapping[str, str]) -> Callable[[bool], bool]:
    """Return the test for whether what is retired, or is not, is shown."""
    value = options.get('retired')
    if value is None:
        return lambda _retired: True
    only = chosen(options, 'retired', ('only', 'exclude')) == ['only']
    return lambda retired: retired == only


def chosen(options: Mapping[str, str], name: str, known: Iterable[str]) -> list[str]:
    """Return the words of the option *name*, each of which is *known*; all that are known where it is not given."""
    known = list(known)
    if name not in options:
        return known
    by_lower = {word.lower(): word for word in known}
    words = options[name].replace(',', ' ').split()
    for word in words:
        if word.lower() not in by_lower:
            raise OptionError(f':{name}: "{word}" is none of {", ".join(known)}')
    if not words:
        raise OptionError(f':{name}: needs a value')
    return [by_lower[word.lower()] for word in words]
