extensions = ['sphinx.ext.intersphinx', 'sphinx_dicom']
intersphinx_mapping = {'dicom': ('../dicom', 'dicom.inv')}
