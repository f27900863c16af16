"""The audit as a simple script: `plain_audit.py WAREHOUSE DOCS`.

Great Expectations loads the same suites, validates each in one call and builds its own Data Docs.
Only the dialect is the project's, since without it Great Expectations cannot read DuckDB.
`benchmarks.small_run` compares it with a run.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

# Great Expectations reads this when imported; without it, it reports its use over the network.
os.environ["GX_ANALYTICS_ENABLED"] = "false"

import great_expectations as gx
from great_expectations.core import ExpectationValidationResult
from great_expectations.core.run_identifier import RunIdentifier
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)
from great_expectations.data_context.types.resource_identifiers import (
    ExpectationSuiteIdentifier,
    ValidationResultIdentifier,
)

from benchmarks import PROJECT
from doichieu.audit.dialect import database_url
from doichieu.audit.rules import Suite, read_suites
from doichieu.audit.suites import assemble

RESULT_FORMAT = {"result_format": "COMPLETE", "partial_unexpected_count": 50}


def main(warehouse: Path, docs: Path) -> int:
    """Validate every suite and build the pages; return 1 if an expectation is broken or a critical
    one fails."""
    defaults = InMemoryStoreBackendDefaults()
    site = {
        "class_name": "SiteBuilder",
        "store_backend": {
            "class_name": "TupleFilesystemStoreBackend",
            "base_directory": str(docs.resolve()),
        },
        "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
    }
    context = gx.get_context(
        mode="ephemeral",
        project_config=DataContextConfig(
            store_backend_defaults=defaults,
            data_docs_sites={"audit": site},
            analytics_enabled=False,
            progress_bars=ProgressBarsConfig(globally=False),
        ),
    )
    source = context.data_sources.add_sql("warehouse", connection_string=database_url(warehouse))
    run_id = RunIdentifier(run_name="audit", run_time=datetime.now(UTC))
    asked: list[ExpectationValidationResult] = []
    # The rules of a suite may check different tables: make one suite for each table.
    rules = [rule for suite in read_suites(PROJECT / "expectations") for rule in suite.rules]
    for name in sorted({rule.table for rule in rules}):
        own = tuple(rule for rule in rules if rule.table == name)
        suite = assemble(Suite(name.replace(".", "-"), name, name, own))
        suite = context.suites.add(suite)
        schema, table = name.split(".")
        asset = source.add_table_asset(name, table_name=table, schema_name=schema)
        batch = asset.add_batch_definition_whole_table("whole table").get_batch()
        result = batch.validate(suite, result_format=RESULT_FORMAT)
        key = ValidationResultIdentifier(
            ExpectationSuiteIdentifier(suite.name), run_id, batch_identifier=name
        )
        context.validation_results_store.set(key, result)
        asked += result.results
    context.build_data_docs(["audit"])
    refused = [
        one
        for one in asked
        if not one.success and one.expectation_config.severity.value == "critical"
    ]
    print(f"{len(asked)} expectations, {len(refused)} critical ones not met")
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
