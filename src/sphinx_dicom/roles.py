"""The roles: ``dicom:tag``, ``dicom:uid``, ``dicom:vr``, ..., one for each kind of record."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx.roles import XRefRole

from .dictionary import find
from .identifiers import OTHER, identifier
from .warning_types import WarningType, warn

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

    from .dictionary import Kind, Record
    from .domain import DicomDomain


class DicomRole(XRefRole):
    """A reference to a record of the dictionary in any spelling."""

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Note the reference; return the title in the style configured and the target as written."""
        kind = cast('Kind', self.reftype)
        target = ' '.join(target.split())
        record = find(kind, target)
        domain = cast('DicomDomain', env.domains['dicom'])
        if record is None or record.private:
            domain.note_reference(env.docname, kind, OTHER)
            return title, target
        domain.note_reference(env.docname, kind, record.key)
        if record.retired and env.config.dicom_warn_retired:
            warn(WarningType.RETIRED, f'"{target}" is retired: {record.key} {record.name}', refnode)
        if not has_explicit_title:
            title = styled(record, env.config.dicom_reference_text, title)
        return title, target


def styled(record: Record, style: str, written: str) -> str:
    """Return the text of a reference to *record* in *style*, one of `config.TEXT_STYLES`."""
    shown = identifier(record)
    name = record.name or shown
    return {
        'written': written,
        'name': name,
        'keyword': record.keyword or shown,
        'tag': shown or name,
        'name (tag)': f'{name} {shown}'
        if shown[:1] == '('
        else f'{name} ({shown})'
        if shown
        else name,
    }[style]
