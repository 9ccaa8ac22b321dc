"""Six tools for language models, by the Model Context Protocol: over HTTP at /mcp and over stdio."""
