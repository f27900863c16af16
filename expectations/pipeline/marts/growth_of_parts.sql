with

-- Growth that may be on a negative base gives no single base. The joint problem has no decrease by more than all.
growths as (

    select
        marts.*,
        marts.level > 0 and growth_pct > -100 and implied_prior_lower >= 0 and not may_prior_be_negative as is_based,
        case when growth_pct > -100 then contribution_pts_lower end as risen_lower,
        case when growth_pct > -100 then contribution_pts_upper end as risen_upper
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

-- The parts with one total and one bound of the joint problem.
bounded as (

    select * from intermediate.int_joint_solutions
    inner join intermediate.int_joint_problems using (report_id, problem_no)
    inner join intermediate.int_parents using (report_id, indicator_id)
    where subject = 'bound' and quantity = 'contribution' and is_weighted_mean
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
        or (bounded.lower is not null and risen_lower is not null and tight_contribution_pts_lower is null)
        or (bounded.upper is not null and risen_upper is not null and tight_contribution_pts_upper is null)

)

select * from final
