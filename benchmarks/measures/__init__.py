"""What `make eval` measures, one measure a module: `measure(...)` gives figures, `report(...)` their lines."""
