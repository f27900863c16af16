with

verdicts as (

    -- Exact numbers that differ have no half-widths that could grow.
    select
        *,
        isfinite(left_lower) and isfinite(left_upper) and isfinite(right_lower) and isfinite(right_upper)
        and (left_lower < left_upper or right_lower < right_upper or gap = 0) as is_bounded
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
            'quantity', 'verdict', 'decoupled', 'single_level', 'printed_base'
        ] %}
            verdicts.{{ column }} is distinct from published.{{ column }}
            or {% endfor %}
        {% for end in ['left_lower', 'left_upper', 'right_lower', 'right_upper', 'gap'] %}
            coalesce(isfinite(verdicts.{{ end }}), false) != (published.{{ end }} is not null)
            or abs(verdicts.{{ end }} - published.{{ end }}) > 1e-9 * greatest(1, abs(verdicts.{{ end }}))
            or {% endfor %}
        (published.severity is not null)
        != (verdicts.joint_severity is not null or coalesce(verdicts.is_bounded, false))
        or published.severity < verdicts.joint_severity
        or published.severity > verdicts.joint_severity

)

select * from final
