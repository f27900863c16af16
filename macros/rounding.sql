{# Numbers rounded for reading, for the questions of the shell: the rule of doichieu/base/formats.py. The marts keep
   every digit of their doubles. #}

{# What a function below makes of its arguments, of which `number` is the one to round. #}
{% macro shown_by(function, number, arguments) -%}
    {{ return(adapter.dispatch('shown_by', 'doichieu')(function, number, arguments)) }}
{%- endmacro %}

{% macro default__shown_by(function, number, arguments) -%}
    {{ number }}
{%- endmacro %}

{% macro duckdb__shown_by(function, number, arguments) -%}
    marts.{{ function }}({{ arguments | join(', ') }})
{%- endmacro %}

{# Both ends of an interval as columns of the same names, rounded outward to two or three digits of its width. #}
{% macro shown_ends(interval) -%}
    {%- set ends = [interval ~ '_lower', interval ~ '_upper'] -%}
    {%- set name = interval.split('.') | last -%}
    {{ shown_by('shown_lower', ends[0], ends) }} as {{ name }}_lower,
    {{ shown_by('shown_upper', ends[1], ends) }} as {{ name }}_upper
{%- endmacro %}

{# A number that is no end of an interval, and no printed one. #}
{% macro shown(value) -%}
    {{ shown_by('shown', value, [value]) }}
{%- endmacro %}

{# The distance of two intervals, rounded down. #}
{% macro shown_distance(gap) -%}
    {{ shown_by('shown_distance', gap, [gap]) }}
{%- endmacro %}

{# A factor such as a severity, rounded up. #}
{% macro shown_factor(factor) -%}
    {{ shown_by('shown_factor', factor, [factor]) }}
{%- endmacro %}

{# The functions that the questions call, as statements that create them in the warehouse. DuckDB puts the formula of an
   argument wherever a function uses it, and functions of functions grow by multiplication: so what one uses more than
   once is the element of a list of one, which a lambda receives. #}
{% macro rounding_functions() -%}
    create schema if not exists marts;

    create or replace macro marts.power_of_ten(power) as cast('1e' || power as double);

    -- The least power of ten that is not below a number, from 10^-15 on; the logarithm may be off by its last digit.
    create or replace macro marts.magnitude(number) as
        case
            when abs(number) <= 1e-15 then -15
            when abs(number) > 1e40 then 41
            else list_transform(
                [cast(ceil(log10(abs(number))) as integer)],
                lambda power_:
                    power_
                    - cast(abs(number) <= marts.power_of_ten(power_ - 1) as integer)
                    + cast(abs(number) > marts.power_of_ten(power_) as integer)
            )[1]
        end;

    -- The decimals with which a number is still a whole one in its last place.
    create or replace macro marts.most_decimals(number) as
        case
            when abs(number) > 4e15 then 15 - marts.magnitude(number)
            else least(15, 15 - marts.magnitude(number / 4))
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

    -- A bound that is a short decimal apart from its binary representation stays as it is; any other becomes `whole`.
    create or replace macro marts.rounded_bound(number, decimals, scaled, whole) as
        marts.scaled_down(
            case
                when
                    decimals >= 0
                    and (
                        marts.scaled_down(round(scaled), decimals) = number
                        or abs(scaled - round(scaled)) <= least(1e-3, greatest(1e-12, 1e-14 * abs(scaled)))
                    )
                    then round(scaled)
                -- No zero has a sign: the sum of both is the one without.
                else whole + 0.0
            end,
            decimals
        );

    create or replace macro marts.rounded_down(number, decimals) as
        list_transform(
            [marts.scaled_up(number, decimals)],
            lambda scaled_: marts.rounded_bound(number, decimals, scaled_, floor(scaled_))
        )[1];

    create or replace macro marts.rounded_up(number, decimals) as
        list_transform(
            [marts.scaled_up(number, decimals)],
            lambda scaled_: marts.rounded_bound(number, decimals, scaled_, ceil(scaled_))
        )[1];

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
        list_transform(
            [marts.decimals_of_ends(lower_end, upper_end)],
            lambda decimals_: marts.rounded_down(lower_end, decimals_)
        )[1];

    create or replace macro marts.shown_upper(lower_end, upper_end) as
        list_transform(
            [marts.decimals_of_ends(lower_end, upper_end)],
            lambda decimals_: marts.rounded_up(upper_end, decimals_)
        )[1];

    create or replace macro marts.in_full(number) as
        list_transform(
            [
                case
                    when abs(number) > 4e15 then 15 - marts.magnitude(number)
                    else least(9, greatest(0, 15 - marts.magnitude(number)))
                end
            ],
            lambda decimals_: marts.to_nearest(number, decimals_)
        )[1];

    create or replace macro marts.usual_decimals(number) as least(15, greatest(2, 3 - marts.magnitude(number)));

    create or replace macro marts.shown(number) as
        list_transform(
            [marts.in_full(number)],
            lambda in_full_:
                case
                    when
                        abs(in_full_ - number) <= 1e-9 * abs(number)
                        and (abs(number) > 1e11 or in_full_ = marts.to_nearest(in_full_, 4))
                        then in_full_
                    else marts.to_nearest(number, marts.usual_decimals(number))
                end
        )[1];

    create or replace macro marts.shown_distance(gap) as
        list_transform(
            [least(greatest(0, 5 - marts.magnitude(gap)), marts.most_decimals(gap))],
            lambda decimals_: marts.rounded_down(gap, decimals_)
        )[1];

    -- A factor beyond a thousand is known by its order of magnitude: one digit of it is shown.
    create or replace macro marts.shown_factor(factor) as
        list_transform(
            [case when factor > 1000 then 1 - marts.magnitude(factor) else 2 end],
            lambda decimals_: marts.rounded_up(factor, decimals_)
        )[1];
{%- endmacro %}
