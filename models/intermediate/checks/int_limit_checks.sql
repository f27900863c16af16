{{ config(materialized='view') }}
{% set intervals, ends = ['half', 'wide'], [('lower', 'upper'), ('upper', 'lower')] %}
with

figures as (

    select * from {{ ref('stg_figures') }}
    where correction is distinct from 'exclude'

),

measures as (

    select * from {{ ref('stg_measures') }}

),

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

limits as (

    select * from {{ ref('limits') }}

),

-- A limit of the indicator itself replaces the general one of the same severity. Of a level, a plan or a base below
-- zero a percentage may be anything: no general limit holds for it.
limited as (

    select
        figures.*,
        limits.severity,
        limits.indicator_id as limit_indicator_id,
        coalesce(limits.lower, -{{ infinity() }}) as limit_lower,
        coalesce(limits.upper, {{ infinity() }}) as limit_upper
    from figures
    inner join limits
        on
            figures.measure = limits.measure
            and limits.indicator_id in (figures.indicator_id, '*')
    left join observations
        on
            figures.report_id = observations.report_id
            and figures.observation_no = observations.observation_no
            and figures.basis = observations.basis
    where
        not (
            limits.indicator_id = '*'
            and figures.quantity in ('completion', 'growth', 'share')
            and coalesce(
                least(
                    observations.level_half_upper,
                    case figures.quantity
                        when 'completion' then observations.plan_level_half_upper
                        when 'growth' then observations.prior_level_half_upper
                    end
                ) < 0,
                false
            )
        )
    qualify
        row_number() over (
            partition by figures.report_id, figures.figure_no, limits.severity
            order by case when limits.indicator_id = '*' then 1 else 0 end
        ) = 1

),

-- A level or a change is compared with its limit in the indicator's unit, a fall turned into a positive number; a
-- percentage as printed.
sides as (

    select
        limited.*,
        {%- for interval in intervals %}
            {%- for end, other in ends %}
                {% set printed = interval ~ '_' ~ end ~ '_parts' %}
                {% set widened = printed ~ (' + measures.spread * parts' if end == 'upper' else '') %}
                case
                    when measures.unit_kind = 'difference' and measures.sign < 0 then -{{ interval }}_{{ other }}
                    when measures.unit_kind in ('indicator', 'difference') then {{ interval }}_{{ end }}
                    else {{ quotient_of_whole_numbers(widened, 'parts') }}
                end as {{ interval }}_left_{{ end }},
            {%- endfor %}
        {%- endfor %}
        measures.unit_kind
    from limited
    inner join measures
        on limited.measure = measures.measure

),

final as (

    select
        report_id,
        'limit' as kind,
        cast(row_number() over (partition by report_id order by figure_no, severity) as integer) as check_no,
        territory_id,
        period_id,
        basis,
        indicator_id,
        measure as quantity,
        true as is_checkable,
        {%- for interval in intervals %}
            {{ interval }}_left_lower,
            {{ interval }}_left_upper,
            limit_lower as {{ interval }}_right_lower,
            limit_upper as {{ interval }}_right_upper,
            greatest(abs({{ interval }}_left_lower), abs({{ interval }}_left_upper)) as {{ interval }}_magnitude,
        {%- endfor %}
        figure_no,
        severity,
        limit_indicator_id
    from sides

)

select * from final
