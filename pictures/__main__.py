"""`.venv/bin/python -m pictures readme`, `… screens` or `… notebook`."""

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from doichieu.base.exit_status import PUBLISHED, REFUSED
from doichieu.base.faults import NotFound
from doichieu.base.paths import PROJECT
from doichieu.release.releases import Releases
from pictures import notebook
from pictures.browser import HAS_BROWSER, NO_BROWSER
from pictures.console import draw, session
from pictures.site import opened, shoot_all

README = PROJECT / "docs" / "pictures"
SCREENS = PROJECT / "build" / "screenshots"
NOTEBOOK = PROJECT / "docs" / "marts-and-misprints.ipynb"
# The README's example of a misprint: two digits of one figure are swapped.
FIGURES = "seeds/figures/lang-son-2021-h1.csv"
PRINTED, MISPRINTED = "51,49", "51,94"
# From the head of a report to the end of its first chart.
README_WINDOW = (1120, 1390)


def build_parser() -> argparse.ArgumentParser:
    """The command line: two kinds of pictures, where to write them, and the notebook."""
    parser = argparse.ArgumentParser(
        prog="python -m pictures",
        description="Take pictures of the site and the console; run the notebook of docs/.",
    )
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    readme = kinds.add_parser(
        "readme", help="run a copy of the project and take the README's pictures of it"
    )
    readme.add_argument("--out", type=Path, default=README, metavar="DIR")
    screens = kinds.add_parser(
        "screens", help="every view of the current release: languages, sizes, light and dark"
    )
    screens.add_argument("--releases", type=Path, default=PROJECT / "releases", metavar="DIR")
    screens.add_argument("--out", type=Path, default=SCREENS, metavar="DIR")
    kinds.add_parser("notebook", help="run the notebook of docs/ on the current release")
    return parser


def checkout(folder: Path) -> Path:
    """A copy of the project and a link to its environment: a run there changes nothing here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=PROJECT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (PROJECT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, folder / name)
    (folder / ".venv").symlink_to(PROJECT / ".venv")
    return folder


def of_the_machine(text: str, folder: Path) -> list[str]:
    """The paths and names of this machine in a text: no picture may show them."""
    places = [folder, PROJECT, Path.home(), Path(tempfile.gettempdir())]
    names = [str(place) for place in places if place.name]
    return [name for name in [*names, socket.gethostname()] if name in text]


def picture_console(folder: Path, out: Path, name: str, status: int) -> None:
    """Run the command in a checkout, expect an exit status, and write a picture of its output."""
    said = session(folder, status)
    if shown := of_the_machine(said, folder):
        raise SystemExit(f"{name}: the output contains names of this machine: {shown}")
    (out / name).write_text(draw(said, "Đối chiếu", Path(name).stem), encoding="utf-8")


def picture_site(site: Path, picture: Path) -> None:
    """Take the README's picture of a site."""
    with opened() as browser:
        browser.prefer("light")
        browser.resize(*README_WINDOW)
        browser.open_site(site, "en")
        browser.draw_all()
        browser.run("scrollTo(0, 0)")
        browser.shoot(picture)


def picture_readme(out: Path) -> None:
    """Pictures of a run that publishes, of its site, and of a run refused for a misprint."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = checkout(Path(place) / "doichieu")
        picture_console(folder, out, "run.svg", PUBLISHED)
        picture_site(Releases(folder / "releases").in_force() / "site", out / "site.png")
        figures = folder / FIGURES
        text = figures.read_text(encoding="utf-8")
        if text.count(PRINTED) != 1:
            raise SystemExit(f"{FIGURES} has {PRINTED} {text.count(PRINTED)} times, not once.")
        figures.write_text(text.replace(PRINTED, MISPRINTED), encoding="utf-8", newline="")
        picture_console(folder, out, "refusal.svg", REFUSED)


def main() -> int:
    """Take pictures, and print where they are."""
    options = build_parser().parse_args()
    if options.kind == "notebook":
        notebook.write(NOTEBOOK, notebook.run(notebook.read(NOTEBOOK), NOTEBOOK.parent))
        print(f"The notebook with its outputs: {NOTEBOOK}")
        return 0
    if not HAS_BROWSER:
        print(f"No pictures: {NO_BROWSER}.", file=sys.stderr)
        return 2
    if options.kind == "readme":
        picture_readme(options.out)
        print(f"The README's pictures: {options.out}")
        return 0
    try:
        release = Releases(options.releases).in_force()
    except NotFound as absence:
        print(absence, file=sys.stderr)
        return 2
    pictures = shoot_all(release / "site", options.out)
    print(f"{len(pictures)} pictures of release {release.name}: {options.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
