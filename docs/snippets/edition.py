dicom_standard_url = 'https://dicom.nema.org/medical/dicom/2024c/output/chtml/'
