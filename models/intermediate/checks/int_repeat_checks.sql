{{ config(materialized='view') }}
{% set intervals, figures = ['half', 'wide'], ['earlier', 'later'] %}
with

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

-- Few quantities are printed twice in a report.
repeated as (

    select * from {{ ref('int_observed') }}
    where is_repeated

),

observations as (

    select * from {{ ref('stg_observations') }}

),

figures as (

    select quantities.*
    from quantities
    semi join repeated using (report_id, observation_no, basis, quantity)

),

pairs as (

    select
        report_id,
        observation_no,
        basis,
        quantity,
        {%- for figure in figures %}
            {{ figure }}.figure_no as {{ figure }}_figure_no,
            {{ figure }}.value as {{ figure }}_value,
            {%- for interval in intervals %}
                {{ figure }}.{{ interval }}_lower as {{ interval }}_{{ figure }}_lower,
                {{ figure }}.{{ interval }}_upper as {{ interval }}_{{ figure }}_upper,
            {%- endfor %}
        {%- endfor %}
        coalesce(earlier.precision_id = later.precision_id, false) as is_one_precision,
        (earlier.value is distinct from later.value) as is_another_value,
        least(earlier.last_place, later.last_place) as finer_place,
        case when quantity in {{ ratio_quantities() }} then 100 else 1 end as scale,
        case when quantity = 'growth' then 100 else 0 end as shift
    from figures as earlier
    inner join figures as later using (report_id, observation_no, basis, quantity)
    where earlier.figure_no < later.figure_no

),

-- Two numbers of one precision must be the same: they are compared bare. Of a wording without a single value the ends
-- are compared, the lower ones if these differ.
bare as (

    select
        *,
    {%- for interval in intervals %}
        {%- for figure in figures %}
            {% set lower, upper = interval ~ '_' ~ figure ~ '_lower', interval ~ '_' ~ figure ~ '_upper' %}
            case
                when not is_one_precision then {{ lower }}
                when earlier_value is not null then {{ figure }}_value
                when {{ interval }}_earlier_lower != {{ interval }}_later_lower then {{ lower }}
                else {{ upper }}
            end as {{ interval }}_{{ figure }}_bare,
        {%- endfor %}
        {{ interval }}_earlier_lower = {{ interval }}_earlier_upper as {{ interval }}_earlier_is_exact,
        {{ interval }}_later_lower = {{ interval }}_later_upper as {{ interval }}_later_is_exact
        {{- ',' if not loop.last }}
    {%- endfor %}
    from pairs

),

-- Other intervals must overlap in more than a point. An exact number may be an end, but not the one that the other
-- figure prints: more than 700 are not 700. The touch gap is what parts two that only touch, the least step by which
-- one of the numbers would have to differ.
final as (

    select
        report_id,
        'repeat' as kind,
        cast(
            row_number() over (
                partition by report_id
                order by observation_no, basis, quantity, earlier_figure_no, later_figure_no
            ) as integer
        ) as check_no,
        observations.territory_id,
        observations.period_id,
        basis,
        observations.indicator_id,
        quantity,
        true as is_checkable,
        {%- for interval in intervals %}
            {% set earlier, later = interval ~ '_earlier', interval ~ '_later' %}
            scale * {{ earlier }}_bare - shift as {{ interval }}_left_lower,
            scale * case when is_one_precision then {{ earlier }}_bare else {{ earlier }}_upper end - shift
                as {{ interval }}_left_upper,
            scale * {{ later }}_bare - shift as {{ interval }}_right_lower,
            scale * case when is_one_precision then {{ later }}_bare else {{ later }}_upper end - shift
                as {{ interval }}_right_upper,
            scale * (
                {{ size(earlier ~ '_lower', earlier ~ '_upper') }} + {{ size(later ~ '_lower', later ~ '_upper') }}
            ) as {{ interval }}_magnitude,
            case
                when is_one_precision or ({{ earlier }}_is_exact and {{ later }}_is_exact) then 0
                when is_another_value and ({{ earlier }}_is_exact or {{ later }}_is_exact) then 0
                else scale * finer_place
            end as {{ interval }}_touch_gap,
        {%- endfor %}
        earlier_figure_no,
        later_figure_no
    from bare
    inner join observations using (report_id, observation_no)

)

select * from final
