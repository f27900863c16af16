"""The pictures of the README: complete, small, described, and without paths of a machine."""

import re
from html import unescape
from pathlib import Path

import pytest
from support.running import PROJECT
from support.site_folders import BuiltSite
from support.tiers import LONG

from doichieu.site.words import LANGUAGES
from pictures.__main__ import README as FOLDER
from pictures.__main__ import of_the_machine
from pictures.console import draw
from pictures.site import SCHEMES, WINDOWS, shoot_all

README = (PROJECT / "README.md").read_text(encoding="utf-8")
MOST_BYTES = 250_000
PNG = b"\x89PNG\r\n\x1a\n"


def shown() -> dict[str, str]:
    """The pictures that the README shows, by name, each with its alternative text."""
    found = re.findall(r'<img [^>]*src="docs/pictures/([^"]+)"[^>]*alt="([^"]*)"', README)
    found += [
        (name, alt) for alt, name in re.findall(r"!\[([^]]*)\]\(docs/pictures/(.+?)\)", README)
    ]
    return dict(found)


def test_the_readme_shows_and_describes_every_picture() -> None:
    assert shown().keys() == {path.name for path in FOLDER.iterdir()}
    assert len(shown()) > 2
    assert all(len(words.split()) > 5 for words in shown().values())


def test_pictures_are_small() -> None:
    for path in FOLDER.iterdir():
        assert path.suffix in (".png", ".svg")
        assert path.stat().st_size < MOST_BYTES, path.name
        assert path.read_bytes().startswith(PNG if path.suffix == ".png" else b"<svg"), path.name


def test_pictures_of_the_console_load_nothing_and_contain_no_paths() -> None:
    for path in FOLDER.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert not has_path(text), path.name
        assert set(re.findall(r"\w+://[^\"\s]*", text)) == {"http://www.w3.org/2000/svg"}, path.name
        assert "@" not in text and "url(" not in re.sub(r"url\(#[\w-]+\)", "", text), path.name


def has_path(svg: str) -> bool:
    """Whether a line of the picture has an absolute path."""
    lines = re.sub("<[^>]*>", "\n", svg.split("</defs>")[1])
    return bool(re.search(r"\s(/|~/|[A-Z]:\\)\w", unescape(lines)))


def test_a_path_would_be_noticed() -> None:
    for said in ("Published: /somewhere/releases", "/somewhere", "page  C:\\somewhere"):
        assert has_path(draw(f"$ ask\n{said}\n", "A title", "asked")), said
    assert not has_path(draw("$ ask\nreleases/current and 1/2\n", "A title", "asked"))


def test_the_output_of_a_terminal_is_drawn_in_its_colours() -> None:
    drawn = draw("$ ask\n\x1b[31mđỏ\x1b[0m <b> & no\n", "A title", "asked")
    assert drawn.startswith("<svg")
    assert ">$&#160;ask</text>" in drawn and ">đỏ</text>" in drawn
    assert "&lt;b&gt;&#160;&amp;&#160;no" in drawn
    red = re.search(r'class="(asked-r\d+)"[^>]*>đỏ<', drawn)
    plain = re.search(r'class="(asked-r\d+)"[^>]*>\$', drawn)
    assert red and plain and red[1] != plain[1]


def test_a_path_or_name_of_this_machine_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "some-machine")
    assert of_the_machine("Published: releases/current", tmp_path) == []
    assert str(tmp_path) in of_the_machine(f"Published: {tmp_path}/releases", tmp_path)
    assert str(PROJECT) in of_the_machine(f"see {PROJECT / 'seeds'}", tmp_path)
    assert of_the_machine("on some-machine", tmp_path) == ["some-machine"]


@pytest.mark.usefixtures("driver")
def test_every_view_is_pictured(shipped: BuiltSite, tmp_path: Path) -> None:
    languages = LANGUAGES if LONG else LANGUAGES[:1]
    pictures = shoot_all(shipped.folder, tmp_path, languages=languages, views=["report"])
    names = [
        *(
            f"{view}-{language}-{window}-{scheme}.png"
            for view in ("report", "trace")
            for language in languages
            for window in WINDOWS
            for scheme in SCHEMES
        ),
        *(f"validation-{window}-{scheme}.png" for window in WINDOWS for scheme in SCHEMES),
    ]
    assert sorted(path.name for path in pictures) == sorted(names)
    contents = {path.read_bytes() for path in pictures}
    assert len(contents) == len(names), "no two pictures are the same"
    assert all(content.startswith(PNG) for content in contents)


@pytest.mark.usefixtures("driver")
def test_each_way_to_compare_places_and_a_triangle_are_pictured(
    provinces: BuiltSite, tmp_path: Path
) -> None:
    views = ["places", "revisions"]
    pictures = shoot_all(provinces.folder, tmp_path, languages=["vi"], views=views)
    shown = {path.name: path.read_bytes() for path in pictures if "-vi-desktop-light" in path.name}
    names = ["places", "places-map", "places-tiles", "places-multiples", "revisions", "triangle"]
    assert sorted(shown) == sorted(f"{name}-vi-desktop-light.png" for name in [*names, "trace"])
    assert len(set(shown.values())) == len(shown)
    every = len([*names, "trace"]) * len(WINDOWS) * len(SCHEMES)
    assert len([path for path in pictures if "-vi-" in path.name]) == every
