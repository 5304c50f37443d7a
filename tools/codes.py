"""Context groups of PS3.16 and the codes of DICOM's own coding scheme in them, from pydicom.

Codes of other schemes (SNOMED CT, LOINC, ...) are counted, not listed: their licences are their owners'.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import cast

from pydicom import _version
from pydicom.sr._cid_dict import name_for_cid
from pydicom.sr._concepts_dict import concepts
from sources import BASE, PYDICOM, Row, check_base, table

#: The coding scheme whose codes are listed.
SCHEME = 'DCM'


def spelled(keyword: str) -> str:
    """Return the words of *keyword*."""
    return re.sub(
        '(?<=[a-z])(?=[A-Z0-9])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[0-9])(?=[A-Z][a-z])', ' ', keyword
    )


def members() -> tuple[dict[int, Counter[str]], dict[int, set[str]], dict[str, str]]:
    """Return by context group the number of codes of each scheme and the codes of ours; and the meanings of these.

    Of several meanings that a code has, that which most context groups state is taken.
    """
    schemes: dict[int, Counter[str]] = defaultdict(Counter)
    ours: dict[int, set[str]] = defaultdict(set)
    meanings: dict[str, list[tuple[int, str]]] = defaultdict(list)
    by_scheme = cast('dict[str, dict[str, dict[str, tuple[str, list[int]]]]]', concepts)
    for scheme, by_name in by_scheme.items():
        for by_code in by_name.values():
            for code, (meaning, groups) in by_code.items():
                for cid in groups:
                    schemes[cid][scheme] += 1
                    if scheme == SCHEME:
                        ours[cid].add(code)
                if scheme == SCHEME:
                    meanings[code].append((len(groups), meaning))
    return schemes, ours, {code: max(found)[1] for code, found in meanings.items()}


def compiled() -> dict[str, str]:
    """Return the text of the tables, by file name."""
    edition = _version.__concepts_version__
    check_base(edition)
    schemes, ours, meanings = members()
    groups: list[Row] = []
    codes: list[Row] = []
    for cid, keyword in sorted(name_for_cid.items()):
        others = sorted((scheme, n) for scheme, n in schemes[cid].items() if scheme != SCHEME)
        groups.append(
            (str(cid), keyword, spelled(keyword), ' '.join(f'{scheme}:{n}' for scheme, n in others))
        )
        codes += [(str(cid), code) for code in sorted(ours[cid])]
    source = f'pydicom {PYDICOM} (PS3.16 {BASE})'
    return {
        'context_groups.tsv': table(
            'Context groups of DICOM PS3.16 annex B',
            edition,
            f'{source}; names are spelled from its keywords',
            'cid keyword name others',
            groups,
            cited=f'context groups: PS3.16 {BASE}',
            gaps='extensibility, version, UID and the order of codes are not in it',
        ),
        'context_group_codes.tsv': table(
            'Codes of the coding scheme DCM in context groups of DICOM PS3.16 annex B',
            edition,
            source,
            'cid code',
            codes,
            cited=f'codes of context groups: PS3.16 {BASE}',
            gaps='codes of other schemes (SNOMED CT, LOINC, ...) are counted, not listed',
        ),
        'codes.tsv': table(
            'Codes of the coding scheme DCM, DICOM PS3.16 annex D',
            edition,
            source,
            'code meaning',
            sorted(meanings.items()),
            cited=f'codes of the scheme DCM: PS3.16 {BASE}',
            gaps='definitions of the codes are not in it, nor second meanings in some context groups',
        ),
    }
