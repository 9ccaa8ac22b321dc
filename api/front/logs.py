"""What a server writes on standard error: sentences for a person, or a JSON object a line for a collector."""

import logging
import sys
from collections.abc import Mapping
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

from api.log_form import LogForm

REQUESTS = "matcher.requests"
FRAMEWORK = "uvicorn"


def begin_logging(form: LogForm) -> None:
    """For this process. Errors carry the name of the request that they broke."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(("told",)),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if form is LogForm.JSON:
        last: list[Processor] = [_unfolded, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        last = [_sentence]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if form is LogForm.JSON else logging.WARNING)
    logging.getLogger(FRAMEWORK).handlers = []


def log_request(told: Mapping[str, Any]) -> None:
    logging.getLogger(REQUESTS).info("request", extra={"told": dict(told)})


def _unfolded(_: object, __: str, event: EventDict) -> Mapping[str, Any]:
    """What was told of a request as fields of its own."""
    return {**event.pop("told", {}), **event}


def _sentence(_: object, __: str, event: EventDict) -> str:
    named = f" (request {event['request']})" if "request" in event else ""
    return f"{event['level'].upper()}: {event['event']}{named}"
