"""The one place that builds a Pipeline, and that builds what it is made of where that is missing."""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TypeAlias

from threadpoolctl import threadpool_limits

from api.ad_reading import reading_each
from api.emerging import EmergingNeeds
from api.extended import ExtendedTaxonomy, load_extended
from api.ingesting import BATCH, Ingestion, batches
from api.keeping import Say, build_packaged, ensure, former_ads, require_not_emptied
from api.offering import Offering
from api.settings import Settings
from corpora.ads.files import read_sample_ads
from corpora.claim_names import known_claim_names, read_claim_names
from corpora.common_names import common_names_version
from corpora.implied_cues import read_implied_cues
from corpora.onet_skills import read_onet_skills
from corpora.store.ads import SqlAdStore
from corpora.store.audit import AuditLog
from corpora.store.courses import SqlCatalogueStore
from corpora.store.database import Database
from corpora.store.desk import Desk
from corpora.store.following import Following
from corpora.store.keys import Keys
from corpora.store.near_index import make_near_index
from corpora.store.schema import migrate, require_schema
from corpora.store.tenants import tenant_database
from corpora.taxonomies.build import KIND as TAXONOMY
from corpora.taxonomies.build import current_figures, load_current_taxonomy
from corpora.teams.names_of_people import given_names
from corpora.ways_of_working import read_ways_of_working
from matcher.access import MAIN
from matcher.ad_store import NEVER_USED, AdStore
from matcher.ads import AdLibrary, JobAd
from matcher.alignment import CourseReader
from matcher.claims import ClaimPolicy, ProfileReader
from matcher.concepts import Taxonomy
from matcher.errors import ArtefactMismatch, MatcherError
from matcher.grammar import Parser
from matcher.linking import Linker
from matcher.market import Market
from matcher.others import OthersDoings, proper_names
from matcher.people import people_of
from matcher.pipeline import Pipeline
from matcher.provision import Judge, Provision, Supplies
from matcher.reading import AdReader
from matcher.role_skills import RoleRanker
from matcher.roles import OccupationFinder
from matcher.teaching import Teaching
from matcher.vectors import TokenEncoder
from models.ad_database import load_database_library, near_of
from models.ad_index import KIND as ADS
from models.ad_index import in_a_thread, load_ad_library, require_kept
from models.asking import asking_path, load_asking, version_of_asking
from models.catalogue_index import KIND as CATALOGUE
from models.catalogue_index import CatalogueIndex, index_here, load_catalogue_index
from models.concept_index import KIND as CONCEPTS
from models.concept_index import ConceptIndex, build_concept_index, load_concept_index
from models.drafts import teaching_of_draft
from models.emerging import NeedReader
from models.encoders import load_encoder
from models.fitted_linker import fitted_linker
from models.judged_courses import JudgedCourses, load_judged
from models.own_terms import build_own_terms
from models.parser import load_parser
from models.pinned import require_pinned
from models.role_weights import RoleWeights, load_role_weights, make_role_ranker
from models.sparing import load_sparing, sparing_path, version_of_sparing
from models.splitter import SpacySplitter, load_splitter
from models.teaching import load_teaching_weights
from models.titles import TitleWeights, load_titles_weights
from models.weights import load_weights, version_of, weights_path

READING = "2"
"""Goes up whenever rules read ads otherwise than before: what is kept is then read again."""
ENCODER_THREADS = 2
BLAS_THREADS = 1
"""Of linear algebra: a sentence's matrices are small, and threads that wait for them take the encoder's cores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What an answer was made with."""

    software: str
    taxonomy: str
    encoder: str
    concepts: str
    catalogue: str
    own_skills: str | None
    """None where the operator added no terms."""
    roles: str | None
    """Of what ranks the skills of a role; None where nothing was fitted with this encoder. No text is read by it."""
    titles: str | None
    """Of what vacancy titles tell of occupations; None as above."""
    teaching: str
    """Of what tells whether a course teaches a skill."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """The parts that read text; they need the concept index but no catalogue."""

    extended: ExtendedTaxonomy
    encoder: TokenEncoder
    concepts: ConceptIndex
    splitter: SpacySplitter
    parser: Parser
    linker: Linker
    ads: AdReader
    courses: CourseReader
    titles: TitleWeights | None
    roles: RoleWeights | None
    version: str
    """Of all that decides how ads are read: concept index, with the operator's terms, and fitted weights."""

    @property
    def taxonomy(self) -> Taxonomy:
        return self.extended.taxonomy


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Service:
    pipeline: Pipeline
    provision: Provision
    emerging: EmergingNeeds
    versions: Versions
    settings: Settings
    store: SqlAdStore
    offered: str
    """Version of what the store offers that the catalogue is of."""
    desk: Desk


def say_on_stderr(step: str) -> None:
    sys.stderr.write(f"{step}\n")


