"""`matcher keys`, `tenants`, `audit` and `--tenant`; and a server that does not listen to strangers without keys."""

import json
import stat
from contextlib import closing
from pathlib import Path

import pytest

from api.access.loopback import require_keys
from api.command import main
from api.commands.loading import Loading
from api.settings import Settings
from api.wiring import make_store
from corpora.store.ads import SqlAdStore
from corpora.store.keys import Keys
from corpora.store.tenants import tenant_database
from matcher.access import MAIN, Tenant
from matcher.errors import InvalidInput
from tests.contract.test_ad_store import plain

CITY = Tenant("city-library")
ADD = ("keys", "add", "--name", "Anna's laptop", "--scope", "read")


@pytest.fixture
def own(tmp_path: Path) -> Loading:
    """Of a home in which nothing is kept yet."""
    settings = Settings(home=tmp_path / "home")
    make_store(settings).close()
    return Loading(read_settings=lambda: settings)


def run(own: Loading, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(arguments, own)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_a_key_needs_a_store_which_setup_alone_makes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = Loading(read_settings=lambda: Settings(home=tmp_path / "home"))
    code, out, told = run(empty, capsys, *ADD)
    assert (code, out) == (3, "")
    assert told.endswith("holds no tables yet; run `matcher setup`\n")
    assert not (tmp_path / "home").exists()


def test_a_key_is_printed_alone_and_once_and_is_listed_without_its_secret(
    own: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    code, whole, told = run(own, capsys, *ADD, "--days", "30")
    key_id = whole.split("_")[1]
    assert (code, whole.count("\n"), whole.startswith("sdm_")) == (0, 1, True)
    assert told.startswith(f"matcher: key {key_id} of tenant main, until ")
    assert told.endswith("UTC: keep it now, it is not shown again\n")
    code, listed, _ = run(own, capsys, "keys", "list")
    fields = listed.rstrip("\n").split("\t")
    assert (fields[:3], fields[4:]) == ([key_id, "main", "read"], ["never used", "Anna's laptop"])
    assert fields[3].startswith("active until 20")
    secret = whole.strip().rpartition("_")[2].encode()
    for file in own.settings().home.iterdir():
        assert secret not in file.read_bytes()


def test_a_revoked_key_is_listed_as_such_and_the_last_one_closes_the_server(
    own: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    _, whole, _ = run(own, capsys, *ADD)
    key_id = whole.split("_")[1]
    assert run(own, capsys, "keys", "revoke", key_id) == (
        0,
        f"key {key_id} of tenant main is revoked\n",
        "matcher: no key is active now: servers answer nobody until there is a new one\n",
    )
    assert "\trevoked 20" in run(own, capsys, "keys", "list")[1]
    code, _, told = run(own, capsys, "keys", "revoke", "nobody")
    assert (code, told) == (2, "matcher: there is no key 'nobody'; `matcher keys list` names them all\n")


def test_a_whole_key_is_taken_back_and_no_secret_is_repeated_whatever_is_wrong_with_it(
    own: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    _, whole, _ = run(own, capsys, *ADD)
    _, key_id, secret = whole.strip().split("_")
    for wrong in (whole[:-2], secret, f"sdm_{key_id}_{secret[::-1]}", f"SDM_{key_id}", "x" * 99):
        code, said, told = run(own, capsys, "keys", "revoke", wrong)
        assert (code, said, "give the id, as `matcher keys list` has it" in told) == (2, "", True)
        assert wrong not in told
    assert run(own, capsys, "keys", "revoke", whole.strip())[:2] == (0, f"key {key_id} of tenant main is revoked\n")
    assert "\trevoked 20" in run(own, capsys, "keys", "list")[1]


def test_a_wrong_choice_is_told_without_the_name_of_an_error(own: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = run(own, capsys, "keys", "add", "--name", "x", "--scope", "write")
    assert (code, "'--scope': 'write' is not one of 'read', 'ingest', 'admin'" in told) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--tenant", "City Library", *ADD), "tenant: 'City Library' is no name of a tenant"),
        ((*ADD, "--tenant", "../x"), "tenant: '../x' is no name of a tenant"),
        (("keys", "add", "--name", " ", "--scope", "read"), "name: is empty"),
        (("--tenant", "nobody", "ads", "show"), "there is no tenant 'nobody'; `matcher keys add --tenant nobody"),
        (("tenants", "export", "nobody", "--out", "x"), "there is no tenant 'nobody'"),
        (("tenants", "erase", "nobody", "--yes"), "there is no tenant 'nobody'"),
    ],
)
def test_a_slip_of_the_pen_is_told_and_makes_no_tenant(
    own: Loading, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    run(own, capsys, *ADD)
    code, _, told = run(own, capsys, *arguments)
    assert (code, said in told) == (2, True)
    assert not (own.settings().home / "tenants").exists()


def test_a_tenant_is_made_listed_exported_and_erased_and_that_is_audited(
    own: Loading, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert run(own, capsys, *ADD, "--tenant", CITY)[0] == 0
    settings = own.installation()
    with closing(tenant_database(settings.home, None, CITY)) as database:
        SqlAdStore(database).save(plain("a", text="the unmistakable words"), [])
    listed = "main\t0 active keys\t0 ads\t0 courses\ncity-library\t1 active keys\t1 ads\t0 courses\n"
    assert run(own, capsys, "tenants", "list") == (0, listed, "")
    assert run(own, capsys, "--tenant", CITY, "ads", "forget", "--id", "nobody") == (0, "0 ads are forgotten\n", "")
    folder = tmp_path / "taken"
    assert run(own, capsys, "tenants", "export", CITY, "--out", str(folder))[0] == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert json.loads((folder / "ads.jsonl").read_text())["text"] == "the unmistakable words"
    assert json.loads((folder / "keys.jsonl").read_text())["name"] == "Anna's laptop"
    assert "digest" not in (folder / "keys.jsonl").read_text()
    code, _, told = run(own, capsys, "tenants", "export", CITY, "--out", str(folder))
    assert (code, "already; name a new folder" in told) == (2, True)
    code, _, told = run(own, capsys, "tenants", "erase", CITY)
    assert (code, "say --yes to erase all that is kept for city-library" in told) == (2, True)
    code, said, _ = run(own, capsys, "tenants", "erase", CITY, "--yes")
    numbers = {words: int(number) for number, words in (line.split(maxsplit=1) for line in said.splitlines())}
    files = numbers.pop("files of stores and indexes erased")
    assert numbers == {
        "ads erased": 1, "courses erased": 0, "keys erased": 1, "entries of the audit log erased": 4
    }  # fmt: skip
    assert files > 0
    for file in (path for path in settings.home.rglob("*") if path.is_file()):
        assert b"unmistakable" not in file.read_bytes()
        assert b"Anna" not in file.read_bytes()
    code, audited, _ = run(own, capsys, "audit", "--json")
    assert [(one["tenant"], one["action"], one["things"]) for one in map(json.loads, audited.splitlines())] == [
        (CITY, "tenant_erased", 1)
    ]
    code, _, told = run(own, capsys, *ADD, "--tenant", CITY)
    assert (code, "'city-library' was erased; its name is not given again" in told) == (2, True)


def test_without_an_active_key_a_server_listens_on_this_computer_only(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, empty = own.installation(), Settings(home=tmp_path / "empty")
    for host in ("127.0.0.1", "localhost", "::1"):
        require_keys(host, settings)
        require_keys(host, empty)
    assert not empty.home.exists()
    reason = "make one with `matcher keys add --scope read --name ...`, or listen on 127.0.0.1"
    for host in ("0.0.0.0", "::", "", "192.168.0.9", "matcher.example"):
        with pytest.raises(InvalidInput, match=reason):
            require_keys(host, settings)
    run(own, capsys, *ADD)
    require_keys("0.0.0.0", settings)
    with closing(tenant_database(settings.home, None, MAIN)) as database:
        [key] = Keys(database).all()
    run(own, capsys, "keys", "revoke", key.id)
    code, _, told = run(own, capsys, "serve", "--host", "0.0.0.0", "--port", "0")
    assert (code, reason in told) == (2, True)


def test_a_server_is_no_tenant_s_own(own: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    run(own, capsys, *ADD, "--tenant", CITY)
    code, _, told = run(own, capsys, "--tenant", CITY, "serve")
    assert (code, told) == (
        2,
        "matcher: tenant: is city-library, but a server serves all tenants, each by its keys; leave it out\n",
    )
