"""A JobAd as schema.org JobPosting (https://schema.org/JobPosting)."""

import html
from collections.abc import Sequence
from typing import Any

import orjson

from corpora.ads.posting import READ_BY_US
from corpora.documents.markup import fragment_text
from matcher.ads import JobAd
from matcher.concepts import Skill


def posting_of(ad: JobAd, skills: Sequence[Skill] = ()) -> dict[str, Any]:
    """What `ad_of_posting` makes the ad of again. `skills` were read in its text, and say so."""
    fields: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "identifier": ad.id,
        "title": ad.title,
        "description": _described(ad.text),
        "hiringOrganization": {"@type": "Organization", "name": ad.organisation} if ad.organisation else None,
        "jobLocation": _place(ad),
        "industry": ad.sector,
        "datePosted": ad.date_posted.isoformat() if ad.date_posted else None,
        "inLanguage": ad.language,
        "skills": list(map(_term, skills)),
    }
    stated = {name: value for name, value in fields.items() if value}
    return {**{name: _value(text) for name, text in ad.extra.items()}, **stated}


def _place(ad: JobAd) -> dict[str, Any] | None:
    if ad.region is None:
        return {"@type": "Place", "address": ad.location} if ad.location else None
    address = {"@type": "PostalAddress", "addressRegion": ad.region}
    return {"@type": "Place", **({"name": ad.location} if ad.location else {}), "address": address}


def _described(text: str) -> str:
    """The text itself; as HTML where it would be taken for such."""
    if fragment_text(text) == text:
        return text
    return "<p>" + html.escape(text, quote=False).replace("\n", "<br>") + "</p>"


def _term(skill: Skill) -> dict[str, str]:
    return {
        "@type": "DefinedTerm",
        "@id": skill.uri,
        "name": skill.preferred_label,
        "inDefinedTermSet": skill.vocabulary.value,
        "description": READ_BY_US,
    }


def _value(text: str) -> object:
    """The list or object that a field of the source was, else its text."""
    if text[:1] not in ("[", "{"):
        return text
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return text
