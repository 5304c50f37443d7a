"""Print the texts in a file that their value representations do not allow."""

import sys

from pydicom import config, dcmread
from pydicom.valuerep import validate_value

config.settings.reading_validation_mode = config.IGNORE
for element in dcmread(sys.argv[1]):
    for value in element.value if element.VM > 1 else [element.value]:
        if isinstance(value, str):
            try:
                validate_value(element.VR, value, config.RAISE)
            except ValueError as error:
                print(f'{element.keyword}: {error}')
