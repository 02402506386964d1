"""What pyHanko thinks of signed files: validate.py ROOT.pem FILE.pdf ...

One line of JSON for each signature, in the order of the files and of the signatures.
"""

import json
import sys

from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko_certvalidator import ValidationContext

root = load_cert_from_pemder(sys.argv[1])
for path in sys.argv[2:]:
    with open(path, "rb") as file:
        # A hybrid base is read as browsers read it: strictly, pyHanko refuses every one.
        reader = PdfFileReader(file, strict="hybrid" not in path)
        for found in reader.embedded_signatures:
            context = ValidationContext(trust_roots=[root], allow_fetching=False)
            is_stamp = found.sig_object.get("/Type") == "/DocTimeStamp"
            if is_stamp:
                status = validate_pdf_timestamp(found, context)
            else:
                status = validate_pdf_signature(found, context, context)
            stamp = getattr(status, "timestamp_validity", None)
            print(json.dumps({
                "field": found.field_name,
                "intact": status.intact,
                "valid": status.valid,
                "trusted": status.trusted,
                "bottom_line": getattr(status, "bottom_line", True),
                "changes": getattr(status.modification_level, "name", "NONE"),
                "allowed": getattr(status, "docmdp_ok", True) in (True, None),
                "seed": getattr(status, "seed_value_ok", True),
                "stamped": bool(stamp and stamp.intact and stamp.valid and stamp.trusted),
            }))