def load_reading(settings: Settings, threads: int = ENCODER_THREADS) -> Reading:
    """`threads` are the encoder's.

    Raises ArtefactMismatch, naming the command to run, where something is not built or does not fit.
    """
    threadpool_limits(BLAS_THREADS)
    require_pinned(settings.encoder)
    extended = load_extended(settings.home)
    encoder = load_encoder(settings.encoder, threads)
    concepts = load_concept_index(settings.home, extended.version, encoder, extended.own_version)
    weights = load_weights(settings.home, encoder)
    linker = fitted_linker(encoder, concepts, weights, build_own_terms(extended.own), load_sparing(sparing_path()))
    asking = load_asking(asking_path(), encoder.name)
    fitted = [version_of(weights_path(settings.home, encoder)), version_of_sparing(sparing_path())]
    fitted += [version_of_asking(asking_path())] if asking else []
    titles = load_titles_weights(settings.home, encoder)
    fitted += [titles.version] if titles else []
    fitted += [common_names_version(), READING]
    splitter = load_splitter()
    cues = tuple(cue for cue in read_implied_cues() if cue.skill in extended.taxonomy.skills)
    parser = load_parser()
    others = OthersDoings(
        parser=parser,
        people=people_of(extended.taxonomy.occupations.values()),
        names=proper_names(extended.taxonomy.skills.values()),
    )
    return Reading(
        extended=extended,
        encoder=encoder,
        concepts=concepts,
        splitter=splitter,
        parser=parser,
        linker=linker,
        ads=AdReader(
            splitter=splitter, linker=linker, cues=cues, asking=asking, others=others, given_names=given_names()
        ),
        courses=CourseReader(splitter=splitter, linker=linker),
        titles=titles,
        roles=load_role_weights(settings.home, encoder),
        version="+".join((concepts.version, *fitted)),
    )


LoadReading: TypeAlias = Callable[[Settings], Reading]


def load_service(settings: Settings, load: LoadReading = load_reading) -> Service:
    """Everything, ready to answer. Raises ArtefactMismatch as `load_reading` does, and what `open_store` raises."""
    reading = load(settings)
    teaching = load_teaching_weights(settings.home, reading.encoder)
    store = open_store(settings)
    catalogue = catalogue_here(settings.place, SqlCatalogueStore(store.database), reading)
    ads = ads_in(store, reading, settings)
    pipeline = Pipeline(
        taxonomy=reading.taxonomy,
        encoder=reading.encoder,
        reader=reading.ads,
        profiles=profile_reader(reading),
        finder=finder(reading),
        catalogue=catalogue.catalogue,
        teaching=Teaching(
            courses=catalogue.catalogue.page(after=None, limit=len(catalogue.catalogue)),
            passages=catalogue.passages,
            skills=reading.concepts.skills,
            labels=reading.linker.labels,
            scorer=teaching.fitted,
            own=reading.linker.own,
        ),
        ads=ads,
        occupation_skills=read_onet_skills(reading.taxonomy, current_figures(settings.home)),
        role_ranker=role_ranker(reading),
    )
    versions = Versions(
        software=version("skill-demand-matcher"),
        taxonomy=f"{reading.taxonomy.version}@{reading.extended.version}",
        encoder=reading.encoder.name,
        concepts=reading.version,
        catalogue=catalogue.version,
        own_skills=reading.extended.own_version,
        roles=reading.roles.version if reading.roles else None,
        titles=reading.titles.version if reading.titles else None,
        teaching=teaching.version,
    )
    return Service(
        pipeline=pipeline,
        provision=provision(pipeline, market_of(pipeline, store), store, judge_of(pipeline, versions, settings)),
        emerging=EmergingNeeds(home=settings.place, store=store, reader=need_reader(reading)),
        versions=versions,
        settings=settings,
        store=store,
        offered=catalogue.offered,
        desk=desk_of(settings, store),
    )


def ads_in(store: SqlAdStore, reading: Reading, settings: Settings) -> AdLibrary:
    """Found by pgvector in the main store of a PostgreSQL, else by an index in this process.

    In a tenant's schema the names of the extension's operators are out of reach.

    Raises ArtefactMismatch where no ads were ever kept.
    """
    if store.database.is_postgresql and store.database.schema is None:
        return load_database_library(store, reading.encoder, reading.version)
    return load_ad_library(store, reading.encoder, reading.version, settings.place)


def catalogue_here(home: Path, store: SqlCatalogueStore, reading: Reading) -> CatalogueIndex:
    """What the store offers; indexed first where only another home with the same store has done so.

    Raises ArtefactMismatch where a course was not read yet, and where a command is changing the index here.
    """
    encoder, version = reading.encoder, reading.version
    try:
        return load_catalogue_index(home, store, encoder, version)
    except ArtefactMismatch:
        if not index_here(home, store, reading.courses, encoder, version):
            raise
    return load_catalogue_index(home, store, encoder, version)


