"""dbt's pages: complete, without repetition, true, and readable without a network."""

import html
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
import yaml
from support.running import PROJECT
from support.shell_answers import answers, ask

from doichieu.audit.rules import read_suites
from doichieu.derive.dbt import BuildPaths
from doichieu.derive.dbt_page import POLICY, write_dbt_page

OVERVIEW = (PROJECT / "models" / "overview.md").read_text(encoding="utf-8")
LAYERS = ("reference", "staging", "intermediate", "marts")


@pytest.fixture(scope="module")
def release(published: Path) -> Path:
    """The shipped release."""
    return (published / "current").resolve()


@pytest.fixture(scope="module")
def page(release: Path) -> str:
    return (release / "site/docs/index.html").read_text(encoding="utf-8")


def artifact(page: str, name: str) -> dict[str, Any]:
    """One of the artifacts of dbt in the page."""
    start = page.index(f"{name}:{{") + len(name) + 1
    found: dict[str, Any] = json.JSONDecoder().raw_decode(page, start)[0]
    return found


@pytest.fixture(scope="module")
def manifest(page: str) -> dict[str, Any]:
    return artifact(page, "manifest")


@pytest.fixture(scope="module")
def catalog(page: str) -> dict[str, Any]:
    return artifact(page, "catalog")


