#!/usr/bin/env python3
"""Makes vectors.json: intents, batches, and a registration and an assertion per algorithm.

A second implementation of what the crate does, with Python's hashlib and the package cryptography;
the CBOR is written here by hand. `make.py --check` compares the hashes of vectors.json with those computed
here; without it the keys, and with them the file, are made anew.
"""

import base64
import hashlib
import json
import struct
import sys
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

HERE = Path(__file__).parent / "vectors.json"
HOST = "pelangi.kutaitimurkab.go.id"


def sha(data):
    return hashlib.sha256(data).digest()


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def intent(document, signer, field, nonce, expires):
    parts = [document, signer.encode(), field.encode(), nonce, struct.pack(">q", expires)]
    return sha(b"TTE-niat-1" + b"".join(struct.pack(">I", len(p)) + p for p in parts))


def levels(leaves):
    """The root and each leaf's path, level by level: an odd one out rises as it is."""
    row = [(sha(b"\0" + leaf), [i]) for i, leaf in enumerate(leaves)]
    paths = [[] for _ in leaves]
    while len(row) > 1:
        above = []
        for left, right in zip(row[::2], row[1::2]):
            for i in left[1]:
                paths[i].append(right[0].hex())
            for i in right[1]:
                paths[i].append(left[0].hex())
            above.append((sha(b"\1" + left[0] + right[0]), left[1] + right[1]))
        if len(row) % 2:
            above.append(row[-1])
        row = above
    return row[0][0], paths


def head(major, n):
    for size, mark in ((1, 24), (2, 25), (4, 26)):
        if n < 24:
            return bytes([major << 5 | n])
        if n < 256**size:
            return bytes([major << 5 | mark]) + n.to_bytes(size, "big")
    raise ValueError(n)


def cbor(value):
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    return head(5, len(value)) + b"".join(cbor(k) + cbor(v) for k, v in value.items())


def number(n):
    return n.to_bytes((n.bit_length() + 7) // 8, "big")


def cose(key):
    public = key.public_key()
    if isinstance(key, ec.EllipticCurvePrivateKey):
        xy = public.public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: xy.x.to_bytes(32, "big"), -3: xy.y.to_bytes(32, "big")}
    if isinstance(key, ed25519.Ed25519PrivateKey):
        raw = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
        return {1: 1, 3: -8, -1: 6, -2: raw}
    numbers = public.public_numbers()
    return {1: 3, 3: -257, -1: number(numbers.n), -2: number(numbers.e)}


def sign(key, message):
    if isinstance(key, ec.EllipticCurvePrivateKey):
        return key.sign(message, ec.ECDSA(hashes.SHA256()))
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(message)
    return key.sign(message, padding.PKCS1v15(), hashes.SHA256())


def client_data(kind, challenge):
    text = {"type": kind, "challenge": b64(challenge), "origin": f"https://{HOST}", "crossOrigin": False}
    return json.dumps(text, separators=(",", ":")).encode()


def ceremonies(key, name):
    challenge, credential_id = sha(b"challenge " + name), sha(b"credential " + name)
    made = cose(key)
    site = sha(HOST.encode())
    first = site + b"\x45" + struct.pack(">I", 0) + bytes(16) + struct.pack(">H", 32) + credential_id + cbor(made)
    later = site + b"\x05" + struct.pack(">I", 1)
    used = client_data("webauthn.get", challenge)
    envelope = lambda response: {"id": b64(credential_id), "rawId": b64(credential_id), "type": "public-key", "response": response}
    return {
        "algorithm": made[3],
        "challenge": challenge.hex(),
        "thumbprint": sha(cbor(made)).hex(),
        "registration": envelope({
            "clientDataJSON": b64(client_data("webauthn.create", challenge)),
            "attestationObject": b64(cbor({"fmt": "none", "attStmt": {}, "authData": first})),
        }),
        "assertion": envelope({
            "clientDataJSON": b64(used),
            "authenticatorData": b64(later),
            "signature": b64(sign(key, later + sha(used))),
        }),
    }


def intents():
    one = dict(document="01" * 32, signer="01JD0000000000000000000000", field="TandaTangan1", nonce="02" * 32, expires=1_800_000_000_000)
    changes = [{}, {"document": "ff" * 32}, {"signer": "", "field": ""}, {"field": "Tanda tangan – Ibu Siti"}, {"nonce": "00" * 32}, {"expires": -1}]
    for change in changes:
        made = one | change
        challenge = intent(bytes.fromhex(made["document"]), made["signer"], made["field"], bytes.fromhex(made["nonce"]), made["expires"])
        yield made | {"challenge": challenge.hex()}


def batches():
    for size in (1, 2, 3, 7, 32, 50):
        leaves = [sha(b"letter %d" % n) for n in range(size)]
        root, paths = levels(leaves)
        yield {"intents": [leaf.hex() for leaf in leaves], "challenge": root.hex(), "paths": paths}


def keys():
    return [
        ceremonies(ec.generate_private_key(ec.SECP256R1()), b"es256"),
        ceremonies(ed25519.Ed25519PrivateKey.generate(), b"eddsa"),
        ceremonies(rsa.generate_private_key(65537, 2048), b"rs256"),
        ceremonies(rsa.generate_private_key(65537, 4096), b"rs256-4096"),
    ]


def check(stored):
    assert stored["intents"] == list(intents())
    assert stored["batches"] == list(batches())
    print(f"{len(stored['intents'])} intents and {len(stored['batches'])} batches agree")


if __name__ == "__main__":
    if sys.argv[1:] == ["--check"]:
        check(json.loads(HERE.read_text()))
    else:
        made = {"origin": f"https://{HOST}", "intents": list(intents()), "batches": list(batches()), "keys": keys()}
        HERE.write_text(json.dumps(made, indent=1) + "\n")
