"""The codemod: what it writes, what it leaves alone, and that its links are those of autolink."""

import re
import shutil

import pytest
from conftest import ROOT

from sphinx_dicom.__main__ import main
from sphinx_dicom.adoption.fitting import Edit, apply, pieces
from sphinx_dicom.adoption.marking import candidates, marked, unmarked

#: Projects with mentions in all kinds of places.
PROJECTS = ROOT / 'tests' / 'adoption'
BEFORE = """\
Title (0010,0010)
=================

Text (0010,0010) and ``PatientName``; **Rows (0028,0011)**, **A (0010,0010) b** and *(0010,0010)*,
`a link (0010,0010) <https://example.org>`_, :dicom:tag:`0010,0010`. It is 1.2.840.10008.1.2.
``x (0010,0010)`` Name(0010,0010)x (0028,
0010) "(0010,0010)" [#]_ ``Rows`` ``SpecificCharacterSet (0008,0005)`` ``"PatientID"``

.. [#] A footnote (0010,0020).

.. rst-class:: no-dicom-autolink

Not (0010,0010) here.

:Tag (0010,0010): (0010,0010)

.. |name| replace:: the name (0010,0010)

.. note:: In (0010,0010)

   .. code-block:: none
      :caption: (0010,0010)

      (0010,0010)

.. unknown:: (0010,0010)

   (0010,0010)

.. csv-table::
   :header: "Name", "Tag", "Hash"

   "Patient ID", "00100020", "00100020"
   "Patient Name", "0010,0010", x

+------+-------------+-----------+
| Name | Tag         | x         |
+======+=============+===========+
| a    |(0010,0010)  | b \u65e5      |
|      +-------------+-----------+
|      | both         (0010,0020)|
+------+-------------+-----------+
| \u65e5   | (0010,      | **A       |
|      | 0010)       | (0010,    |
|      |             | 0020)** b |
+------+-------------+-----------+

=== =============== ===
a   b               c
=== =============== ===
a   (0010,0010)     c
b   x (0010,0020) y d
c   (0010,          e
    0010)
f (0010,0010)       g
------------------- ---
=== =============== ===
"""
AFTER = """\
Title (0010,0010)
=================

Text :dicom:tag:`(0010,0010)` and :dicom:tag:`PatientName`; **Rows** :dicom:tag:`(0028,0011)`, **A** \
:dicom:tag:`(0010,0010)` **b** and :dicom:tag:`(0010,0010)`,
`a link (0010,0010) <https://example.org>`_, :dicom:tag:`0010,0010`. It is :dicom:uid:`1.2.840.10008.1.2`.
``x (0010,0010)`` Name\\ :dicom:tag:`(0010,0010)`\\ x :dicom:tag:`(0028,
0010)` ":dicom:tag:`(0010,0010)`" [#]_ ``Rows`` :dicom:tag:`SpecificCharacterSet (0008,0005) <(0008,0005)>` \
:dicom:tag:`"PatientID" <(0010,0020)>`

.. [#] A footnote :dicom:tag:`(0010,0020)`.

.. rst-class:: no-dicom-autolink

Not (0010,0010) here.

:Tag `(0010,0010)`:dicom:tag:: :dicom:tag:`(0010,0010)`

.. |name| replace:: the name (0010,0010)

.. note:: In :dicom:tag:`(0010,0010)`

   .. code-block:: none
      :caption: (0010,0010)

      (0010,0010)

.. unknown:: (0010,0010)

   (0010,0010)

.. csv-table::
   :header: "Name", "Tag", "Hash"

   "Patient ID", ":dicom:tag:`00100020`", "00100020"
   "Patient Name", ":dicom:tag:`0010,0010`", x

+------+-------------------------+--------------------+
| Name | Tag                     | x                  |
+======+=========================+====================+
| a    |:dicom:tag:`(0010,0010)` | b \u65e5               |
|      +-------------------------+--------------------+
|      | both         :dicom:tag:`(0010,0020)`        |
+------+-------------------------+--------------------+
| \u65e5   | :dicom:tag:`(0010,      | **A**              |
|      | 0010)`                  | :dicom:tag:`(0010, |
|      |                         | 0020)` b           |
+------+-------------------------+--------------------+

=== ============================ ===
a   b                            c
=== ============================ ===
a   :dicom:tag:`(0010,0010)`     c
b   x :dicom:tag:`(0010,0020)` y d
c   :dicom:tag:`(0010,           e
    0010)`
f :dicom:tag:`(0010,0010)`       g
-------------------------------- ---
=== ============================ ===
"""
MARKDOWN = """\
# Title (0010,0010)

Text (0010,
0010), `PatientName` and **bold (0010,0010)**; {dicom:tag}`(0010,0010)` and [a link (0010,0010)](https://example.org).

| Name | Tag      |
|------|----------|
| x    | 00280010 |

```
(0010,0010)
```
"""
MARKDOWN_AFTER = """\
# Title (0010,0010)

Text {dicom:tag}`(0010,
0010)`, {dicom:tag}`PatientName` and **bold {dicom:tag}`(0010,0010)`**; {dicom:tag}`(0010,0010)` and \
[a link (0010,0010)](https://example.org).

| Name | Tag      |
|------|----------|
| x    | {dicom:tag}`00280010` |

```
(0010,0010)
```
"""