def tables(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Every model, seed and source."""
    nodes = [*manifest["nodes"].values(), *manifest["sources"].values()]
    return [node for node in nodes if node["resource_type"] in ("model", "seed", "source")]


def ours(manifest: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """The project's own resources of a kind."""
    return [one for one in manifest[kind].values() if one["package_name"] == "doichieu"]


# ----- nothing undocumented, nothing repeated -----------------------------------------------


def test_every_table_and_column_of_the_warehouse_has_its_comment(release: Path) -> None:
    with duckdb.connect(str(release / "warehouse.duckdb"), read_only=True) as warehouse:
        described = warehouse.execute(
            "select schema_name, table_name, null, comment from duckdb_tables() union all "
            "select schema_name, table_name, column_name, comment from duckdb_columns() "
            "where not internal"
        ).fetchall()
    assert {schema for schema, *_ in described} == set(LAYERS)
    assert [place for *place, comment in described if not comment] == []


def test_documented_columns_exist_and_all_are_documented(
    manifest: dict[str, Any], catalog: dict[str, Any]
) -> None:
    for name, node in catalog["nodes"].items():
        assert set(node["columns"]) == set(manifest["nodes"][name]["columns"]), name
    documented = {
        node["unique_id"] for node in tables(manifest) if node["resource_type"] != "source"
    }
    assert set(catalog["nodes"]) == documented


def test_everything_is_described(manifest: dict[str, Any]) -> None:
    kinds = ("macros", "exposures", "groups")
    named = tables(manifest) + [one for kind in kinds for one in ours(manifest, kind)]
    assert [one["unique_id"] for one in named if not one.get("description")] == []
    for node in tables(manifest):
        undescribed = [
            name for name, column in node["columns"].items() if not column["description"]
        ]
        assert undescribed == [], node["unique_id"]
    for macro in ours(manifest, "macros"):
        assert all(one["description"] and one["type"] for one in macro["arguments"]), macro["name"]


def test_macros_document_their_arguments(manifest: dict[str, Any]) -> None:
    for macro in ours(manifest, "macros"):
        if macro["name"].startswith("materialization_"):
            continue
        (head,) = re.findall(r"{%-?\s*(?:macro|test) \w+\((.*?)\)", macro["macro_sql"])
        has = [argument.partition("=")[0].strip() for argument in head.split(",") if argument]
        assert [argument["name"] for argument in macro["arguments"]] == has, macro["name"]


def yaml_descriptions(value: Any) -> Iterator[str]:
    """Every description below a value."""
    if isinstance(value, list):
        for one in value:
            yield from yaml_descriptions(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key == "description" and isinstance(one, str):
                yield " ".join(one.split())
            else:
                yield from yaml_descriptions(one)


@pytest.fixture(scope="module")
def written() -> list[str]:
    files = [
        path
        for folder in ("models", "macros", "tests/dbt")
        for path in sorted((PROJECT / folder).rglob("*.yml"))
    ]
    return [
        text
        for path in files
        for text in yaml_descriptions(yaml.safe_load(path.read_text(encoding="utf-8")))
    ]


def test_no_description_is_repeated(written: list[str]) -> None:
    plain = Counter(text for text in written if "{{ doc(" not in text)
    assert len(plain) > 300
    assert [text for text, times in plain.items() if times > 1] == []


def test_every_doc_block_is_used(manifest: dict[str, Any], written: list[str]) -> None:
    blocks = {block["name"] for block in ours(manifest, "docs")} - {"__overview__"}
    used = Counter(name for text in written for name in re.findall(r"doc\('(\w+)'\)", text))
    assert set(used) == blocks
    contents = Counter(block["block_contents"] for block in ours(manifest, "docs"))
    assert max(contents.values()) == 1


# ----- owners, access, colours ----------------------------------------------------------------


def test_everything_has_an_owner_and_marts_alone_are_public(manifest: dict[str, Any]) -> None:
    groups = {group["name"] for group in ours(manifest, "groups")}
    for node in tables(manifest):
        if node["resource_type"] != "source":
            assert node["config"]["group"] in groups, node["unique_id"]
        if node["resource_type"] == "model":
            access = "public" if node["schema"] == "marts" else "protected"
            assert node["access"] == access, node["unique_id"]


def test_layers_have_colours_of_their_own(manifest: dict[str, Any]) -> None:
    colours: dict[str, set[str]] = {}
    for node in tables(manifest):
        if node["resource_type"] != "source":
            colours.setdefault(node["schema"], set()).add(node["docs"]["node_color"])
    assert set(colours) == set(LAYERS)
    assert all(len(found) == 1 for found in colours.values())
    assert len(set.union(*colours.values())) == len(LAYERS)


def test_exposures_depend_on_every_mart(manifest: dict[str, Any]) -> None:
    marts = {node["unique_id"] for node in tables(manifest) if node["schema"] == "marts"}
    exposures = {one["name"]: one for one in ours(manifest, "exposures")}
    assert set(exposures) == {"site", "validation_results", "exports", "shell"}
    for exposure in exposures.values():
        assert marts <= set(exposure["depends_on"]["nodes"]), exposure["name"]


def test_the_validation_results_depend_on_the_tables_of_the_suites(
    manifest: dict[str, Any],
) -> None:
    (results,) = (one for one in ours(manifest, "exposures") if one["name"] == "validation_results")
    asked = {suite.table for suite in read_suites(PROJECT / "expectations")}
    nodes = [manifest["nodes"][name] for name in results["depends_on"]["nodes"]]
    declared = {f"{node['schema']}.{node['name']}" for node in nodes}
    assert asked <= declared
    assert {name for name in declared if not name.startswith("marts.")} <= asked


# ----- the overview ---------------------------------------------------------------------------


@pytest.mark.parametrize(("question", "answer"), answers(OVERVIEW))
def test_an_answer_in_the_overview_is_that_of_the_shell(
    release: Path, question: str, answer: str
) -> None:
    assert ask(release / "warehouse.duckdb", question) == answer


def test_the_overview_explains_every_table(manifest: dict[str, Any]) -> None:
    for node in tables(manifest):
        assert re.search(rf"\b{node['name']}\b", OVERVIEW), node["unique_id"]


def test_the_links_of_the_overview_exist(manifest: dict[str, Any], release: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", OVERVIEW)
    assert len(links) > 6
    for link in links:
        if link.startswith("#!/model/"):
            assert link.removeprefix("#!/model/") in manifest["nodes"], link
        else:
            assert (release / "site/docs" / link).is_file(), link


def test_marts_have_their_names_in_both_languages(manifest: dict[str, Any]) -> None:
    glossary = OVERVIEW.partition("## Words, English and Vietnamese")[2].lower()
    for node in tables(manifest):
        if node["schema"] == "marts":
            names = re.match(r"([\w ]+) / ([\w ]+)\. ", node["description"])
            assert names, node["name"]
            row = f"| {names[1]} (`{node['name']}`) | {names[2]} |".lower()
            assert row in glossary, row


# ----- the page -------------------------------------------------------------------------------


def test_the_page_needs_no_network(page: str) -> None:
    head = page[: page.index("</head>")]
    assert f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">' in head[:1000]
    assert "http" not in re.sub(r"https?://", "", POLICY)
    assert "default-src 'none'" in POLICY and "connect-src" not in POLICY
    # Nothing outside the page is linked or loaded, not even a file beside it.
    markup = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert re.findall(r'<(?:link|script|img|use)[^>]*(?:src|href)="(?!data:|#)[^"]*"', markup) == []
    assert 'xlink:href="{{' not in page


def test_the_page_contains_no_path_of_the_machine(page: str, release: Path) -> None:
    for place in (release.parent, PROJECT):
        assert str(place) not in page
    assert '"original_file_path": "seeds/reference/reports.csv"' in page


def test_a_page_of_another_dbt_is_a_fault(tmp_path: Path) -> None:
    paths = BuildPaths(tmp_path / "inputs", tmp_path / "warehouse.duckdb", tmp_path)
    paths.target.mkdir()
    (paths.target / "static_index.html").write_text("<html></html>", encoding="utf-8")
    with pytest.raises(ValueError, match="dbt's page has changed"):
        write_dbt_page(paths, tmp_path / "docs" / "index.html")


# ----- the validation results -----------------------------------------------------------------


def test_every_query_shown_runs_in_the_shell(release: Path) -> None:
    asked = []
    for page in (release / "site/validation/validations").rglob("*.html"):
        for section in page.read_text(encoding="utf-8").split("<section ")[1:]:
            (count,) = re.findall(r"<dt>State</dt><dd>[a-z ]+(?:, (\d+) rows?)?</dd>", section)
            (query,) = re.findall(r"<code>([^<]*)</code></pre>", section)
            asked.append((html.unescape(query), int(count or 0)))
    queries = [(query, count) for query, count in asked if re.match("select|with", query)]
    assert len(queries) > 50
    with duckdb.connect(str(release / "warehouse.duckdb"), read_only=True) as warehouse:
        for query, count in queries:
            assert len(warehouse.execute(query).fetchall()) == count, query


# ----- dbt run by hand ------------------------------------------------------------------------


def test_dbt_parses_the_project_by_hand(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from dbt.cli.main import cli; cli()", "parse", "--quiet"]
    places = {"DBT_TARGET_PATH": str(tmp_path / "target"), "DBT_LOG_PATH": str(tmp_path / "logs")}
    subprocess.run(command, cwd=PROJECT, env=os.environ | places, check=True)
