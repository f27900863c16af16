with

-- Growth that may be on a negative base gives no single base. The joint problem has no decrease by more than all.
growths as (

    select
        marts.*,
        marts.level > 0 and growth_pct > -100 and implied_prior_lower >= 0 and not may_prior_be_negative as is_based,
        growth_pct > -100 and contribution_pts_lower is not null and tight_contribution_pts_lower is null as no_lower,
        growth_pct > -100 and contribution_pts_upper is not null and tight_contribution_pts_upper is null as no_upper
    from marts.growth as marts
    inner join intermediate.int_observations using (report_id, territory_id, period_id, indicator_id, basis)

),

totals as (

    select
        (growths.report_id, growths.territory_id, growths.period_id, parents.indicator_id, growths.basis) as part,
        bool_or(implied_prior_lower > 0 and implied_prior_upper is not null) as has_base,
        bool_or(is_based and parents.parents = 1) as has_only_base
    from intermediate.int_parents as parents
    inner join growths on (parents.report_id, parents.parent_indicator_id) = (growths.report_id, growths.indicator_id)
    where parents.is_weighted_mean
    group by all

),

-- Parts with one total and one bound of the joint problem. Intervals that exclude each other have no tighter ends.
bounded as (

    select * replace (100 * lower / coefficient as lower, 100 * upper / coefficient as upper)
    from intermediate.int_joint_solutions
    inner join intermediate.int_joint_problems using (report_id, problem_no)
    inner join intermediate.int_parents using (report_id, indicator_id)
    inner join intermediate.int_relation_members using (report_id, identity_id, indicator_id)
    where subject = 'bound' and quantity = 'contribution' and int_parents.is_weighted_mean and role = 'part'
    qualify count(*) over (partition by report_id, territory_id, period_id, indicator_id, basis) = 1

),

final as (

    select
        growths.*,
        'marts.growth' as table_name
    from growths
    left join totals
        on totals.part = (growths.report_id, growths.territory_id, growths.period_id, indicator_id, growths.basis)
    left join bounded using (report_id, territory_id, period_id, indicator_id, basis)
    where
        (has_base and change_lower is not null and contribution_pts_lower is null)
        or (has_base and change_upper is not null and contribution_pts_upper is null)
        or (has_only_base and is_based and prior_share_pct is null)
        or (no_lower and lower <= coalesce(contribution_pts_upper, lower) and upper >= contribution_pts_lower)
        or (no_upper and upper >= coalesce(contribution_pts_lower, upper) and lower <= contribution_pts_upper)

)

select * from final