def adopt(directory, *options):
    return main(['adopt', str(directory), *options])


def read(path):
    return path.read_bytes().decode()


def test_what_is_written(tmp_path, capsys):
    (tmp_path / 'index.rst').write_text(BEFORE, encoding='utf-8')
    (tmp_path / 'output').mkdir()
    for name in ('.buildinfo', 'source.rst'):
        (tmp_path / 'output' / name).write_text('(0010,0010)', encoding='utf-8')
    assert adopt(tmp_path) == 0
    shown = capsys.readouterr()
    assert shown.out.startswith('--- a/index.rst\n+++ b/index.rst\n@@')
    assert read(tmp_path / 'index.rst') == BEFORE
    assert sorted(path.name for path in tmp_path.iterdir()) == ['index.rst', 'output']
    assert adopt(tmp_path, '--write') == 0
    assert read(tmp_path / 'index.rst') == AFTER
    assert capsys.readouterr().err.endswith('25 mentions in 1 files\n')
    assert adopt(tmp_path, '--write') == 0
    assert capsys.readouterr() == ('', '0 mentions in 0 files\n')
    assert read(tmp_path / 'index.rst') == AFTER


def test_markdown(tmp_path):
    pytest.importorskip('myst_parser')
    (tmp_path / 'index.md').write_text(MARKDOWN, encoding='utf-8')
    assert adopt(tmp_path, '--write') == 0
    assert read(tmp_path / 'index.md') == MARKDOWN_AFTER


def links(project):
    """Return targets and tooltips of the references on each page of the output; their texts may go over several lines."""
    return {
        path.name: re.findall('<a class="reference [^>]*>', path.read_text(encoding='utf-8'))
        for path in sorted(project.output.glob('*.html'))
    }


@pytest.mark.parametrize(('markup', 'count'), [('rst', 128), ('myst', 64)])
def test_the_links_are_those_of_autolink(project, capsys, markup, count):
    if markup == 'myst':
        pytest.importorskip('myst_parser')
    shutil.copytree(PROJECTS / markup, project.source)
    warnings = project.build()
    before = links(project)
    assert adopt(project.source, '--write') == 0
    said = capsys.readouterr().err
    assert 'left alone' not in said
    assert 'more stand' not in said
    assert project.build(dicom_autolink=False) == warnings
    assert links(project) == before
    assert sum(map(len, before.values())) == count
    files = {path: path.read_bytes() for path in project.source.rglob('*.*')}
    assert adopt(project.source, '--write') == 0
    assert capsys.readouterr() == ('', '0 mentions in 0 files\n')
    assert {path: path.read_bytes() for path in files} == files


def test_what_stays_is_counted(project, capsys):
    project.configure(
        f"extensions += ['sphinx.ext.autodoc']\nimport sys\nsys.path.insert(0, {str(project.source.parent)!r})\n"
    )
    outside = project.source.parent / 'outside.inc'
    outside.write_text('Outside (0010,0010).\n', encoding='utf-8')
    broken = project.source / 'broken.inc'
    broken.write_text('(0010,0010)\n\n=====\nTitle\n', encoding='utf-8')
    module = project.source.parent / 'adopted_module.py'
    module.write_text('"""Docstring (0010,0010) and ``PatientName``."""\n', encoding='utf-8')
    # A combining character takes no column.
    table = '== ===========\na  (0010,0010)\nb  e\u0301\n== ===========\n'
    page = f'Test\n====\n\n(0010,0010)\n\n.. include:: ../outside.inc\n.. include:: broken.inc\n.. automodule:: adopted_module\n\n{table}'
    project.write(index=page)
    assert adopt(project.source, '--write') == 0
    assert read(project.source / 'index.rst').endswith(table)
    assert read(outside) == 'Outside (0010,0010).\n'
    assert capsys.readouterr().err == (
        f'left alone: {broken}: line 3: Missing matching underline for section title overline.\n'
        '1 mentions in 1 files\n'
        '5 more stand in docstrings, or in files that are left alone or no source: dicom_autolink links them\n'
    )


