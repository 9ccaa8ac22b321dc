"""The store: ads and what was read in them, in SQLite or PostgreSQL; see `tables`, then `ads`."""
