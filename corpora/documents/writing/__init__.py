"""Documents written: the chapters of the core as DOCX and PDF."""
