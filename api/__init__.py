"""The edges: HTTP, pages, command line. Pydantic and frameworks live here and nowhere deeper."""
