{# The measures of the vocabulary as a relation, one row per measure. #}
{% macro measures_table() -%}
    {%- for measure, words in var('measures').items() %}
        select
            '{{ measure }}' as measure,
            '{{ words.quantity }}' as quantity,
            '{{ words.unit }}' as unit_kind,
            cast({{ words.sign }} as bigint) as sign,
            cast({{ words.base }} as bigint) as base,
            cast({{ words.divisor }} as bigint) as divisor,
            cast({{ words.spread }} as bigint) as spread
        {{ 'union all' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# The measures whose column `basis` has values of one kind. #}
{% macro measures_of_basis(kind) -%}
    {%- set found = [] -%}
    {%- for measure, words in var('measures').items() if words.basis == kind -%}
        {%- do found.append(measure) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{# Words as a list of SQL strings. #}
{% macro quoted(words) -%}
    '{{ words | join("', '") }}'
{%- endmacro %}
