"""Check a DuckDB warehouse with Great Expectations suites assembled from the rules.

There is no Great Expectations project: the context is new for each run, in memory. It opens the
warehouse read-only, and writes only the Data Docs.

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
from great_expectations.expectations.expectation_configuration import ExpectationConfiguration

# Importing this makes each query run once.
import doichieu.audit.counting  # noqa: F401
from doichieu.audit import dialect, docs_view
from doichieu.audit.in_parts import Found
from doichieu.audit.outcome import MAX_ROWS, ExpectationOutcome
from doichieu.audit.reading import outcome_of, plain
from doichieu.audit.rules import Rule, Suite, SuiteError, read_suites, with_batch

# Only COMPLETE keeps the rows of an unexpected_rows_expectation.
_RESULT_FORMAT = {"result_format": "COMPLETE", "partial_unexpected_count": MAX_ROWS}


class DocsError(Exception):
    """The Data Docs, or a part of them, could not be written."""


def run_suites(
    warehouse: Path, suites_dir: Path, docs_dir: Path | None, found: Found | None = None
) -> list[ExpectationOutcome]:
    """Check the warehouse against every suite, and write the Data Docs.

    Args:
        warehouse: the DuckDB file. It is opened read-only.
        suites_dir: the folder of suites, a `suite.yml` each. Nothing is written to it.
        docs_dir: the folder of the Data Docs; `index.html` is the way in. What was there before
            is removed, so it must hold nothing else. None: no Data Docs.
        found: what rules found in the parts of the warehouse. Their tables are not read again.

    Returns:
        One outcome for each rule: suites by name, rules as their file has them.

    Raises:
        FileNotFoundError: there is no such warehouse.
        SuiteError: there is no suite, or one of the files is not a suite.
        DocsError: the Data Docs could not be written.
    """
    if not warehouse.is_file():
        raise FileNotFoundError(f"There is no warehouse at {warehouse}")
    suites = [assemble(suite, found) for suite in read_suites(suites_dir)]
    with _gx_errors() as errors:
        site = docs_view.site_config(docs_dir, warehouse) if docs_dir else None
        context = _new_context(site)
        with _open(context, warehouse) as source:
            results = {suite.name: _validate(source, suite) for suite in suites}
        outcomes = [
            outcome_of(result, suite=suite.name)
            for suite in suites
            for result in results[suite.name]
        ]
        if docs_dir is not None:
            # The errors so far concern single expectations, whose outcomes state them.
            errors.clear()
            _build_docs(context, suites, results)
            # Images and fonts that only Great Expectations' own pages use, four megabytes of them.
            shutil.rmtree(docs_dir / "static")
            if errors:
                raise DocsError("\n".join(errors))
    return outcomes


@contextmanager
def _gx_errors() -> Iterator[list[str]]:
    """Collect the errors that Great Expectations logs, and keep its messages out of the log.

    It logs an error, rather than raise it, when a page of the Data Docs cannot be written.
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


def _new_context(site: dict[str, Any] | None) -> EphemeralDataContext:
    """A context that keeps everything but the Data Docs in memory."""
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        data_docs_sites={"audit": site} if site else {},
        analytics_enabled=False,
        progress_bars=ProgressBarsConfig(globally=False),
    )
    return gx.get_context(mode="ephemeral", project_config=config)


def assemble(suite: Suite, found: Found | None = None) -> gx.ExpectationSuite:
    """Make a suite of Great Expectations from our rules, of which some were asked in parts."""
    try:
        expectations = [_expectation(rule, found) for rule in suite.rules]
    except Exception as error:  # Whatever Great Expectations and pydantic raise for a bad rule.
        raise SuiteError(f"{suite.name} is not a suite: {error}") from error
    return gx.ExpectationSuite(
        name=suite.name,
        expectations=expectations,
        meta={"table": suite.table},
        notes=suite.about,
    )


def _expectation(rule: Rule, found: Found | None) -> Expectation:
    """Make an expectation of Great Expectations from one of our rules."""
    in_parts = found is not None and rule.name in found.numbers
    query = found.query(rule) if found and in_parts else rule.sql
    kwargs = {"unexpected_rows_query": with_batch(query)} if query else rule.kwargs
    return ExpectationConfiguration(
        type="unexpected_rows_expectation" if rule.sql else rule.expectation,
        kwargs=kwargs,
        severity=rule.severity,
        description=rule.description,
        meta={
            "guards": rule.guards,
            "who_acts": rule.who_acts,
            "table": rule.table,
            "keys": list(rule.keys),
            "sql": rule.sql,
            # Of a rule that was asked in parts only the first rows of each part are known.
            "rows": found.numbers[rule.name] if found and in_parts and not rule.counts else None,
        },
    ).to_domain_obj()


def _table(suite: gx.ExpectationSuite) -> str:
    """The table that a suite checks, as `schema.table`."""
    return str((suite.meta or {})["table"])


@contextmanager
def _open(context: EphemeralDataContext, warehouse: Path) -> Iterator[SQLDatasource]:
    """The warehouse as a data source, closed again at the end."""
    source = context.data_sources.add_sql(
        "warehouse", connection_string=dialect.database_url(warehouse)
    )
    try:
        yield source
    finally:
        # The data source keeps two engines: one to test connections, one for expectations. While
        # either has a connection, nothing in this process can open the file for writing.
        source.get_engine().dispose()
        source.get_execution_engine().close()


def _validate(
    source: SQLDatasource, suite: gx.ExpectationSuite
) -> list[ExpectationValidationResult]:
    """Check the expectations of a suite one by one, in their order.

    If they ran together, Great Expectations would combine several in one query, and one broken
    expectation would fail the others. Separately they take little longer.
    """
    get_batch = cache(partial(_get_batch, source))
    return [_validate_one(get_batch, expectation) for expectation in suite.expectations]


def _get_batch(source: SQLDatasource, table: str) -> Batch:
    """A complete table as one batch.

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
    get_batch: Callable[[str], Batch], expectation: Expectation
) -> ExpectationValidationResult:
    """Check one expectation. Every error is in the result's `exception_info`."""
    meta = expectation.meta or {}
    keys = {"unexpected_index_column_names": meta["keys"]} if meta["keys"] else {}
    try:
        result = get_batch(meta["table"]).validate(expectation, result_format=_RESULT_FORMAT | keys)
    # The result already contains most errors, but not that of a missing table.
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
        # Convert the values before they are stored: the Data Docs would turn decimals into floats,
        # and fail on values without a JSON form, such as an interval.
        details["unexpected_rows"] = _plain_rows(details["unexpected_rows"])
        if meta["rows"] is not None:
            result.result["observed_value"] = meta["rows"]
    if "unexpected_index_list" in result.result:
        result.result["unexpected_index_list"] = _plain_rows(
            result.result["unexpected_index_list"] or []
        )
    return result


def _plain_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: plain(value) for name, value in row.items()} for row in rows[:MAX_ROWS]]


def _build_docs(
    context: EphemeralDataContext,
    suites: list[gx.ExpectationSuite],
    results: dict[str, list[ExpectationValidationResult]],
) -> None:
    """Write the Data Docs of these results, replacing the earlier ones."""
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
    """Combine the results of single expectations as Great Expectations would for the suite."""
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
