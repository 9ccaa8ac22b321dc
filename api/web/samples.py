"""Three ads that we wrote, to try the page with."""

from dataclasses import dataclass

from corpora.ads.files import read_sample_ads
from matcher.errors import UnknownAd


@dataclass(frozen=True, slots=True)
class Sample:
    id: str
    name: str


SAMPLES = (
    Sample("sample:lib-digital-literacy-halifax", "Digital and information literacy coordinator"),
    Sample("sample:data-analyst-council-sheffield", "Data analyst in a city council"),
    Sample("sample:health-care-coordinator-manchester", "Care coordinator in a health network"),
)


def sample_ad(id: str) -> str:
    """Its title and its text. Raises UnknownAd."""
    ad = next((one for one in read_sample_ads() if one.id == id), None)
    if ad is None:
        raise UnknownAd(id)
    return f"{ad.title}\n\n{ad.text}" if ad.title and not ad.text.startswith(ad.title) else ad.text
