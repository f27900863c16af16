with

implied as (

    select * from intermediate.int_implied
    where reading = 'half'

),

-- An implied plan or base uses a level and a rate or a change, a printed one its own figure. A ratio uses a rate, the
-- level, and the base of the rate; a change the level, and the base or the growth.
terms as (

    select
        terms.*,
        case terms.term_quantity
            when 'implied_plan'
                then case when implied.is_plan_implied then ['level', 'completion'] else ['plan_level'] end
            when 'implied_prior'
                then case when implied.is_prior_implied then ['level', implied.prior_source] else ['prior_level'] end
            else [terms.term_quantity]
        end as quantities
    from intermediate.int_check_terms as terms
    left join implied using (report_id, territory_id, period_id, indicator_id, basis)
    union all by name
    select
        * replace (unnest([indicator_id, base_indicator_id]) as indicator_id),
        unnest([['level', quantity], [base_quantity]]) as quantities
    from intermediate.int_ratio_checks
    where reading = 'half'
    union all by name
    select
        *,
        ['level', 'change', base_quantity] as quantities
    from intermediate.int_change_checks
    where reading = 'half'

),

counts as (

    select
        'intermediate.int_check_figures' as table_name,
        (select count(*) from intermediate.int_check_figures where not starts_with(check_id, 'joint/')) as found,
        count(*)
        + (select count(*) from intermediate.int_repeat_checks)
        + (select count(*) from intermediate.int_limit_checks where reading = 'half') as expected
    from terms
    inner join intermediate.int_statements as quantities using (report_id, territory_id, period_id, indicator_id)
    where
        quantities.reading = 'half'
        and quantities.basis = case quantities.quantity when 'level' then '' else terms.basis end
        and list_contains(terms.quantities, quantities.quantity)

),

final as (select * from counts where found != expected)

select * from final
