"""Violations that axe-core finds in the page that a browser shows."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from pictures.browser import Browser

# The rules that axe-core applies by default (WCAG 2.0 to 2.2, levels A and AA, and its best
# practices), and the rules of these levels that it applies only on request.
OPTIONS: dict[str, Any] = {
    "resultTypes": ["violations"],
    "rules": {"target-size": {"enabled": True}},
    # A page opened from disk may not fetch what axe-core would preload.
    "preload": False,
}
# The only rule whose result depends on the colour scheme, and those that depend on the width.
CONTRAST = OPTIONS | {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
LAYOUT = OPTIONS | {
    "runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}
}
CHECK = """
const done = arguments[arguments.length - 1];
axe.run(document, arguments[0]).then((found) => done(found), (error) => done(String(error)));
"""


@dataclass(frozen=True)
class Finding:
    """A rule that an element breaks."""

    rule: str
    impact: str  # minor, moderate, serious or critical
    selector: str
    markup: str
    remedy: str

    def __str__(self) -> str:
        remedy = self.remedy.replace("\n", "\n    ")
        return f"{self.rule} ({self.impact}): {self.selector}\n    {self.markup}\n    {remedy}"


@cache
def axe() -> str:
    """The script of axe-core."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def findings(browser: Browser, options: dict[str, Any] = OPTIONS) -> list[Finding]:
    """Every violation that axe-core finds in the page as it is shown now."""
    if not browser.run("return typeof axe === 'object'"):
        browser.run(axe())
    result = browser.driver.execute_async_script(CHECK, options)
    assert isinstance(result, dict), f"axe-core did not finish: {result}"
    assert result["testEngine"]["name"] == "axe-core"
    return [
        Finding(
            violation["id"],
            node["impact"],
            " ".join(str(part) for part in node["target"]),
            node["html"][:300],
            f"{node['failureSummary']}\n{violation['help']}: {violation['helpUrl']}",
        )
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
