{# How a printed number is read, from its characters to the quantity it states: for the figures of the
   reports and for the edits that may repair them. Each macro is a chain of CTEs over a relation; `keys`
   are the columns that identify its rows. #}

{# Ends in `numbers`: the exact value and how precisely it was printed; of a range, the same for its upper number
   too. The relation gives `is_count`: whether the figure counts things one by one. #}
{% macro numbers_of(relation, keys) -%}
{% set ends = {'': 'lower_digits', 'upper_': 'upper_digits'} %}
plain_digits as (

    select
        {{ keys | join(', ') }},
        measure,
        qualifier,
        is_count,
        case number_format
            {%- for format, words in var('number_formats').items() %}
                when '{{ format }}'
                    then
                        case
                            when {{ matches_whole('read_as', range_or_number(words.pattern)) }}
                                then {{ plain_marks('read_as', words) }}
                        end
            {%- endfor %}
        end as digits
    from {{ relation }}

),

{# After a sign, only the mark of a range is a dash. #}
two_numbers as (

    select
        *,
        strpos(substr(digits, 2), '-') as dash
    from plain_digits

),

digits_of_both as (

    select
        *,
        case when dash > 0 then left(digits, dash) else digits end as lower_digits,
        case when dash > 0 then substr(digits, dash + 2) end as upper_digits
    from two_numbers

),

places as (

    select
        *
        {%- for end_, digits in ends.items() %},
            case when {{ digits }} like '%.%' then length({{ digits }}) - strpos({{ digits }}, '.') else 0 end
                as {{ end_ }}decimals,
            length({{ digits }}) - length(rtrim({{ digits }}, '0')) as {{ end_ }}trailing_zeros
        {%- endfor %}
    from digits_of_both

),

{# An integer count of last places: casting a text to a decimal of this size is far slower. #}
counted as (

    select
        *
        {%- for end_, digits in ends.items() %},
            cast(replace({{ digits }}, '.', '') as bigint) as {{ end_ }}last_places,
            cast(power(10, -{{ end_ }}decimals) as {{ exact() }}) as {{ end_ }}one_place
        {%- endfor %}
    from places

),

numbers as (

    select
        {{ keys | join(', ') }},
        measure,
        qualifier,
        is_count and qualifier = '' and decimals = 0 and upper_decimals = 0 as is_exact,
        decimals,
        {# Only an edit may have more places than the type keeps. #}
        case
            when one_place > 0 then cast(last_places * one_place as {{ exact() }})
            else cast(lower_digits as {{ exact() }})
        end as value,
        one_place as last_place,
        case
            when decimals = 0 and last_places != 0 then cast(power(10, trailing_zeros) as {{ exact() }})
            else one_place
        end as zero_step,
        case when dash > 0 then cast(upper_last_places * upper_one_place as {{ exact() }}) end as upper_value,
        case when dash > 0 then upper_one_place end as upper_last_place,
        case
            when dash > 0 and upper_decimals = 0 and upper_last_places != 0
                then cast(power(10, upper_trailing_zeros) as {{ exact() }})
            when dash > 0 then upper_one_place
        end as upper_zero_step
    from counted

)
{%- endmacro %}

{# The pattern of a number or of a range of two. #}
{% macro range_or_number(pattern) -%}
    {{ pattern }}({{ var('range_mark') }}{{ pattern }})?
{%- endmacro %}

{# True for a range; only a sign precedes the first digit of a single number. #}
{% macro is_range(text) -%}
    {{ matches_whole(text, '.+' ~ var('range_mark') ~ '.+') }}
{%- endmacro %}

{# A number or a range without groups, with a point for its decimals, and with plain signs. #}
{% macro plain_marks(text, words) -%}
    {%- set marks = {words.group: '', words.decimal: '.', '−': '-', '–': '-', '+': ''} -%}
    {%- set ns = namespace(text=text) -%}
    {%- for mark, plain in marks.items() -%}
        {%- set ns.text = "replace(" ~ ns.text ~ ", '" ~ mark ~ "', '" ~ plain ~ "')" -%}
    {%- endfor -%}
    {{ ns.text }}
{%- endmacro %}

{# Ends in `readings`: the half and the wide interval of a number, in the unit of the figure. A range runs from the
   lower end of its lower number to the upper end of its upper one. #}
{% macro readings_of(relation, keys) -%}
{# Half-widths in exact decimals. Trailing zeros may be rounding only in a whole-number level or a change of one. Rounding to
   this decimal type is slow, so only numbers with such zeros need it; half of a last place is exact as a
   double too. #}
widths as (

    select
        *,
        {# An estimate is read like any other figure. #}
        trim(replace(qualifier, 'estimated', '')) as direction
        {%- for end_ in ['', 'upper_'] %},
            cast(0.5 * cast({{ end_ }}last_place as double) as {{ exact() }}) as {{ end_ }}half_width,
            case
                when
                    {{ end_ }}zero_step > {{ end_ }}last_place
                    and measure in ('level', 'plan_level', 'prior_level', 'increase_by', 'decrease_by')
                    then
                        greatest(
                            {{ end_ }}last_place,
                            least(
                                cast({{ end_ }}zero_step * 0.5 as {{ exact() }}),
                                cast(abs({{ end_ }}value) * 0.01 as {{ exact() }})
                            )
                        )
                else {{ end_ }}last_place
            end as {{ end_ }}wide_width,
            case
                when {{ end_ }}zero_step > {{ end_ }}last_place
                    then
                        greatest(
                            {{ end_ }}last_place,
                            least({{ end_ }}zero_step, cast(abs({{ end_ }}value) * 0.1 as {{ exact() }}))
                        )
                else {{ end_ }}last_place
            end as {{ end_ }}qualified_width
        {%- endfor %}
    from {{ relation }}

),

two_widths as (

    {%- for reading in ['half', 'wide'] %}
        select
            *,
            '{{ reading }}' as reading,
            case when is_exact then 0 else {{ reading }}_width end as width,
            case when is_exact then 0 else upper_{{ reading }}_width end as upper_width
        from widths
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

readings as (

    select
        {{ keys | join(', ') }},
        reading,
        value - case
            when direction in ('nearly', 'about') then qualified_width
            when direction = 'over' then 0
            else width
        end as lower,
        coalesce(upper_value, value) + case
            when direction in ('over', 'about') then coalesce(upper_qualified_width, qualified_width)
            when direction = 'nearly' then 0
            else coalesce(upper_width, width)
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

{# The CTE `stated`: the value that a figure states, as a level or change in the indicator's unit or as a plain
   ratio; null where the wording or a range leaves it open. The sums are exact decimals, so a level in its own unit is
   rounded to a double once. #}
{% macro stated_values(relation) -%}
stated as (

    select
        *,
        case
            when spread = 0 and upper_value is null
                then {{ scaled('cast(base + sign * value as double)', 'unit_ratio', 'divisor') }}
        end as stated_value,
        {{ fifteen_digits(
            "cast(greatest(last_place, coalesce(upper_last_place, 0)) as double) / divisor * unit_ratio"
        ) }} as stated_last_place
    from {{ relation }}

)
{%- endmacro %}

{# Ends in `quantities`: the interval of a reading, converted in the same way. #}
{% macro quantities_of(relation, keys) -%}
numerators as (

    select
        *,
        cast(base + least(sign * lower, sign * (upper + spread)) as double) as numerator_lower,
        cast(base + greatest(sign * lower, sign * (upper + spread)) as double) as numerator_upper
    from {{ relation }}

),

quantities as (

    select
        {{ keys | join(', ') }},
        stated_value as value,
        {{ scaled('numerator_lower', 'unit_ratio', 'divisor') }} as lower,
        {{ scaled('numerator_upper', 'unit_ratio', 'divisor') }} as upper,
        cast(greatest(value - lower, upper - coalesce(upper_value, value)) as double) / divisor * unit_ratio as width,
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
