"""A job ad goes out as schema.org JobPosting and comes in as it was."""

import json
from datetime import date
from pathlib import Path

import pytest

from corpora.ads.files import read_ads, read_sample_ads
from corpora.ads.posting import ad_of_posting
from corpora.ads.posting_writing import posting_of
from matcher.ads import JobAd
from matcher.concepts import ConceptUri, Skill, SkillKind

SQL = Skill(uri=ConceptUri("urn:esco:sql"), preferred_label="SQL", kind=SkillKind.KNOWLEDGE)
AD = JobAd(
    id="7",
    text="We keep records.\n\nSkills\n• Excel & more\n• numbers < 5",
    title="Clerk",
    organisation="Harbour Institute",
    location="Perth, AU; Wellington, NZ",
    sector="Libraries",
    date_posted=date(2026, 2, 3),
    language="en",
    source="x",
    extra={
        "validThrough": "2026-03-01",
        "baseSalary": '{"@type": "MonetaryAmount", "currency": "AUD"}',
        "tags": "a; b",
    },
)


def test_what_was_written_is_read_as_the_same_with_or_without_the_skills_that_we_read() -> None:
    for skills in ((), (SQL,)):
        assert ad_of_posting(posting_of(AD, skills), source="x") == AD


def test_a_region_goes_out_as_such_and_comes_in_beside_the_location() -> None:
    ad = JobAd(id="1", text="A", location="Leeds, Yorkshire", region="Yorkshire")
    assert posting_of(ad)["jobLocation"] == {
        "@type": "Place",
        "name": "Leeds, Yorkshire",
        "address": {"@type": "PostalAddress", "addressRegion": "Yorkshire"},
    }
    assert ad_of_posting(posting_of(ad)) == ad
    stated = {"addressLocality": "Leeds", "addressRegion": "Yorkshire"}
    posting = {"@type": "JobPosting", "description": "A", "jobLocation": [{"address": stated}]}
    assert (ad_of_posting(posting).location, ad_of_posting(posting).region) == ("Leeds, Yorkshire", "Yorkshire")


def test_fields_have_the_types_of_the_vocabulary_and_what_is_missing_is_left_out() -> None:
    written = posting_of(AD, (SQL,))
    assert written["hiringOrganization"] == {"@type": "Organization", "name": "Harbour Institute"}
    assert written["jobLocation"] == {"@type": "Place", "address": "Perth, AU; Wellington, NZ"}
    assert (written["datePosted"], written["baseSalary"]["currency"]) == ("2026-02-03", "AUD")
    assert written["skills"] == [
        {
            "@type": "DefinedTerm",
            "@id": "urn:esco:sql",
            "name": "SQL",
            "inDefinedTermSet": "ESCO",
            "description": "read in the description, not stated by the employer",
        }
    ]
    assert posting_of(JobAd(id="1", text="A")) == {
        "@context": "https://schema.org", "@type": "JobPosting", "identifier": "1", "description": "A",
    }  # fmt: skip


def test_skills_that_an_employer_states_as_terms_are_still_read() -> None:
    ad = ad_of_posting({"@type": "JobPosting", "description": "A", "skills": [{"@type": "DefinedTerm", "name": "SQL"}]})
    assert ad.text == "A\n\nSkills\nSQL"


@pytest.mark.parametrize("text", ["<p>is a tag of HTML", "Use <b>, </b>, </li> and <br> in &lt;p&gt;\nand more"])
def test_a_text_about_html_is_not_taken_for_html(text: str) -> None:
    assert ad_of_posting(posting_of(JobAd(id="1", text=text))).text == text


def test_our_own_sample_ads_go_out_and_in(tmp_path: Path) -> None:
    ads = read_sample_ads()
    (tmp_path / "ads.jsonl").write_text("".join(json.dumps(posting_of(ad)) + "\n" for ad in ads), "utf-8")
    again = [ad for ad in read_ads(tmp_path / "ads.jsonl") if isinstance(ad, JobAd)]
    assert [(ad.id, ad.title, ad.text, ad.location) for ad in again] == [
        (ad.id, ad.title, ad.text, ad.location) for ad in ads
    ]
