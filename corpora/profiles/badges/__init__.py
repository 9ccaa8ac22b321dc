"""Badges and learning records that a person holds: Open Badges 2.0 and 3.0, CLR 2.0, VC-JWT, baked PNG and SVG.

Whom they were issued to (names, addresses, hashes of them) is never read.
"""
