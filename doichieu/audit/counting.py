"""Count the rows an expectation found from those rows, so that its query runs once.

Great Expectations runs it twice: for the rows and for their number. It keeps at most
MAX_RESULT_RECORDS rows; when it kept fewer, it kept all, and their number is known. Importing this
module replaces Great Expectations' own metric with the one below.
"""

import logging
from typing import Any

from great_expectations.constants import MAX_RESULT_RECORDS
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from great_expectations.expectations.metrics.metric_provider import metric_value
from great_expectations.expectations.metrics.query_metrics import UnexpectedRowsQueryRowCount
from great_expectations.validator.metric_configuration import MetricConfiguration

_ROWS = "unexpected_rows_query.table"

_registry_log = logging.getLogger("great_expectations.expectations.registry")
# Great Expectations warns that a metric is replaced; this is intended.
_registry_log.disabled = True


class RowsFound(UnexpectedRowsQueryRowCount):
    """The number of unexpected rows; a class of metrics is registered where it is defined."""

    # Great Expectations calls it with the class.
    @metric_value(engine=SqlAlchemyExecutionEngine)
    def _sqlalchemy(
        cls,  # noqa: N805
        execution_engine: SqlAlchemyExecutionEngine,
        metric_domain_kwargs: dict[str, Any],
        metric_value_kwargs: dict[str, Any],
        metrics: dict[str, Any],
        runtime_configuration: dict[str, Any],
    ) -> int:
        kept = len(metrics[_ROWS])
        if kept < MAX_RESULT_RECORDS:
            return kept
        counted: int = UnexpectedRowsQueryRowCount._sqlalchemy(
            cls,
            execution_engine,
            metric_domain_kwargs,
            metric_value_kwargs,
            metrics,
            runtime_configuration,
        )
        return counted

    @classmethod
    def _get_evaluation_dependencies(
        cls, metric: MetricConfiguration, *args: Any, **kwargs: Any
    ) -> dict[str, MetricConfiguration]:
        rows = MetricConfiguration(_ROWS, metric.metric_domain_kwargs, metric.metric_value_kwargs)
        return {_ROWS: rows}


_registry_log.disabled = False
