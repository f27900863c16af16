with

verdicts as (

    select * from {{ ref('int_verdicts') }}

),

acknowledged as (

    select * from {{ ref('int_acknowledged_checks') }}

),

quarantined as (

    select * from {{ ref('int_quarantined_observations') }}

),

-- The factor by which both half-widths must grow before the two intervals meet: the distance of their
-- middles over the sum of their half-widths. 1 for intervals that touch.
severities as (

    select
        *,
        abs((left_lower + left_upper) - (right_lower + right_upper))
        / nullif((left_upper - left_lower) + (right_upper - right_lower), 0) as severity
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
        {{ bound(tidy('severities.left_lower', 'severities.quantity')) }} as left_lower,
        {{ bound(tidy('severities.left_upper', 'severities.quantity')) }} as left_upper,
        {{ bound(tidy('severities.right_lower', 'severities.quantity')) }} as right_lower,
        {{ bound(tidy('severities.right_upper', 'severities.quantity')) }} as right_upper,
        {{ tidy('severities.gap', 'severities.quantity') }} as gap,
        severities.verdict,
        severities.decoupled,
        severities.single_level,
        severities.printed_base,
        case
            when severities.joint_severity is not null then severities.joint_severity
            when
                isfinite(severities.left_lower) and isfinite(severities.left_upper)
                and isfinite(severities.right_lower) and isfinite(severities.right_upper)
                then
                    case
                        when severities.gap = 0 then least(1, coalesce(severities.severity, 0))
                        else severities.severity
                    end
        end as severity,
        severities.unsolved_reason,
        acknowledged.check_id is not null as is_acknowledged,
        quarantined.report_id is not null as is_quarantined
    from severities
    left join acknowledged
        on severities.check_id = acknowledged.check_id
    left join quarantined
        on
            severities.report_id = quarantined.report_id
            and severities.territory_id = quarantined.territory_id
            and severities.period_id = quarantined.period_id
            and severities.indicator_id = quarantined.indicator_id

)

select * from final
