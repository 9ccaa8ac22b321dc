"""The job seeker's answer: what a person decides holds through later steps, and nothing is read twice."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.app import create_app
from api.wiring import Service
from matcher.claims import NOTHING, ProfileReader, Wanted
from matcher.profiles import Profile, ProfileClaims
from matcher.progress import Progress, untold
from matcher.reading import AdReader, Reading
from tests.api.conftest import uri_of

AD = """Analyst

Requirements
- You must know SQL.
- You must work in teams.

Preferred
- Accounting is an asset."""
ENTRY = re.compile(r'<li class="entry [^>]*id="([^"]*)">.*?<span class="name[^>]*>([^<]*)<', re.DOTALL)
"""Its id and the skill's name."""
CHOSEN = ("radio", "checkbox")
"""Kinds of input that are sent only where they are checked."""
NEW_TAB = '<span class="unseen"> (new tab)</span>'
SQL, TEAMS, PYTHON = uri_of("SQL"), uri_of("work in teams"), uri_of("Python (computer programming)")


class Form(HTMLParser):
    """What a browser would send back of `#question`, and the groups that skills stand in."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: list[tuple[str, str]] = []
        self.entries: dict[str, list[str]] = {}
        self._within, self._area, self._group, self._name = False, "", "", False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {key: value or "" for key, value in attrs}
        if tag == "form":
            self._within = own.get("id") == "question"
        if tag == "h3" and own.get("id", "").endswith("-title"):
            self._group = own["id"].removesuffix("-title")
        self._name = tag == "span" and own.get("class", "").startswith("name")
        if not self._within or not own.get("name"):
            return
        if tag == "textarea":
            self._area = own["name"]
            self.values.append((self._area, ""))
        elif tag == "input" and own.get("type") != "file" and (own.get("type") not in CHOSEN or "checked" in own):
            self.values.append((own["name"], own.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            name, before = self.values.pop()
            self.values.append((name, before + data))
        elif self._name:
            self.entries.setdefault(self._group, []).append(data)
            self._name = False

    def sent(self, **more: str) -> dict[str, list[str]]:
        """The fields, with some of them changed as a person would."""
        fields: dict[str, list[str]] = {}
        for name, value in self.values:
            fields.setdefault(name, []).append(value)
        return {**fields, **{name: [value] for name, value in more.items()}}


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def ask(client: TestClient, **fields: str) -> Form:
    page = client.post("/advise", data={"ad": AD, "currency": "AUD", **fields})
    assert page.status_code == 200
    return Form(page.text)


def again(client: TestClient, form: Form, **more: str) -> Form:
    page = client.post("/advise", data=form.sent(**more))
    assert page.status_code == 200, page.text
    return Form(page.text)


def test_skills_stand_under_what_is_missing_and_what_is_held(client: TestClient) -> None:
    form = ask(client, profile="SQL")
    assert form.entries == {"missing": ["work in teams", "accounting"], "have": ["SQL"]}


def test_what_a_person_rejects_is_asked_for_no_longer_and_stays_rejected(client: TestClient) -> None:
    form = again(client, ask(client), **{f"right:{TEAMS}": "no"})
    assert form.entries == {"missing": ["SQL", "accounting"], "wrong": ["work in teams"]}
    later = again(client, form, hours="40")
    assert later.entries == form.entries


def test_another_skill_in_its_place_counts_from_then_on(client: TestClient) -> None:
    form = again(client, ask(client), **{f"instead:{SQL}": "Python (computer programming)", "profile": "Python"})
    assert form.entries == {"missing": ["work in teams", "accounting"], "have": ["SQL"]}
    assert again(client, form, profile="").entries["missing"] == ["work in teams", "SQL", "accounting"]


def test_a_skill_is_added_by_its_name_and_taken_out_again(client: TestClient) -> None:
    form = again(client, ask(client), add="use spreadsheets software")
    assert form.entries["missing"] == ["use spreadsheets software", "work in teams", "SQL", "accounting"]
    assert ("added", uri_of("use spreadsheets software")) in form.values
    kept = again(client, form, budget="10")
    assert kept.entries == form.entries
    without = again(client, kept, **{f"right:{uri_of('use spreadsheets software')}": "no"})
    assert without.entries["missing"] == ["work in teams", "SQL", "accounting"]


def test_what_was_said_to_be_wrong_is_asked_for_again_where_it_is_added(client: TestClient) -> None:
    """It vanished without a word: the rejection outlived the wish."""
    wrong = ask(client, ad=AD, **{f"right:{SQL}": "no"})
    assert wrong.entries["wrong"] == ["SQL"]
    assert again(client, again(client, wrong, add="SQL")).entries["missing"] == ["work in teams", "SQL", "accounting"]


def test_a_skill_that_was_added_is_told_by_its_name_in_a_later_file(client: TestClient) -> None:
    """It was quoted by its address from the second step on."""
    added = ask(client, ad=AD, add="python (computer programming)")
    table = client.post("/take/csv", data=added.sent()).text
    assert "Python (computer programming)" in table
    assert table.count(PYTHON) == 1, "in its own column"


def test_a_skill_that_is_none_any_longer_does_not_cost_the_answer(client: TestClient) -> None:
    """As an old link may say it: the other decisions had been a 404."""
    assert ask(client, ad=AD, **{"have:gone": "yes"}).entries["missing"] == ["work in teams", "SQL", "accounting"]


def test_names_of_more_skills_than_can_be_looked_up_are_refused(client: TestClient) -> None:
    """Thousands in one field kept a core busy for minutes."""
    answer = client.post("/advise", data={"ad": AD, "add": "; ".join(f"SQL {at}" for at in range(51))})
    assert answer.status_code == 422
    assert "names more than 50 skills at once" in answer.text


def test_half_a_character_of_a_resume_travels_like_any_other(client: TestClient) -> None:
    resume = b'{"basics": {"name": "\\ud800"}, "skills": [{"name": "SQL"}]}'
    form = Form(client.post("/advise", data={"ad": AD}, files={"profile_file": ("cv.json", resume)}).text)
    assert again(client, form).entries["have"] == ["SQL"]


def test_what_a_person_says_to_have_is_held(client: TestClient) -> None:
    form = again(client, ask(client, profile="SQL"), **{f"have:{TEAMS}": "yes", f"have:{SQL}": "no"})
    assert form.entries == {"missing": ["SQL", "accounting"], "have": ["work in teams"]}


def test_a_name_that_no_skill_has_is_said_beside_its_field_and_the_answer_stands(client: TestClient) -> None:
    form = ask(client)
    page = client.post("/advise", data=form.sent(add="zzqx"))
    assert page.status_code == 422
    assert "A skill to add: nothing is called &#39;zzqx&#39;; there is " in page.text
    assert re.search(r'id="add" [^>]*value="zzqx"', page.text)
    assert Form(page.text).entries == form.entries


def test_all_that_is_wrong_is_said_beside_its_field_and_the_answer_stands(client: TestClient) -> None:
    """Two things at once led back to an empty question."""
    form = again(client, ask(client), **{f"right:{TEAMS}": "no", f"have:{SQL}": "yes"})
    wrong = {f"instead:{SQL}": "qqzv", "add": "zzqx", "budget": "lots"}
    page = client.post("/advise", data=form.sent(**wrong))
    assert page.status_code == 422
    assert Form(page.text).entries == form.entries
    for name, value in wrong.items():
        [field] = [one for one in re.findall(r"<input [^>]*>", page.text) if f'aria-describedby="error-{name}"' in one]
        assert f'value="{value}"' in field
        assert ("autofocus" in field) == (name == f"instead:{SQL}"), "the first of them on the page"
        assert f'id="error-{name}"' in page.text
    assert "Instead of SQL: nothing is called &#39;qqzv&#39;" in page.text
    assert page.text.count("<details open>") == 1, "the row in which it stands"
    sent = Form(page.text).sent(**{f"instead:{SQL}": "", "add": "", "budget": ""})
    assert Form(client.post("/advise", data=sent).text).entries == form.entries


def test_what_is_wrong_with_a_skill_that_is_not_on_the_page_breaks_nothing(client: TestClient) -> None:
    sent = again(client, ask(client)).sent(**{"instead:http://example.org/gone": "qqzv", "budget": "lots"})
    page = client.post("/advise", data=sent)
    assert page.status_code == 422
    assert "&#39;lots&#39; is not a number" in page.text


def test_a_file_that_came_with_something_wrong_is_read_all_the_same(client: TestClient) -> None:
    form = ask(client)
    page = client.post("/advise", data=form.sent(add="zzqx"), files={"profile_file": ("cv.txt", b"SQL", "text/plain")})
    assert page.status_code == 422
    assert Form(page.text).entries["have"] == ["SQL"]


def test_a_wish_that_can_t_be_read_leaves_the_answer_and_what_was_typed(client: TestClient) -> None:
    form = again(client, ask(client), **{f"right:{TEAMS}": "no"})
    page = client.post("/advise", data=form.sent(budget="lots"))
    assert page.status_code == 422
    assert "Money you can spend: &#39;lots&#39; is not a number" in page.text
    assert re.search(r'id="budget" [^>]*value="lots"', page.text)
    assert Form(page.text).entries == form.entries


def test_a_course_that_is_not_wanted_is_planned_without_until_it_is_taken_back(client: TestClient) -> None:
    form = ask(client)
    page = client.post("/advise", data=form.sent(without="c-data")).text
    assert "Planned without Data analysis with SQL" in page
    assert f">Data analysis with SQL{NEW_TAB}</a></h3>" not in page
    later = Form(page)
    assert ("without", "c-data") in later.values
    back = client.post("/advise", data={**later.sent(), "without": []}).text
    assert f">Data analysis with SQL{NEW_TAB}</a></h3>" in back


def test_a_course_and_a_skill_open_beside_the_answer_which_would_be_sent_again(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": AD, "currency": "AUD"}).text
    leaving = re.findall(r'<a (href="/(?:courses|skills)/[^>]*)>(.*?)</a>', page)
    assert len(leaving) > len(set(ask(client).entries["missing"]))
    for link, words in leaving:
        assert link.endswith('target="_blank" rel="noopener"')
        assert words.endswith(NEW_TAB)


def test_other_meanings_are_shown_where_they_are_asked_for(client: TestClient) -> None:
    form = ask(client)
    page = client.post("/advise", data=form.sent(show=SQL)).text
    offered = re.findall(rf'name="instead:{re.escape(SQL)}" value="([^"]+)"', page)
    assert offered[0] == SQL
    assert len(offered) > 1
    assert f'name="instead:{TEAMS}" value="{TEAMS}"' not in page


def test_what_was_read_travels_sealed_and_is_not_read_again(service: Service) -> None:
    ads, profiles = CountingReader(service.pipeline.reader), CountingProfiles(service.pipeline.profiles)
    watched = replace(service, pipeline=replace(service.pipeline, reader=ads, profiles=profiles))
    with TestClient(create_app(watched)) as client:
        form = ask(client, profile="SQL")
        assert (ads.read_texts, profiles.read_texts) == ([AD], ["SQL"])
        moved = again(client, form, hours="40", **{f"right:{TEAMS}": "no", f"have:{SQL}": "no"})
        kept = again(client, moved, **{f"right:{SQL}": "yes"})
        assert (ads.read_texts, profiles.read_texts) == ([AD], ["SQL"])
        added = again(client, kept, add="accounting")
        other = again(client, added, add="give first aid")
        assert (ads.read_texts, profiles.read_texts) == ([AD], ["SQL", "SQL"])
        changed = again(client, other, ad="You must know SQL.", **{f"have:{SQL}": ""})
        assert ads.read_texts == [AD, "You must know SQL."]
        assert changed.entries["have"] == ["SQL"]


@pytest.mark.parametrize("sealed", ["", "rubbish", "e30.AAAA"])
def test_what_this_process_did_not_seal_is_read_again(service: Service, client: TestClient, sealed: str) -> None:
    form = again(client, ask(client, profile="SQL"), sealed=sealed)
    assert form.entries == {"missing": ["work in teams", "accounting"], "have": ["SQL"]}
    with TestClient(create_app(service)) as other:
        assert again(other, form).entries == form.entries


def test_no_ad_stands_in_the_seal_in_words_that_the_form_does_not_hold(client: TestClient) -> None:
    [sealed] = ask(client, profile="SQL").sent()["sealed"]
    assert "teams" not in sealed
    assert sealed.count(".") >= 1


def test_the_text_of_a_file_stands_in_its_field_and_the_file_is_sent_no_more(client: TestClient) -> None:
    form = Form(upload(client, b"I kept the books of a small firm.\n\nSQL").text)
    assert form.sent()["profile"] == ["I kept the books of a small firm.\n\nSQL"]
    assert again(client, form).entries["have"] == ["SQL"]


def test_skills_typed_in_a_list_are_claims_and_follow_the_field(client: TestClient) -> None:
    form = ask(client, profile="bookkeeping; teamwork; SQL")
    assert form.entries["have"] == ["work in teams", "SQL"]
    assert again(client, form, profile="SQL, bookkeeping").entries["have"] == ["SQL"]


def test_a_list_of_skills_from_a_file_counts_until_it_is_left_out(client: TestClient) -> None:
    page = upload(client, b"- SQL\n- work in teams\n")
    assert "2 listed skills (SQL, work in teams) came from your files" in " ".join(page.text.split())
    form = Form(page.text)
    kept = again(client, form, hours="40")
    assert kept.entries["have"] == ["work in teams", "SQL"]
    assert "have" not in again(client, kept, forget_files="yes").entries


def test_a_json_resume_is_given_back_with_what_is_planned_however_many_steps_later(client: TestClient) -> None:
    own = json.dumps({"basics": {"label": "Clerk"}, "skills": [{"name": "SQL"}]}).encode()
    page = client.post(
        "/advise", data={"ad": AD, "currency": "AUD"}, files={"profile_file": ("resume.json", own, "application/json")}
    )
    form = again(client, Form(page.text), hours="40")
    taken = client.post("/take/jsonresume", data=form.sent()).json()
    assert taken["basics"] == {"label": "Clerk"}
    assert [one["name"] for one in taken["certificates"]] == ["Teamwork (planned)"]


def upload(client: TestClient, cv: bytes) -> Response:
    return client.post(
        "/advise", data={"ad": AD, "currency": "AUD"}, files={"profile_file": ("cv.txt", cv, "text/plain")}
    )


def test_weeks_bound_the_hours_and_need_hours_a_week(client: TestClient) -> None:
    form = ask(client)
    page = client.post("/advise", data=form.sent(weeks="2"))
    assert page.status_code == 422
    assert "Hours a week: is needed to know how much fits into the weeks" in page.text
    page = client.post("/advise", data=form.sent(weeks="2", hours_per_week="3"))
    assert "<strong>1 course</strong>" in page.text
    assert f">Teamwork{NEW_TAB}</a></h3>" in page.text


def test_a_role_has_an_address_and_so_has_an_ad_that_we_wrote(client: TestClient) -> None:
    assert "What a librarian needs" in client.get("/advise", params={"role": "librarian"}).text
    page = client.get("/advise", params={"sample": "sample:data-analyst-council-sheffield"})
    assert page.status_code == 200
    assert "Data Analyst" in unescape(page.text)
    assert client.get("/advise", params={"sample": "nowhere"}).status_code == 404


def test_figures_are_written_as_the_reader_s_locale_writes_them(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": AD, "currency": "AUD"}, headers={"accept-language": "de-AT,en;q=0.5"})
    assert "AUD 150" in page.text
    assert "text/html" in page.headers["content-type"]
    assert page.headers["cache-control"] == "no-store"


def test_only_the_inside_is_sent_where_a_script_asks_for_it(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": AD}, headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert page.text.lstrip().startswith("<title>What it asks")
    assert "<html" not in page.text
    assert "HX-Request-Type" in page.headers["vary"]


class CountingReader(AdReader):
    """The reader itself, with a list of what it was asked to read."""

    __slots__ = ("read_texts",)
    read_texts: list[str]

    def __init__(self, reader: AdReader) -> None:
        fields = ("splitter", "linker", "cues", "asking", "others", "recent")
        super().__init__(**{name: getattr(reader, name) for name in fields})
        object.__setattr__(self, "read_texts", [])

    def read(self, text: str, min_confidence: float | None = None, told: Progress = untold) -> Reading:
        self.read_texts.append(text)
        return super().read(text, min_confidence, told)


def test_a_skill_has_the_same_id_in_each_answer_so_that_no_decision_slips_to_another(client: TestClient) -> None:
    first = client.post("/advise", data={"ad": AD, "currency": "AUD"}).text
    later = client.post("/advise", data=Form(first).sent(add="use spreadsheets software")).text
    ids, kept = ({name: id for id, name in ENTRY.findall(page)} for page in (first, later))
    assert set(ids) == {"work in teams", "SQL", "accounting"}
    assert {name: kept[name] for name in ids} == ids
    assert kept["use spreadsheets software"] not in ids.values()


class CountingProfiles(ProfileReader):
    __slots__ = ("read_texts",)
    read_texts: list[str]

    def __init__(self, reader: ProfileReader) -> None:
        fields = ("splitter", "linker", "policy", "known", "names")
        super().__init__(**{name: getattr(reader, name) for name in fields})
        object.__setattr__(self, "read_texts", [])

    def read(self, profile: ProfileClaims, wanted: Wanted = NOTHING) -> Profile:
        self.read_texts.append(profile.text or "; ".join(profile.claims))
        return super().read(profile, wanted)
