{#
  How a print is read, from its characters to the quantity it speaks of: for the figures of the reports,
  and for what they would say had one of them been printed otherwise. Each macro is a chain of CTEs over
  a relation, `keys` being the columns that tell its rows apart.
#}

{# numbers: the value of a print, exactly, and how finely it was printed. Needs measure, qualifier,
   number_format and read_as. #}
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

{# As a whole number of its last places: a text is turned into a decimal of this size far more slowly. #}
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

{# readings: what a number stands for, half and wide, in the unit of the print. Needs what `numbers` has. #}
{% macro readings_of(relation, keys) -%}
{# Half-widths in exact decimals. Trailing zeros may be rounding only in a whole-number level. To round a
   decimal to this type is slow: it is left to the prints that have such zeros. Half of a last place comes out
   exact by way of a double too. #}
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

{# said: what a print says whatever its reading, as a level in the indicator's unit or as a plain ratio. Needs
   value and last_place of the number, what `measures` has, and unit_ratio. The sums are exact; a level in its
   own unit is then a double as it stands. #}
{% macro said_of(relation) -%}
said as (

    select
        *,
        case when spread = 0 then {{ scaled('cast(base + sign * value as double)', 'unit_ratio', 'divisor') }} end
            as said_value,
        {{ fifteen_digits("cast(last_place as double) / divisor * unit_ratio") }} as said_last_place
    from {{ relation }}

)
{%- endmacro %}

{# quantities: what a reading says, in the same way. Needs what `said` has, and lower and upper of a reading. #}
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
        said_value as value,
        {{ scaled('numerator_lower', 'unit_ratio', 'divisor') }} as lower,
        {{ scaled('numerator_upper', 'unit_ratio', 'divisor') }} as upper,
        cast(greatest(value - lower, upper - value) as double) / divisor * unit_ratio as width,
        said_last_place as last_place,
        {{ fifteen_digits("cast(upper - lower + spread as double) / divisor * unit_ratio") }} as span
    from numerators

)
{%- endmacro %}

{# The single edits that are tried, and how often a slip of each kind is met beside the others: rough
   shares, which only rank what the arithmetic allows. #}
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
