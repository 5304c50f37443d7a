"""Beside other extensions of Sphinx: docstrings, generated pages, cards, inventories, links, buttons."""

import re
import sys

import pytest

MODULE = '''\
"""A package."""


def read(path):
    """Return a data set.

    Parameters
    ----------
    path : str
        Where it is; :dicom:tag:`SOPInstanceUID` is in its name.

    Returns
    -------
    dict
        Its elements, as :dcm:`the rules<part05/sect_7.5.html>` say.

    Notes
    -----
    It has :dicom:tag:`PatientName`.
    """
'''
OTHERS = [
    *('sphinx.ext.autodoc', 'sphinx.ext.autosummary', 'sphinx.ext.extlinks'),
    *('sphinx.ext.intersphinx', 'sphinx.ext.mathjax', 'sphinx_copybutton', 'sphinx_design'),
]
CONF = """\
import sys
sys.path.insert(0, {source!r})
extensions += {extensions}
autosummary_generate = True
numpydoc_show_class_members = False
extlinks = {{'dcm': ('https://dicom.nema.org/medical/dicom/current/output/chtml/%s', None)}}
dicom_standard_roles = ['dcm']
intersphinx_mapping = {{'other': ('https://example.org/', {inventory!r})}}
"""
INDEX = """\
Home
====

.. grid:: 2

   .. grid-item-card:: Patient
      :link: terms
      :link-type: doc

      It has :dicom:tag:`PatientID`.

.. tab-set::

   .. tab-item:: First

      :dicom:vr:`PN`

.. code-block:: python

   print(ds.PatientName)

.. autosummary::
   :toctree: generated

   coexisting.read

.. toctree::

   terms
"""


@pytest.mark.parametrize('docstrings', ['sphinx.ext.napoleon', 'numpydoc'])
def test_beside_others(project, another, docstrings, monkeypatch):
    for name in ('sphinx_copybutton', 'sphinx_design', 'numpydoc'):
        pytest.importorskip(name)
    another.write(index='Other\n=====\n\n.. dicom:tag:: PatientID\n')
    another.build()
    inventory = str(another.output / 'objects.inv')
    project.source.mkdir(parents=True)
    (project.source / 'coexisting.py').write_text(MODULE, encoding='utf-8')
    monkeypatch.delitem(sys.modules, 'coexisting', raising=False)
    project.configure(
        CONF.format(
            source=str(project.source), extensions=[*OTHERS, docstrings], inventory=inventory
        )
    )
    project.write(index=INDEX, terms='Terms\n=====\n\n.. dicom:used:: tag std\n   :no-index:\n')
    assert project.build(parallel=2) == []
    html = project.read('generated/coexisting.read.html')
    assert re.search(
        'href="https://[^"]*/part05/sect_7.5.html"[^>]*><span[^>]*>the rules</span></a>', html
    )
    assert html.count('part06/chapter_6.html#table_6-1"') == 2
    assert 'href="https://example.org/index.html#dicom-tag-0010-0020"' in project.read('index.html')
    terms = project.read('terms.html')
    for text in ('Patient&#x27;s Name', 'Patient ID', 'SOP Instance UID', 'PS3.5 Section 7.5'):
        assert text in terms


def test_nodes_of_others_without_what_sphinx_gives_its_own(project):
    project.configure("""\
from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx import addnodes


class Bare(Directive):
    def run(self):
        name = addnodes.desc_signature('', '', addnodes.desc_name('', 'PatientName'))
        xref = addnodes.pending_xref('', nodes.literal('', 'PatientID'), reftype='x', reftarget='y', refdoc='index')
        return [addnodes.desc('', name), nodes.paragraph('', '(0010,0020) ', xref)]


extensions += ['sphinx.ext.intersphinx']
dicom_autolink = dicom_check_names = True


def setup(app):
    app.add_directive('bare', Bare)
""")
    project.write(index='Home\n====\n\n``PatientID``\n\n.. bare::\n')
    assert project.build() == []
    assert project.read('index.html').count('title="(0010,0020), Patient ID') == 2
