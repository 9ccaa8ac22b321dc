"""An operator's file: what is read of it, what is refused and why, and what comes back out of it."""

import gzip
from pathlib import Path

import pytest

from corpora.artefacts import POINTER
from corpora.own_skills.files import Read, as_csv, read_own_terms
from corpora.own_skills.folder import FILE, KIND, load_own_terms, save_own_terms
from corpora.own_skills.joining import join
from corpora.own_skills.records import own_term_of
from matcher.concepts import ConceptUri, FamilyId, Skill, SkillFamily, SkillKind, Taxonomy
from matcher.errors import ArtefactMismatch, Rejected, UnreadableDocument
from matcher.own_terms import OwnKind, OwnTerm
from models.own_terms import findable
from tests.fakes import SQL, THINKING, small_taxonomy

HEADER = "kind,label,aliases,concept,description\n"
KOHA = OwnTerm(kind=OwnKind.SKILL, label="Koha", concept=ConceptUri("urn:own:skill:koha"))
STOP = OwnTerm(kind=OwnKind.STOP, label="excellence framework")


def read(tmp_path: Path, text: str | bytes, name: str = "own.csv") -> list[Read | Rejected]:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read_own_terms(path))


def refused(tmp_path: Path, text: str) -> list[str]:
    return [str(one) for one in read(tmp_path, text) if isinstance(one, Rejected)]


def joined(tmp_path: Path, rows: str, *present: OwnTerm) -> tuple[dict[str, OwnTerm], list[str]]:
    new = [one for one in read(tmp_path, HEADER + rows) if isinstance(one, Read)]
    kept, faults = join(present, new, small_taxonomy(), findable)
    return {term.label: term for term in kept}, [f"{row}, {fault}" for row, fault in faults]


def test_each_kind_of_term_is_read_with_what_belongs_to_it(tmp_path: Path) -> None:
    text = (
        HEADER + "skill,Lorenzo EPR,Lorenzo; Lorenzo record,,Our record\nalias,crit think,,s:thinking,not kept\n"
        "stop,excellence framework,,,\n"
    )
    assert read(tmp_path, text) == [
        Read(
            2,
            OwnTerm(
                kind=OwnKind.SKILL,
                label="Lorenzo EPR",
                aliases=("Lorenzo", "Lorenzo record"),
                concept=ConceptUri("urn:own:skill:lorenzo-epr"),
                description="Our record",
            ),
        ),
        Read(3, OwnTerm(kind=OwnKind.ALIAS, label="crit think", concept=THINKING)),
        Read(4, STOP),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfkind,label\r\nskill,Koha\r\n",
        "kind\tlabel\nskill\tKoha\n".encode("utf-16"),
        b'kind;label\nskill;"Koha"\n',
        gzip.compress(b"kind,label\nskill,Koha\n", mtime=0),
    ],
)
def test_files_as_spreadsheets_and_programs_write_them_are_read(tmp_path: Path, data: bytes) -> None:
    assert [one.term for one in read(tmp_path, data) if isinstance(one, Read)] == [KOHA]


def test_json_lines_are_read_too(tmp_path: Path) -> None:
    assert read(tmp_path, '{"kind": "skill", "label": "Koha", "aliases": []}\n', "own.jsonl") == [Read(1, KOHA)]


def test_a_row_that_can_t_be_used_is_named_by_file_row_and_column_and_the_others_are_kept(tmp_path: Path) -> None:
    text = (
        HEADER + "expertise,Koha,,,\nskill,,,,\nskill,---,,,\nalias,crit think,,,\nskill,Koha,,s:thinking,\n"
        f'skill,{"x" * 121},,,\nskill,汉语,,,\nskill,"open\nskill,Koha,,,\n'
    )
    found = read(tmp_path, text)
    assert [str(one) for one in found if isinstance(one, Rejected)] == [
        "own.csv, row 2, kind: is 'expertise', neither skill, alias nor stop",
        "own.csv, row 3, label: is missing or empty",
        "own.csv, row 4, label: '---' holds no letter or digit to look for",
        "own.csv, row 5, concept: is missing or empty",
        "own.csv, row 6, concept: is of an alias; a skill has none",
        f"own.csv, row 7, label: '{'x' * 58}… is too long: at most 8 words and 120 characters are looked for",
        "own.csv, row 8, uri: has to be stated, as '汉语' holds no letter from a to z",
        "own.csv, row 9: has 2 cells where the header has 5",
    ]
    assert found[-1] == Read(10, KOHA)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("label", "own.csv, kind: there is no such column; there are label"),
        (
            "kind,label,alias",
            "own.csv, alias: is no column of ours; there are kind, label, aliases, concept, description, uri",
        ),
    ],
)
def test_a_table_without_a_needed_column_or_with_an_unknown_one_is_refused_once(
    tmp_path: Path, header: str, message: str
) -> None:
    rows = (",".join(["skill"] * (header.count(",") + 1)) + "\n") * 2
    assert refused(tmp_path, f"{header}\n{rows}") == [message]


def test_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="does not exist"):
        list(read_own_terms(tmp_path / "none.csv"))


def test_a_uri_of_the_operator_s_is_kept_and_anything_else_refused(tmp_path: Path) -> None:
    text = "kind,label,uri\nskill,Koha,https://library.example/skills/koha\nskill,Alma,alma\n"
    kept, bad = read(tmp_path, text)
    assert isinstance(kept, Read)
    assert kept.term.concept == "https://library.example/skills/koha"
    assert str(bad) == ("own.csv, row 3, uri: does not begin with http://, https:// or urn:, or holds a blank: 'alma'")


