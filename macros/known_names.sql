{# Names that a question is asked with: a name that the release does not have is an error, and the error has the
   nearest that it has. #}

{# What a parameter of a question names: the noun, the table, its key, and the names by which a reader may know a row. #}
{% macro named_by(parameter) -%}
    {%- set names = ["name_en", "name_vi"] -%}
    {%- set indicator = {"noun": "indicator", "table": "indicators", "key": "indicator_id", "names": names} -%}
    {{- return({
        "report": {"noun": "report", "table": "reports", "key": "report_id", "names": ["title"]},
        "indicator": indicator,
        "total": indicator,
        "period": {"noun": "period", "table": "stg_periods", "key": "period_id", "names": []},
        "territory": {"noun": "territory", "table": "territories", "key": "territory_id", "names": names},
    }[parameter]) -}}
{%- endmacro %}

{# The condition that a column has the value of a parameter; null is every value. The subquery lets DuckDB read only the
   rows of the value, as a literal does, and is evaluated also where there are none. #}
{% macro is_asked(column, parameter, value) -%}
    {%- set is_literal = value == "null" or value.startswith("'") -%}
    {%- set known = value if is_literal else "(select marts.known_" ~ named_by(parameter).noun ~ "(" ~ value ~ "))" -%}
    ({{ value }} is null or {{ column }} = {{ known }})
{%- endmacro %}

{# Whether the table of a reference exists. #}
{% macro exists_now(relation) -%}
    {{ return(adapter.get_relation(relation.database, relation.schema, relation.identifier) is not none) }}
{%- endmacro %}

{# Functions of DuckDB that return a name that the release has and refuse another, with the nearest three by key or name.
   Where the name is right nothing is compared. Names are compared without accents: how well they agree from the
   beginning, how few edits lead from one to the other, and whether one contains what was asked; of the catalogue's
   names those with figures in the release are nearer. #}
{% macro name_functions() -%}
    create or replace macro marts.unaccented(name) as
        regexp_replace(replace(lower(strip_accents(cast(name as varchar))), 'đ', 'd'), '[^a-z0-9]+', ' ', 'g');


    create or replace macro marts.nearness(name, asked) as
        jaro_winkler_similarity(name, asked)
        - damerau_levenshtein(name, asked) / greatest(length(name), length(asked), 1)
        + cast(contains(name, asked) as integer);
    {%- for parameter in ("report", "indicator", "period", "territory") %}
        {%- set named = named_by(parameter) %}
        {%- set table = ref(named.table) %}
        {%- set is_known = "exists (select 1 from " ~ table.include(database=false) ~ " where " ~ named.key
            ~ " = cast(asked as varchar))" %}
        {%- if exists_now(table) and exists_now(ref("figures")) %}

        create or replace macro marts.known_{{ named.noun }}(asked) as (
            case
                when asked is null or {{ is_known }} then cast(asked as varchar)
                else error(
                    'There is no {{ named.noun }} ''' || asked || ''' in this release. The nearest: '
                    || (
                        select string_agg(shown, ', ' order by nearness desc, shown asc)
                        from (
                            select
                                {{ named.key }}
                                {%- if named.names %} || coalesce(' (' || {{ named.names[0] }} || ')', ''){% endif %} as shown,
                                greatest(
                                    {%- for column in [named.key] + named.names %}
                                        marts.nearness(marts.unaccented({{ column }}), marts.unaccented(asked))
                                        {{- "," if not loop.last }}
                                    {%- endfor %}
                                )
                                {%- if "name_en" in named.names %}
                                + cast(
                                    {{ named.key }} in (
                                        select {{ named.key }} from {{ ref("figures").include(database=false) }}
                                        where not {{ is_known }}
                                    ) as integer
                                )
                                {%- endif %} as nearness
                            from {{ table.include(database=false) }}
                            where not {{ is_known }}
                            order by nearness desc, shown asc
                            limit 3
                        )
                    )
                    || '.'
                )
            end
        );
        {%- endif %}
    {%- endfor %}
{%- endmacro %}
