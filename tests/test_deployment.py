"""Container files and manifests: their own linters pass, and what they promise of rights, bounds and probes holds."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from api.settings import known

ROOT = Path(__file__).parents[1]
CONTAINERFILE = (ROOT / "Containerfile").read_text("utf-8")
KUBERNETES = ROOT / "deploy/kubernetes"
MANIFESTS = sorted(path for path in KUBERNETES.glob("*.yaml") if path.name != "kustomization.yaml")
SERVERS = ("server", "setup")


def passed(*command: str) -> None:
    found = shutil.which(command[0], path=str(Path(sys.executable).parent))
    assert found is not None, f"{command[0]} is not installed"
    done = subprocess.run([found, *command[1:]], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    return found


def manifests() -> dict[str, dict[str, Any]]:
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in MANIFESTS}


def pods() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, manifest in manifests().items():
        if manifest["kind"] in ("Deployment", "Job"):
            yield name, manifest["spec"]["template"]["spec"]


def containers(pod: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [*pod["initContainers"], *pod["containers"]]


def test_the_containerfile_passes_its_linter() -> None:
    passed("hadolint", "Containerfile")


def test_the_compose_file_is_of_its_schema() -> None:
    passed("check-jsonschema", "--builtin-schema", "vendor.compose-spec", "compose.yaml")


def test_the_manifests_are_of_their_schemas() -> None:
    passed("kubernetes-validate", "--strict", "--quiet", *map(str, MANIFESTS))


def test_all_manifests_are_applied_together() -> None:
    applied = yaml.safe_load((KUBERNETES / "kustomization.yaml").read_text("utf-8"))["resources"]
    assert sorted(applied) == [path.name for path in MANIFESTS]
    kinds = {manifest["kind"] for manifest in manifests().values()}
    assert kinds == {"Namespace", "Job", "Deployment", "Service", "PodDisruptionBudget", "NetworkPolicy"}


def test_the_image_is_made_of_what_is_there_and_what_is_let_through() -> None:
    copied = [
        source
        for line in re.findall(r"^COPY (?!--from)(.+)$", CONTAINERFILE, re.MULTILINE)
        for source in line.split()[:-1]
    ]
    let_through = {
        line.removeprefix("!") for line in (ROOT / ".containerignore").read_text("utf-8").splitlines() if line[0] == "!"
    }
    assert set(copied) == let_through
    assert all((ROOT / source).exists() for source in copied)
    assert (ROOT / ".dockerignore").resolve() == ROOT / ".containerignore"


def test_what_the_image_installs_is_locked_by_hash() -> None:
    installs = re.findall(r"pip install (.+?)(?: &&|\n(?! )|$)", CONTAINERFILE.replace("\\\n", ""), re.MULTILINE)
    assert len(installs) == 3
    locked = [line for line in installs if "--require-hashes --no-deps" in line]
    assert [Path(line.split()[-1]).name for line in locked] == ["torch.lock", "server.lock"]
    assert [line for line in installs if line not in locked] == ["--no-deps --no-build-isolation ."]


def test_the_image_runs_without_rights_and_asks_itself_without_a_shell() -> None:
    last = CONTAINERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (.+)$", last, re.MULTILINE) == ["10001:10001"]
    assert re.findall(r"^VOLUME (.+)$", last, re.MULTILINE) == ["/var/lib/matcher"]
    assert 'CMD ["python", "-c", "import urllib.request;' in last
    assert "/readyz" in last
    assert 'ENTRYPOINT ["matcher"]' in last


@pytest.mark.parametrize("name", SERVERS)
def test_what_compose_starts_of_ours_can_write_to_its_home_only(name: str) -> None:
    service = compose()["services"][name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["volumes"] == ["home:/var/lib/matcher"]
    assert {"cpus", "memory", "pids"} <= set(service["deploy"]["resources"]["limits"])
    assert service["secrets"] == ["matcher_settings"]


def test_compose_holds_no_secret_and_opens_no_port_to_others() -> None:
    services = compose()["services"]
    assert all("file" in secret for secret in compose()["secrets"].values())
    assert services["database"]["environment"]["POSTGRES_PASSWORD_FILE"] == "/run/secrets/database_password"
    assert "ports" not in services["database"]
    assert [port.rpartition(":")[0] for port in services["server"]["ports"]] == ["127.0.0.1:8000"]
    assert compose()["networks"]["inside"] == {"internal": True}


@pytest.mark.parametrize(("name", "pod"), [pytest.param(*pod, id=pod[0]) for pod in pods()])
def test_pods_have_no_rights_and_bounds(name: str, pod: dict[str, Any]) -> None:
    assert name in ("deployment", "setup")
    assert pod["automountServiceAccountToken"] is False
    security = pod["securityContext"]
    assert (security["runAsNonRoot"], security["runAsUser"]) == (True, 10001)
    assert security["seccompProfile"] == {"type": "RuntimeDefault"}
    for container in containers(pod):
        own = container["securityContext"]
        assert (own["readOnlyRootFilesystem"], own["allowPrivilegeEscalation"]) == (True, False)
        assert own["capabilities"] == {"drop": ["ALL"]}
        assert "memory" in container["resources"]["limits"]
    assert [volume["secret"]["secretName"] for volume in pod["volumes"] if "secret" in volume] == ["matcher-settings"]


def test_servers_are_several_are_probed_and_stop_in_time() -> None:
    deployment = manifests()["deployment"]["spec"]
    pod = deployment["template"]["spec"]
    [server] = pod["containers"]
    assert deployment["replicas"] >= 2
    assert server["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert server["livenessProbe"]["httpGet"]["path"] == "/healthz"
    settings = {one["name"]: one["value"] for one in server["env"]}
    stops = float(settings["MATCHER_NOTICE_SECONDS"]) + float(settings["MATCHER_STOP_SECONDS"])
    assert pod["terminationGracePeriodSeconds"] > stops
    notice = server["readinessProbe"]["periodSeconds"] * server["readinessProbe"]["failureThreshold"]
    assert float(settings["MATCHER_NOTICE_SECONDS"]) >= notice
    assert manifests()["disruption"]["spec"]["maxUnavailable"] < deployment["replicas"]


def test_selectors_find_the_servers_and_not_the_setup() -> None:
    labels = manifests()["deployment"]["spec"]["template"]["metadata"]["labels"]
    assert manifests()["deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert manifests()["service"]["spec"]["selector"] == labels
    assert manifests()["disruption"]["spec"]["selector"]["matchLabels"] == labels
    setup = manifests()["setup"]["spec"]["template"]["metadata"]["labels"]
    assert setup != labels
    policy = manifests()["network"]["spec"]
    assert policy["podSelector"]["matchLabels"].items() <= labels.items() & setup.items()
    assert policy["policyTypes"] == ["Ingress", "Egress"]


def test_every_setting_that_is_set_is_one() -> None:
    files = [ROOT / "compose.yaml", ROOT / "Containerfile", *MANIFESTS]
    named = {name for file in files for name in re.findall(r"\bMATCHER_[A-Z_]+\b(?!:-)", file.read_text("utf-8"))}
    assert named - known() == {"MATCHER_IMAGE"} & named
    assert {"MATCHER_HOME", "MATCHER_CONFIG", "MATCHER_NOTICE_SECONDS"} <= named
