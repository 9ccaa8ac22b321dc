"""Stands before the package of this name where Ray is started.

jsonschema takes that package along where it finds it, which is 2.5 CPU seconds of grammar in each of Ray's processes,
none of which uses it; and Ray gives up where they need more than 15 s to come up. Only what developers install has it.
"""

raise ImportError("left out on purpose")
