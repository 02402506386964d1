"""Checks a published log by the words of RFC 6962 and C2SP alone: independent.py FOLDER KEY"""

import base64
import hashlib
import pathlib
import sys

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

folder = pathlib.Path(sys.argv[1])
name, key_id, key = sys.argv[2].split("+", 2)
key = base64.b64decode(key)

text, signatures = (folder / "checkpoint").read_bytes().rsplit(b"\n\n", 1)
text += b"\n"
_, signer, signature = signatures.decode().strip().split(" ")
signature = base64.b64decode(signature)
assert signer == name and signature[:4].hex() == key_id
assert hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == key_id
Ed25519PublicKey.from_public_bytes(key[1:]).verify(signature[4:], text)
origin, size, root = text.decode().splitlines()
assert origin == name

entries = []
while len(entries) < int(size):
    number, left = divmod(len(entries), 256)[0], int(size) - len(entries)
    packed = (folder / f"tile/entries/{number:03}{'' if left >= 256 else f'.p/{left}'}").read_bytes()
    while packed:
        length = int.from_bytes(packed[:2], "big")
        entries.append(packed[2 : 2 + length])
        packed = packed[2 + length :]


def tree(of):
    if not of:
        return hashlib.sha256(b"").digest()
    if len(of) == 1:
        return hashlib.sha256(b"\0" + of[0]).digest()
    k = 1 << (len(of) - 1).bit_length() - 1
    return hashlib.sha256(b"\1" + tree(of[:k]) + tree(of[k:])).digest()


if tree(entries) != base64.b64decode(root):
    sys.exit("another root")
print(f"{len(entries)} entries")
