extensions = ['sphinx_dicom']
dicom_lookup = True
