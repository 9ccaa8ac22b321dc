"""What `matcher doctor` looks at: one module a check, findings as values."""