def profile_reader(reading: Reading) -> ProfileReader:
    """What reads profiles, with the everyday names of what the taxonomy holds."""
    skills = frozenset(reading.taxonomy.skills)
    return ProfileReader(
        splitter=reading.splitter,
        linker=reading.linker,
        policy=ClaimPolicy(),
        known=skills,
        names=known_claim_names(read_claim_names(), skills),
        given_names=given_names(),
    )


def need_reader(reading: Reading) -> NeedReader:
    """What sees needs in what is linked to nothing."""
    return NeedReader(
        encoder=reading.encoder, concepts=reading.concepts, taxonomy=reading.taxonomy, parser=reading.parser
    )


def market_of(pipeline: Pipeline, store: AdStore) -> Following[Market]:
    """Of the store as it is at each question."""
    families, names = pipeline.taxonomy.families, pipeline.teaching.skills
    return Following(
        store_version=store.version,
        make=lambda: Market(facts=store.facts(), groups=families, names=names).sorted(),
        version=lambda made: made.facts.version,
        beside=in_a_thread,
    )


def judge_of(pipeline: Pipeline, versions: Versions, settings: Settings) -> JudgedCourses:
    """What tells who teaches what in the pipeline's catalogue, with what it told before."""
    made_with = (versions.catalogue, versions.teaching, versions.concepts)
    return load_judged(settings.place, made_with, pipeline.teaching, pipeline.catalogue)


def provision(pipeline: Pipeline, market: Callable[[], Market], store: AdStore, judge: Judge) -> Provision:
    """What providers ask, of the pipeline's catalogue."""
    teaching, encoder, reader = pipeline.teaching, pipeline.encoder, course_reader(pipeline)
    return Provision(
        taxonomy=pipeline.taxonomy,
        market=market,
        ads=store,
        supplies=Supplies(catalogue=pipeline.catalogue, teaching=judge),
        ways_of_working=read_ways_of_working(),
        read_draft=lambda draft: teaching_of_draft(draft, teaching, reader, encoder),
    )


def course_reader(pipeline: Pipeline) -> CourseReader:
    """Reads courses by what reads ads."""
    return CourseReader(splitter=pipeline.reader.splitter, linker=pipeline.reader.linker)


def desk_of(settings: Settings, store: SqlAdStore) -> Desk:
    """`store`: the tenant's own. Keys and audit are in that of the installation."""
    main = store.database if settings.own == MAIN else tenant_database(settings.home, settings.database_url, MAIN)
    return Desk(tenant=settings.own, all_keys=Keys(main), log=AuditLog(main))


def with_catalogue(service: Service, found: CatalogueIndex) -> Service:
    """The same service with other courses on offer."""
    courses = found.catalogue.page(after=None, limit=len(found.catalogue))
    teaching = replace(service.pipeline.teaching, courses=courses, passages=found.passages)
    pipeline = replace(service.pipeline, catalogue=found.catalogue, teaching=teaching)
    versions = replace(service.versions, catalogue=found.version)
    judge = judge_of(pipeline, versions, service.settings)
    return replace(
        service,
        pipeline=pipeline,
        provision=provision(pipeline, service.provision.market, service.store, judge),
        versions=versions,
        offered=found.offered,
    )


def open_store(settings: Settings) -> SqlAdStore:
    """To be closed by the caller. Raises StoreOutdated where it needs `make_store`, and as `require_schema` does."""
    return _opened(settings, require_schema)


def make_store(settings: Settings) -> SqlAdStore:
    """With tables as this version needs them; to be closed by the caller. Raises what `migrate` raises."""
    return _opened(settings, migrate)


def _opened(settings: Settings, ready: Callable[[Database], None]) -> SqlAdStore:
    if settings.database_url is None:
        require_not_emptied(settings.place)
    store = SqlAdStore(tenant_database(settings.home, settings.database_url, settings.own))
    try:
        ready(store.database)
    except MatcherError:
        store.close()
        raise
    return store


def ready_service(settings: Settings, say: Say = say_on_stderr) -> Service:
    """The service; where something is missing or does not fit, it is built first, with progress."""
    try:
        service = load_service(settings)
    except ArtefactMismatch as missing:
        say(f"{missing.artefact} has to be built")
    else:
        if not service.pipeline.ads.outdated:
            return service
        service.store.close()
    build_missing(settings, say)
    return load_service(settings)


def finder(reading: Reading) -> OccupationFinder:
    """Ranks occupations; by vacancy titles too, where what they tell was fitted with this encoder."""
    return OccupationFinder(
        encoder=reading.encoder,
        names=reading.concepts.occupations,
        descriptions=reading.concepts.occupation_descriptions,
        labels=reading.concepts.occupation_labels,
        taxonomy=reading.taxonomy,
        titles=reading.titles.ranker(tuple(reading.concepts.occupations.ids)) if reading.titles else None,
    )


