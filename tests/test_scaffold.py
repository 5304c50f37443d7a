"""The pages of a full reference."""

from collections import Counter

import pytest
from conftest import ROOT

from sphinx_dicom.__main__ import main
from sphinx_dicom.dictionary import KINDS, elements, lookup, records
from sphinx_dicom.dictionary.facts import context_group_codes
from sphinx_dicom.dictionary.structure import attributes, homes, occurrences
from sphinx_dicom.directives.filters import select
from sphinx_dicom.layout import (
    LONGEST,
    LONGEST_CODES,
    LONGEST_ITEMS,
    LONGEST_UIDS,
    context_group_pages,
    element_pages,
    items_pages,
    page_of,
    record_pages,
    uid_pages,
)
from sphinx_dicom.scaffold import LONGEST_COMPACT, pages, scaffold


def test_every_record_is_on_one_page():
    documented = [record for page in record_pages() for record in page.records]
    # Items that are found in one tree only are shown in it.
    expected = [
        record
        for kind in KINDS
        for record in records(kind)
        if kind != 'items' or homes()[record.key] == record.key
    ]
    assert Counter(documented) == Counter(expected)
    names = [page.name for page in record_pages()]
    assert len(set(names)) == len(names)


def test_groups_are_split_by_leading_digits():
    parts = {page.name: page.part for page in element_pages() if page.subject == '0018'}
    assert parts == {
        'elements/0018-0': ('0', '0'),
        'elements/0018-10': ('10', '10'),
        'elements/0018-11': ('11', '13'),
        'elements/0018-14': ('14', '18'),
        'elements/0018-2': ('2', '6'),
        'elements/0018-7': ('7', '8'),
        'elements/0018-90': ('90', '90'),
        'elements/0018-91': ('91', '92'),
        'elements/0018-93': ('93', '93'),
        'elements/0018-94': ('94', '96'),
        'elements/0018-97': ('97', '98'),
        'elements/0018-99': ('99', '99'),
        'elements/0018-a': ('A', 'A'),
    }


@pytest.mark.parametrize(
    ('kind', 'text', 'name'),
    [
        ('tag', 'EffectiveEchoTime', 'elements/0018-90'),
        ('tag', 'OverlayData', 'elements/60xx'),
        ('uid', 'Verification', 'uids/sop-class-1'),
        ('uid', 'CTImageStorage', 'uids/sop-class-5.1.4.1.1.1'),
        ('uid', 'ExplicitVRLittleEndian', 'uids/transfer-syntax'),
        ('vr', 'PN', 'vrs/pn'),
        ('iod', 'CT Image', 'iods/ct-image'),
        ('module', 'SOP Common', 'modules/sop-common'),
        ('items', 'VOI LUT Sequence', 'items/002'),
        ('items', 'Graphic Group Sequence', None),
        ('cid', '29', 'cids/000'),
        ('cid', 'CID 12301', 'cids/12'),
    ],
)
def test_pages_of_records(kind, text, name):
    assert page_of(lookup(kind, text)) == name


def test_no_page_is_too_long():
    places = {keyword: min(len(found), 60) for keyword, found in occurrences().items()}
    for page in element_pages():
        assert sum(10 + places.get(found.keyword, 0) for found in page.records) <= LONGEST
    assert max(len(page.records) for page in uid_pages()) <= LONGEST_UIDS
    for page in items_pages():
        rows = [len(attributes()[record.key]) for record in page.records]
        assert sum(rows) <= LONGEST_ITEMS or len(rows) == 1, page.name
    for page in context_group_pages():
        codes = [1 + len(context_group_codes().get(group.key, ())) for group in page.records]
        assert sum(codes) <= LONGEST_CODES, page.name


def test_each_listing_holds_what_its_page_documents():
    texts = dict(pages())
    for page in record_pages():
        # Below that of a value representation are its elements.
        listing = texts[page.name].partition('.. dicom:dictionary::')[2].partition('\nData')[0]
        kind, *lines = listing.splitlines()
        lines = [line.strip() for line in lines if line.strip()]
        options = [line.split(':', 2)[1:] for line in lines if line.startswith(':')]
        filters = tuple((name, value.strip()) for name, value in options)
        kind = kind.strip() or 'tag'
        keys = tuple(lookup(kind, line).key for line in lines if not line.startswith(':'))
        assert select(kind, filters, keys) == page.records, page.name


def test_compact_listings_are_split_too():
    texts = dict(pages())
    assert 'vrs/sq-0' in texts
    assert 'vrs/pn-0' not in texts
    for code in ('SQ', 'CS'):
        count = sum(code in element.vrs for element in elements())
        assert (count > LONGEST_COMPACT) == (f'vrs/{code.lower()}-0' in texts)


def test_files_are_written_once(tmp_path):
    count = len(dict(pages()))
    done = scaffold(tmp_path)
    assert (len(done.written), done.current, done.kept) == (count, [], [])
    changed = tmp_path / 'index.rst'
    changed.write_bytes(b'Mine \xff\n')
    done = scaffold(tmp_path)
    assert (done.written, len(done.current), done.kept) == ([], count - 1, [changed])
    assert changed.read_bytes() == b'Mine \xff\n'
    done = scaffold(tmp_path, force=True)
    assert (done.written, len(done.current), done.kept) == ([changed], count - 1, [])


def test_command(tmp_path, capsys):
    directory = tmp_path / 'dicom'
    count = len(dict(pages()))
    assert main(['scaffold', str(directory)]) == 0
    assert capsys.readouterr().out == f'{count} pages written, 0 up to date, 0 kept\n'
    (directory / 'index.rst').write_text('Mine\n', encoding='utf-8')
    assert main(['scaffold', str(directory)]) == 0
    assert capsys.readouterr().out == (
        f'0 pages written, {count - 1} up to date, 1 kept\n'
        f'kept, though it differs: {directory / "index.rst"}\n'
    )
    (tmp_path / 'file').touch()
    assert main(['scaffold', str(tmp_path / 'file')]) == 1
    error = capsys.readouterr().err
    assert error.startswith('python -m sphinx_dicom: ')
    assert error.count('\n') == 1
    with pytest.raises(SystemExit):
        main([])


def test_the_documentation_has_what_the_command_writes():
    for name, text in pages():
        path = ROOT / 'docs' / 'reference' / f'{name}.rst'
        assert path.read_text(encoding='utf-8') == text, (
            f'{path}: run python -m sphinx_dicom scaffold --force'
        )
