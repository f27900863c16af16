{# What only one engine understands, behind dispatch: see docs/decisions. #}

{# True where the whole of the text matches the pattern. #}
{% macro matches_whole(text, pattern) -%}
    {{ return(adapter.dispatch('matches_whole', 'doichieu')(text, pattern)) }}
{%- endmacro %}

{% macro default__matches_whole(text, pattern) -%}
    {{ text }} ~ '^({{ pattern }})$'
{%- endmacro %}

{% macro duckdb__matches_whole(text, pattern) -%}
    regexp_full_match({{ text }}, '{{ pattern }}')
{%- endmacro %}

{# A sum of doubles with compensated rounding: its error does not grow with the number of terms. #}
{% macro compensated_sum(expression) -%}
    {{ return(adapter.dispatch('compensated_sum', 'doichieu')(expression)) }}
{%- endmacro %}

{% macro default__compensated_sum(expression) -%}
    sum({{ expression }})
{%- endmacro %}

{% macro duckdb__compensated_sum(expression) -%}
    {# Compensation turns an infinite term into not-a-number. #}
    case
        when bool_or(isinf({{ expression }})) then sum({{ expression }})
        else fsum({{ expression }})
    end
{%- endmacro %}

{# The double nearest to the decimal of fifteen significant digits: takes away what binary
   arithmetic added behind the last printed place. #}
{% macro fifteen_digits(expression) -%}
    {{ return(adapter.dispatch('fifteen_digits', 'doichieu')(expression)) }}
{%- endmacro %}

{% macro default__fifteen_digits(expression) -%}
    {{ expression }}
{%- endmacro %}

{% macro duckdb__fifteen_digits(expression) -%}
    cast(printf('%.15g', {{ expression }}) as double)
{%- endmacro %}

{# A double brought to another scale: the decimal that a person would write, not the binary noise of
   the product. Where the scale stays, the double stays. #}
{% macro scaled(expression, factor, divisor) -%}
    case
        when {{ factor }} = 1 and {{ divisor }} = 1 then {{ expression }}
        else {{ fifteen_digits(expression ~ ' / ' ~ divisor ~ ' * ' ~ factor) }}
    end
{%- endmacro %}

{# The type that keeps every printed figure and half a unit of its last place exactly. #}
{% macro exact() -%}
    decimal(38, 12)
{%- endmacro %}

{# The file's name below the inputs' folder; a parquet file was copied as text beside its name. #}
{% macro source_file(path) -%}
    'figures/' || replace(regexp_replace({{ path }}, '^.*[/\\]', ''), '.parquet.csv', '.parquet')
{%- endmacro %}
