"""A headless browser on pages of this machine."""

import shutil
import time
from base64 import b64decode
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
CHROMEDRIVER = shutil.which("chromedriver")
HAS_BROWSER = bool(CHROMIUM and CHROMEDRIVER)
NO_BROWSER = "no browser on this machine: install the packages chromium and chromium-driver"
WAIT = 60  # seconds; far more than needed, also on a busy machine


def start(*more: str, preferences: dict[str, Any] | None = None) -> Any:
    """A driver of a headless browser that needs no network."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for option in (
        *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"),
        *("--no-first-run", "--disable-background-networking", "--disable-component-update"),
        *("--disable-sync", "--disable-quic", "--lang=en", *more),
    ):
        options.add_argument(option)
    options.add_experimental_option("prefs", preferences or {})
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
    driver.set_script_timeout(5 * WAIT)  # axe-core checks thousands of elements in one script
    return driver


class Browser:
    """A browser window, on the front page of a site or on any page."""

    def __init__(self, driver: Any) -> None:
        self.driver = driver
        self.page = Path()

    def open_page(self, page: Path) -> None:
        """Open a page without changing its state."""
        self.page = page
        self.driver.get(page.as_uri())

    def open_site(self, site: Path, language: str = "en", **state: str) -> None:
        """Open a site afresh, in a language, at an address; wait until its view is there."""
        self.page = site / "index.html"
        self.afresh(**state)
        if self.run("return doichieu.language") != language:
            self.run("doichieu.remember(arguments[0])", language)
            self.afresh(**state)

    def afresh(self, **state: str) -> None:
        """Reload the open page at an address; wait until its view is there.

        An empty page comes first: after a refresh the driver sometimes waits without end.
        """
        self.driver.get("about:blank")
        self.visit(**state)
        self.until("return document.documentElement.dataset.ready !== undefined")

    def visit(self, **state: str) -> None:
        """Go to an address of the page that is open."""
        address = self.page.as_uri()
        self.driver.get(f"{address}#{urlencode(state)}" if state else address)

    def run(self, script: str, *arguments: Any) -> Any:
        """The value that a script returns."""
        return self.driver.execute_script(script, *arguments)

    def until(self, script: str, *arguments: Any) -> Any:
        """The first truthy value that a script returns."""
        end = time.monotonic() + WAIT
        while not (found := self.run(script, *arguments)):
            assert time.monotonic() < end, f"timed out: {script}"
            time.sleep(0.02)
        return found

    def loaded(self) -> dict[Path, int]:
        """The files that the open page has loaded, itself among them, each with its bytes."""
        script = (
            "return [...document.scripts].map((one) => one.src)"
            ".concat([...document.styleSheets].map((one) => one.href))"
        )
        files = {self.page, *(Path(unquote(urlsplit(url).path)) for url in self.run(script))}
        return {path: path.stat().st_size for path in files}

    def resize(self, width: int, height: int = 800, scale: int = 1) -> None:
        """Resize the window, in pixels of the page; `scale` is the screen pixels of each."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def prefer(self, scheme: str) -> None:
        """Prefer light or dark pages; an empty text states no preference."""
        features = [{"name": "prefers-color-scheme", "value": scheme}] if scheme else []
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def draw_all(self) -> None:
        """Scroll past every chart, so that it is drawn, and wait until all are."""
        self.run(
            "for (const one of document.querySelectorAll('.chart')) one.scrollIntoView();"
            "dispatchEvent(new Event('beforeprint'))"
        )
        self.until("return document.querySelectorAll('.chart:not([data-drawn])').length === 0")

    def shoot(self, picture: Path, *, whole: bool = False) -> Path:
        """Write the window, or the whole length of the page, as a PNG; return its path."""
        asked = {"format": "png", "captureBeyondViewport": whole}
        shot = self.driver.execute_cdp_cmd("Page.captureScreenshot", asked)
        picture.parent.mkdir(parents=True, exist_ok=True)
        picture.write_bytes(b64decode(shot["data"]))
        return picture
