extensions = ['sphinx.ext.intersphinx']
intersphinx_mapping = {'dicom': ('https://example.org/dicom/', None)}
