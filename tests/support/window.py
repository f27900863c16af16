"""A browser window on a site, with the actions of a reader."""

from typing import Any

from pictures.browser import Browser
from support.site_folders import BuiltSite


class Window(Browser):
    """A browser window, for tests."""

    def open(self, site: BuiltSite, language: str = "en", **state: str) -> None:
        """Open the page afresh, in a language, at an address; wait until its view is there."""
        self.open_site(site.folder, language, **state)

    def text(self, selector: str) -> str:
        """The text shown of the first element found."""
        return str(self.run("return document.querySelector(arguments[0]).innerText", selector))

    def texts(self, selector: str) -> list[str]:
        """The text of every element found, shown or not."""
        script = "return [...document.querySelectorAll(arguments[0])].map((e) => e.textContent)"
        return list(self.run(script, selector))

    def click(self, selector: str) -> None:
        """Press the first element found."""
        self.run("document.querySelector(arguments[0]).click()", selector)

    def write(self, selector: str, text: str) -> None:
        """Put a text into the first input found, as typing does."""
        self.run(
            "const input = document.querySelector(arguments[0]); input.focus();"
            "input.value = arguments[1]; input.dispatchEvent(new Event('input'))",
            selector,
            text,
        )

    def choose(self, name: str, value: str) -> None:
        """Choose a value of a list, or the first option that a searched list finds for it."""
        control = f"choose-{name}"
        if self.run("return document.getElementById(arguments[0]).role === 'combobox'", control):
            self.write(f"#{control}", value)
            self.click(f"#{control}-options [role=option]")
            return
        self.run(
            "const list = document.getElementById(arguments[0]); list.focus();"
            "list.value = arguments[1]; list.dispatchEvent(new Event('change'))",
            control,
            value,
        )

    def column(self, table: str, place: int) -> list[str]:
        """The texts of a column of a table, by its id and the place of the column."""
        return self.texts(f"#{table} tbody tr > :nth-child({place})")

    def address(self) -> dict[str, str]:
        """The state in the address."""
        script = "return Object.fromEntries(new URLSearchParams(location.hash.slice(1)))"
        return dict(self.run(script))

    def wait_for(self, **state: str) -> None:
        """Wait until a view of this state is there; an empty text is a choice not taken."""
        self.until(
            "const ready = JSON.parse(document.documentElement.dataset.ready || '{}');"
            "return Object.entries(arguments[0]).every(([key, one]) => (ready[key] || '') === one)",
            state,
        )

    def press(self, key: str) -> None:
        """Press a key, by its name in selenium, on the element in focus."""
        from selenium.webdriver.common.keys import Keys

        self.driver.switch_to.active_element.send_keys(getattr(Keys, key))

    def trace(self) -> None:
        """Wait until the dialog is open with a figure in it."""
        self.until("return document.querySelector('#trace[open] .figure-card')")

    def close_trace(self) -> None:
        """Close the dialog, and wait until the address has lost its state."""
        self.run("document.getElementById('trace').close()")
        self.until(
            "return !document.querySelector('#trace[open]')"
            " && !/(figure|value|check|revision)=/.test(location.hash)"
        )

    def follow(self, address: str) -> None:
        """Go to an address within the page, and wait for its dialog."""
        self.close_trace()
        self.run("location.hash = arguments[0]", address)
        self.until("return document.querySelector('#trace[open]')")

    def complaints(self) -> list[Any]:
        """The messages in the browser's console since the last call."""
        return list(self.driver.get_log("browser"))
