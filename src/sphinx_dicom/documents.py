"""What one document documents and refers to, as it is stored with the environment."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .directives.filters import select

if TYPE_CHECKING:
    from .dictionary import Kind, Record
    from .directives.filters import Filters
    from .fact_tables.base import Options


@cache
def pair(kind: Kind, key: str) -> tuple[Kind, str]:
    """Return the pair, which is the same object each time: a pickled environment then holds it once."""
    return kind, key


class Listed(NamedTuple):
    """A listing whose entries references lead to: what `select` makes records of, and the file and line."""

    kind: Kind
    filters: Filters
    keys: tuple[str, ...]
    location: str


class Used(NamedTuple):
    """A list of the terms that the project uses."""

    kinds: tuple[Kind, ...]
    filters: Filters
    #: Whether references that have no better target lead to its entries.
    place: bool


@dataclass(slots=True)
class Document:
    """What one document documents and refers to."""

    #: By kind: the key of everything described, and the file and line where that happens.
    described: dict[Kind, dict[str, str]] = field(default_factory=dict)
    listed: list[Listed] = field(default_factory=list)
    #: What is documented but not in the dictionary.
    own: list[Record] = field(default_factory=list)
    #: What authors refer to: kinds and keys.
    references: set[tuple[Kind, str]] = field(default_factory=set)
    #: What authors refer to, but only descriptions in the project can explain: kinds and texts.
    texts: set[tuple[Kind, str]] = field(default_factory=set)
    #: What else shows where things are documented; the key may be `identifiers.EVERY` or `identifiers.OTHER`.
    dependences: set[tuple[Kind, str]] = field(default_factory=set)
    used: list[Used] = field(default_factory=list)
    #: Further descriptions of what the same document documents already: kind, key, file and line.
    repeated: list[tuple[Kind, str, str]] = field(default_factory=list)
    #: The tables of facts that it shows: what `FACT_TABLES` has each by, and its options.
    tables: list[tuple[str, Options]] = field(default_factory=list)
    #: Whether it holds nothing but entries and at most a paragraph before them.
    entries_only: bool = False

    def documents(self, kind: Kind, key: str) -> bool:
        """Return whether *key* of *kind* is documented."""
        return key in self.described.get(kind, ()) or any(
            listed.kind == kind and record.key == key
            for listed in self.listed
            for record in select(*listed[:3])
        )

    def objects(self) -> dict[Kind, dict[str, str]]:
        """Return by kind the key of everything documented, and the file and line where that happens."""
        found = {kind: dict(keys) for kind, keys in self.described.items()}
        for kind, filters, keys, location in self.listed:
            same = found.setdefault(kind, {})
            for record in select(kind, filters, keys):
                same.setdefault(record.key, location)
        return found
