with

verdicts as (

    -- Exact numbers that differ have no half-widths that could grow.
    select
        *,
        isfinite(half_left_lower + half_left_upper + half_right_lower + half_right_upper)
        and (half_left_lower < half_left_upper or half_right_lower < half_right_upper or half_gap = 0) as is_bounded
    from intermediate.int_verdicts

),

published as not materialized (

    select * from marts.reconciliation

),

final as (

    select
        coalesce(verdicts.check_id, published.check_id) as check_id,
        verdicts.verdict,
        published.verdict as published_verdict,
        published.gap,
        published.severity,
        case
            when published.check_id is null then 'missing from marts.reconciliation'
            when verdicts.check_id is null then 'missing from intermediate.int_verdicts'
            else 'not as found, in marts.reconciliation or intermediate.int_verdicts'
        end as fault
    from verdicts
    full join published
        on verdicts.check_id = published.check_id
    where
        {% for column in [
            'check_id', 'kind', 'identity_id', 'report_id', 'territory_id', 'period_id', 'basis', 'indicator_id',
            'quantity', 'verdict', 'decoupled', 'single_level', 'printed_base', 'is_acknowledged'
        ] %}
            verdicts.{{ column }} is distinct from published.{{ column }}
            or {% endfor %}
        {% for end in ['left_lower', 'left_upper', 'right_lower', 'right_upper', 'gap'] %}
            coalesce(isfinite(half_{{ end }}), false) != (published.{{ end }} is not null)
            or abs(half_{{ end }} - published.{{ end }}) > 1e-9 * greatest(1, abs(half_{{ end }}))
            or {% endfor %}
        (published.severity is not null)
        != (verdicts.joint_severity is not null or coalesce(verdicts.is_bounded, false))
        or published.severity < verdicts.joint_severity
        or published.severity > verdicts.joint_severity

)

select * from final
