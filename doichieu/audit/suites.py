"""Check a DuckDB warehouse against Great Expectations suites kept as JSON files.

There is no Great Expectations project: the context is made afresh for each run, in memory. It
reads the suites from their folder, opens the warehouse read-only, and writes only the Data Docs.

Importing this module takes seconds, for it imports Great Expectations.
"""

import logging
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

# Great Expectations reads this when imported; without it, it reports its use over the network.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
from great_expectations.core import (
    ExpectationSuiteValidationResult,
    ExpectationValidationResult,
)
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context import EphemeralDataContext
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    ValidationResultIdentifier,
)
from great_expectations.datasource.fluent import SQLDatasource
from great_expectations.datasource.fluent.interfaces import Batch
from great_expectations.expectations.expectation import Expectation

# From here on each query is asked once.
import doichieu.audit.counting  # noqa: F401
from doichieu.audit import dialect, docs_view
from doichieu.audit.outcome import ExpectationOutcome
from doichieu.audit.reading import outcome_of, plain

MAX_ROWS = 50
"""How many unexpected rows are kept of one expectation. Great Expectations itself stops at 200."""

# Only COMPLETE keeps the rows of an unexpected_rows_expectation.
_RESULT_FORMAT = {"result_format": "COMPLETE", "partial_unexpected_count": MAX_ROWS}


class SuiteError(Exception):
    """A suite's file is not one we can run. The message names the file."""


class DocsError(Exception):
    """The Data Docs, or a part of them, could not be made."""


def run_suites(
    warehouse: Path, suites_dir: Path, docs_dir: Path | None
) -> list[ExpectationOutcome]:
    """Check the warehouse against every suite, and write the Data Docs.

    Args:
        warehouse: the DuckDB file. It is opened read-only.
        suites_dir: the folder of suites, one `<suite name>.json` each. Nothing is written to it.
        docs_dir: the folder of the Data Docs; `index.html` is the way in. What was there before
            is removed, so it must hold nothing else. None: no Data Docs.

    Returns:
        One outcome for each expectation: suites by name, expectations as their file has them.

    Raises:
        FileNotFoundError: there is no such warehouse.
        SuiteError: there is no suite, or one of the files is not a suite.
        DocsError: the Data Docs could not be made.
    """
    if not warehouse.is_file():
        raise FileNotFoundError(f"There is no warehouse at {warehouse}")
    with _gx_errors() as errors:
        site = docs_view.site_config(docs_dir, warehouse) if docs_dir else None
        context = _make_context(suites_dir, site)
        suites = _load_suites(context, suites_dir, errors)
        with _open(context, warehouse) as source:
            results = {suite.name: _validate(source, suite) for suite in suites}
        outcomes = [
            outcome_of(result, suite=suite.name, table=_table(suite))
            for suite in suites
            for result in results[suite.name]
        ]
        if docs_dir is not None:
            errors.clear()  # So far they were about expectations, whose outcomes tell of them.
            _build_docs(context, suites, results)
            # What pages of its own making would use: images and fonts, four megabytes of them.
            shutil.rmtree(docs_dir / "static")
            if errors:
                raise DocsError("\n".join(errors))
    return outcomes


@contextmanager
def _gx_errors() -> Iterator[list[str]]:
    """Keep what Great Expectations logs out of the log, and list the errors among it.

    It logs an error, rather than raise it, when a page of the Data Docs cannot be made.
    """
    errors: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: errors.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("great_expectations")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(handler)
    try:
        yield errors
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate


