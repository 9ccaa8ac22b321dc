"""The form of the job seeker's page: what was typed, decided and uploaded, and what travelled with it."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from api.guarding import MAX_BODY_BYTES
from api.sent_forms import sent_form
from api.typed import Typed
from api.web.said import Said, read_said

AD_FILE, PROFILE_FILE = "ad_file", "profile_file"
SEALED = "sealed"
WITHOUT, COMPARE, SHOW, PICK = "without", "compare", "show", "pick"
FORGET = "forget_files"
PICKED = ("budget", "hours")
"""Limits that a point of the plot sets: `budget:120`."""
MOST_FIELDS = 5_000
NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class SeekerForm:
    typed: Typed
    said: Said = NOTHING_SAID
    ad_file: Upload | None = None
    profile_file: Upload | None = None
    forget_files: bool = False
    """What came in files and is no text is not to count any longer."""
    sealed: str = ""
    without: tuple[str, ...] = ()
    """Ids of courses that are not wanted."""
    compare: tuple[str, ...] = ()
    show: tuple[str, ...] = ()
    """URIs of skills whose other candidates are shown."""


async def seeker_form(request: Request) -> AsyncIterator[SeekerForm]:
    """What was typed stands in `request.state.form` as soon as it can be read, for the page that says what is wrong."""
    async with sent_form(request, max_part_size=MAX_BODY_BYTES, max_fields=MOST_FIELDS) as form:
        request.state.form = typed_only(form)
        request.state.form = replace(request.state.form, said=read_said(_texts(form)))
        ad_file, profile_file = await _upload(form, AD_FILE), await _upload(form, PROFILE_FILE)
        request.state.form = replace(request.state.form, ad_file=ad_file, profile_file=profile_file)
        yield request.state.form


def typed_only(form: FormData | Mapping[str, str]) -> SeekerForm:
    """Without files, and without decisions, which may be wrong."""
    texts = {f.name: form.get(f.name) for f in fields(Typed)}
    typed = Typed(**{name: text for name, text in texts.items() if isinstance(text, str)})
    several = form.getlist if isinstance(form, FormData) else lambda name: [form[name]] if name in form else []

    def listed(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(one) for one in several(name) if isinstance(one, str) and one))

    for limit, _, amount in (one.partition(":") for one in listed(PICK)):
        if limit in PICKED:
            typed = replace(typed, **{limit: amount})
    return SeekerForm(
        typed=typed,
        sealed=str(form.get(SEALED) or ""),
        forget_files=form.get(FORGET) == "yes",
        without=listed(WITHOUT),
        compare=listed(COMPARE),
        show=listed(SHOW),
    )


def file_field(form: SeekerForm, detail: str) -> str | None:
    """The field of the file that an error begins with the name of."""
    files = {AD_FILE: form.ad_file, PROFILE_FILE: form.profile_file}
    return next((name for name, file in files.items() if file and detail.startswith(file.name)), None)


def _texts(form: FormData) -> Iterator[tuple[str, str]]:
    return ((name, value) for name, value in form.multi_items() if isinstance(value, str))


async def _upload(form: FormData, name: str) -> Upload | None:
    """None where no file was chosen: a form sends an empty, nameless one then."""
    file = form.get(name)
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    return Upload(name=file.filename, data=await file.read())
