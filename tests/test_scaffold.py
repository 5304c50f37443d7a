"""The pages of a full reference."""

import pytest
from conftest import ROOT

from sphinx_dicom.__main__ import main
from sphinx_dicom.dictionary import KINDS, elements, lookup, records
from sphinx_dicom.directives.filters import select
from sphinx_dicom.layout import LONGEST, element_pages, page_of, uid_pages, vr_pages
from sphinx_dicom.scaffold import LONGEST_COMPACT, pages, scaffold


def test_every_record_is_on_one_page():
    for kind, found in zip(KINDS, (element_pages(), uid_pages(), vr_pages()), strict=True):
        assert sorted(record.key for page in found for record in page.records) == sorted(
            record.key for record in records(kind)
        )
        assert len({page.name for page in found}) == len(found)


def test_groups_are_split_by_leading_digits():
    parts = {page.name: page.part for page in element_pages() if page.subject == '0018'}
    assert parts == {
        'elements/0018-0': ('0', '0'),
        'elements/0018-10': ('10', '15'),
        'elements/0018-16': ('16', '18'),
        'elements/0018-2': ('2', '8'),
        'elements/0018-90': ('90', '92'),
        'elements/0018-93': ('93', '96'),
        'elements/0018-97': ('97', '99'),
        'elements/0018-a': ('A', 'A'),
    }
    assert max(len(page.records) for page in element_pages()) <= LONGEST
    assert page_of(lookup('tag', 'EffectiveEchoTime')) == 'elements/0018-90'
    assert page_of(lookup('tag', 'OverlayData')) == 'elements/60xx'
    assert page_of(lookup('uid', 'Verification')) == 'uids/sop-class'
    assert page_of(lookup('vr', 'PN')) == 'vrs/pn'


def test_each_listing_holds_what_its_page_documents():
    texts = dict(pages())
    for page in (*element_pages(), *uid_pages()):
        listing = texts[page.name].partition('.. dicom:dictionary::')[2]
        kind = 'uid' if 'uids/' in page.name else 'tag'
        filters = tuple(
            (name, value)
            for _, name, value in (
                line.strip().split(':', 2) for line in listing.splitlines()[1:] if line.strip()
            )
        )
        filters = tuple((name, value.strip()) for name, value in filters)
        assert select(kind, filters, ()) == page.records, page.name


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
