{# Numbers rounded for reading, for the questions of the shell: the rule of doichieu/base/formats.py. The marts keep
   every digit of their doubles. #}

{# The lower end of an interval, rounded down to two or three digits of its width. #}
{% macro shown_lower(lower, upper) -%}
    {{ return(adapter.dispatch('shown_lower', 'doichieu')(lower, upper)) }}
{%- endmacro %}

{% macro default__shown_lower(lower, upper) -%}
    {{ lower }}
{%- endmacro %}

{% macro duckdb__shown_lower(lower, upper) -%}
    marts.shown_lower({{ lower }}, {{ upper }})
{%- endmacro %}

{# The upper end of an interval, rounded up to two or three digits of its width. #}
{% macro shown_upper(lower, upper) -%}
    {{ return(adapter.dispatch('shown_upper', 'doichieu')(lower, upper)) }}
{%- endmacro %}

{% macro default__shown_upper(lower, upper) -%}
    {{ upper }}
{%- endmacro %}

{% macro duckdb__shown_upper(lower, upper) -%}
    marts.shown_upper({{ lower }}, {{ upper }})
{%- endmacro %}

{# Both ends of an interval as columns of the same names. #}
{% macro shown_ends(interval) -%}
    {%- set lower, upper = interval ~ '_lower', interval ~ '_upper' -%}
    {%- set name = interval.split('.') | last -%}
    {{ shown_lower(lower, upper) }} as {{ name }}_lower,
    {{ shown_upper(lower, upper) }} as {{ name }}_upper
{%- endmacro %}

{# A number that is no end of an interval, and no printed one. #}
{% macro shown(value) -%}
    {{ return(adapter.dispatch('shown', 'doichieu')(value)) }}
{%- endmacro %}

{% macro default__shown(value) -%}
    {{ value }}
{%- endmacro %}

{% macro duckdb__shown(value) -%}
    marts.shown({{ value }})
{%- endmacro %}

{# The distance of two intervals, rounded down. #}
{% macro shown_distance(gap) -%}
    {{ return(adapter.dispatch('shown_distance', 'doichieu')(gap)) }}
{%- endmacro %}

{% macro default__shown_distance(gap) -%}
    {{ gap }}
{%- endmacro %}

{% macro duckdb__shown_distance(gap) -%}
    marts.shown_distance({{ gap }})
{%- endmacro %}

{# A factor such as a severity, rounded up. #}
{% macro shown_factor(factor) -%}
    {{ return(adapter.dispatch('shown_factor', 'doichieu')(factor)) }}
{%- endmacro %}

{% macro default__shown_factor(factor) -%}
    {{ factor }}
{%- endmacro %}

{% macro duckdb__shown_factor(factor) -%}
    marts.shown_factor({{ factor }})
{%- endmacro %}

{# The functions that the questions call, as statements that create them in the warehouse. #}
{% macro rounding_functions() -%}
    create schema if not exists marts;

    create or replace macro marts.power_of_ten(power) as cast('1e' || power as double);

    -- The least power of ten that is not below a number, from 10^-15 on; the logarithm may be off by its last digit.
    create or replace macro marts.magnitude(number) as
        case
            when abs(number) <= 1e-15 then -15
            when abs(number) > 1e40 then 41
            else
                cast(ceil(log10(abs(number))) as integer)
                - cast(
                    abs(number) <= marts.power_of_ten(cast(ceil(log10(abs(number))) as integer) - 1) as integer
                )
                + cast(abs(number) > marts.power_of_ten(cast(ceil(log10(abs(number))) as integer)) as integer)
        end;

    -- The decimals with which a number is still a whole one in its last place.
    create or replace macro marts.most_decimals(number) as
        case
            when abs(number) > 4e15 then 15 - marts.magnitude(number)
            else len(list_filter(
                [4e14, 4e13, 4e12, 4e11, 4e10, 4e9, 4e8, 4e7, 4e6, 4e5, 4e4, 4e3, 4e2, 4e1, 4e0],
                lambda whole: abs(number) <= whole
            ))
        end;

    create or replace macro marts.scaled_up(number, decimals) as
        case
            when decimals < 0 then number / marts.power_of_ten(-decimals)
            else number * marts.power_of_ten(decimals)
        end;

    create or replace macro marts.scaled_down(number, decimals) as
        case
            when decimals < 0 then number * marts.power_of_ten(-decimals)
            else number / marts.power_of_ten(decimals)
        end;

    create or replace macro marts.to_nearest(number, decimals) as
        marts.scaled_down(round(marts.scaled_up(number, decimals)), decimals);

    -- A bound that is a short decimal apart from its binary representation stays as it is.
    create or replace macro marts.is_short(number, decimals) as
        marts.to_nearest(number, decimals) = number
        or abs(marts.scaled_up(number, decimals) - round(marts.scaled_up(number, decimals)))
        <= least(1e-3, greatest(1e-12, 1e-14 * abs(marts.scaled_up(number, decimals))));

    create or replace macro marts.rounded_down(number, decimals) as
        marts.scaled_down(
            case
                when decimals >= 0 and marts.is_short(number, decimals)
                    then round(marts.scaled_up(number, decimals))
                else floor(marts.scaled_up(number, decimals))
            end,
            decimals
        );

    create or replace macro marts.rounded_up(number, decimals) as
        marts.scaled_down(
            case
                when decimals >= 0 and marts.is_short(number, decimals)
                    then round(marts.scaled_up(number, decimals))
                else ceil(marts.scaled_up(number, decimals))
            end,
            decimals
        );

    create or replace macro marts.greatest_end(one, other) as greatest(abs(one), abs(other), 0);

    create or replace macro marts.decimals_of_ends(one, other) as
        least(
            greatest(
                0,
                case
                    when other > one then 3 - marts.magnitude(other - one)
                    when marts.greatest_end(one, other) > 0
                        then greatest(3, 3 - marts.magnitude(marts.greatest_end(one, other)))
                    else 3
                end
            ),
            marts.most_decimals(marts.greatest_end(one, other))
        );

    create or replace macro marts.shown_lower(lower_end, upper_end) as
        marts.rounded_down(lower_end, marts.decimals_of_ends(lower_end, upper_end));

    create or replace macro marts.shown_upper(lower_end, upper_end) as
        marts.rounded_up(upper_end, marts.decimals_of_ends(lower_end, upper_end));

    create or replace macro marts.in_full(number) as
        marts.to_nearest(
            number,
            case
                when abs(number) > 4e15 then 15 - marts.magnitude(number)
                else least(9, greatest(0, 15 - marts.magnitude(number)))
            end
        );

    create or replace macro marts.shown(number) as
        case
            when
                abs(marts.in_full(number) - number) <= 1e-9 * abs(number)
                and (abs(number) > 1e11 or marts.in_full(number) = marts.to_nearest(marts.in_full(number), 4))
                then marts.in_full(number)
            else marts.to_nearest(number, least(15, greatest(2, 3 - marts.magnitude(number))))
        end;

    create or replace macro marts.shown_distance(gap) as
        marts.rounded_down(gap, least(greatest(0, 5 - marts.magnitude(gap)), marts.most_decimals(gap)));

    create or replace macro marts.shown_factor(factor) as
        marts.rounded_up(factor, least(2, marts.most_decimals(factor)));
{%- endmacro %}
