"""Read the rules of the audit from their folders, without Great Expectations.

`expectations/<group>/<suite>/suite.yml` lists the rules of a suite in order. A rule names either an
expectation of Great Expectations with its arguments, or a `.sql` file in the same folder. The query
in that file finds the rows that break the rule; the arguments under `with` are filled into it.
In both files `{{ var('name') }}` is a var of dbt_project.yml, as it is in the models.

A query that compares numbers has a CTE `counts` before its last, `final`: texts that say what is
counted, and numbers that add up over the parts of a collection.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, UndefinedError

from doichieu.base.vocabulary import project_vars

SUITE_FILE = "suite.yml"

_SUITE_KEYS = {"table", "about", "rules"}
_MEANING_KEYS = {"severity", "description", "guards", "who_acts"}
_SQL_KEYS = _MEANING_KEYS | {"sql", "with", "table"}
_NATIVE_KEYS = _MEANING_KEYS | {"expectation", "kwargs", "keys", "table"}


class SuiteError(Exception):
    """A suite's file cannot be run. The message names the file."""


@dataclass(frozen=True)
class Rule:
    """One rule of a suite.

    Attributes:
        name: the suite's name and the rule's number in it, from 1: unique.
        table: the table that the rule checks, as `schema.table`.
        severity: `critical`, `warning` or `info`.
        description: the property that is expected, in words.
        guards: the fault that the rule detects.
        who_acts: the person who acts on a failure.
        sql: the query for the rows that break the rule; empty where the rule is an expectation of
            Great Expectations.
        expectation: the name of that expectation; empty where there is a query.
        kwargs: the arguments of that expectation.
        keys: the columns that name an offending row of that expectation.
    """

    name: str
    table: str
    severity: str
    description: str
    guards: str
    who_acts: str
    sql: str = ""
    expectation: str = ""
    kwargs: dict[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()

    @property
    def counts(self) -> str:
        """The query for the numbers that the rule compares; empty where it compares none."""
        if not _COUNTS.search(self.sql):
            return ""
        return f"{self.sql.rpartition(_FINAL)[0]}\n\nselect * from counts"

    def compare(self, counts: str) -> str:
        """The rule's query, with numbers that another query gives in place of its own."""
        return f"with\n\ncounts as (\n\n{counts}\n\n){_FINAL}{self.sql.rpartition(_FINAL)[2]}"


_COUNTS = re.compile(r"^counts as \(", re.MULTILINE)
_FINAL = ",\n\nfinal as "

# Great Expectations requires its placeholder for the table in every query, and fills in braces. Our
# queries name their tables, so the placeholder is in a comment.
_PLACEHOLDER = "/* {batch} */\n"


def with_batch(sql: str) -> str:
    """A query in the form that Great Expectations accepts."""
    return _PLACEHOLDER + sql.replace("{", "{{").replace("}", "}}")


@dataclass(frozen=True)
class Suite:
    """Rules that belong together; `name` is the suite's folder, with dots for slashes."""

    name: str
    table: str
    about: str
    rules: tuple[Rule, ...]


def read_suites(folder: Path) -> list[Suite]:
    """Every suite below a folder, by name.

    Raises:
        SuiteError: there is no suite, or a file cannot be run.
    """
    files = sorted(folder.rglob(SUITE_FILE))
    if not files:
        raise SuiteError(f"There is no suite in {folder}")
    return sorted((_read_suite(folder, file) for file in files), key=lambda suite: suite.name)


def _read_suite(folder: Path, file: Path) -> Suite:
    try:
        text = _templates(file).from_string(file.read_text(encoding="utf-8")).render()
        content = yaml.safe_load(text)
    except (TemplateError, yaml.YAMLError) as error:
        raise SuiteError(f"{file} is not a suite: {error}") from error
    if not isinstance(content, dict) or content.keys() != _SUITE_KEYS:
        raise SuiteError(f"{file} is not a suite: it needs {', '.join(sorted(_SUITE_KEYS))}")
    if not isinstance(content["rules"], list) or not content["rules"]:
        raise SuiteError(f"{file} lists no rules: write each as a list item with its keys")
    name = ".".join(file.parent.relative_to(folder).parts)
    rules = tuple(
        _read_rule(file, f"{name}.{number}", rule, content["table"])
        for number, rule in enumerate(content["rules"], start=1)
    )
    return Suite(name, content["table"], content["about"], rules)


def _read_rule(file: Path, name: str, content: Any, table: str) -> Rule:
    if not isinstance(content, dict):
        raise SuiteError(f"{file}: {content!r} is not a rule: a rule is a mapping of keys")
    allowed = _SQL_KEYS if "sql" in content else _NATIVE_KEYS
    wrong = [key for key in content if key not in allowed]
    missing = [key for key in _MEANING_KEYS if not content.get(key)]
    if wrong or missing or not ("sql" in content or "expectation" in content):
        raise SuiteError(
            f"{file}: a rule needs an expectation or a sql file, and {sorted(_MEANING_KEYS)}; "
            f"this one has {sorted(content)}"
        )
    table = str(content.get("table", table))
    if len(table.split(".")) != 2:
        raise SuiteError(f'{file} must name the table, as "table": "schema.table"')
    return Rule(
        name=name,
        table=table,
        sql=_render(file, content["sql"], content.get("with", {})) if "sql" in content else "",
        expectation=content.get("expectation", ""),
        kwargs=content.get("kwargs", {}),
        keys=tuple(content.get("keys", ())),
        **{key: content[key] for key in _MEANING_KEYS},
    )


def _render(file: Path, sql: str, arguments: dict[str, Any]) -> str:
    """The query of a `.sql` file beside a suite's file, with the rule's arguments filled in."""
    try:
        return _templates(file).get_template(sql).render(arguments).strip()
    except TemplateError as error:
        raise SuiteError(f"{file}: {sql}: {error}") from error


def _templates(file: Path) -> Environment:
    """The templates beside a suite's file and in the folder above."""
    environment = Environment(
        loader=FileSystemLoader([file.parent, file.parent.parent]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["var"] = _project_var
    return environment


def _project_var(name: str) -> Any:
    """A var of the project, as dbt fills it in."""
    if name not in project_vars():
        raise UndefinedError(f"dbt_project.yml has no var {name!r}")
    return project_vars()[name]
