"""The commands of `matcher`, one subject a module. What is slow to import is imported as a command runs."""
