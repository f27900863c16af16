{# How a reference table is loaded: with the columns and types that its YAML lists, so that none is
   guessed. dbt's own way takes the types from a second list, and would read `51,49` as 5149. #}
{% materialization seed, adapter='duckdb' %}
    {%- set relation = this.incorporate(type='table') -%}
    {# dbt asks for this table when the seed is loaded; it is only for showing. #}
    {%- do store_result('agate_table', response='OK') -%}
    {%- call statement('main') -%}
        create or replace table {{ this }} as
        select
            {%- for column in model.columns.values() %}
            cast({{ column.name }} as {{ column.data_type }}) as {{ column.name }}
            {{- ',' if not loop.last }}
            {%- endfor %}
        from
            read_csv(
                '{{ env_var("DOICHIEU_INPUTS", "seeds") }}/reference/{{ model.name }}.csv',
                all_varchar = true, header = true, delim = ',', quote = '"', escape = '"'
            )
    {%- endcall -%}
    {%- do persist_docs(relation, model) -%}
    {%- do adapter.commit() -%}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
