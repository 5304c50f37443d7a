dicom_url_templates = {
    'tag': 'https://browser.example.org/?q={tag}',
    'uid': 'https://browser.example.org/uids/{uid}.html',
}
