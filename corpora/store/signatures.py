"""What near-identical ads share: MinHash signatures of their words, and the buckets in which like ones meet."""

import hashlib
import re

import numpy as np
from datasketch import MinHash

from matcher.ad_store import SIGNATURE_VALUES, Signature
from matcher.ads import JobAd

SHINGLE_WORDS = 3
ROWS = 8
"""Values a bucket: at a likeness of 0.95 the eight buckets miss one pair in 5,000, at 0.9 one in 90."""
SCHEME = "affine32"
SEED = 1
_WORD = re.compile(r"\w+")


def signature_of(ad: JobAd) -> Signature:
    """Of title and text, whatever their case, spacing and punctuation."""
    words = _WORD.findall(f"{ad.title or ''}\n{ad.text}".casefold())
    last = max(len(words) - SHINGLE_WORDS, 0)
    shingles = {" ".join(words[start : start + SHINGLE_WORDS]).encode() for start in range(last + 1)}
    sketch = MinHash(num_perm=SIGNATURE_VALUES, seed=SEED, scheme=SCHEME)
    sketch.update_batch(shingles)
    return np.asarray(sketch.hashvalues, dtype=np.uint32)


def packed(signature: Signature) -> bytes:
    return np.ascontiguousarray(signature, dtype="<u4").tobytes()


def unpacked(data: bytes) -> Signature:
    return np.frombuffer(data, dtype="<u4")


def buckets_of(signature: Signature) -> list[int]:
    """One 64-bit number for each ROWS values, in their order; equal values at the same place, equal number."""
    data, width = packed(signature), ROWS * 4
    return [
        int.from_bytes(
            hashlib.blake2b(data[start : start + width], digest_size=8, salt=start.to_bytes(4, "little")).digest(),
            "little",
            signed=True,
        )
        for start in range(0, len(data), width)
    ]
