"""Find studies by QIDO-RS, and read one by WADO-RS, with what Python has."""

import json
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from pydicom import Dataset

ROOT = 'http://localhost:8042/dicom-web'


def get(path, **parameters):
    """Return the data sets that a resource answers."""
    query = urlencode(parameters, safe='^*')
    request = Request(f'{ROOT}/{path}?{query}', headers={'Accept': 'application/dicom+json'})
    with urlopen(request) as answer:
        return [Dataset.from_json(found) for found in json.load(answer)]


studies = get('studies', PatientName='Doe^P*', includefield='StudyDescription')
for study in studies:
    print(study.PatientName, study.StudyDate, study.StudyDescription)
for instance in get(f'studies/{studies[0].StudyInstanceUID}/instances', includefield='Rows'):
    print(instance.Modality, instance.InstanceNumber, instance.Rows)
