{#
  Arithmetic on closed intervals of doubles. An unbounded side is an infinity between the
  models and null in the marts.
#}

{% macro infinity() -%}
    cast('infinity' as double)
{%- endmacro %}

{# Lower end of [a_lower, a_upper] / [b_lower, b_upper]; unbounded where the divisor reaches
   zero. A quotient is monotone in each argument where the divisor keeps its sign, so its ends
   lie at corners. Plans and bases are above zero: over a rate whose reading reaches below zero, a
   level above zero still tells that the rate is not below, and a least base follows. #}
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

{# Ends of the product of two intervals: the least and the greatest of the four corners. #}
{% macro product_lower(a_lower, a_upper, b_lower, b_upper) -%}
    least({{ corners(a_lower, a_upper, b_lower, b_upper) }})
{%- endmacro %}

{% macro product_upper(a_lower, a_upper, b_lower, b_upper) -%}
    greatest({{ corners(a_lower, a_upper, b_lower, b_upper) }})
{%- endmacro %}

{# Zero times an unbounded side is zero here: the interval's own zero is exact. #}
{% macro corners(a_lower, a_upper, b_lower, b_upper) -%}
    {%- for a in [a_lower, a_upper] -%}
        {%- for b in [b_lower, b_upper] -%}
            case when {{ a }} = 0 or {{ b }} = 0 then 0 else {{ a }} * {{ b }} end
            {%- if not loop.last %}, {% endif -%}
        {%- endfor -%}
        {%- if not loop.last %}, {% endif -%}
    {%- endfor -%}
{%- endmacro %}

{# How far apart two intervals are; zero or less where they overlap. #}
{% macro distance(a_lower, a_upper, b_lower, b_upper) -%}
    greatest({{ a_lower }} - {{ b_upper }}, {{ b_lower }} - {{ a_upper }})
{%- endmacro %}

{# True where two intervals have a point in common. Touching is meeting: doubles may part ends that
   touch by a few units of their last digit, which is less than any printed place. `tolerance` is
   that much. #}
{% macro meet(a_lower, a_upper, b_lower, b_upper, tolerance) -%}
    {{ distance(a_lower, a_upper, b_lower, b_upper) }} <= {{ tolerance }}
{%- endmacro %}

{# What rounding to doubles can move two sides apart, given the sum of the sizes of all that entered:
   printed levels enter with one rounding each and are added with compensation, so that half a unit
   of the fifteenth digit is still seen; what went through quotients has a few more. #}
{% macro double_tolerance(magnitude, is_printed_level) -%}
    case when {{ is_printed_level }} then 2.3e-16 else 2e-15 end * ({{ magnitude }})
{%- endmacro %}

{# The greater of an interval's ends in size, an unbounded end left out. #}
{% macro size(lower, upper) -%}
    greatest(
        case when isfinite({{ lower }}) then abs({{ lower }}) else 0 end,
        case when isfinite({{ upper }}) then abs({{ upper }}) else 0 end
    )
{%- endmacro %}

{# The bound as a mart shows it: null where it is unbounded. #}
{% macro bound(expression) -%}
    case when isfinite({{ expression }}) then {{ expression }} end
{%- endmacro %}

{# The nearer of two bounds, as a mart shows it; null where the joint problem has no solution to bound. #}
{% macro tightened(nearer, plain, joint) -%}
    case when {{ joint }} is not null then {{ bound(nearer ~ '(' ~ plain ~ ', ' ~ joint ~ ')') }} end
{%- endmacro %}

{# True for an interval without any end. #}
{% macro is_open(lower, upper) -%}
    coalesce({{ lower }} = -{{ infinity() }} and {{ upper }} = {{ infinity() }}, false)
{%- endmacro %}

{# The coarsest of a step, its tenth, its hundredth and so on of which a multiple lies in the interval;
   the step itself where the interval has no end. #}
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

{# The sign of what lies in an interval: 0 where it may have either, 1 where nothing is known of it. #}
{% macro sign_of(lower, upper) -%}
    case when {{ lower }} is null or {{ lower }} >= 0 then 1 when {{ upper }} <= 0 then -1 else 0 end
{%- endmacro %}
