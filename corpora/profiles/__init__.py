"""What a person holds, from files: see `files`."""
