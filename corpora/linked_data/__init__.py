"""JSON-LD 1.1 without fetching anything: see `reading`."""
