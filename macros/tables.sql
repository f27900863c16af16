{# How a table is created: in its place, in one transaction. A run builds an empty database, which is published as a
   whole, so dbt's own way (another name first, then two renamings) would only take time. No model has hooks, grants or
   indexes, so there are none here. #}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set relation = this.incorporate(type='table') -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- if existing is not none -%}
        {%- call statement('drop_existing') -%}drop {{ existing.type }} {{ existing }} cascade{%- endcall -%}
    {%- endif -%}
    {%- call statement('main', language=model.language) -%}
        {{ create_table_as(false, relation, compiled_code, model.language) }}
    {%- endcall -%}
    {%- do persist_docs(relation, model) -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}

{# How the descriptions of a table are stored: in one statement. The YAML lists every column of a table, so
   the table is not asked for its columns. #}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- call statement('comments') -%}
        comment on {{ relation.type }} {{ relation }} is {{ duckdb_escape_comment(model.description) }};
        {%- for column in model.columns.values() %}
        comment on column {{ relation }}.{{ column.name }} is {{ duckdb_escape_comment(column.description) }};
        {%- endfor %}
    {%- endcall -%}
{%- endmacro %}
