"""Many Parquet shards, many workers: `run` gives shards to an `Engine`, `work` is what is done with one."""
