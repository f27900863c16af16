"""Seconds until the front page of a collection can be used, and the bytes that it loads.

The collections are invented reports of provinces. The page opens from disk in a headless browser;
it is ready when its view is drawn and takes input. A slower processor is one on which the browser
waits between its steps.
"""

import statistics
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from support.site_folders import provincial_site

from doichieu.derive.compiled_models import compile_models
from pictures.browser import HAS_BROWSER, NO_BROWSER, Browser, start

# How many times slower than this machine's the processor is.
SLOWER = (1, 4)
# Notes the moment at which the view is there, in milliseconds since the page was asked for.
NOTE = """
new MutationObserver(() => {
  if (document.documentElement.dataset.ready) window.readyAt ??= performance.now();
}).observe(document, { subtree: true, attributeFilter: ["data-ready"] });
"""


def run(reports: Sequence[int], rounds: int) -> int:
    """Measure the front page of collections of so many reports, and print the results."""
    if not HAS_BROWSER:
        print(f"Nothing measured: {NO_BROWSER}.")
        return 1
    with TemporaryDirectory(prefix="doichieu-bench-") as scratch:
        models = compile_models(Path(scratch) / "inputs")
        for number in reports:
            site = provincial_site(models, Path(scratch) / f"{number}", reports=number, every=1)
            print(f"{number:,} reports: {measured(site.folder, rounds)}", flush=True)
    return 0


def measured(site: Path, rounds: int) -> str:
    """The bytes that the front page loads, and the median seconds for each processor, in words."""
    times = []
    driver = start()
    try:
        browser = Browser(driver)
        driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": NOTE})
        for slower in SLOWER:
            driver.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": slower})
            seconds = statistics.median(opened(browser, site) for _ in range(rounds))
            where = f" on a processor {slower} times slower" if slower > 1 else ""
            times.append(f"{seconds:.2f} s{where}")
        megabytes = sum(browser.loaded().values()) / 1e6
        return f"{megabytes:.2f} MB, ready after {', '.join(times)}"
    finally:
        driver.quit()


def opened(browser: Browser, site: Path) -> float:
    """Open the front page afresh; return the seconds until it is ready."""
    browser.open_site(site)
    return float(browser.run("return window.readyAt")) / 1000
