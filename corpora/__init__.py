"""Files and databases to core types and back: the only parsers and writers of foreign formats, the only place that fetches."""
