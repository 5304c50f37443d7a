dicom_warn_retired = True
