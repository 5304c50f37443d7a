"""Write the parts of a multipart answer into files."""

import sys
from email import message_from_bytes
from pathlib import Path

body = Path(sys.argv[1]).read_bytes()
# The first line is the boundary, which the header Content-Type has too.
boundary = body.split(b'\r\n', 1)[0][2:]
head = b'Content-Type: multipart/related; boundary="' + boundary + b'"\r\n\r\n'
for number, part in enumerate(message_from_bytes(head + body).get_payload(), 1):
    content = part.get_payload(decode=True)
    print(part.get_content_type(), len(content), 'bytes')
    Path(f'part-{number}.dcm').write_bytes(content)