def test_an_alias_means_a_skill_by_its_uri_its_label_or_another_name_of_it(tmp_path: Path) -> None:
    kept, faults = joined(
        tmp_path,
        "alias,one,,s:sql,\nalias,two,,Structured Query Language,\nalias,three,,think critically,\n"
        "alias,four,,KOHA,\nskill,Koha,,,\n",
    )
    assert faults == []
    assert {name: term.concept for name, term in kept.items()} == {
        "one": SQL,
        "two": SQL,
        "three": THINKING,
        "four": KOHA.concept,
        "Koha": KOHA.concept,
    }


def test_a_concept_that_is_unknown_ambiguous_or_a_family_is_refused_with_what_would_do(tmp_path: Path) -> None:
    think, reason = (
        Skill(uri=ConceptUri(f"s:{label}"), preferred_label=label, kind=SkillKind.COMPETENCE, alt_labels=("argue",))
        for label in ("think", "reason")
    )
    family = SkillFamily(
        id=FamilyId("t"), label="Thinking", alt_labels=(), members=frozenset({think.uri, reason.uri}), transversal=True
    )
    taxonomy = Taxonomy(version="v", skills={s.uri: s for s in (think, reason)}, occupations={}, families=(family,))
    rows = "alias,one,,nothing,\nalias,two,,argue,\nalias,three,,thinking,\n"
    _, faults = join((), [one for one in read(tmp_path, HEADER + rows) if isinstance(one, Read)], taxonomy, findable)
    assert [str(fault) for _, fault in faults] == [
        "concept: 'nothing' is no skill of v, by URI or by name",
        "concept: 'argue' is a name of several skills; give the URI: s:think, s:reason",
        "concept: 'thinking' is a family of 2 skills; name one of them: reason; think",
    ]


def test_a_skill_that_the_vocabulary_has_is_refused(tmp_path: Path) -> None:
    kept, faults = joined(tmp_path, "skill,sql,,,\nskill,SQL clinic,,,\n")
    assert list(kept) == ["SQL clinic"]
    assert faults == ["2, label: 'sql' is s:sql of small; make it an alias of that"]


def test_a_name_means_one_thing(tmp_path: Path) -> None:
    kept, faults = joined(
        tmp_path, "skill,Alma,koha,,\nstop,ALMA LMS,Alma,,\nskill,Al-ma,,,\nskill,Al ma,,,\nskill,IT,,,\n", KOHA
    )
    assert list(kept) == ["Koha", "ALMA LMS", "Al-ma"]
    assert faults == [
        "2, aliases: 'koha' is a name of the skill 'Koha' already",
        "5, uri: urn:own:skill:al-ma is that of another skill",
        "6, label: 'IT' holds only words that are passed over in texts",
    ]


def test_a_new_term_takes_the_place_of_one_of_its_name_and_a_refused_one_does_not(tmp_path: Path) -> None:
    kept, faults = joined(tmp_path, "stop,KOHA,,,\n", KOHA, STOP)
    assert [term.kind for term in kept.values()] == [OwnKind.STOP, OwnKind.STOP]
    assert faults == []
    kept, faults = joined(tmp_path, "alias,Koha,,nothing,\n", KOHA)
    assert kept == {"Koha": KOHA}
    assert len(faults) == 1


def test_what_is_written_as_csv_is_read_again(tmp_path: Path) -> None:
    terms = [
        KOHA,
        STOP,
        OwnTerm(
            kind=OwnKind.SKILL,
            label='Say "hello", kindly',
            aliases=("hi", "greet"),
            concept=ConceptUri("urn:x:hello"),
            description="With a smile, always",
        ),
        OwnTerm(kind=OwnKind.ALIAS, label="crit think", concept=THINKING),
    ]
    assert [one.term for one in read(tmp_path, as_csv(terms)) if isinstance(one, Read)] == terms


def test_terms_are_kept_by_name_under_a_version_of_their_content(tmp_path: Path) -> None:
    assert load_own_terms(tmp_path) == ((), None)
    first = save_own_terms(tmp_path, [KOHA, STOP])
    assert load_own_terms(tmp_path) == ((STOP, KOHA), first.version)
    second = save_own_terms(tmp_path, [KOHA])
    assert second.version != first.version
    assert (tmp_path / KIND / first.version / FILE).is_file()
    assert save_own_terms(tmp_path, [STOP, KOHA]).version == first.version


def test_no_terms_have_no_version(tmp_path: Path) -> None:
    save_own_terms(tmp_path, [])
    assert load_own_terms(tmp_path) == ((), None)


def test_damaged_terms_are_told_with_the_way_out(tmp_path: Path) -> None:
    save_own_terms(tmp_path, [KOHA])
    version = (tmp_path / KIND / POINTER).read_text().strip()
    (tmp_path / KIND / version / FILE).write_text("{}\n")
    with pytest.raises(ArtefactMismatch, match="is not what was built; run `matcher skills reset`"):
        load_own_terms(tmp_path)


def test_the_file_that_the_docs_show_is_read_in_full(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "own-skills.md").read_text("utf-8")
    shown = page.split("```csv\n")[1].split("```")[0]
    found = read(tmp_path, shown)
    assert [one.term.kind.value for one in found if isinstance(one, Read)] == [
        "skill",
        "skill",
        "skill",
        "alias",
        "stop",
    ]
    assert len(found) == 5


def test_a_name_that_a_spreadsheet_would_run_is_guarded_on_its_way_out_and_read_as_it_was(tmp_path: Path) -> None:
    term = own_term_of({"kind": "skill", "label": "@risk modelling", "description": "=1+1"})
    written = as_csv([term])
    assert "'@risk modelling" in written
    assert "'=1+1" in written
    (tmp_path / "own.csv").write_text(written)
    assert [one.term for one in read_own_terms(tmp_path / "own.csv") if isinstance(one, Read)] == [term]
