extensions = ['sphinx_dicom']
dicom_check_names = True
