{# How a printed number is read, from its characters to the quantity it states: for the figures of the
   reports and for the edits that may repair them. Each macro is a chain of CTEs over a relation, whose columns it
   keeps. Numbers are whole: in parts, of which the column `parts` make one of the printed unit, a hundred of them one
   unit in the last printed place. So every end is exact, and becomes a double by one division. #}

{# Ends in `numbers`: the number and its precision; of a range, the same for its upper number too. The relation gives
   read_as, number_format, qualifier, measure and `is_count`: whether the figure counts things one by one. #}
{% macro numbers_of(relation) -%}
{% set ends = {'': 'lower_digits', 'upper_': 'upper_digits'} %}
plain_digits as (

    select
        *,
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
            length({{ digits }}) - length(rtrim({{ digits }}, '0')) as {{ end_ }}zeros,
            cast(replace({{ digits }}, '.', '') as bigint) as {{ end_ }}last_places
        {%- endfor %}
    from digits_of_both

),

{# Both numbers of a range are in parts of the finer one. #}
parted as (

    select
        *,
        100 * {{ power_of_ten('greatest(decimals, upper_decimals)') }} as parts
        {%- for end_ in ends %},
            case
                when {{ end_ }}last_places is not null
                    then 100 * {{ power_of_ten('greatest(decimals, upper_decimals) - ' ~ end_ ~ 'decimals') }}
            end as {{ end_ }}place_parts
        {%- endfor %}
    from places

),

{# Only an edit, or the numbers of a strange range, may have more digits than a whole number keeps. #}
numbers as (

    select
        *,
        is_count and qualifier = '' and decimals = 0 and upper_decimals = 0 as is_exact
        {%- for end_ in ends %},
            case
                when
                    greatest(
                        abs(last_places) * cast(place_parts as double),
                        abs(upper_last_places) * cast(upper_place_parts as double)
                    ) < 1e18
                    then {{ end_ }}last_places * {{ end_ }}place_parts
            end as {{ end_ }}number_parts
        {%- endfor %}
    from parted

)
{%- endmacro %}

{# The pattern of a number or of a range of two. #}
{% macro range_or_number(pattern) -%}
    {{ pattern }}({{ var('range_mark') }}{{ pattern }})?
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

{# Ends in `intervals`: both intervals of a number, in parts. A range runs from the lower end of its lower number to
   the upper end of its upper one. #}
{% macro intervals_of(relation) -%}
{% set ends = ['', 'upper_'] %}
stepped as (

    select
        *,
        {# An estimate is read like any other figure. #}
        trim(replace(qualifier, 'estimated', '')) as direction
        {%- for end_ in ends %},
            case
                when {{ end_ }}decimals = 0 and {{ end_ }}number_parts != 0
                    then {{ end_ }}place_parts * {{ power_of_ten(end_ ~ 'zeros') }}
                else {{ end_ }}place_parts
            end as {{ end_ }}zero_step
        {%- endfor %}
    from {{ relation }}

),

{# How far the ends lie from the number. Trailing zeros may be rounding only in a whole-number level or a change of
   one. #}
widths as (

    select
        *
        {%- for end_ in ends %},
            {%- set rounded = end_ ~ 'zero_step > ' ~ end_ ~ 'place_parts' %}
            case when is_exact then 0 else {{ end_ }}place_parts // 2 end as {{ end_ }}half,
            case
                when is_exact then 0
                when {{ rounded }} and measure in ('level', 'plan_level', 'prior_level', 'increase_by', 'decrease_by')
                    then
                        greatest(
                            {{ end_ }}place_parts, least({{ end_ }}zero_step // 2, abs({{ end_ }}number_parts) // 100)
                        )
                else {{ end_ }}place_parts
            end as {{ end_ }}wide,
            case
                when {{ rounded }}
                    then greatest({{ end_ }}place_parts, least({{ end_ }}zero_step, abs({{ end_ }}number_parts) // 10))
                else {{ end_ }}place_parts
            end as {{ end_ }}qualified
        {%- endfor %}
    from stepped

),

intervals as (

    select
        * exclude (half, wide, upper_half, upper_wide)
        {%- for interval in ['half', 'wide'] %},
            number_parts - case
                when direction in ('nearly', 'about') then qualified
                when direction = 'over' then 0
                else {{ interval }}
            end as {{ interval }}_lower_parts,
            coalesce(upper_number_parts, number_parts) + case
                when direction in ('over', 'about') then coalesce(upper_qualified, qualified)
                when direction = 'nearly' then 0
                else coalesce(upper_{{ interval }}, {{ interval }})
            end as {{ interval }}_upper_parts
        {%- endfor %}
    from widths

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

{# Ends in `quantities`: the quantity that a figure states, as a level or change in the indicator's unit or as a plain
   ratio, with both intervals. The value is null where the wording or a range leaves it open. Each number is the nearest
   double. In another unit than the printed one it is the decimal that a person would write; a level keeps a sixteenth
   digit, for half a unit of its fifteenth. #}
{% macro quantities_of(relation) -%}
{% set ends = ['half_lower', 'half_upper', 'wide_lower', 'wide_upper'] %}
{% set lengths = ['last_place', 'half_span', 'wide_span'] %}
numerators as (

    select
        *,
        parts * divisor as whole,
        case when spread = 0 and upper_number_parts is null then base * parts + sign * number_parts end as value_stated,
        greatest(place_parts, coalesce(upper_place_parts, 0)) as last_place_stated
        {%- for interval in ['half', 'wide'] %},
            {% set lower, upper = interval ~ '_lower_parts', '(' ~ interval ~ '_upper_parts + spread * parts)' %}
            base * parts + least(sign * {{ lower }}, sign * {{ upper }}) as {{ interval }}_lower_stated,
            base * parts + greatest(sign * {{ lower }}, sign * {{ upper }}) as {{ interval }}_upper_stated,
            {{ upper }} - {{ lower }} as {{ interval }}_span_stated,
            greatest(
                number_parts - {{ lower }}, {{ interval }}_upper_parts - coalesce(upper_number_parts, number_parts)
            ) / parts / divisor * unit_ratio as {{ interval }}_width
        {%- endfor %}
    from {{ relation }}

),

doubles as (

    select
        *
        {%- for end_ in ['value'] + ends %},
            {{ quotient_of_whole_numbers(end_ ~ '_stated', 'whole') }} as {{ end_ }}_double
        {%- endfor %}
        {%- for length in lengths %},
            {{ length }}_stated / whole as {{ length }}_double
        {%- endfor %}
    from numerators

),

quantities as (

    select
        *
        {%- for number in ['value'] + ends + lengths %},
            case
                when unit_ratio = 1 then {{ number }}_double
                else {{ significant(number ~ '_double * unit_ratio', 15 if number in lengths else 16) }}
            end as {{ number }}
        {%- endfor %}
    from doubles

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
