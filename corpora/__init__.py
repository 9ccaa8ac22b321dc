"""Files and databases to core types and back: all parsing and writing of foreign formats, and all fetching."""
