extensions = ['sphinx.ext.intersphinx', 'sphinx_dicom']
intersphinx_mapping = {'dicom': ('https://example.org/dicom/', None)}
