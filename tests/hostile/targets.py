"""Every reader of what others wrote: bytes in; out comes a value or a MatcherError, and nothing else ever."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from api.team_names import names_given
from api.uploads import profile_of
from api.web.carried import Carried, Seal
from corpora.ads.files import ads_in_lines, read_ads
from corpora.courses.columns import read_column_map
from corpora.courses.files import read_courses, read_courses_of
from corpora.documents.reading import read_document
from corpora.own_skills.files import read_own_terms
from corpora.profiles.badges.reading import Checks
from corpora.profiles.files import resume_in
from corpora.teams.briefs import brief_of
from corpora.teams.reading import read_team
from matcher.errors import MatcherError
from matcher.profiles import Profile, ProfileClaims
from tests.hostile import samples
from tests.hostile.mutations import Sample

MOST_CHARACTERS = 400_000
MOST_RECORDS = 10_000
"""Of one input: those of some kilobytes hold no more, and what goes on for ever is told by its time."""
CHECKS = Checks(now=dt.datetime(2026, 11, 27, tzinfo=dt.UTC))
MAPS = Path(__file__).parents[2] / "corpora" / "courses" / "maps"
CARRIED = Carried(asked="x", told=None, role=None, claims=ProfileClaims(claims=("SQL",)), holder="y", profile=Profile())

Read = Callable[[bytes], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    name: str
    samples: tuple[Sample, ...]
    read: Read
    """Raises MatcherError or nothing."""
    share: float = 1.0
    """Of inputs, beside the other targets: fewer where each takes long."""


def outcome(target: Target, data: bytes) -> str:
    """What came of it, in a word: `read`, or the name of the error. Raises what no reader may raise."""
    try:
        target.read(data)
    except MatcherError as error:
        str(error).encode("utf-8", "surrogatepass")  # its message can be made
        return type(error).__name__
    return "read"


def targets(scratch: Path) -> Mapping[str, Target]:
    """`scratch`: a folder of this process for readers that want a file."""
    made = (*documents(), *profiles(), *tables(scratch), *teams(), *others(scratch))
    return {one.name: one for one in made}


def documents() -> Iterable[Target]:
    def read(name: str) -> Read:
        return lambda data: read_document(name, data, max_characters=MOST_CHARACTERS)

    text = Sample(samples.AD.encode(), "bytes")
    posting = samples.of_others("job_posting.json")
    yield Target(name="document, text", samples=(text,), read=read("a.txt"), share=1.5)
    yield Target(name="document, PDF", samples=(samples.a_pdf(),), read=read("a.pdf"), share=0.5)
    yield Target(name="document, DOCX", samples=(samples.a_docx(),), read=read("a.docx"), share=0.5)
    yield Target(name="document, HTML", samples=(samples.a_page(),), read=read("a.html"), share=0.4)
    yield Target(name="document, JSON", samples=posting, read=read("a.json"))


def profiles() -> Iterable[Target]:
    def read(name: str) -> Read:
        return lambda data: profile_of(name, data, MOST_CHARACTERS, CHECKS)

    made = samples.badges()
    resumes = (samples.of_ours("profiles/resume.json", "json"), *samples.of_others("resume.json"))
    table = samples.csv_of([{"skill": "SQL", "level": "3"}, {"skill": "Python", "level": "1"}])
    book = samples.xlsx_of([{"skill": "SQL", "level": 3}, {"skill": "Python", "level": 1}])
    elm = samples.of_others("elm_credential.jsonld")
    yield Target(name="profile, JSON Resume", samples=resumes, read=read("cv.json"))
    yield Target(name="profile, whole résumé", samples=resumes, read=lambda data: resume_in("cv.json", data))
    yield Target(name="profile, CSV", samples=(table,), read=read("cv.csv"))
    yield Target(name="profile, XLSX", samples=(book,), read=read("cv.xlsx"), share=0.5)
    yield Target(name="badge, JSON", samples=made["json"], read=read("badge.json"), share=1.5)
    yield Target(name="badge, PNG", samples=made["png"], read=read("badge.png"), share=1.5)
    yield Target(name="badge, SVG", samples=made["svg"], read=read("badge.svg"), share=1.5)
    yield Target(name="badge, token", samples=made["jwt"], read=read("badge.jwt"))
    yield Target(name="learning record (CLR)", samples=samples.of_others("learning_record.json"), read=read("clr.json"))
    yield Target(name="European credential (ELM)", samples=elm, read=read("elm.jsonld"))


def tables(scratch: Path) -> Iterable[Target]:
    ads, courses = samples.records_of("ads.jsonl"), samples.records_of("catalogue.jsonl")
    linked = {
        "schema.org": samples.of_others("schema_org.jsonld", "schema_org_others.json"),
        "CTDL": samples.of_others("ctdl.jsonld", "ctdl_badge.jsonld", "ctdl_envelopes.json", "ctdl_results.json"),
        "ELM": samples.of_others("elm_opportunities.jsonld", "elm_micro_credential.jsonld", "elm_prefixed.jsonld"),
        "Open Badges": samples.of_others("open_badges.json", "open_badge_complete.json"),
    }
    for form, known in linked.items():
        yield Target(name=f"courses, {form}", samples=known, read=in_file(scratch, "a.jsonld", read_courses))
    page = samples.of_others("schema_org_list.html", shape="markup")
    yield Target(name="courses, HTML", samples=page, read=in_file(scratch, "a.html", read_courses))
    lines = samples.lines_of("catalogue.jsonl")
    yield Target(
        name="courses, sent", samples=(lines,), read=lambda data: drained(read_courses_of("a", data, lines=True))
    )
    for what, records, read in (("ads", ads, read_ads), ("courses", courses, read_courses)):
        of_lines = samples.lines_of("ads.jsonl" if what == "ads" else "catalogue.jsonl")
        kinds = (
            ("CSV", "a.csv", samples.csv_of(records), 1.0),
            ("NDJSON", "a.jsonl", of_lines, 1.0),
            ("NDJSON, packed", "a.jsonl.gz", samples.gzip_of(of_lines), 1.0),
            ("XLSX", "a.xlsx", samples.xlsx_of(records), 0.5),
            ("Parquet", "a.parquet", samples.parquet_of(records), 1.0),
        )
        for kind, name, sample, share in kinds:
            yield Target(name=f"{what}, {kind}", samples=(sample,), read=in_file(scratch, name, read), share=share)
    sent = samples.lines_of("ads.jsonl")
    yield Target(
        name="ads, sent",
        samples=(sent,),
        read=lambda data: drained(ads_in_lines("batch", data, max_characters=MOST_CHARACTERS)),
    )


def teams() -> Iterable[Target]:
    table = samples.of_ours("team/team.csv", "bytes")
    rows = [{"member": "m1", "role": "Analyst", "SQL": 2, "Python": 3}, {"member": "m2", "role": "Lead", "SQL": 1}]
    names = samples.csv_of([{"name": "SQL", "means": "SQL"}, {"name": "x", "means": ""}])
    roles = samples.of_ours("team/roles.yaml", "bytes")
    yield Target(name="team, CSV", samples=(table,), read=lambda data: read_team("team.csv", data))
    yield Target(
        name="team, XLSX", samples=(samples.xlsx_of(rows),), read=lambda data: read_team("team.xlsx", data), share=0.5
    )
    yield Target(name="team, names", samples=(names,), read=lambda data: names_given("names.csv", data))
    yield Target(
        name="team, roles",
        samples=(roles,),
        read=lambda data: brief_of("roles.yaml", data, max_characters=MOST_CHARACTERS),
        share=0.5,
    )


def others(scratch: Path) -> Iterable[Target]:
    terms = samples.csv_of([{"id": "own:1", "label": "Koha", "kind": "technology", "aliases": "KOHA LMS"}])
    maps = tuple(Sample(path.read_bytes(), "bytes") for path in sorted(MAPS.glob("*.toml")))
    seal = Seal(lambda: (b"a key of these tests",))
    sealed = Sample(seal.sealed(CARRIED).encode(), "bytes")
    yield Target(name="own skills, CSV", samples=(terms,), read=in_file(scratch, "own.csv", read_own_terms))
    yield Target(name="column map", samples=maps, read=in_file(scratch, "map.toml", read_column_map))
    yield Target(name="sealed form", samples=(sealed,), read=lambda data: seal.opened(data.decode("latin-1")))


def in_file(scratch: Path, name: str, read: Callable[[Path], object]) -> Read:
    def from_bytes(data: bytes) -> object:
        path = scratch / name
        path.write_bytes(data)
        return drained(read(path))

    return from_bytes


def drained(found: object) -> object:
    """What an iterator yields; any other value as it is."""
    return list(islice(found, MOST_RECORDS)) if isinstance(found, Iterable) else found
