dicom_reference_text = 'number'
