"""Descriptions of single records: ``dicom:tag``, ``dicom:uid``, ``dicom:vr``, ..."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils.parsers.rst import directives
from sphinx.directives import ObjectDescription

from ..blocks import Line
from ..dictionary import NOUNS, UID, Element, Reason, UnknownTermError, find, get, lookup
from ..dictionary.spelling import is_uid, looks_like_uid, read_tag
from ..entries import facts, heading
from ..identifiers import identifier, node_id
from ..late import details
from ..pending import pending
from ..private import known_element
from ..stock import NodeWriter, heading_nodes
from ..warning_types import WarningType, describe, warn
from .options import OptionSpec, check_options, option_warning

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docutils import nodes
    from sphinx import addnodes

    from ..dictionary import Kind, Record
    from ..domain import DicomDomain

_STANDARD_OPTIONS = dict(ObjectDescription.option_spec)


class DicomDescription(ObjectDescription['Record']):
    """A description of something of the dictionary, or of the project's own."""

    kind: ClassVar[Kind]
    #: The options that give a fact of something of the project's own, and the field that each fills.
    fact_options: ClassVar[Mapping[str, str]] = {}
    option_spec: ClassVar[OptionSpec] = OptionSpec(_STANDARD_OPTIONS)

    def run(self) -> list[nodes.Node]:
        """Return the description; options that can't be followed are dropped with a warning."""
        check_options(self, self.option_spec)
        self.own: list[Record] = []
        self.described: list[Record] = []
        return super().run()

    def handle_signature(self, sig: str, signode: addnodes.desc_signature) -> Record:
        """Return the record that *sig* means, with its heading in *signode*; warn and raise `ValueError` for none."""
        given = {
            field: self.options[option]
            for option, field in self.fact_options.items()
            if option in self.options
        }
        try:
            record = lookup(self.kind, self.identifier(sig))
        except UnknownTermError as error:
            key = self.own_key(sig) if error.reason is Reason.UNKNOWN else ''
            if not key or 'name' not in given:
                hint = '; give a :name: to describe it as your own' if key else ''
                warn(WarningType.of(error), describe(error) + hint, signode)
                raise ValueError from error
            record = self.own_record(key, given)
        else:
            if isinstance(record, Element) and record.private:
                record = self.private_element(record, given, signode)
            elif given:
                names = ', '.join(
                    f':{option}:' for option in self.fact_options if option in self.options
                )
                option_warning(
                    self,
                    f'{record.key} is in the dictionary, which gives its facts: ignored {names}',
                )
        signode.extend(heading_nodes(heading(record)))
        signode['fullname'] = record.key
        self.described.append(record)
        return record

    def identifier(self, sig: str) -> str:
        """Return what identifies the record in *sig*."""
        return sig

    def own_key(self, text: str) -> str:
        """Return the key of what *text* identifies beyond the dictionary, or nothing if it identifies nothing."""
        return ''

    def own_record(self, key: str, given: dict[str, Any]) -> Record:
        """Return the record of the project's own with *key* and the facts *given*."""
        raise NotImplementedError

    def private_element(
        self, record: Element, given: dict[str, Any], signode: addnodes.desc_signature
    ) -> Element:
        """Return the private element *record* with the facts *given*."""
        raise NotImplementedError

    def add_target_and_index(
        self, name: Record, sig: str, signode: addnodes.desc_signature
    ) -> None:
        """Make the description the place of the record."""
        domain = cast('DicomDomain', self.env.domains['dicom'])
        record = name
        if record.private and not record.creator:
            return
        own = get(self.kind, record.key) != record
        if not domain.note_object(self.env.docname, record, self.get_location(), own=own):
            return
        target = node_id(self.kind, record.key)
        signode['ids'].append(target)
        self.state.document.note_explicit_target(signode)
        if 'no-index-entry' not in self.options:
            shown = identifier(record)
            text = (record.keyword if shown else '') or record.name
            texts = dict.fromkeys(filter(None, (shown, text)))
            entries = [f'{text} (DICOM {NOUNS[self.kind]})' for text in texts]
            self.indexnode['entries'] += [('single', entry, target, '', None) for entry in entries]

    def transform_content(self, content_node: addnodes.desc_content) -> None:
        """Put the facts before what the author wrote."""
        domain = cast('DicomDomain', self.env.domains['dicom'])
        writer = NodeWriter(self.reference)
        shown: list[nodes.Node] = []
        for record in self.described:
            if found := facts(record):
                shown.append(writer.line(Line(tuple(found))))
            if get(self.kind, record.key) == record:
                domain.note_entry(self.env.docname, self.kind)
                shown.append(details(kind=self.kind, key=record.key))
        content_node[:0] = shown

    def reference(self, record: Record, text: str) -> nodes.Node:
        """Return a reference to *record*, plain text where nothing documents it."""
        domain = cast('DicomDomain', self.env.domains['dicom'])
        domain.note_dependence(self.env.docname, record.kind, record.key)
        return pending(self.env.docname, record.kind, record.key, text)

    def _object_hierarchy_parts(self, sig_node: addnodes.desc_signature) -> tuple[str, ...]:
        return (sig_node['fullname'],) if 'fullname' in sig_node else ()

    def _toc_entry_name(self, sig_node: addnodes.desc_signature) -> str:
        return sig_node.get('fullname', '')