def test_an_included_file_that_says_something_else_is_left_alone(project, capsys):
    page = 'Test\n====\n\n(0010,0010)\n\n.. include:: part.inc\n'
    literal = f'{page}\n.. literalinclude:: part.inc\n'
    project.write(index=page, other=f':orphan:\n\n{literal}')
    part = project.source / 'part.inc'
    part.write_text('(0010,0010)\n', encoding='utf-8')
    assert adopt(project.source, '--write') == 0
    assert read(part) == '(0010,0010)\n'
    assert read(project.source / 'index.rst') == page.replace(
        '(0010,0010)', ':dicom:tag:`(0010,0010)`'
    )
    assert capsys.readouterr().err == (
        f'left alone: {part}: with roles it would say something else\n'
        '2 mentions in 2 files\n'
        '2 more stand in docstrings, or in files that are left alone or no source: dicom_autolink links them\n'
    )


def test_the_configuration_of_the_project_counts(project):
    project.configure("dicom_autolink = ['emphasis']\nexclude_patterns = ['left.rst']\n")
    text = "Test\n====\n\n(0010,0010) *Patient's Name* ``PatientName``\n\n* An *item* of *Patient\n  ID*\n"
    project.write(index=text, left=text)
    assert adopt(project.source, '--write') == 0
    assert "(0010,0010) :dicom:tag:`Patient's Name` ``PatientName``" in read(
        project.source / 'index.rst'
    )
    assert '* An *item* of :dicom:tag:`Patient\n  ID`\n' in read(project.source / 'index.rst')
    assert read(project.source / 'left.rst') == text


def test_files_that_cannot_be_read_are_left_alone(tmp_path, capsys):
    files = {
        'index.rst': b'Test\n====\n\n(0010,0010)\n',
        'latin.rst': b'Test\n====\n\n\xfc (0010,0010)\n',
        'table.rst': b'Test\n====\n\n(0010,0010)\n\n+---+--+\n| a|\n+---+\n',
        'title.rst': b'Test\n====\n\n(0010,0010)\n\n====\nx\n',
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    assert adopt(tmp_path, '--write') == 0
    assert b':dicom:' in (tmp_path / 'index.rst').read_bytes()
    said = capsys.readouterr().err
    for name in list(files)[1:]:
        assert (tmp_path / name).read_bytes() == files[name]
        assert f'left alone: {tmp_path / name}: ' in said
    assert 'it is not UTF-8' in said
    assert 'Malformed table.' in said


def test_ends_of_lines_stay(tmp_path):
    (tmp_path / 'index.rst').write_bytes(b'Test\r\n====\r\n\r\n(0010,0010)\r\n')
    assert adopt(tmp_path, '--write') == 0
    assert (tmp_path / 'index.rst').read_bytes().endswith(b'\r\n:dicom:tag:`(0010,0010)`\r\n')


def test_a_byte_order_mark_stays(tmp_path):
    (tmp_path / 'index.rst').write_bytes(b'\xef\xbb\xbfTest\n====\n\n(0010,0010)\n')
    assert adopt(tmp_path, '--write') == 0
    new = b'\xef\xbb\xbfTest\n====\n\n:dicom:tag:`(0010,0010)`\n'
    assert (tmp_path / 'index.rst').read_bytes() == new


def test_mistakes(tmp_path, capsys):
    assert adopt(tmp_path / 'absent') == 1
    assert capsys.readouterr().err.endswith('absent is no directory\n')
    (tmp_path / 'conf.py').write_text('1 +', encoding='utf-8')
    assert adopt(tmp_path) == 1
    assert 'syntax error' in capsys.readouterr().err


def test_marks_are_as_long_as_what_they_mark():
    source = 'a (0010,0010) ``PatientName`` (0028,\n0010) 1.2.840.10008.1.2 *Patient ID* x'
    found = dict(enumerate(candidates(source, markdown=False)))
    assert len(found) == 5
    text = marked(source, found)
    assert len(text) == len(source)
    assert '0010' not in text
    plain, numbers = unmarked(text, found)
    assert plain == source
    assert sorted(numbers.values()) == [0, 1, 2, 3, 4]


def test_text_that_spans_columns_stays_whole():
    table = '+---+---+\n| abc x |\n+---+---+\n| a | b |\n+---+---+'
    place = table.index('a |')
    new = apply(table, [Edit(place, place + 1, 'longer')])
    assert new == '+--------+---+\n| abc x      |\n+--------+---+\n| longer | b |\n+--------+---+'


def test_cells_are_texts_of_their_own():
    table = '  == ===\n  a  b c\n     d\n  \u65e5 e\n  == ===\n\n  x\n'
    found = list(pieces(table))
    assert [text for text, _places in found] == [
        'a\n',
        'b c\nd',
        '\u65e5',
        'e',
        re.sub(r'[^\sx]', ' ', table),
    ]
    for text, places in found[:-1]:
        assert [table[place] for place in places if not table[place].isspace()] == [
            character for character in text if not character.isspace()
        ]
