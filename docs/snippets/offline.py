dicom_standard_url = ''
