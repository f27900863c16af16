with

-- An implied plan or base uses a level and a rate or a change, a printed one its own figure. Points use contributions
-- and the growth of the total. A ratio uses a rate, the level, and the base of the rate; a change the level, and the
-- base or the growth.
terms as (

    select
        observations.report_id,
        observations.observation_no,
        observations.basis,
        case checks.quantity
            when 'implied_plan'
                then case when observations.is_plan_implied then ['level', 'completion'] else ['plan_level'] end
            when 'implied_prior'
                then case when is_prior_implied then ['level', observations.prior_source] else ['prior_level'] end
            when 'contribution' then [case members.role when 'total' then 'growth' else 'contribution' end]
            else [checks.quantity]
        end as quantities
    from intermediate.int_checks as checks
    inner join intermediate.int_relation_members as members
        on
            checks.report_id = members.report_id
            and checks.identity_id = members.identity_id
            and checks.indicator_id = members.subject_indicator_id
    inner join intermediate.int_observations as observations
        on
            (checks.report_id, checks.territory_id, checks.period_id, checks.basis, members.indicator_id)
            = (
                observations.report_id, observations.territory_id, observations.period_id, observations.basis,
                observations.indicator_id
            )
    union all
    select
        report_id,
        unnest([observation_no, base_observation_no]) as observation_no,
        basis,
        unnest([['level', quantity], [base_quantity]]) as quantities
    from intermediate.int_ratio_checks

),

counts as (

    select
        'intermediate.int_check_figures' as table_name,
        (select count(*) from intermediate.int_check_figures where kind != 'joint') as found,
        count(*) + (select count(figure_no) + count(later_figure_no) from intermediate.int_checks) as expected
    from terms
    inner join intermediate.int_quantities as quantities using (report_id, observation_no)
    where
        quantities.basis = case quantities.quantity when 'level' then '' else terms.basis end
        and list_contains(terms.quantities, quantities.quantity)

),

final as (select * from counts where found != expected)

select * from final
