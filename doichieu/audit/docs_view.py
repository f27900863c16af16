"""The pages of the Data Docs: plain words, and no files from the network.

Great Expectations' own pages load Bootstrap, jQuery, Font Awesome and more from public CDNs, fill
the index by script, and show neither the rows nor the SQL of an `unexpected_rows_expectation`. A
site may name its own renderers, which choose what a page shows, and views, which write the page.
This module defines ours. Great Expectations stores the results and the files of the site.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

import duckdb
from great_expectations.core import ExpectationSuiteValidationResult
from great_expectations.data_context import AbstractDataContext

from doichieu.audit.names import Names, read_names
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.audit.reading import outcome_of
from doichieu.audit.tables import make_table
from doichieu.base import templating
from doichieu.base.contradictions import COUNTS, counted
from doichieu.base.memory import AUDITING
from doichieu.base.warehouse import opened

_TEMPLATES = Path(__file__).with_name("templates")

# The order of severities in the index: the gravest first.
_GRAVEST_FIRST = ("critical", "warning", "info")

# Groups of suites, by the first part of their names: heading and readers.
_GROUPS = {
    "reports": ("What the reports say", "For analysts and readers: what the printed figures say."),
    "pipeline": (
        "Pipeline",
        "For maintainers: whether the warehouse lost or changed anything on its way from the "
        "figures to the marts.",
    ),
}

Page = dict[str, Any]


def site_config(docs_dir: Path, warehouse: Path) -> dict[str, Any]:
    """A Data Docs site, for `data_docs_sites`, written to `docs_dir`.

    The renderers read the names of keys from the warehouse, not from this configuration: Great
    Expectations stores it again with every table, and the list of names may be long.
    """

    def written_by(renderer: type, template: str) -> dict[str, Any]:
        return {
            "renderer": {
                "module_name": __name__,
                "class_name": renderer.__name__,
                "warehouse": str(warehouse),
            },
            "view": {
                "module_name": __name__,
                "class_name": PageView.__name__,
                "template": template,
            },
        }

    return {
        "class_name": "SiteBuilder",
        "show_how_to_buttons": False,
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(docs_dir.resolve()),
        },
        "site_index_builder": {
            "class_name": "DefaultSiteIndexBuilder",
            **written_by(IndexRenderer, "index.html.j2"),
        },
        "site_section_builders": {
            "validations": written_by(ResultRenderer, "suite.html.j2"),
            # A result's page contains all that its suite's page would; nothing is profiled. The
            # text "None" turns a section off.
            "expectations": "None",
            "profiling": "None",
        },
    }


class ResultRenderer:
    """The page of a suite's result: every expectation, in the order of the suite."""

    def __init__(self, warehouse: str) -> None:
        self._names = read_names(Path(warehouse))

    def render(self, result: ExpectationSuiteValidationResult) -> Page:
        """The page of one result."""
        # A dot in a suite's name becomes a folder in the path of its page.
        depth = len(result.suite_name.split(".")) + 3
        return _suite(result, self._names) | {"home": "../" * depth}


class IndexRenderer:
    """The index: the verdict, then for each group the failed expectations with their rows, and all
    suites."""

    def __init__(self, data_context: AbstractDataContext, warehouse: str) -> None:
        self._context = data_context
        self._warehouse = Path(warehouse)
        self._names = read_names(self._warehouse)

    def render(self, index_links: dict[str, Any]) -> Page:
        """Render the index of all results that Great Expectations lists."""
        suites = [
            _suite(self._result(link), self._names) | {"link": link["filepath"]}
            for link in index_links["validations_links"]
        ]
        groups = [_group(name, suites) for name in _group_names(suites)]
        asked = [one for suite in suites for one in suite["expectations"]]
        unmet = [one for group in groups for one in group["unmet"]]
        return {
            "home": "",
            "groups": groups,
            "contradictions": _contradictions(self._warehouse),
            "asked": len(asked),
            "unmet": len(unmet),
            "stopping": sum(one["outcome"].stops_release for one in unmet),
        }

    def _result(self, link: dict[str, Any]) -> ExpectationSuiteValidationResult:
        return self._context.get_validation_result(
            expectation_suite_name=link["expectation_suite_name"],
            batch_identifier=unquote(link["batch_identifier"]),
            run_id=link["run_id"],
        )


class PageView:
    """Writes a renderer's output as a page from a template, which escapes all text."""

    def __init__(self, template: str) -> None:
        self._template = templating.template(_TEMPLATES, template)

    def render(self, page: Page, **_: Any) -> str:
        """The page as HTML."""
        written: str = self._template.render(page)
        return written


def _contradictions(warehouse: Path) -> str | None:
    """The number of contradictions in words; None where the warehouse has no checks."""
    with opened(warehouse, AUDITING) as connection:
        try:
            found = connection.execute(COUNTS)
        except duckdb.CatalogException:
            return None
        names = [column[0] for column in found.description]
        return counted(dict(zip(names, found.fetchall()[0], strict=True)))


def _group_name(suite: Page) -> str:
    return str(suite["name"].split(".")[0])


def _group_names(suites: list[Page]) -> list[str]:
    """The names of the groups with suites: known groups first, in their order."""
    present = sorted({_group_name(suite) for suite in suites})
    ours = [name for name in _GROUPS if name in present]
    return ours + [name for name in present if name not in _GROUPS]


def _group(name: str, suites: list[Page]) -> Page:
    """The suites of a group, by name, and their failed expectations, the gravest first."""
    own = sorted(
        (suite for suite in suites if _group_name(suite) == name), key=lambda suite: suite["name"]
    )
    unmet = [
        one for suite in own for one in suite["expectations"] if one["outcome"].state != "passed"
    ]
    heading, about = _GROUPS.get(name, (name, ""))
    return {
        "heading": heading,
        "about": about,
        "suites": own,
        "unmet": sorted(unmet, key=lambda one: _gravity(one["outcome"])),
    }


def _suite(result: ExpectationSuiteValidationResult, names: Names) -> Page:
    """A suite and its expectations, each with its outcome, its rows and its query."""
    return {
        "name": result.suite_name,
        "table": result.meta["table"],
        "notes": result.meta["notes"],
        "expectations": [
            {
                "id": f"{result.suite_name}-{number}",
                "outcome": (outcome := outcome_of(one, suite=result.suite_name)),
                "rows": make_table(outcome.rows, names),
                "asked": one.expectation_config.meta["sql"]
                or _arguments(one.expectation_config.kwargs),
            }
            for number, one in enumerate(result.results, start=1)
        ],
    }


def _arguments(kwargs: dict[str, Any]) -> str:
    """The arguments of an expectation of Great Expectations, one a line."""
    terms = {name: value for name, value in kwargs.items() if name != "batch_id"}
    return "\n".join(f"{name}: {value}" for name, value in terms.items())


def _gravity(outcome: ExpectationOutcome) -> tuple[bool, int]:
    return (not outcome.stops_release, _GRAVEST_FIRST.index(outcome.severity))
