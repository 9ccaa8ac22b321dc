"""Files that people hand over (text, HTML, PDF, DOCX, JSON) to plain text: see `reading`."""
