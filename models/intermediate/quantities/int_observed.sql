{% set intervals = ['half', 'wide'] %}
{% set one_quantity = 'report_id, observation_no, basis, quantity' %}
with

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

-- Few quantities are printed twice in a report: only these are sorted, which is slow.
repeated as (

    select {{ one_quantity }}
    from quantities
    group by all
    having count(*) > 1

),

-- An office may round the plan or the base of a count, as it rounds those of other levels.
widened as not materialized (

    select
        quantities.* replace (
            greatest(quantities.half_width, quantities.last_place * 0.5) as half_width,
            greatest(quantities.wide_width, quantities.last_place) as wide_width
        ),
        repeated.report_id is not null as is_repeated
    from quantities
    left join repeated
        using ({{ one_quantity }})

),

-- Figures of one precision are the same number, or exclude each other.
compared as (

    select
        *,
        {%- for interval in intervals %}
            {% set lower, upper = interval ~ '_lower', interval ~ '_upper' %}
            {% set is_exact = lower ~ ' = ' ~ upper %}
            max(case when not {{ is_exact }} then {{ lower }} end) over same_quantity as greatest_{{ lower }},
            min(case when not {{ is_exact }} then {{ upper }} end) over same_quantity as least_{{ upper }},
            max(case when {{ is_exact }} then {{ lower }} end) over same_quantity as greatest_{{ interval }}_exact,
            min(case when {{ is_exact }} then {{ upper }} end) over same_quantity as least_{{ interval }}_exact,
            max(case when not {{ is_exact }} and value = {{ lower }} then {{ lower }} end) over same_quantity
                as greatest_open_{{ lower }},
            min(case when not {{ is_exact }} and value = {{ upper }} then {{ upper }} end) over same_quantity
                as least_open_{{ upper }},
            precision_id is not null
            and (
                min(coalesce(value, {{ lower }})) over same_precision
                != max(coalesce(value, {{ lower }})) over same_precision
                or min(coalesce(value, {{ upper }})) over same_precision
                != max(coalesce(value, {{ upper }})) over same_precision
            ) as is_{{ interval }}_misprinted,
            row_number() over (partition by {{ one_quantity }} order by {{ interval }}_span, figure_no)
                as {{ interval }}_rank,
        {%- endfor %}
        bool_or(is_own) over same_quantity as is_any_own
    from widened
    where is_repeated
    window
        same_quantity as (partition by {{ one_quantity }}),
        same_precision as (partition by {{ one_quantity }}, precision_id)

),

-- Intervals that only touch exclude each other. An exact number lies in all others, or at an end: but more than 700 are
-- not 700.
agreed as (

    select
        {%- for interval in intervals %}
            {% set lower, upper = 'greatest_' ~ interval ~ '_lower', 'least_' ~ interval ~ '_upper' %}
            {% set exact_lower, exact_upper = 'greatest_' ~ interval ~ '_exact', 'least_' ~ interval ~ '_exact' %}
            {% set tolerance = double_tolerance(
                size(lower, upper) ~ ' + ' ~ size(exact_lower, exact_upper),
                "quantity in ('level', 'plan_level', 'prior_level', 'change')"
            ) %}
            not bool_or(is_{{ interval }}_misprinted) over (partition by {{ one_quantity }})
            and coalesce({{ upper }} - {{ lower }} > {{ tolerance }}, true)
            and coalesce({{ exact_lower }} - {{ exact_upper }} <= {{ tolerance }}, true)
            and coalesce({{ lower }} - {{ exact_upper }} <= {{ tolerance }}, true)
            and coalesce({{ exact_lower }} - {{ upper }} <= {{ tolerance }}, true)
            and coalesce({{ exact_upper }} - greatest_open_{{ interval }}_lower > {{ tolerance }}, true)
            and coalesce(least_open_{{ interval }}_upper - {{ exact_lower }} > {{ tolerance }}, true)
                as is_{{ interval }}_met,
        {%- endfor %}
        *
    from compared

),

-- A quantity that a report prints twice must satisfy both figures; where they exclude each other, which is
-- a contradiction of its own, the more precise one is used.
met as (

    select
        {{ one_quantity }},
        half.value,
        {%- for interval in intervals %}
            case
                when {{ interval }}.is_{{ interval }}_met
                    then
                        greatest(
                            {{ interval }}.greatest_{{ interval }}_lower, {{ interval }}.least_{{ interval }}_exact
                        )
                else {{ interval }}.{{ interval }}_lower
            end as {{ interval }}_lower,
            case
                when {{ interval }}.is_{{ interval }}_met
                    then least({{ interval }}.least_{{ interval }}_upper, {{ interval }}.greatest_{{ interval }}_exact)
                else {{ interval }}.{{ interval }}_upper
            end as {{ interval }}_upper,
            {{ interval }}.{{ interval }}_width,
        {%- endfor %}
        half.last_place,
        half.is_any_own as is_own,
        true as is_repeated
    from agreed as half
    inner join agreed as wide
        using ({{ one_quantity }})
    where half.half_rank = 1 and wide.wide_rank = 1

),

final as (

    select
        {{ one_quantity }},
        value,
        half_lower,
        half_upper,
        wide_lower,
        wide_upper,
        half_width,
        wide_width,
        last_place,
        is_own,
        is_repeated
    from widened
    where not is_repeated

    union all by name

    select * from met

)

select * from final
