"""A small world on disk, whole and real: fourteen skills, three occupations, four courses, three ads.

Its models are the ones that ship, so nothing is faked; it only lacks the size of the real one.
"""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from api.commands.loading import Loading
from api.extended import taxonomy_version
from api.settings import Settings
from api.wiring import (
    Reading,
    Service,
    catalogue_of,
    ingesting,
    keep_ads,
    load_reading,
    load_service,
    make_store,
    open_store,
)
from corpora.ads.records import ad_of
from corpora.artefacts import publish
from corpora.courses.catalogue import InMemoryCatalogue
from corpora.courses.records import achievement_of
from corpora.store.courses import SqlCatalogueStore
from corpora.taxonomies.build import KIND
from corpora.taxonomies.folder import save_taxonomy
from matcher.achievements import Achievement
from matcher.alignment import CourseReader
from matcher.concepts import ConceptUri, Occupation, Requirement, Skill, SkillKind, Taxonomy, Vocabulary
from matcher.index import ExactIndex
from matcher.pipeline import Pipeline
from models.catalogue_index import passages_of
from models.concept_index import build_concept_index
from models.encoders import load_encoder

LABELS = (
    "work in teams", "manage library collections", "provide library information", "use spreadsheets software",
    "manage time", "give first aid", "SQL", "Python (computer programming)", "perform data analysis",
    "communicate with customers", "teach digital literacy", "accounting", "conserve archives",
)  # fmt: skip
LIBRARIAN = ConceptUri("http://example.org/occupation/librarian")
COURSES = (
    {"id": "c-data", "name": "Data analysis with SQL", "topics": ["SQL", "data analysis"], "price": "100",
     "currency": "AUD", "hours": 10, "mode": "online", "provider": "Example TAFE", "sample": True},
    {"id": "c-team", "name": "Teamwork", "outcomes": ["Work in teams"], "price": "50", "currency": "AUD", "hours": 5},
    {"id": "c-free", "name": "Library collections", "description": "Learn to manage library collections."},
    {"id": "c-euro", "name": "Conserving archives", "topics": ["conserve archives"], "price": "10",
     "currency": "EUR", "hours": 3},
)  # fmt: skip
ADS = (
    {"id": "ad-1", "title": "Librarian", "text": "You will manage library collections.", "sample": True},
    {"id": "ad-2", "title": "Data analyst", "text": "You must know SQL.", "date_posted": "2024-02-03"},
    {"id": "ad-3", "title": "Accountant", "text": "Accounting for a small firm."},
)


def uri_of(label: str) -> ConceptUri:
    return ConceptUri("http://example.org/skill/" + label.replace(" ", "-"))


def small_taxonomy() -> Taxonomy:
    skills = [
        Skill(uri=uri_of(label), preferred_label=label, kind=SkillKind.COMPETENCE, description=f"To {label}.")
        for label in LABELS
    ]
    product = Skill(
        uri=ConceptUri("urn:onet:technology:koha"),
        preferred_label="Koha",
        kind=SkillKind.TECHNOLOGY,
        vocabulary=Vocabulary.ONET,
    )
    occupations = [
        Occupation(uri=LIBRARIAN, preferred_label="librarian", description="Librarians manage libraries."),
        Occupation(uri=ConceptUri("http://example.org/occupation/accountant"), preferred_label="accountant"),
        Occupation(
            uri=ConceptUri("urn:onet:occupation:librarians"),
            preferred_label="Librarians",
            vocabulary=Vocabulary.ONET,
            tasks=("Manage library collections.", "Answer questions of readers."),
        ),
    ]
    return Taxonomy(
        version="small-1",
        skills={skill.uri: skill for skill in [*skills, product]},
        occupations={occupation.uri: occupation for occupation in occupations},
        requirements={LIBRARIAN: {uri_of("manage library collections"): Requirement.ESSENTIAL}},
        attribution=("This service uses the ESCO classification of the European Commission.",),
    )


def build_small_home(home: Path) -> Settings:
    settings = Settings(home=home)
    taxonomy = small_taxonomy()
    publish(
        home / KIND,
        kind=KIND,
        made_from={"taxonomy": taxonomy.version},
        fill=lambda folder: save_taxonomy(taxonomy, folder),
    )
    build_concept_index(home, taxonomy, taxonomy_version(home), load_encoder(settings.encoder))
    fill_small_store(settings, load_reading(settings))
    return settings


def fill_small_store(settings: Settings, reading: Reading) -> None:
    """The courses and the ads, read and indexed."""
    store = make_store(settings)
    catalogue = catalogue_of(settings, reading, store, lambda _: None)
    catalogue.offer([achievement_of(course) for course in COURSES], "small.jsonl", replace=True)
    keep_ads(ingesting(store, reading), [ad_of(ad) for ad in ADS], lambda _: None)
    store.close()


def ad_texts(settings: Settings) -> dict[str, str]:
    """Those that are kept, by id."""
    store = open_store(settings)
    found = {ad.id: ad.text for ad in store.page(None, 10_000)}
    store.close()
    return found


def kept_courses(settings: Settings) -> dict[str, Achievement]:
    """Those that are offered, as stated, by id."""
    store = open_store(settings)
    kept = SqlCatalogueStore(store.database).kept()
    store.close()
    return {str(one.stated.id): one.stated for one in kept.courses}


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As it was built: it is only copied, so that a copy holds nothing that a test left."""
    folder = tmp_path_factory.mktemp("built")
    build_small_home(folder)
    return folder


@pytest.fixture(scope="session")
def home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of all tests that only read."""
    return copied(built_home, tmp_path_factory.mktemp("home") / "home").home


def copied(home: Path, place: Path) -> Settings:
    """Another home like it, for tests that change it: copying takes a hundredth of the time of building."""
    shutil.copytree(home, place)
    return Settings(home=place)


@pytest.fixture(scope="session")
def service(home: Path, reading: Reading) -> Service:
    return load_service(Settings(home=home), lambda _: reading)


@pytest.fixture(scope="session")
def reading(home: Path) -> Reading:
    """Of the small world, and of each copy of it whose taxonomy and terms are the same."""
    return load_reading(Settings(home=home))


@pytest.fixture(scope="session")
def loading(service: Service, reading: Reading) -> Loading:
    """Commands get at the small world without loading it again."""
    return Loading(
        read_settings=lambda: service.settings, load_reading=lambda _: reading, load_service=lambda _: service
    )


def loading_on(settings: Settings, reading: Reading) -> Loading:
    """Commands on another home, which read by what is loaded already."""
    return Loading(
        read_settings=lambda: settings,
        load_reading=lambda _: reading,
        load_service=lambda own: load_service(own, lambda _: reading),
    )


def offering(pipeline: Pipeline, courses: Sequence[Achievement]) -> Pipeline:
    """With these courses instead of its own."""
    reader = CourseReader(splitter=pipeline.reader.splitter, linker=pipeline.reader.linker)
    passages = [passage for course in courses for passage in passages_of(course, reader)]
    index = ExactIndex([key for key, _ in passages], pipeline.encoder.encode([text for _, text in passages]))
    return replace(
        pipeline,
        catalogue=InMemoryCatalogue.build(courses),
        teaching=replace(pipeline.teaching, courses=courses, passages=index),
    )
