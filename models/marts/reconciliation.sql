with

verdicts as (

    select * from {{ ref('int_verdicts') }}

),

quarantined as (

    select * from {{ ref('int_quarantined_observations') }}

),

-- The factor by which both half-widths must grow before the two intervals meet: the distance of their
-- middles over the sum of their half-widths. 1 for intervals that touch.
severities as (

    select
        *,
        abs((half_left_lower + half_left_upper) - (half_right_lower + half_right_upper))
        / nullif((half_left_upper - half_left_lower) + (half_right_upper - half_right_lower), 0) as severity
    from verdicts

),

final as (

    select
        severities.check_id,
        severities.kind,
        severities.identity_id,
        severities.report_id,
        severities.territory_id,
        severities.period_id,
        severities.basis,
        severities.indicator_id,
        severities.quantity,
        {%- for end in ['left_lower', 'left_upper', 'right_lower', 'right_upper'] %}
            {{ bound(tidy('severities.half_' ~ end, 'severities.quantity')) }} as {{ end }},
        {%- endfor %}
        {{ tidy('severities.half_gap', 'severities.quantity') }} as gap,
        severities.verdict,
        severities.decoupled,
        severities.single_level,
        severities.printed_base,
        case
            when severities.joint_severity is not null then severities.joint_severity
            when
                isfinite(severities.half_left_lower) and isfinite(severities.half_left_upper)
                and isfinite(severities.half_right_lower) and isfinite(severities.half_right_upper)
                then
                    case
                        when severities.half_gap = 0 then least(1, coalesce(severities.severity, 0))
                        else severities.severity
                    end
        end as severity,
        severities.unsolved_reason,
        severities.is_acknowledged,
        quarantined.report_id is not null as is_quarantined
    from severities
    left join quarantined
        on
            severities.report_id = quarantined.report_id
            and severities.territory_id = quarantined.territory_id
            and severities.period_id = quarantined.period_id
            and severities.indicator_id = quarantined.indicator_id

)

select * from final