def role_ranker(reading: Reading) -> RoleRanker | None:
    """Ranks the skills of an occupation; None where nothing was fitted with this encoder."""
    weights = reading.roles
    if weights is None:
        return None
    return make_role_ranker(reading.encoder, reading.concepts, reading.taxonomy, weights.scorer, weights.policy)


def build_missing(settings: Settings, say: Say = say_on_stderr, load: LoadReading = load_reading) -> None:
    """Build whatever is not there or does not fit; what is there and fits is left alone.

    Raises ArtefactMismatch where a taxonomy or courses that were imported can't be read any more, and what `open_store`
    raises.
    """
    home = settings.home
    threadpool_limits(BLAS_THREADS)  # what is built is then the same on any number of cores
    ensure(home / TAXONOMY, lambda: load_current_taxonomy(home), lambda: build_packaged(home, say), say)
    require_pinned(settings.encoder)
    encoder = load_encoder(settings.encoder)

    def build_concepts() -> None:
        say("indexing the concepts (two or three minutes, seconds where only own skills are new)")
        known = load_extended(home)
        build_concept_index(home, known.taxonomy, known.version, encoder, known.own_version)

    def load_concepts() -> ConceptIndex:
        known = load_extended(home)
        return load_concept_index(home, known.version, encoder, known.own_version)

    ensure(home / CONCEPTS, load_concepts, build_concepts, say)
    reading, home = load(settings), settings.place
    with closing(make_store(settings)) as store:
        catalogue = catalogue_of(settings, reading, store, say)
        ensure(home / CATALOGUE, catalogue.load, catalogue.build, say)
    ensure(home / ADS, lambda: require_ads(settings, reading), lambda: build_ads(settings, reading, say), say)
    index_ads(settings, reading, say)


def catalogue_of(settings: Settings, reading: Reading, store: SqlAdStore, say: Say) -> Offering:
    """What puts courses into the catalogue."""
    return Offering(
        home=settings.place,
        store=SqlCatalogueStore(store.database),
        reader=reading.courses,
        encoder=reading.encoder,
        reading=reading.version,
        say=say,
    )


def build_ads(settings: Settings, reading: Reading, say: Say) -> None:
    """Make the tables, keep the sample ads where there never were any, and read what is not read with this version."""
    with closing(make_store(settings)) as store:
        ingestion = ingesting(store, reading)
        if store.version() == NEVER_USED:
            former = former_ads(settings.place)
            keep_ads(ingestion, read_sample_ads() if former is None else former, say)
        if store.unread(reading.version, None, 1):
            say("reading the ads in the store")
            ingestion.read_again(reading.version, say)


def index_ads(settings: Settings, reading: Reading, say: Say) -> None:
    """Make the index of many ads that is missing in a PostgreSQL."""
    near = near_of(reading.encoder, reading.version)
    with closing(open_store(settings)) as store:
        if store.database.is_postgresql and make_near_index(store.database, near):
            say("indexed the vectors of the ads")


def retire_former(settings: Settings) -> tuple[int, int]:
    """Forget what only servers of other versions use; how many vectors of ads and readings of courses that were.

    Raises ArtefactMismatch where something is not read with this version yet.
    """
    reading = load_reading(settings)
    require_ads(settings, reading)
    with closing(open_store(settings)) as store:
        courses = SqlCatalogueStore(store.database)
        if unread := courses.kept(reading.version).unread(reading.version):
            raise ArtefactMismatch(CATALOGUE, f"{len(unread):,} courses were not read yet", "matcher index build")
        return store.retire(reading.encoder.name), courses.retire(reading.version)


def require_ads(settings: Settings, reading: Reading) -> None:
    """Raises ArtefactMismatch where `build_ads` has something to do."""
    with closing(open_store(settings)) as store:
        require_kept(store)
        outdated = store.outdated(reading.version)
        if outdated:
            raise ArtefactMismatch(ADS, f"{outdated:,} were read with another version", "matcher index build")
        waiting = store.unread(reading.version, None, 1)
    if waiting:
        raise ArtefactMismatch(ADS, f"{waiting[0].id!r} was not read yet", "matcher index build")


def keep_ads(ingestion: Ingestion, ads: Sequence[JobAd], say: Say) -> None:
    """Put these beside those that are kept."""
    say(f"reading {len(ads):,} ads")
    for batch in batches(ads, BATCH):
        ingestion.take(batch)


def ingesting(store: SqlAdStore, reading: Reading) -> Ingestion:
    """What reads ads in this process and keeps them."""
    return Ingestion(store=store, read=reading_each(reading.ads, finder(reading), reading.encoder, reading.version))
