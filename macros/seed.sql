{# How a reference table is loaded: with the columns and types that its YAML lists, so that none is
   guessed. dbt's own way takes the types from a second list, and would read `51,49` as 5149. #}
{% materialization seed, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='table') -%}
    {%- set query -%}
        create or replace table {{ this }} as
        select
            {%- for column in model.columns.values() %}
            cast({{ column.name }} as {{ column.data_type }}) as {{ column.name }}
            {{- ',' if not loop.last }}
            {%- endfor %}
        from
            read_csv(
                '{{ env_var("DOICHIEU_INPUTS", "seeds") }}/reference/{{ model.name }}.csv',
                {{ var('reference_format') }}
            )
    {%- endset -%}
    {# The file is read before `main`: dbt writes what `main` ran to its folder of compiled files,
       which for a seed with an absolute path is the seed's own path. #}
    {%- call statement('load') -%}{{ query }}{%- endcall -%}
    {%- call noop_statement('main', 'OK') -%}{{ query }}{%- endcall -%}
    {# dbt asks for this table afterwards, only to show it. #}
    {%- do store_result('agate_table', response='OK') -%}
    {%- do persist_docs(relation, model) -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
