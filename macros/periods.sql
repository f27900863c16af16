{# The number of years between a period and the one that a basis compares it with; null where it is not years. #}
{% macro years_back(basis, start_date) -%}
    case
        when {{ basis }} = '' then 1
        when {{ matches_whole(basis, var('base_year_format')) }}
            then cast(year({{ start_date }}) - cast(right({{ basis }}, 4) as integer) as integer)
    end
{%- endmacro %}

{# The name of a period of whole months; any other is named by its last day. #}
{% macro period_name(start_date, end_date) -%}
    case
        when {{ start_date }} = {{ end_date }} then strftime({{ end_date }}, '%Y-%m-%d')
        when {{ end_date }} != last_day({{ end_date }}) then strftime({{ end_date }}, '%Y-YTD-%m-%d')
        when year({{ start_date }}) != year({{ end_date }}) and month({{ start_date }}) = 1
            then strftime({{ start_date }}, '%Y') || '..' || strftime({{ end_date }}, '%Y')
        when year({{ start_date }}) != year({{ end_date }})
            then strftime({{ start_date }}, '%Y-%m') || '/' || strftime({{ end_date }}, '%Y-%m')
        when month({{ start_date }}) = 1 and month({{ end_date }}) = 12 then strftime({{ start_date }}, '%Y')
        when month({{ start_date }}) = month({{ end_date }})
            then strftime({{ start_date }}, '%Y-%m')
        when month({{ end_date }}) - month({{ start_date }}) = 5 and month({{ end_date }}) % 6 = 0
            then strftime({{ start_date }}, '%Y') || '-H' || (month({{ end_date }}) // 6)
        when month({{ end_date }}) - month({{ start_date }}) = 2 and month({{ end_date }}) % 3 = 0
            then strftime({{ start_date }}, '%Y') || '-Q' || (month({{ end_date }}) // 3)
        when month({{ start_date }}) = 1 then strftime({{ start_date }}, '%Y') || '-' || month({{ end_date }}) || 'M'
        else strftime({{ start_date }}, '%Y-%m') || '/' || strftime({{ end_date }}, '%Y-%m')
    end
{%- endmacro %}
