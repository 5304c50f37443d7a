"""The check of names and tags in a project: each warning whole, with file and line."""

import pytest

WRONG = '(0028,0100) is Bits Allocated; the name beside it, Bits Stored, is (0028,0101) [dicom.name_mismatch]'
ROWS = '(0028,0011) is Columns; the name beside it, Rows, is (0028,0010) [dicom.name_mismatch]'
PAGE = """\
Title of Rows (0028,0011)
=========================

A paragraph
with Bits Stored (0028,0100)
in it.

- Bits Stored (:dicom:tag:`(0028,0100)`)
- :dicom:tag:`BitsStored` (0028,0100)
- :dicom:tag:`Bits Stored <00280100>`
- :dicom:tag:`the bits <00280100>`
- ``(0028,0100)`` *Bits Stored*, not ``(0010,9999)``

.. csv-table::
   :header: "Name", "Tag", "Remark"

   "Columns", "(0028,0011)", ""
   "Bits Stored", "00280100", "x"

   "Rows", "0028,0011", "S,*,U"
   "Rows", "US", "(0028,0011)"

.. csv-table::
   :file: table.csv

+-----------+-------------+
| Rows      | (0028,0010) |
+-----------+-------------+
| > Rows    | (0028,0011) |
+-----------+-------------+
| ``Rows``  | (0028,0011) |
+-----------+-------------+

.. list-table::

   * - (0028,0011)
     - *Rows*
   * - (0028,0011)
     - Columns, not Rows

.. rst-class:: no-dicom-autolink

Bits Stored (0028,0100)

::

   Bits Stored (0028,0100)
"""


def test_names(project):
    project.write(index=PAGE)
    (project.source / 'table.csv').write_text(
        '"Rows","(0028,0010)"\n"Columns (0028,0011)",""\n"Rows","(0028,0011)"\n', encoding='utf-8'
    )
    assert project.build(dicom_check_names=True, dicom_autolink=True, nitpicky=True) == [
        f'index.rst:4: WARNING: {WRONG}',
        f'index.rst:8: WARNING: {WRONG}',
        f'index.rst:9: WARNING: {WRONG.replace("Bits Stored", "BitsStored")}',
        f'index.rst:10: WARNING: {WRONG}',
        f'index.rst:12: WARNING: {WRONG}',
        f'index.rst:18: WARNING: {WRONG}',
        f'index.rst:20: WARNING: {ROWS}',
        f'index.rst:21: WARNING: {ROWS}',
        f'table.csv:3: WARNING: {ROWS}',
        f'index.rst:29: WARNING: {ROWS}',
        f'index.rst:31: WARNING: {ROWS}',
        f'index.rst:36: WARNING: {ROWS}',
    ]


def test_bare_tags_are_checked_where_they_are_linked(project):
    rows = '   BitsStored,,"DICOM tag 0028,0100"\n   Columns,,"0028,0011"\n'
    project.write(index=f'Test\n====\n\nBits Stored 0028,0100\n\n.. csv-table::\n\n{rows}')
    assert project.build(dicom_check_names=True) == []
    assert project.build(dicom_check_names=True, dicom_autolink=['bare']) == [
        f'index.rst:4: WARNING: {WRONG}',
        f'index.rst:8: WARNING: {WRONG.replace("Bits Stored", "BitsStored")}',
    ]


@pytest.mark.parametrize(
    'text',
    [
        'Referenced Image Sequence (0040,1140)',
        '.. csv-table::\n   :header: Name,Tag\n\n   x,"0040,1140"',
    ],
)
def test_unknown_tags(project, text):
    project.write(index=f'Test\n====\n\n{text}\n')
    line = 7 if 'csv' in text else 4
    (warning,) = project.build(dicom_check_names=True)
    assert warning.startswith(f'index.rst:{line}: WARNING: "')
    assert '0040,1140' in warning
    assert warning.endswith('[dicom.unknown_tag]')


def test_what_is_no_tag_of_the_standard(project):
    texts = [
        *('(gggg,eeee)', '(0002,eeee)', '(0028,EEEE)', '(6854,7369)', '(0029,1010)', '(0010,xxxx)'),
        'SIEMENS CSA HEADER (0029,1010)',
        *('(0008,0000)', '(0008,FFFF)', '(2000, 3000)', '(6000,0001)', '(0010,abcd)'),
        *('``(0010,9999)``', '0010,9999', '00109999'),
    ]
    project.write(index='Test\n====\n\n' + '\n\n'.join(texts) + '\n')
    assert project.build(dicom_check_names=True) == []


def test_in_docstrings(project):
    project.write(
        index=(
            'Test\n====\n\n.. py:function:: f(x)\n\n   Docstring.\n\n   :param x: Bits Stored (0028,0100)\n'
            '   :param y: of no use\n'
        )
    )
    assert project.build(dicom_check_names=True) == [f'index.rst:4: WARNING: {WRONG}']


def test_in_what_autodoc_collects(project):
    project.source.mkdir(parents=True)
    (project.source / 'checked.py').write_text(
        'def f(x):\n    """Do.\n\n    :param x: Bits Stored (0028,0100)\n    :param y: of no use\n    """\n',
        encoding='utf-8',
    )
    project.configure(
        f"import sys\nsys.path.insert(0, {str(project.source)!r})\nextensions += ['sphinx.ext.autodoc']\n"
    )
    project.write(index='Test\n====\n\n.. autofunction:: checked.f\n')
    assert project.build(dicom_check_names=True) == [
        f'checked.py:docstring of checked.f:1: WARNING: {WRONG}'
    ]


def test_off_by_default(project):
    project.write(index='Test\n====\n\nBits Stored (0028,0100) (0040,1140)\n')
    assert project.build(dicom_autolink=True) == []


def test_markdown(project):
    pytest.importorskip('myst_parser')
    project.configure("extensions += ['myst_parser']\n")
    (project.source / 'index.md').write_text(
        '# Test\n\nBits Stored\n(0028,0100)\n\n| Tag | Name |\n|---|---|\n| (0028,0011) | Columns |\n| 0028,0011 | Rows |\n',
        encoding='utf-8',
    )
    assert project.build(dicom_check_names=True) == [
        f'index.md:3: WARNING: {WRONG}',
        f'index.md:9: WARNING: {ROWS}',
    ]


def test_in_parallel(project):
    pages = {
        f'page{number}': f':orphan:\n\nP\n=\n\nRows (0028,0011) {number}\n' for number in range(8)
    }
    project.write(index='Test\n====\n', **pages)
    found = [
        sorted(project.build(dicom_check_names=True, parallel=parallel, freshenv=True))
        for parallel in (1, 2)
    ]
    assert found[0] == found[1] == [f'{name}.rst:6: WARNING: {ROWS}' for name in sorted(pages)]
