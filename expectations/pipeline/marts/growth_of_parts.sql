with

-- The printed level and growth of the totals of a part.
parts as (

    select
        parts.*,
        count(parents.indicator_id) as totals,
        bool_or(totals.implied_prior_lower > 0 and totals.implied_prior_upper is not null) as has_base,
        bool_or(totals.level != 0) as has_level,
        bool_or(
            totals.level > 0 and totals.growth_pct > -100 and totals.implied_prior_lower >= 0 and parents.parents = 1
        ) as has_only_base
    from marts.growth as parts
    inner join intermediate.int_parents as parents
        on
            parts.report_id = parents.report_id
            and parts.indicator_id = parents.indicator_id
            and parents.is_whole
    left join marts.growth as totals
        on
            (parts.report_id, parts.territory_id, parts.period_id, parents.parent_indicator_id, parts.basis)
            = (totals.report_id, totals.territory_id, totals.period_id, totals.indicator_id, totals.basis)
    group by all

),

joint as (

    select
        (report_id, territory_id, period_id, indicator_id, basis) as part,
        count(*) as bounds
    from intermediate.int_joint_bounds
    where quantity = 'contribution'
    group by all

),

final as (

    select
        parts.*,
        'marts.growth' as table_name
    from parts
    left join joint
        on (parts.report_id, parts.territory_id, parts.period_id, parts.indicator_id, parts.basis) = joint.part
    where
        (has_base and change_lower is not null and contribution_pts_lower is null)
        or (has_base and change_upper is not null and contribution_pts_upper is null)
        or (has_level and level is not null and share_pct is null)
        or (has_only_base and level > 0 and growth_pct > -100 and implied_prior_lower >= 0 and prior_share_pct is null)
        -- With only one total, the bounds of the joint problem are those of the same contribution.
        or (bounds = 1 and totals = 1 and contribution_pts_lower is not null and tight_contribution_pts_lower is null)
        or (bounds = 1 and totals = 1 and contribution_pts_upper is not null and tight_contribution_pts_upper is null)

)

select * from final
