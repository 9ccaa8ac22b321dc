"""A client of /v1 in Python, with types. It loads no model and needs no server of its own: see docs/client.md."""
