-- The numbers that places are compared by: level, share of the plan and growth; of each one a place, period and basis,
-- from the latest report of the site whose figures are not in quarantine. A level has no basis: `link_basis` is one of
-- the bases that its observation has.
create or replace temp table place_values as
with

reports as (

    select
        report_id,
        place
    from report_places

),

observations as (

    select
        observations.*,
        rate_intervals.* exclude (report_id, territory_id, period_id, indicator_id, basis),
        reports.place,
        plans.plan_pct,
        growth.growth_pct,
        quarantined.report_id is not null as is_quarantined
    from intermediate.int_observations as observations
    inner join reports using (report_id)
    inner join rate_intervals using (report_id, territory_id, period_id, indicator_id, basis)
    left join marts.plan_completion as plans
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join marts.growth
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join intermediate.int_quarantined_observations as quarantined
        using (report_id, territory_id, period_id, indicator_id)

),

-- `sources` are the quantities whose printed figures give the number.
numbers as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        place,
        is_quarantined,
        basis as link_basis,
        unnest([
            {
                quantity: 'level', value: level, lower: level_half_lower, upper: level_half_upper,
                sources: ['level']
            },
            {
                quantity: 'completion', value: plan_pct,
                lower: completion_lower, upper: completion_upper,
                sources: if(completion_half_lower is null, ['level', 'plan_level'], ['completion'])
            },
            {
                quantity: 'growth', value: growth_pct,
                lower: growth_lower, upper: growth_upper,
                sources: if(growth_half_lower is null, ['level', 'prior_level', 'change'], ['growth'])
            }
        ], max_depth := 2)
    from observations

),

compared as (

    select
        *,
        if(quantity = 'level', '', link_basis) as basis
    from numbers
    where value is not null or lower is not null

),

latest as (

    select * from compared
    qualify row_number() over (
        partition by indicator_id, quantity, basis, period_id, territory_id
        order by is_quarantined, place, link_basis
    ) = 1

),

doubted as (

    select
        figures.report_id,
        figures.territory_id,
        figures.period_id,
        figures.indicator_id,
        if(measures.quantity = 'level', null, figures.basis) as basis,
        measures.quantity,
        figures.check_status
    from marts.figures
    inner join reports using (report_id)
    inner join staging.stg_measures as measures using (measure)
    where
        figures.check_status in ('contradicted', 'suspect')
        and figures.correction is distinct from 'exclude'

),

-- 'contradicted' sorts before 'suspect'.
statuses as (

    select
        latest.indicator_id,
        latest.quantity,
        latest.basis,
        latest.period_id,
        latest.territory_id,
        min(doubted.check_status) as status
    from latest
    inner join doubted
        on
            latest.report_id = doubted.report_id
            and latest.territory_id = doubted.territory_id
            and latest.period_id = doubted.period_id
            and latest.indicator_id = doubted.indicator_id
            and list_contains(latest.sources, doubted.quantity)
            and latest.link_basis = coalesce(doubted.basis, latest.link_basis)
    group by all

)

select
    latest.indicator_id,
    latest.quantity,
    latest.basis,
    latest.period_id,
    latest.territory_id,
    latest.link_basis,
    latest.place,
    if(latest.is_quarantined, null, latest.value) as value,
    if(latest.is_quarantined, null, latest.lower) as lower,
    if(latest.is_quarantined, null, latest.upper) as upper,
    if(latest.is_quarantined, 'quarantined', statuses.status) as status
from latest
left join statuses using (indicator_id, quantity, basis, period_id, territory_id)
