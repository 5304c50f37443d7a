extensions = ['sphinx_dicom']
