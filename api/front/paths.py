"""Which paths wait for nothing and count for nothing: checks, metrics, files; nothing that only begins like them."""

ALIVE, READY, METRICS = "/healthz", "/readyz", "/metrics"
FILES = "/static/"


def is_uncounted(path: str) -> bool:
    """Checks and files: whoever asks for them has used up nothing."""
    return path in (ALIVE, READY) or path.startswith(FILES)


def needs_no_place(path: str) -> bool:
    return is_uncounted(path) or path == METRICS
