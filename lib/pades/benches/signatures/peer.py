"""pyHanko and pdfsig, measured in one process that is asked line by line.

Each line on standard input is one request in JSON, each line on standard output the answer: seconds
by the clock and seconds of processor time that one document took. What is loaded once (keys,
certificates, lists) is loaded before the clock runs.
"""

import datetime
import io
import json
import resource
import subprocess
import sys
import time

from asn1crypto import crl
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.stamp import QRStampStyle
from pyhanko_certvalidator import ValidationContext


def timed(count, work):
    """The mean of so many times. One time before does not count."""
    result = work()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    clock, processor = time.perf_counter(), time.process_time()
    for _ in range(count):
        result = work()
    clock, processor = time.perf_counter() - clock, time.process_time() - processor
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor += now.ru_utime - children.ru_utime + now.ru_stime - children.ru_stime
    return result, {"clock": clock / count, "processor": processor / count}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def keep_key(signer, path):
    """Left alone, pyHanko reads and checks its key anew for each signature, which with RSA takes far
    longer than the signature. A service would keep the key, as we do."""
    key = load_pem_private_key(read(path), password=None)

    def sign_raw(data, digest_algorithm):
        assert digest_algorithm == "sha256", digest_algorithm
        if isinstance(key, RSAPrivateKey):
            return key.sign(data, PKCS1v15(), SHA256())
        return key.sign(data, ECDSA(SHA256()))

    signer.sign_raw = sign_raw


def sign(ask):
    """Level B-B into the field that is there; leaves the last file behind."""
    data = read(ask["file"])
    signer = signers.SimpleSigner.load(ask["key"], ask["certificate"], ca_chain_files=ask["chain"])
    keep_key(signer, ask["key"])
    meta = signers.PdfSignatureMetadata(
        field_name=ask["field"], md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    style = QRStampStyle(stamp_text="%(signer)s\n%(ts)s") if ask["visible"] else None
    pdf_signer = signers.PdfSigner(meta, signer, stamp_style=style)
    extra = {"appearance_text_params": {"url": ask["url"]}} if ask["visible"] else {}

    def once():
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        return pdf_signer.sign_pdf(writer, **extra)

    result, figure = timed(ask["count"], once)
    with open(ask["out"], "wb") as file:
        file.write(result.getvalue())
    return figure


def verify(ask):
    """Every signature, with lists at hand and nothing fetched."""
    data = read(ask["file"])
    root = load_cert_from_pemder(ask["root"])
    lists = [crl.CertificateList.load(read(path)) for path in ask["lists"]]
    moment = datetime.datetime.fromisoformat(ask["moment"])

    def once():
        reader = PdfFileReader(io.BytesIO(data))
        context = ValidationContext(
            trust_roots=[root], crls=lists, revocation_mode="hard-fail", moment=moment
        )
        found = reader.embedded_signatures
        return [validate_pdf_signature(signature, context, context) for signature in found]

    result, figure = timed(ask["count"], once)
    assert len(result) == ask["signatures"], f"{len(result)} signatures"
    assert all(status.bottom_line for status in result), "a signature is not accepted"
    return figure


def pdfsig(ask):
    """The program with its start. It looks at no list of revoked certificates."""
    command = ["pdfsig", "-no-ocsp", "-nssdir", f"sql:{ask['store']}", ask["file"]]

    def once():
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    said, figure = timed(ask["count"], once)
    for sentence in ("Signature is Valid.", "Certificate is Trusted."):
        assert said.count(sentence) == ask["signatures"], said
    return figure


for line in sys.stdin:
    ask = json.loads(line)
    answer = {"sign": sign, "verify": verify, "pdfsig": pdfsig}[ask["do"]](ask)
    print(json.dumps(answer), flush=True)
