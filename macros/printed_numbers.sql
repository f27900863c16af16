{# How a printed number is read, from its characters to the quantity it states: for the figures of the
   reports and for the edits that may repair them. Each macro is a chain of CTEs over a relation; `keys`
   are the columns that identify its rows. #}

{# Ends in `numbers`: the exact value and how precisely it was printed. #}
{% macro numbers_of(relation, keys) -%}
plain_digits as (

    select
        {{ keys | join(', ') }},
        measure,
        qualifier,
        case number_format
            {%- for format, words in var('number_formats').items() %}
                when '{{ format }}'
                    then
                        case
                            when {{ matches_whole('read_as', words.pattern) }}
                                then
                                    replace(
                                        replace(replace(read_as, '{{ words.group }}', ''), '{{ words.decimal }}', '.'),
                                        '−', '-'
                                    )
                        end
            {%- endfor %}
        end as digits
    from {{ relation }}

),

places as (

    select
        *,
        case when digits like '%.%' then length(digits) - strpos(digits, '.') else 0 end as decimals,
        length(digits) - length(rtrim(digits, '0')) as trailing_zeros
    from plain_digits

),

{# An integer count of last places: casting a text to a decimal of this size is far slower. #}
counted as (

    select
        *,
        cast(replace(digits, '.', '') as bigint) as last_places,
        cast(power(10, -decimals) as {{ exact() }}) as last_place
    from places

),

numbers as (

    select
        {{ keys | join(', ') }},
        measure,
        qualifier,
        decimals,
        {# Only an edit may have more places than the type keeps. #}
        case
            when last_place > 0 then cast(last_places * last_place as {{ exact() }})
            else cast(digits as {{ exact() }})
        end as value,
        last_place,
        case
            when decimals = 0 and last_places != 0 then cast(power(10, trailing_zeros) as {{ exact() }})
            else last_place
        end as zero_step
    from counted

)
{%- endmacro %}

{# Ends in `readings`: the half and the wide interval of a number, in the unit of the figure. #}
{% macro readings_of(relation, keys) -%}
{# Half-widths in exact decimals. Trailing zeros may be rounding only in a whole-number level. Rounding to
   this decimal type is slow, so only numbers with such zeros need it; half of a last place is exact as a
   double too. #}
widths as (

    select
        *,
        cast(0.5 * cast(last_place as double) as {{ exact() }}) as half_width,
        case
            when zero_step > last_place and measure in ('level', 'plan_level', 'prior_level')
                then
                    greatest(
                        last_place,
                        least(cast(zero_step * 0.5 as {{ exact() }}), cast(abs(value) * 0.01 as {{ exact() }}))
                    )
            else last_place
        end as wide_width,
        case
            when zero_step > last_place
                then greatest(last_place, least(zero_step, cast(abs(value) * 0.1 as {{ exact() }})))
            else last_place
        end as qualified_width
    from {{ relation }}

),

two_widths as (

    select
        *,
        'half' as reading,
        half_width as width
    from widths

    union all

    select
        *,
        'wide' as reading,
        wide_width as width
    from widths

),

readings as (

    select
        {{ keys | join(', ') }},
        reading,
        value - case
            when qualifier in ('nearly', 'about') then qualified_width
            when qualifier = 'over' then 0
            else width
        end as lower,
        value + case
            when qualifier in ('over', 'about') then qualified_width
            when qualifier = 'nearly' then 0
            else width
        end as upper
    from two_widths

)
{%- endmacro %}

{# The marks of a number format. #}
{% macro decimal_mark(number_format) -%}
    case {{ number_format }} {% for format, words in var('number_formats').items() -%}
    when '{{ format }}' then '{{ words.decimal }}' {% endfor %}end
{%- endmacro %}

{% macro group_mark(number_format) -%}
    case {{ number_format }} {% for format, words in var('number_formats').items() -%}
    when '{{ format }}' then '{{ words.group }}' {% endfor %}end
{%- endmacro %}

{# The CTE `stated`: the value that a figure states, as a level in the indicator's unit or as a plain ratio.
   The sums are exact decimals, so a level in its own unit is rounded to a double once. #}
{% macro stated_values(relation) -%}
stated as (

    select
        *,
        case when spread = 0 then {{ scaled('cast(base + sign * value as double)', 'unit_ratio', 'divisor') }} end
            as stated_value,
        {{ fifteen_digits("cast(last_place as double) / divisor * unit_ratio") }} as stated_last_place
    from {{ relation }}

)
{%- endmacro %}

{# Ends in `quantities`: the interval of a reading, converted in the same way. #}
{% macro quantities_of(relation, keys) -%}
numerators as (

    select
        *,
        cast(base + least(sign * lower, sign * upper) as double) as numerator_lower,
        cast(base + greatest(sign * lower, sign * (upper + spread)) as double) as numerator_upper
    from {{ relation }}

),

quantities as (

    select
        {{ keys | join(', ') }},
        stated_value as value,
        {{ scaled('numerator_lower', 'unit_ratio', 'divisor') }} as lower,
        {{ scaled('numerator_upper', 'unit_ratio', 'divisor') }} as upper,
        cast(greatest(value - lower, upper - value) as double) / divisor * unit_ratio as width,
        stated_last_place as last_place,
        {{ fifteen_digits("cast(upper - lower + spread as double) / divisor * unit_ratio") }} as span
    from numerators

)
{%- endmacro %}

{# The single edits that are tried, and how common each kind of misprint is: rough shares, which only rank
   the candidates. #}
{% macro kinds_of_edit() -%}
    {%- for edit, weight in {
        'digit replaced': 0.35, 'digits swapped': 0.25, 'digit inserted': 0.1, 'digit dropped': 0.1,
        'mark moved': 0.06, 'direction turned': 0.04, 'rows swapped': 0.04, 'columns swapped': 0.02,
        '×10': 0.01, '÷10': 0.01, '×1000': 0.01, '÷1000': 0.01,
    }.items() %}
        select
            '{{ edit }}' as edit,
            cast({{ weight }} as double) as weight
        {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
