"""What is deployed on other machines agrees with the project."""

import yaml

from doichieu.base.cache import DECIDING_FILES, DECIDING_FOLDERS
from doichieu.base.paths import PROJECT

DEPLOY = PROJECT / "deploy"


def test_the_image_has_everything_that_decides_about_a_release() -> None:
    """A worker that lacks some of it would refuse its tasks."""
    lines = (DEPLOY / "Containerfile").read_text(encoding="utf-8").splitlines()
    copied = {name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]}
    assert {*DECIDING_FOLDERS, *DECIDING_FILES} - copied == {"requirements.lock"}
    assert "requirements*.lock" in copied


def test_pods_share_the_names_of_ports_secrets_and_volumes() -> None:
    cluster = yaml.safe_load((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8"))
    scheduler, worker = cluster["spec"]["scheduler"], cluster["spec"]["worker"]
    own = {port["name"]: port for port in scheduler["spec"]["containers"][0]["ports"]}
    served = {port["targetPort"]: port["port"] for port in scheduler["service"]["ports"]}
    assert served == {name: port["containerPort"] for name, port in own.items()}
    address = f"tls://{cluster['metadata']['name']}-scheduler:{served['tcp-comm']}"
    assert address in worker["spec"]["containers"][0]["args"]
    for pod in (scheduler["spec"], worker["spec"]):
        (container,) = pod["containers"]
        mounted = {one["name"]: one["mountPath"] for one in container["volumeMounts"]}
        assert set(mounted) == {volume["name"] for volume in pod["volumes"]}
        files = [word.partition("=")[2] for word in container["args"] if word.startswith("--tls")]
        assert len(files) == 3 and all(file.startswith(mounted["tls"]) for file in files)
