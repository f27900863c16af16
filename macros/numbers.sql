{# Functions of one engine, behind dispatch: see docs/decisions/engines.md. #}

{# True where the whole text matches the pattern. #}
{% macro matches_whole(text, pattern) -%}
    {{ return(adapter.dispatch('matches_whole', 'doichieu')(text, pattern)) }}
{%- endmacro %}

{% macro default__matches_whole(text, pattern) -%}
    {{ text }} ~ '^({{ pattern }})$'
{%- endmacro %}

{% macro duckdb__matches_whole(text, pattern) -%}
    regexp_full_match({{ text }}, '{{ pattern }}')
{%- endmacro %}

{# A sum of doubles with compensated rounding: its error does not grow with the number of terms, and equal terms in
   any order have the same sum. #}
{% macro compensated_sum(expression) -%}
    {{ return(adapter.dispatch('compensated_sum', 'doichieu')(expression)) }}
{%- endmacro %}

{% macro default__compensated_sum(expression) -%}
    sum({{ expression }})
{%- endmacro %}

{% macro duckdb__compensated_sum(expression) -%}
    {# Compensation turns an infinite term into not-a-number. Threads and shards pass the terms in any order, and the
       last digit of a compensated sum depends on it; sorted lists take a third of the time of an ordered aggregate. #}
    case
        when bool_or(isinf({{ expression }})) then sum({{ expression }})
        else list_aggregate(list_sort(list({{ expression }})), 'fsum')
    end
{%- endmacro %}

{# The double nearest to the decimal with this number of significant digits. #}
{% macro significant(expression, digits) -%}
    {{ return(adapter.dispatch('significant', 'doichieu')(expression, digits)) }}
{%- endmacro %}

{% macro default__significant(expression, digits) -%}
    {{ expression }}
{%- endmacro %}

{% macro duckdb__significant(expression, digits) -%}
    cast(printf('%.{{ digits }}g', {{ expression }}) as double)
{%- endmacro %}

{# Removes the binary noise after the last printed place. #}
{% macro fifteen_digits(expression) -%}
    {{ significant(expression, 15) }}
{%- endmacro %}

{# A double in another scale, as the decimal that a person would write. In the same scale it is unchanged;
   a level in another unit keeps a sixteenth digit, for half a unit of its fifteenth. #}
{% macro scaled(expression, factor, divisor) -%}
    case
        when {{ divisor }} != 1 then {{ significant(expression ~ ' / ' ~ divisor ~ ' * ' ~ factor, 15) }}
        when {{ factor }} != 1 then {{ significant(expression ~ ' * ' ~ factor, 16) }}
        else {{ expression }}
    end
{%- endmacro %}

{# Keeps every printed figure and half a unit of its last place exactly. #}
{% macro exact() -%}
    decimal(38, 12)
{%- endmacro %}

{# The file's name below the inputs' folder; another than CSV was copied as text beside its name. #}
{% macro source_file(path) -%}
    'figures/' || regexp_replace(regexp_replace({{ path }}, '^.*[/\\]', ''), '\.(parquet|xlsx)\.csv$', '.\1')
{%- endmacro %}
