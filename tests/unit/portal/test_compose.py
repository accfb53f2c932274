"""compose.yaml: what it promises holds, as far as that can be seen without starting it."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

BASE = Path(__file__).parents[3]
SERVICES: dict[str, Any] = yaml.safe_load((BASE / "compose.yaml").read_text())["services"]
ONCE = {"certificates", "search-user"}


def test_every_service_that_stays_has_a_health_check_and_is_started_again() -> None:
    assert set(SERVICES) == {"proxy", "web", "worker", "database", "search"} | ONCE
    for name, service in SERVICES.items():
        if name not in ONCE:
            assert service["healthcheck"]["test"], name
            assert service["restart"] == "unless-stopped", name


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_no_secret_stands_in_the_file() -> None:
    text = (BASE / "compose.yaml").read_text()
    for line in text.splitlines():
        if re.search(r"(PASSWORD|SECRET_KEY): ", line):
            # The mail server's may be empty, and all others must be given; none has a value here.
            assert re.search(r"\$\{(\w+:\?|EMAIL_HOST_PASSWORD:-)\}$", line.strip()), line
    named = set(re.findall(r"\$\{(\w+):\?\}", text))
    described = set(re.findall(r"^#\s+([A-Z_]+)=", text, re.MULTILINE))
    assert named == described


def test_the_portal_gets_only_settings_that_it_knows() -> None:
    known = set(re.findall(r"^#([A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))
    for name in ("web", "worker"):
        assert set(SERVICES[name]["environment"]) <= known


def test_the_portal_in_a_container_can_send_mail() -> None:
    mail = set(re.findall(r"^#((?:EMAIL|DEFAULT_FROM)_[A-Z_]+)=", (BASE / ".env.example").read_text(), re.MULTILINE))
    assert mail
    assert mail <= set(SERVICES["web"]["environment"])
    assert mail <= set(SERVICES["worker"]["environment"])


def test_the_proxy_leaves_it_to_the_portal_to_refuse_a_file_that_is_too_large() -> None:
    default = re.search(r"^#MAX_UPLOAD_MB=(\d+)", (BASE / ".env.example").read_text(), re.MULTILINE)
    proxy = re.search(r"max_size (\d+)MB", (BASE / "portal" / "deployment" / "Caddyfile").read_text())
    assert default
    assert proxy
    assert int(proxy[1]) >= 2 * int(default[1])


def test_elasticsearch_is_secured_and_spoken_to_in_confidence() -> None:
    settings = SERVICES["search"]["environment"]
    assert settings["xpack.security.enabled"] == settings["xpack.security.http.ssl.enabled"] == "true"
    assert SERVICES["web"]["environment"]["ELASTICSEARCH_URL"].startswith("https://")
    assert SERVICES["web"]["environment"]["ELASTICSEARCH_CA_FILE"]


def test_every_volume_and_file_that_is_named_is_there() -> None:
    volumes = set(yaml.safe_load((BASE / "compose.yaml").read_text())["volumes"])
    for service in SERVICES.values():
        for mount in service.get("volumes", []):
            source = mount.split(":")[0]
            assert source in volumes or (BASE / source).exists(), mount


@pytest.mark.parametrize("script", ["certificates.sh", "search_user.sh"])
def test_a_script_is_one(script: str) -> None:
    bash = shutil.which("bash")
    assert bash
    assert subprocess.run([bash, "-n", BASE / "portal" / "deployment" / script], check=False).returncode == 0


def test_the_web_server_is_started_as_the_handbook_says() -> None:
    command = " ".join(SERVICES["web"]["command"])
    handbook = (BASE / "docs" / "operations.md").read_text()
    for option in re.findall(r"--[\w-]+(?: [\d]+)?", command):
        assert option in handbook.replace("\\\n", " ") or option.startswith(("--host", "--port")), option


def test_the_image_can_read_scans_as_a_machine_can_that_the_handbook_describes() -> None:
    packages = re.search(r"apt-get install (tesseract[\w -]+)", (BASE / "docs" / "operations.md").read_text())
    installed = re.findall(
        r"--no-install-recommends ([\w -]+)", (BASE / "Dockerfile").read_text().rpartition("FROM")[2]
    )
    assert packages
    assert set(packages[1].split()) <= {name for line in installed for name in line.split()}
