"""The commands of `matcher`, one subject a module; what is slow to import is imported when its command runs."""