def _make_context(suites_dir: Path, site: dict[str, Any] | None) -> EphemeralDataContext:
    """A context that reads suites from `suites_dir` and keeps all else in memory."""
    defaults = InMemoryStoreBackendDefaults()
    suites_store = {
        "class_name": "ExpectationsStore",
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(suites_dir.resolve()),
            # Otherwise it writes a file with an id of its own among the suites.
            "suppress_store_backend_id": True,
        },
    }
    config = DataContextConfig(
        store_backend_defaults=defaults,
        stores={**defaults.stores, defaults.expectations_store_name: suites_store},
        data_docs_sites={"audit": site} if site else {},
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def _load_suites(
    context: EphemeralDataContext, suites_dir: Path, errors: list[str]
) -> list[gx.ExpectationSuite]:
    """Every suite of the folder, by name. `errors` is what Great Expectations logs meanwhile."""
    # One by one: `context.suites.all()` leaves out, silently, a suite it cannot make sense of.
    suites = [_load_suite(context, path, errors) for path in sorted(suites_dir.glob("*.json"))]
    if not suites:
        raise SuiteError(f"There is no suite in {suites_dir}")
    return suites


def _load_suite(
    context: EphemeralDataContext, path: Path, errors: list[str]
) -> gx.ExpectationSuite:
    try:
        suite = context.suites.get(path.stem)
    except Exception as error:  # Whatever marshmallow, pydantic or json make of a bad file.
        raise SuiteError(f"{path} is not a suite: {error}") from error
    # An expectation it cannot make sense of it logs and leaves out: the suite is that much less.
    if errors:
        raise SuiteError(f"{path} is not a suite: {'; '.join(errors)}")
    # The Data Docs find a suite by its file and a result by its suite's name.
    if suite.name != path.stem:
        raise SuiteError(f"{path}: the suite's name is {suite.name!r}, unlike the file's")
    if len(_table(suite).split(".")) != 2:
        raise SuiteError(f'{path}: "meta" must name the table, as "table": "schema.table"')
    return suite


def _table(suite: gx.ExpectationSuite) -> str:
    """The table a suite is about, as `schema.table`; empty if the suite does not say."""
    return str((suite.meta or {}).get("table", ""))


@contextmanager
def _open(context: EphemeralDataContext, warehouse: Path) -> Iterator[SQLDatasource]:
    """The warehouse as a data source, closed again at the end."""
    source = context.data_sources.add_sql(
        "warehouse", connection_string=dialect.database_url(warehouse)
    )
    try:
        yield source
    finally:
        # It keeps two engines, one to test connections and one for the expectations. While either
        # has a connection, nothing in this process can open the file for writing.
        source.get_engine().dispose()
        source.get_execution_engine().close()


def _validate(
    source: SQLDatasource, suite: gx.ExpectationSuite
) -> list[ExpectationValidationResult]:
    """Check the expectations of a suite, in their order, each by itself.

    Not the suite as a whole: Great Expectations then asks for several expectations' numbers in one
    query, and one that is broken takes the others with it. Apart, they take little longer.
    """
    get_batch = cache(partial(_get_batch, source, _table(suite)))
    return [_validate_one(get_batch, expectation) for expectation in suite.expectations]


def _get_batch(source: SQLDatasource, table: str) -> Batch:
    """The whole of a table.

    Raises:
        TestConnectionError: there is no such table.
    """
    if table in source.get_asset_names():
        asset = source.get_asset(table)
    else:
        schema_name, table_name = table.split(".")
        with warnings.catch_warnings():
            # `schema_name` is deprecated in favour of a schema in the connection, which a
            # generic SQL data source cannot have.
            warnings.simplefilter("ignore", DeprecationWarning)
            asset = source.add_table_asset(table, table_name=table_name, schema_name=schema_name)
    return asset.get_batch(asset.build_batch_request())


def _validate_one(
    get_batch: Callable[[], Batch], expectation: Expectation
) -> ExpectationValidationResult:
    """Check one expectation. Whatever goes wrong is in the result's `exception_info`."""
    try:
        result = get_batch().validate(expectation, result_format=_RESULT_FORMAT)
    # Most errors are in the result already; a missing table's is not.
    except Exception as error:
        return ExpectationValidationResult(
            success=False,
            expectation_config=expectation.configuration,
            exception_info={
                "raised_exception": True,
                "exception_message": str(error),
                "exception_traceback": "",
            },
        )
    details = result.result.get("details", {})
    if "unexpected_rows" in details:
        # Before anything keeps them: the Data Docs would make floats of decimals, and fail on what
        # has no form in JSON, an interval for one.
        details["unexpected_rows"] = [
            {name: plain(value) for name, value in row.items()}
            for row in details["unexpected_rows"][:MAX_ROWS]
        ]
    return result


def _build_docs(
    context: EphemeralDataContext,
    suites: list[gx.ExpectationSuite],
    results: dict[str, list[ExpectationValidationResult]],
) -> None:
    """Write the Data Docs of these results, in place of what was there."""
    run_id = RunIdentifier(run_name="audit", run_time=datetime.now(UTC))
    for suite in suites:
        key = ValidationResultIdentifier(
            ExpectationSuiteIdentifier(suite.name), run_id, batch_identifier=_table(suite)
        )
        suite_result = _suite_result(suite, results[suite.name], run_id)
        context.validation_results_store.set(key, suite_result)
    context.clean_data_docs("audit")
    context.build_data_docs(["audit"])


def _suite_result(
    suite: gx.ExpectationSuite,
    results: list[ExpectationValidationResult],
    run_id: RunIdentifier,
) -> ExpectationSuiteValidationResult:
    """A suite's result, as Great Expectations would have made it of all of them together."""
    passed = sum(bool(result.success) for result in results)
    return ExpectationSuiteValidationResult(
        success=passed == len(results),
        results=results,
        suite_name=suite.name,
        statistics={
            "evaluated_expectations": len(results),
            "successful_expectations": passed,
            "unsuccessful_expectations": len(results) - passed,
            "success_percent": 100 * passed / len(results) if results else None,
        },
        meta={
            "run_id": run_id,
            "validation_time": run_id.run_time,
            "great_expectations_version": gx.__version__,
            "batch_spec": {"data_asset_name": _table(suite)},
            "table": _table(suite),
            "notes": suite.notes or "",
        },
    )
