"""What only the installed pydicom can say: which plugins decode a transfer syntax, and private data elements."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def release() -> str:
    """Return the name and the version of the installed pydicom."""
    return f'pydicom {version("pydicom")}'


@cache
def decoders(uid: str) -> tuple[str, ...]:
    """Return the names of the plugins that pydicom has for decoding pixel data of the transfer syntax *uid*.

    A plugin may need packages that are not installed; it is named all the same.
    """
    from pydicom.pixels.decoders.base import get_decoder

    try:
        decoder = get_decoder(uid)
    except NotImplementedError:
        return ()
    # Each of the missing ones is given as "name - requires ...".
    missing = (text.partition(' - ')[0] for text in decoder.missing_dependencies)
    return tuple(sorted({*decoder.available_plugins, *missing}))


@cache
def _private() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    from pydicom._private_dict import private_dictionaries

    return private_dictionaries


def _group(tag: str) -> str:
    return tag[:4].upper().replace('X', 'x')


def is_private_creator(text: str) -> bool:
    """Return whether pydicom knows *text* as a private creator."""
    return text in _private()


def private_creators() -> list[tuple[str, tuple[str, ...], int]]:
    """Return each private creator with the groups in which it has data elements, and the number of these."""
    return [
        (creator, tuple(sorted({_group(tag) for tag in found})), len(found))
        for creator, found in sorted(_private().items())
    ]


def private_elements(creator: str) -> list[tuple[str, str, str, str]]:
    """Return tag, VR, VM and name of each data element of *creator*, sorted by tag; none for an unknown one."""
    return [
        (f'({_group(tag)},{tag[4:6]}{tag[6:].upper()})', vr, vm, name)
        for tag, (vr, vm, name, *_retired) in sorted(_private().get(creator, {}).items())
    ]


def private_creators_of(tag: str) -> tuple[str, ...]:
    """Return the private creators that have a data element *tag*, in whatever block: ``(gggg,xxee)``."""
    return _by_tag().get(f'{tag[1:5]}{tag[8:10]}'.upper(), ())


@cache
def _by_tag() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for creator, elements in _private().items():
        for tag in elements:
            found.setdefault(f'{tag[:4]}{tag[6:]}'.upper(), []).append(creator)
    return {tag: tuple(creators) for tag, creators in found.items()}
