"""Stands before the package of this name in the tests, and where they start Ray.

jsonschema takes that package along where it finds it, which is 2.5 CPU seconds of grammar in each process; and Ray
gives up where its own need more than 15 s to come up. It only tells what an `iri` is, which no schema of the tests asks
for. Only what developers install has it.
"""

raise ImportError("left out on purpose")
