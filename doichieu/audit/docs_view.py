"""How the Data Docs look: pages in plain words that need nothing from the network.

Great Expectations' own pages take Bootstrap, jQuery, Font Awesome and more from public CDNs, fill
the index by script, and show neither the rows nor the SQL of an `unexpected_rows_expectation`. A
site may name its own renderers, which choose what a page tells, and views, which write it: these
are ours. Great Expectations goes on to keep the results, and to lay out the site.
"""

from pathlib import Path
from typing import Any
from urllib.parse import unquote

from great_expectations.core import ExpectationSuiteValidationResult
from great_expectations.data_context import AbstractDataContext

from doichieu.audit.names import Names, read_names
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.audit.reading import outcome_of
from doichieu.audit.tables import make_table
from doichieu.base import templating

_TEMPLATES = Path(__file__).with_name("templates")

# The order of an index: what stops a release, what to look at, what to know.
_GRAVEST_FIRST = ("critical", "warning", "info")

Page = dict[str, Any]


def site_config(docs_dir: Path, warehouse: Path) -> dict[str, Any]:
    """A Data Docs site, for `data_docs_sites`, written to `docs_dir`.

    Names are shown by keys as the warehouse has them. The renderers read them: Great Expectations
    writes the configuration down with every table that it comes to know, and they would be long.
    """

    def made_by(renderer: type, template: str) -> dict[str, Any]:
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
            **made_by(IndexRenderer, "index.html.j2"),
        },
        "site_section_builders": {
            "validations": made_by(ResultRenderer, "suite.html.j2"),
            # A result's page says all that its suite's would; nothing is profiled. "None" in words
            # is how a section is turned off.
            "expectations": "None",
            "profiling": "None",
        },
    }


class ResultRenderer:
    """What the page of a suite's result tells: every expectation, in the order of the suite."""

    def __init__(self, warehouse: str) -> None:
        self._names = read_names(Path(warehouse))

    def render(self, result: ExpectationSuiteValidationResult) -> Page:
        """The page of one result."""
        # A dot in a suite's name is a folder in its page's path.
        depth = len(result.suite_name.split(".")) + 3
        return _suite(result, self._names) | {"home": "../" * depth}


class IndexRenderer:
    """What the index tells: the verdict, all that is not met with its rows, and every suite."""

    def __init__(self, data_context: AbstractDataContext, warehouse: str) -> None:
        self._context = data_context
        self._names = read_names(Path(warehouse))

    def render(self, index_links: dict[str, Any]) -> Page:
        """The index of the results that Great Expectations links to."""
        suites = [
            _suite(self._result(link), self._names) | {"link": link["filepath"]}
            for link in index_links["validations_links"]
        ]
        suites.sort(key=lambda suite: suite["name"])
        asked = [told for suite in suites for told in suite["expectations"]]
        unmet = [told for told in asked if told["outcome"].state != "passed"]
        unmet.sort(key=lambda told: _gravity(told["outcome"]))
        return {
            "home": "",
            "suites": suites,
            "asked": len(asked),
            "unmet": unmet,
            "is_refused": any(told["outcome"].stops_release for told in asked),
        }

    def _result(self, link: dict[str, Any]) -> ExpectationSuiteValidationResult:
        return self._context.get_validation_result(
            expectation_suite_name=link["expectation_suite_name"],
            batch_identifier=unquote(link["batch_identifier"]),
            run_id=link["run_id"],
        )


class PageView:
    """Writes a page that a renderer told, by a template; all that it holds is escaped."""

    def __init__(self, template: str) -> None:
        self._template = templating.template(_TEMPLATES, template)

    def render(self, page: Page, **_: Any) -> str:
        """The page as HTML."""
        written: str = self._template.render(page)
        return written


def _suite(result: ExpectationSuiteValidationResult, names: Names) -> Page:
    """A suite and its expectations, each with its outcome, its rows and what was asked."""
    table = result.meta["table"]
    return {
        "name": result.suite_name,
        "table": table,
        "notes": result.meta["notes"],
        "expectations": [
            {
                "id": f"{result.suite_name}-{number}",
                "outcome": (outcome := outcome_of(one, suite=result.suite_name, table=table)),
                "rows": make_table(outcome.rows, names),
                "asked": _asked(one.expectation_config.kwargs, table),
            }
            for number, one in enumerate(result.results, start=1)
        ],
    }


def _asked(kwargs: dict[str, Any], table: str) -> str:
    """What was asked of the table: SQL that runs in the DuckDB shell, or the terms in words."""
    query = kwargs.get("unexpected_rows_query")
    if query is not None:
        return str(query).format(batch=table)
    terms = {name: value for name, value in kwargs.items() if name != "batch_id"}
    return "\n".join(f"{name}: {value}" for name, value in terms.items())


def _gravity(outcome: ExpectationOutcome) -> tuple[bool, int]:
    return (not outcome.stops_release, _GRAVEST_FIRST.index(outcome.severity))
