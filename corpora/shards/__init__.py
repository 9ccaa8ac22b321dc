"""Many Parquet files in a folder, here or in an object store: see `folders` and `answers`."""