class ElementDescription(DicomDescription):
    """A data element: of the dictionary, private, or newer than the dictionary."""

    kind = 'tag'
    fact_options: ClassVar[Mapping[str, str]] = {
        'name': 'name',
        'vr': 'vr',
        'vm': 'vm',
        'keyword': 'keyword',
        'private-creator': 'creator',
    }
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        _STANDARD_OPTIONS | dict.fromkeys(fact_options, directives.unchanged_required)
    )

    def identifier(self, sig: str) -> str:
        """Return the tag with the private creator of the option."""
        creator = self.options.get('private-creator')
        if creator and not sig.endswith(']') and find('tag', f'{sig} [{creator}]'):
            return f'{sig} [{creator}]'
        return sig

    def own_key(self, text: str) -> str:
        """Return the tag that *text* is."""
        return read_tag(text).text

    def own_record(self, key: str, given: dict[str, Any]) -> Record:
        """Return an element that the dictionary lacks."""
        return Element(key, **{'vr': '', 'vm': '', 'keyword': ''} | self.checked(given))

    def private_element(
        self, record: Element, given: dict[str, Any], signode: addnodes.desc_signature
    ) -> Element:
        """Return *record* with the facts *given*; without a creator it can't be referred to, which is warned of."""
        if not record.creator:
            reserves = record.number.startswith('00')
            advice = (
                'describe an element of the block instead'
                if reserves
                else 'give its :private-creator:'
            )
            kind = 'reserves a block for a private creator' if reserves else 'is private'
            warn(WarningType.PRIVATE, f'{record.tag} {kind}: {advice}', signode)
        elif given.get('creator', record.creator) != record.creator:
            option_warning(self, f'{record.key} names its creator: ignored :private-creator:')
        described = replace(record, **self.checked(given) | {'creator': record.creator})
        known = known_element(record)
        if not isinstance(known, Element) or not known.indicative:
            return described
        missing = {
            fact: getattr(known, fact)
            for fact in ('name', 'vr', 'vm')
            if not getattr(described, fact)
        }
        return replace(described, **missing, indicative=known.indicative if missing else '')

    def checked(self, given: dict[str, Any]) -> dict[str, Any]:
        """Return the facts *given* with the codes of VRs spelled as in the dictionary; warn of those that don't exist."""
        if 'vr' in given:
            codes = given['vr'].split(' or ')
            for number, code in enumerate(codes):
                if vr := find('vr', code):
                    codes[number] = vr.key
                else:
                    option_warning(
                        self, f':vr: {given["vr"]}: "{code}" is not a value representation'
                    )
            given = {**given, 'vr': ' or '.join(codes)}
        return given


class UIDDescription(DicomDescription):
    """A UID: of the dictionary or of the project's own."""

    kind = 'uid'
    fact_options: ClassVar[Mapping[str, str]] = {
        'name': 'name',
        'keyword': 'keyword',
        'type': 'type',
    }
    option_spec: ClassVar[OptionSpec] = OptionSpec(
        _STANDARD_OPTIONS | dict.fromkeys(fact_options, directives.unchanged_required)
    )

    def own_key(self, text: str) -> str:
        """Return the UID that *text* is."""
        return text if looks_like_uid(text) and is_uid(text) else ''

    def own_record(self, key: str, given: dict[str, Any]) -> Record:
        """Return a UID that the dictionary lacks."""
        return UID(key, **{'type': '', 'keyword': ''} | given)


class VRDescription(DicomDescription):
    """A value representation."""

    kind = 'vr'


class IODDescription(DicomDescription):
    """An information object definition."""

    kind = 'iod'


class ModuleDescription(DicomDescription):
    """A module."""

    kind = 'module'


class ContextGroupDescription(DicomDescription):
    """A context group."""

    kind = 'cid'
