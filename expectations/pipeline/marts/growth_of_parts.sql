with

-- Growth that may be on a negative base gives no single base.
growths as not materialized (

    select
        *,
        row(report_id, territory_id, period_id, indicator_id, basis) as row_key,
        level > 0 and growth_pct > -100 and implied_prior_lower >= 0 and row_key not in (
            select row(report_id, territory_id, period_id, indicator_id, basis)
            from intermediate.int_observations
            where may_prior_be_negative
        ) as is_based
    from marts.growth

),

-- The printed level and growth of the totals of a part, and how many bounds its joint problem gives.
parts as (

    select
        parts.*,
        count(distinct parents.parent_indicator_id) as totals,
        count(distinct bounds.identity_id) as bounds,
        bool_or(totals.implied_prior_lower > 0 and totals.implied_prior_upper is not null) as has_base,
        bool_or(totals.level != 0) as has_level,
        bool_or(totals.is_based and parents.parents = 1) as has_only_base
    from growths as parts
    inner join intermediate.int_parents as parents using (report_id, indicator_id)
    left join growths as totals
        on
            (parts.report_id, parts.territory_id, parts.period_id, parents.parent_indicator_id, parts.basis)
            = totals.row_key
    left join intermediate.int_joint_bounds as bounds
        on
            (bounds.report_id, bounds.territory_id, bounds.period_id, bounds.indicator_id, bounds.basis) = parts.row_key
            and bounds.quantity = 'contribution'
    where parents.is_whole
    group by all

),

final as (

    select
        *,
        'marts.growth' as table_name
    from parts
    where
        (has_base and change_lower is not null and contribution_pts_lower is null)
        or (has_base and change_upper is not null and contribution_pts_upper is null)
        or (has_level and level is not null and share_pct is null)
        or (has_only_base and is_based and prior_share_pct is null)
        -- With only one total, the bounds of the joint problem are those of the same contribution.
        or (bounds = 1 and totals = 1 and contribution_pts_lower is not null and tight_contribution_pts_lower is null)
        or (bounds = 1 and totals = 1 and contribution_pts_upper is not null and tight_contribution_pts_upper is null)

)

select * from final
