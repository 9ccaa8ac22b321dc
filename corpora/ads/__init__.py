"""Job ads from files: see `files`."""
