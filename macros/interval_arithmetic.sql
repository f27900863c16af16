{# Arithmetic on closed intervals of doubles. An unbounded side is an infinity in the models and null in the
   marts. #}

{% macro infinity() -%}
    cast('infinity' as double)
{%- endmacro %}

{# Lower end of [a_lower, a_upper] / [b_lower, b_upper]; unbounded where the divisor reaches zero. A quotient
   is monotone in each argument where the divisor keeps its sign, so its ends lie at corners. Plans and bases
   are positive: a positive level over a rate whose interval reaches below zero shows that the rate is not
   negative, and so still gives a least base. #}
{% macro quotient_lower(a_lower, a_upper, b_lower, b_upper) -%}
    case
        when {{ b_lower }} > 0 then least({{ a_lower }} / {{ b_lower }}, {{ a_lower }} / {{ b_upper }})
        when {{ b_upper }} < 0 then least({{ a_upper }} / {{ b_lower }}, {{ a_upper }} / {{ b_upper }})
        when {{ b_upper }} > 0 and {{ a_lower }} >= 0 then {{ a_lower }} / {{ b_upper }}
        else -{{ infinity() }}
    end
{%- endmacro %}

{% macro quotient_upper(a_lower, a_upper, b_lower, b_upper) -%}
    case
        when {{ b_lower }} > 0 then greatest({{ a_upper }} / {{ b_lower }}, {{ a_upper }} / {{ b_upper }})
        when {{ b_upper }} < 0 then greatest({{ a_lower }} / {{ b_lower }}, {{ a_lower }} / {{ b_upper }})
        when {{ b_upper }} > 0 and {{ b_lower }} >= 0 and {{ a_upper }} < 0 then {{ a_upper }} / {{ b_upper }}
        else {{ infinity() }}
    end
{%- endmacro %}

{# An end of the quotient of two intervals by the names of their columns, which end in `_lower` and `_upper`; null where
   one of them is. #}
{% macro quotient(end, a, b) -%}
    case
        when {{ a }}_lower is not null and {{ b }}_lower is not null
            then {{ (quotient_lower if end == 'lower' else quotient_upper)(
                a ~ '_lower', a ~ '_upper', b ~ '_lower', b ~ '_upper'
            ) }}
    end
{%- endmacro %}

{# Ends of the product of two intervals: the least and the greatest of the four corners. #}
{% macro product_lower(a_lower, a_upper, b_lower, b_upper) -%}
    least({{ corners(a_lower, a_upper, b_lower, b_upper) }})
{%- endmacro %}

{% macro product_upper(a_lower, a_upper, b_lower, b_upper) -%}
    greatest({{ corners(a_lower, a_upper, b_lower, b_upper) }})
{%- endmacro %}

{# Zero times an unbounded side is zero here, because the zero is exact. #}
{% macro corners(a_lower, a_upper, b_lower, b_upper) -%}
    {%- for a in [a_lower, a_upper] -%}
        {%- for b in [b_lower, b_upper] -%}
            case when {{ a }} = 0 or {{ b }} = 0 then 0 else {{ a }} * {{ b }} end
            {%- if not loop.last %}, {% endif -%}
        {%- endfor -%}
        {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{# The distance between two intervals; zero or less where they overlap. #}
{% macro distance(a_lower, a_upper, b_lower, b_upper) -%}
    greatest({{ a_lower }} - {{ b_upper }}, {{ b_lower }} - {{ a_upper }})
{%- endmacro %}

{# The largest distance that rounding to doubles can put between two sides, from the sum of the absolute values of
   all terms. Printed levels have one rounding each and a compensated sum, so that half a unit of the fifteenth
   digit still counts; quotients have a few roundings more. #}
{% macro double_tolerance(magnitude, is_printed_level) -%}
    case when {{ is_printed_level }} then 2.3e-16 else 2e-15 end * ({{ magnitude }})
{%- endmacro %}

{# The difference of two numbers that are read from figures; zero where they are equal decimals whose doubles differ,
   because one was converted from another unit. #}
{% macro difference(a, b) -%}
    case
        when abs({{ a }} - {{ b }}) <= {{ double_tolerance('abs(' ~ a ~ ') + abs(' ~ b ~ ')', 'false') }} then 0
        else {{ a }} - {{ b }}
    end
{%- endmacro %}

{# The greater absolute value of an interval's ends, unbounded ends left out. #}
{% macro size(lower, upper) -%}
    greatest(
        case when isfinite({{ lower }}) then abs({{ lower }}) else 0 end,
        case when isfinite({{ upper }}) then abs({{ upper }}) else 0 end
    )
{%- endmacro %}

{# True where two derived intervals, columns `lower` and `upper` behind a prefix each, overlap or touch: their distance
   is at most what rounding to doubles can put between touching ends, less than any printed place. #}
{% macro overlap(a, b) -%}
    {{ distance(a ~ 'lower', a ~ 'upper', b ~ 'lower', b ~ 'upper') }}
    <= {{ double_tolerance(size(a ~ 'lower', a ~ 'upper'), 'false') }}
{%- endmacro %}

{# An end as a mart shows it: null where it is unbounded. #}
{% macro bound(expression) -%}
    case when isfinite({{ expression }}) then {{ expression }} end
{%- endmacro %}

{# The tighter of two ends as a mart shows it; null where the joint problem has no solution, and where the two intervals
   have no point in common: a decrease by more than a hundred percent is in no joint problem. Where several bounds leave
   one point, rounding may put the lower end a last digit above the upper one: it is then that one. #}
{% macro tightened(end, plain, joint) -%}
    {%- set upper = 'least(' ~ plain ~ 'upper, ' ~ joint ~ 'upper)' -%}
    {%- set lower = 'greatest(' ~ plain ~ 'lower, ' ~ joint ~ 'lower)' -%}
    case
        when {{ joint }}{{ end }} is not null and {{ lower }} <= {{ upper }} + 1e-9 * greatest(abs({{ upper }}), 1)
            then {{ bound('least(' ~ lower ~ ', ' ~ upper ~ ')' if end == 'lower' else upper) }}
    end
{%- endmacro %}

{# True for an interval unbounded on both sides. #}
{% macro is_open(lower, upper) -%}
    coalesce({{ lower }} = -{{ infinity() }} and {{ upper }} = {{ infinity() }}, false)
{%- endmacro %}

{# The coarsest of a step, its tenth, its hundredth and so on that has a multiple in the interval; the step
   itself where the interval is unbounded. #}
{% macro coarsest_step(lower, upper, step) -%}
    case
        when not isfinite({{ lower }}) or not isfinite({{ upper }}) then {{ step }}
        {%- for power in range(13) %}
            {%- set tenths = 10 ** power %}
            when
                floor({{ upper }} * {{ tenths }} / {{ step }} + 1e-9)
                >= ceil({{ lower }} * {{ tenths }} / {{ step }} - 1e-9)
                then {{ step }} / {{ tenths }}
        {%- endfor %}
        else {{ step }} / 1e12
    end
{%- endmacro %}

{# True where a plan or a base may be negative: its own figure decides; without one, the level and the rate do. Without
   a printed level neither is taken to be negative. #}
{% macro may_be_negative(printed_lower, level_lower, rate_upper) -%}
    coalesce(
        {{ printed_lower }} < 0,
        {{ level_lower }} < 0 or ({{ level_lower }} is not null and {{ rate_upper }} < 0),
        false
    )
{%- endmacro %}

{# The sign of an interval: 0 where it contains both signs, 1 where it is unknown. #}
{% macro sign_of(lower, upper) -%}
    case when {{ lower }} is null or {{ lower }} >= 0 then 1 when {{ upper }} <= 0 then -1 else 0 end
{%- endmacro %}
