"""Facts about data elements and other records: what they mean, which values they have, what becomes of them."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from .tables import TABLES, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .records import Record

#: The options of the Basic Application Level Confidentiality Profile, in the order of DICOM PS3.15 table E.1-1.
CONFIDENTIALITY_OPTIONS = TABLES['confidentiality'][3:-1]
#: The action of an option that the table does not know.
NOT_RECORDED = '?'


class Description(NamedTuple):
    """What something means, in our own words."""

    text: str
    #: A value as it may be encoded; empty for none.
    example: str


class Confidentiality(NamedTuple):
    """What de-identification does with a data element (DICOM PS3.15 table E.1-1)."""

    #: The tag, or ``private`` for all private elements.
    tag: str
    #: Whether an information object definition of the standard has it.
    standard: bool
    #: The action of the Basic Application Level Confidentiality Profile, such as ``X`` or ``Z/D``.
    profile: str
    #: The actions of the options that override it, by option; `NOT_RECORDED` for all options of newer elements.
    options: Mapping[str, str]


class Values(NamedTuple):
    """Defined terms or enumerated values of a data element."""

    #: ``defined`` or ``enumerated``.
    kind: str
    #: Which of several values is meant; empty for any.
    position: str
    codes: tuple[str, ...]
    #: Whether some modules allow others, or not all of them.
    differs: bool


@cache
def descriptions() -> Mapping[tuple[str, str], Description]:
    """Return the descriptions by kind and key; besides the kinds of records there is ``modality``."""
    return {
        (kind, key): Description(text, example)
        for kind, key, text, example in read('descriptions').rows
    }


def description(record: Record) -> Description | None:
    """Return the description of *record*, if it has one."""
    return descriptions().get((record.kind, record.key))


@cache
def aliases() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return what people call records whose names are other words, by kind and key."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for alias, kind, key, _reason in read('aliases').rows:
        found[kind, key].append(alias)
    return {subject: tuple(same) for subject, same in found.items()}


@cache
def confidentiality() -> Mapping[str, Confidentiality]:
    """Return what de-identification does, by tag."""
    found = {}
    for tag, standard, profile, *actions, _edition in read('confidentiality').rows:
        options = {
            option: action
            for option, action in zip(CONFIDENTIALITY_OPTIONS, actions, strict=True)
            if action
        }
        found[tag] = Confidentiality(tag, standard == 'Y', profile, options)
    return found


def action_words(action: str) -> str:
    """Return an *action*, such as ``X/Z``, with what becomes of the data element."""
    words = {row[0]: row[1] for row in read('actions').rows}
    meant = [words[code.rstrip('*')] for code in action.split('/')]
    *first, last = meant
    return f'{action} {", ".join(first)} or {last}' if first else f'{action} {last}'


@cache
def values() -> Mapping[str, tuple[Values, ...]]:
    """Return the defined terms and enumerated values of data elements, by tag."""
    found = {}
    for tag, rows in groupby(read('values').rows, key=lambda row: row[0]):
        lists = []
        for (kind, position), same in groupby(rows, key=lambda row: (row[1], row[2])):
            codes = list(same)
            lists.append(
                Values(kind, position, tuple(row[3] for row in codes), any(row[4] for row in codes))
            )
        found[tag] = tuple(sorted(lists, key=lambda found: found.position))
    return found


@cache
def codes() -> Mapping[str, str]:
    """Return the meanings of the codes of the coding scheme DCM (DICOM PS3.16 annex D)."""
    return dict(read('codes').rows)  # type: ignore[arg-type]


@cache
def context_group_codes() -> Mapping[str, tuple[str, ...]]:
    """Return the codes of the coding scheme DCM in each context group, by its number."""
    return {
        cid: tuple(row[1] for row in rows)
        for cid, rows in groupby(read('context_group_codes').rows, key=lambda row: row[0])
    }
