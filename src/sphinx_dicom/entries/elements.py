"""What the entries of data elements show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..blocks import Line, Span, code, linked, plain
from ..dictionary import VR, Module, find
from ..dictionary.facts import NOT_RECORDED, action_words, confidentiality, values
from ..dictionary.structure import occurrences

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..blocks import Block, Cell
    from ..dictionary import Element
    from ..dictionary.facts import Confidentiality, Values
    from ..dictionary.structure import Occurrence

#: How many places of an element an entry shows before it folds the others away.
SHOWN = 6
#: How many places are referred to; of more, those folded away are only named.
LINKED = 60
#: How many codes of a list of values are shown.
SHOWN_CODES = 24

#: VRs that are no keys of a query: PS3.18 section 8.3.4 matches values.
_NO_KEY = frozenset({'SQ', 'OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'UN'})


def find_vr(code: str) -> VR | None:
    """Return the VR of *code*, if there is one: authors may have written something else."""
    vr = find('vr', code)
    return vr if isinstance(vr, VR) else None


def element_facts(element: Element) -> list[Cell]:
    """Return the facts of *element*."""
    found: list[Cell] = []
    if element.keyword:
        found.append(code(element.keyword))
    if element.vr:
        spans = [Span('VR ')]
        for vr in element.vrs:
            spans += [Span(vr, record=find_vr(vr)), Span(' or ')]
        found.append(tuple(spans[:-1]))
    if element.vm:
        found.append(plain(f'VM {element.vm}'))
    if element.creator:
        found.append((Span('private creator '), Span(element.creator, code=True)))
    if element.indicative:
        found.append(plain(f'indicative: from the private dictionary of {element.indicative}'))
    return found


def element_details(element: Element) -> Iterator[Block]:
    """Yield what is known of *element* besides: where it occurs, its values, de-identification, and its spellings."""
    found = occurrences().get(element.keyword, ())
    modules = tuple(_place(where) for where in found if isinstance(where.where, Module))
    sequences = tuple(_place(where) for where in found if not isinstance(where.where, Module))
    if modules:
        yield folded('Modules', modules, SHOWN)
    if sequences:
        yield folded('Also in items of' if modules else 'Only in items of', sequences, SHOWN)
    for listed in values().get(element.tag, ()):
        yield _values_line(listed)
    if action := deidentification(element):
        yield Line((_actions(action),), 'De-identification')
    if spellings := tuple(_spellings(element, nested=bool(sequences) and not modules)):
        yield Line(spellings, 'Written')


def deidentification(element: Element) -> Confidentiality | None:
    """Return what de-identification does with *element*, if the profile lists it."""
    actions = confidentiality()
    return actions.get(element.tag) or actions.get(f'({element.group},xxxx)')


def _place(found: Occurrence) -> Cell:
    return (*linked(found.where), Span(f' {found.type}')) if found.type else linked(found.where)


def folded(label: str, facts: tuple[Cell, ...], shown: int) -> Line:
    """Return a line that shows all *facts*, or the first where one or two more than *shown* are too many."""
    if len(facts) <= shown + 2:
        return Line(facts, label, separator=', ')
    more = facts[shown:]
    if len(facts) > LINKED:
        more = tuple(tuple(Span(span.text, span.code) for span in fact) for fact in more)
    return Line(facts[:shown], label, more, separator=', ')


def _values_line(found: Values) -> Line:
    label = 'Defined terms' if found.kind == 'defined' else 'Enumerated values'
    if found.position:
        label += f' of value {found.position}'
    if found.differs:
        label += ' (by module)'
    return folded(label, tuple(code(value) for value in found.codes), SHOWN_CODES)


def _actions(action: Confidentiality) -> Cell:
    options = action.options
    profile = action_words(action.profile)
    if NOT_RECORDED in options.values():
        return plain(f'{profile}; actions of the options are not recorded')
    more = ', '.join(
        f'{action_words(kept)} to {option.replace("_", " ")}' for option, kept in options.items()
    )
    return plain(f'{profile}; {more}' if more else profile)


def _spellings(element: Element, *, nested: bool) -> Iterator[Cell]:
    """Yield how programs write *element*: pydicom, the DICOM JSON model and QIDO-RS (PS3.18 annex F and section 8.3.4).

    As the key of a query what is *nested* in sequences only would need their names too.
    """
    if element.group == '0000' or element.group.startswith('FFF') or element.private:
        return
    dataset = 'ds.file_meta' if element.group == '0002' else 'ds'
    digits = element.group + element.number
    if element.keyword and not element.repeating:
        yield Span(f'{dataset}.{element.keyword}', code=True), Span(' in pydicom')
    elif not element.repeating:
        yield Span(f'{dataset}[0x{digits}]', code=True), Span(' in pydicom')
    if element.group != '0002':
        yield Span(digits, code=True), Span(' in JSON')
        if (
            element.keyword
            and not (nested or element.repeating)
            and _NO_KEY.isdisjoint(element.vrs)
        ):
            yield Span(element.keyword, code=True), Span(' in QIDO-RS')
