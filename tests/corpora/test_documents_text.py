import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.documents.document import MAX_BYTES
from corpora.documents.reading import read_document
from corpora.documents.text import clean_text
from matcher.errors import EmptyText, InvalidInput, MatcherError, TextTooLong, UnreadableDocument

RESUME_PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def test_line_ends_become_newlines_and_soft_hyphens_and_controls_go() -> None:
    data = "Infor\u00admation\r\nliteracy\rand\u00a0SQL\u2028\x07ok".encode()

    assert read_document("ad.txt", data).text == "Information\nliteracy\nand SQL\nok"


def test_emoji_with_joiners_arabic_and_persian_stay_whole() -> None:
    text = "👩\u200d💻 Developer\nمطلوب أمين مكتبة\nمی\u200cخواهم"

    assert read_document("ad.txt", text.encode()).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_a_byte_order_mark_is_read(encoding: str) -> None:
    assert read_document("ad.txt", "Bibliothécaire – 日本語".encode(encoding)).text == "Bibliothécaire – 日本語"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Bibliothécaire à Genève: maîtrise de l'anglais et du français exigée", "latin-1"),
        ("Naïve café, £40,000 – “good” résumé", "cp1252"),
        ("Salary £30,000 per year. Must know Excel.", "latin-1"),
        ("Требуется библиотекарь со знанием каталогизации", "cp1251"),
        ("日本語の求人広告です。図書館員", "shift_jis"),
    ],
)
def test_legacy_encodings_are_recognised(text: str, encoding: str) -> None:
    assert read_document("ad.txt", text.encode(encoding)).text == text


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x7fELF\x02\x01\x01" + bytes(300), b"\x00\x01\x02" * 50])
def test_binary_data_is_refused_as_such(data: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"ad\.txt: looks like binary data"):
        read_document("ad.txt", data)


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", "\u00ad\u200b".encode(), b"--- *** ---"])
def test_a_text_without_letters_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyText, match=r"ad\.txt is empty"):
        read_document("ad.txt", data)


def test_five_megabytes_of_text_are_refused_with_the_limit() -> None:
    with pytest.raises(TextTooLong, match="has 5,000,000 characters; at most 1,000,000"):
        read_document("ad.txt", b"words" * 1_000_000)


def test_a_longer_text_is_read_where_the_caller_reads_longer_ones() -> None:
    text = b"words " * 200_000

    assert read_document("ad.txt", text, max_characters=1_200_000).text == text.decode().rstrip()
    with pytest.raises(TextTooLong, match="has 1,200,000 characters; at most 1,199,999 are read"):
        read_document("ad.txt", text, max_characters=1_199_999)


def test_a_json_ad_is_read_up_to_the_limit_that_the_caller_states() -> None:
    ad = b'{"text": "%s"}' % (b"words " * 200_000)

    assert len(read_document("ad.json", ad, max_characters=1_200_000).text) == 1_199_999
    with pytest.raises(TextTooLong, match="at most 1,000,000 are read"):
        read_document("ad.json", ad)


def test_a_file_beyond_the_byte_limit_is_refused_unread() -> None:
    with pytest.raises(UnreadableDocument, match="at most 20,000,000 are read"):
        read_document("ad.txt", bytes(MAX_BYTES + 1))


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        (
            "cv.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64),
            "old Word or Office file .*save it as DOCX",
        ),
        (
            "cv.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "is encrypted",
        ),
        ("cv.odt", _zip("mimetype", "content.xml"), r"OpenDocument \(ODT\).*save it as DOCX"),
        ("cv.xlsx", _zip("xl/workbook.xml"), "spreadsheet"),
        ("cvs.zip", _zip("a.txt"), "ZIP archive; unpack it"),
        ("cv.docx", b"PK\x03\x04 torn", "ZIP container can't be opened"),
        ("cv.rtf", b"{\\rtf1 hello}", "is RTF"),
        ("cv.png", RESUME_PNG, "is an image; run text recognition"),
        ("cv.txt", RESUME_PNG, "is an image; run text recognition"),
        ("cv.pdf", b"not a pdf at all", "is damaged, or no PDF"),
    ],
)
def test_formats_that_are_not_read_are_named_with_what_to_do(name: str, data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=f"{name}: .*{reason}"):
        read_document(name, data)


def test_a_text_that_begins_with_a_bracket_is_no_json() -> None:
    assert read_document("ad.txt", b"[Senior] librarian wanted").text == "[Senior] librarian wanted"


def test_broken_json_names_line_and_column() -> None:
    with pytest.raises(InvalidInput, match=r"ad\.json: is not valid JSON: .* at line 2, column 10"):
        read_document("ad.json", b'{"title": "x",\n "text": oops}')


def test_json_with_our_own_fields_is_an_ad() -> None:
    document = read_document("ad.json", b'{"id": 7, "title": "Clerk", "text": "Know\\r\\nExcel", "salary": 5}')

    assert (document.text, document.title) == ("Know\nExcel", "Clerk")
    assert document.posting is not None
    assert (document.posting.id, document.posting.text) == ("7", "Know\nExcel")
    assert document.posting.extra == {"salary": "5"}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"a": 1}', "neither a schema.org JobPosting nor"),
        (b'[{"text": "one"}, {"text": "two"}]', "holds 2 job ads"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_json_that_is_no_single_ad_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        read_document("ad.json", data)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_text(text)
    assert clean_text(once) == once
    assert not set(once) & {"\r", "\x00", "\u00ad"}


MARKS = [
    b"%PDF-1.7\n",
    b"PK\x03\x04",
    b"<html><body>",
    b"{",
    b"[",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xd0\xcf\x11\xe0",
    b"",
]
NAMES = ["a.txt", "a.html", "a.json", "a.pdf", "a"]


@given(st.sampled_from(MARKS), st.binary(max_size=300), st.sampled_from(NAMES))
def test_any_bytes_are_read_or_refused_in_our_own_words(mark: bytes, data: bytes, name: str) -> None:
    text = "refused"
    with suppress(MatcherError):
        text = read_document(name, mark + data).text
    assert any(c.isalnum() for c in text)


def test_marks_that_turn_text_around_go() -> None:
    assert clean_text("P0\u202e1\u2066 and \u2069P02") == "P01 and P02"
