"""The README's pictures: all there, light, saying what they show, and nothing of a machine."""

import re
from html import unescape
from pathlib import Path

import pytest
from support.running import PROJECT
from support.site_folders import shipped_site

from doichieu.derive.compiled_models import CompiledModels
from doichieu.site.words import LANGUAGES
from pictures.__main__ import README as FOLDER
from pictures.__main__ import of_the_machine
from pictures.browser import HAS_BROWSER, NO_BROWSER
from pictures.console import draw
from pictures.site import shoot_all

README = (PROJECT / "README.md").read_text(encoding="utf-8")
MOST_BYTES = 250_000
PNG = b"\x89PNG\r\n\x1a\n"


def shown() -> dict[str, str]:
    """What the README shows of the folder, by name, each with the words for who cannot see it."""
    found = re.findall(r'<img [^>]*src="docs/pictures/([^"]+)"[^>]*alt="([^"]*)"', README)
    found += [
        (name, alt) for alt, name in re.findall(r"!\[([^]]*)\]\(docs/pictures/(.+?)\)", README)
    ]
    return dict(found)


def test_the_readme_shows_every_picture_in_words_too() -> None:
    assert shown().keys() == {path.name for path in FOLDER.iterdir()}
    assert len(shown()) > 3
    assert all(len(words.split()) > 5 for words in shown().values())


def test_pictures_are_light() -> None:
    for path in FOLDER.iterdir():
        assert path.suffix in (".png", ".svg")
        assert path.stat().st_size < MOST_BYTES, path.name
        assert path.read_bytes().startswith(PNG if path.suffix == ".png" else b"<svg"), path.name


def test_pictures_of_the_console_ask_for_nothing_and_name_no_machine() -> None:
    for path in FOLDER.glob("*.svg"):
        text = path.read_text(encoding="utf-8")
        assert not names_a_place(text), path.name
        assert set(re.findall(r"\w+://[^\"\s]*", text)) == {"http://www.w3.org/2000/svg"}, path.name
        assert "@" not in text and "url(" not in re.sub(r"url\(#[\w-]+\)", "", text), path.name


def names_a_place(svg: str) -> bool:
    """Whether a line of the picture has a path from the root of a machine."""
    lines = re.sub("<[^>]*>", "\n", svg.split("</defs>")[1])
    return bool(re.search(r"\s(/|~/|[A-Z]:\\)\w", unescape(lines)))


def test_a_place_of_the_machine_would_be_seen() -> None:
    for said in ("Published: /somewhere/releases", "/somewhere", "page  C:\\somewhere"):
        assert names_a_place(draw(f"$ ask\n{said}\n", "A title", "asked")), said
    assert not names_a_place(draw("$ ask\nreleases/current and 1/2\n", "A title", "asked"))


def test_what_a_terminal_said_is_drawn_in_its_colours() -> None:
    drawn = draw("$ ask\n\x1b[31mđỏ\x1b[0m <b> & no\n", "A title", "asked")
    assert drawn.startswith("<svg")
    assert ">$&#160;ask</text>" in drawn and ">đỏ</text>" in drawn
    assert "&lt;b&gt;&#160;&amp;&#160;no" in drawn
    red = re.search(r'class="(asked-r\d+)"[^>]*>đỏ<', drawn)
    plain = re.search(r'class="(asked-r\d+)"[^>]*>\$', drawn)
    assert red and plain and red[1] != plain[1]


def test_a_place_or_name_of_this_machine_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "some-machine")
    assert of_the_machine("Published: releases/current", tmp_path) == []
    assert str(tmp_path) in of_the_machine(f"Published: {tmp_path}/releases", tmp_path)
    assert str(PROJECT) in of_the_machine(f"see {PROJECT / 'seeds'}", tmp_path)
    assert of_the_machine("on some-machine", tmp_path) == ["some-machine"]


@pytest.mark.skipif(not HAS_BROWSER, reason=NO_BROWSER)
def test_every_view_is_pictured(compiled_models: CompiledModels, tmp_path: Path) -> None:
    site = shipped_site(compiled_models, tmp_path)
    made = shoot_all(site.folder, tmp_path / "shots", views=["report"])
    names = [
        f"{view}-{language}-{window}-{scheme}.png"
        for view in ("report", "print")
        for language in LANGUAGES
        for window in ("desktop", "phone")
        for scheme in ("light", "dark")
    ]
    assert sorted(path.name for path in made) == sorted(names)
    contents = {path.read_bytes() for path in made}
    assert len(contents) == len(names), "each shows something else"
    assert all(content.startswith(PNG) for content in contents)
