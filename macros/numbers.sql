{# Functions of one database, behind dispatch: see docs/decisions/engines.md. #}

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
    {# Compensation turns an infinite term into not-a-number. Threads and parts pass the terms in any order, and the
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

{# A power of ten as a whole number. #}
{% macro power_of_ten(exponent) -%}
    cast(power(10, {{ exponent }}) as bigint)
{%- endmacro %}

{# The double nearest to the quotient of two whole numbers. A double keeps a whole number up to 2^53; a greater one is
   divided in two steps, and only a multiple of a few last places is rounded. #}
{% macro quotient_of_whole_numbers(dividend, divisor) -%}
    case
        when abs({{ dividend }}) <= 9007199254740992 then ({{ dividend }}) / ({{ divisor }})
        else ({{ dividend }}) // ({{ divisor }}) + ({{ dividend }}) % ({{ divisor }}) / ({{ divisor }})
    end
{%- endmacro %}

{# The file's name below the inputs' folder; another than CSV was copied as text beside its name. #}
{% macro source_file(path) -%}
    'figures/' || regexp_replace(regexp_replace({{ path }}, '^.*[/\\]', ''), '\.(parquet|xlsx)\.csv$', '.\1')
{%- endmacro %}
