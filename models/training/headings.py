"""What headings teach without annotators: sentences of real ads, by the kind of section they stand in."""

import hashlib
import random
from collections.abc import Mapping

from corpora.ads.files import read_ads
from corpora.documents.text import clean_text
from matcher.ads import JobAd
from matcher.headings import SectionKind
from matcher.mentions import SentenceSplitter
from matcher.sections import read_sections
from models.training.data import shared_data
from models.training.labelled import labelled_ads

AD_FILES = "*.jsonl.gz"
ADS_OF_A_FILE = 1_500
WORDS = (2, 60)
"""Of a sentence that teaches anything."""
ASKING = frozenset({SectionKind.REQUIRED, SectionKind.PREFERRED, SectionKind.DUTIES})
SAYS_NOTHING = SectionKind.SUMMARY


def sentences_by_heading(splitter: SentenceSplitter, seed: int) -> dict[str, bool]:
    """Sentence -> whether the first section that it was met in asks for something; those of a summary are left out.

    Ads of which sentences are labelled by hand teach nothing here: they judge what is learned.
    The same ads and seed give the same. Raises SourceUnavailable.
    """
    draw = random.Random(seed)
    found: dict[str, bool] = {}
    labelled = labelled_ads()
    low, high = WORDS
    for path in sorted((shared_data() / "ads").glob(AD_FILES)):
        ads = [ad for ad in read_ads(path) if isinstance(ad, JobAd)]
        for ad in draw.sample(ads, min(ADS_OF_A_FILE, len(ads))):
            if (path.name, ad.id) in labelled:
                continue
            for kind, text in _sentences(clean_text(ad.text), splitter):
                if kind is not SAYS_NOTHING and low <= len(text.split()) <= high:
                    found.setdefault(text, kind in ASKING)
    return found


def fingerprint(under: Mapping[str, bool]) -> str:
    """The sha256 of the sentences and what they teach."""
    return hashlib.sha256("\n".join(f"{under[text]} {text}" for text in sorted(under)).encode()).hexdigest()


def _sentences(text: str, splitter: SentenceSplitter) -> list[tuple[SectionKind, str]]:
    blocks = [(section.kind, block) for section in read_sections(text) for block in section.blocks]
    split = splitter.split(text, [block for _, block in blocks])
    return [(kind, one.text) for (kind, _), own in zip(blocks, split, strict=True) for one in own]
