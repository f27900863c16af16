-- One answer an indicator: its observations in the reports of the site, newest first, as a list a column. A territory,
-- a period, a basis and a status are places (from 0) in lists of their own, which halves a file.
with

observations as (

    select * from intermediate.int_observations
    anti join intermediate.int_quarantined_observations using (report_id, territory_id, period_id, indicator_id)
    where report_id in (select report_id from report_places)

),

figures as (

    select
        figures.*,
        measures.quantity
    from marts.figures
    inner join staging.stg_measures as measures using (measure)
    where figures.correction is distinct from 'exclude'

),

printed as (

    select
        observations.report_id,
        observations.observation_no,
        observations.basis,
        list({
            no: figures.figure_no, printed: figures.printed, quantity: figures.quantity, status: figures.check_status
        } order by figures.figure_no) as found
    from observations
    inner join figures
        on
            observations.report_id = figures.report_id
            and observations.territory_id = figures.territory_id
            and observations.period_id = figures.period_id
            and observations.indicator_id = figures.indicator_id
            and (figures.quantity = 'level' or observations.basis = figures.basis)
    group by observations.report_id, observations.observation_no, observations.basis

),

-- The figures that a number comes from, as in app/trace.js: a printed percentage needs no levels.
direct as (

    select
        report_id,
        observation_no,
        basis,
        found,
        list_filter(found, lambda one: one.quantity = 'level') as levels,
        list_filter(found, lambda one: one.quantity = 'completion') as completions,
        list_filter(found, lambda one: one.quantity = 'growth') as growths
    from printed

),

sources as (

    select
        report_id,
        observation_no,
        basis,
        levels,
        case
            when len(completions) > 0 then completions
            else list_filter(found, lambda one: one.quantity in ('level', 'plan_level'))
        end as of_plan,
        case
            when len(growths) > 0 then growths
            else list_filter(found, lambda one: one.quantity in ('level', 'prior_level', 'change'))
        end as of_growth
    from direct

),

-- Statuses from the worst: a number has that of the worst figure that it comes from.
words as (

    select
        ['contradicted', 'suspect', 'unverifiable', 'confirmed'] as statuses,
        ['ahead', 'met', 'on_pace', 'behind'] as paces

),

numbers as (

    select
        observations.indicator_id,
        report_places.place as report,
        observations.territory_id,
        observations.period_id,
        observations.basis,
        periods.end_date,
        periods.start_date,
        observations.level,
        observations.level_half_lower as level_lower,
        observations.level_half_upper as level_upper,
        case when observations.level_half_lower is not null then sources.levels end as level_figures,
        plans.plan_pct,
        list_position(words.paces, plans.status) - 1 as pace,
        rate_intervals.completion_lower,
        rate_intervals.completion_upper,
        case
            when coalesce(plans.plan_pct, rate_intervals.completion_lower) is not null then sources.of_plan
        end as completion_figures,
        growth.growth_pct,
        rate_intervals.growth_lower,
        rate_intervals.growth_upper,
        case
            when coalesce(growth.growth_pct, rate_intervals.growth_lower) is not null then sources.of_growth
        end as growth_figures
    from observations
    cross join words
    inner join rate_intervals
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join marts.plan_completion as plans
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join marts.growth
        using (report_id, territory_id, period_id, indicator_id, basis)
    left join sources
        using (report_id, observation_no, basis)
    inner join report_places
        using (report_id)
    left join staging.stg_periods as periods
        using (period_id)

),

lists as (

    select
        indicator_id,
        list(distinct territory_id order by territory_id) as territories,
        list(distinct period_id order by period_id) as periods,
        list(distinct basis order by basis) as bases,
        list(numbers order by end_date desc, start_date, territory_id, basis, report) as found
    from numbers
    group by indicator_id

)

select
    indicator_places.place,
    cast(to_json({
        id: indicator_places.indicator_id,
        territories: coalesce(territories, []), periods: coalesce(periods, []), bases: coalesce(bases, []),
        statuses: statuses, paces: paces,
        report: coalesce(list_transform(found, lambda one: one.report), []),
        territory: list_transform(found, lambda one: list_position(territories, one.territory_id) - 1),
        period: list_transform(found, lambda one: list_position(periods, one.period_id) - 1),
        basis: list_transform(found, lambda one: list_position(bases, one.basis) - 1),
        pace: list_transform(found, lambda one: one.pace),
        level: {
            value: list_transform(found, lambda one: one.level),
            lower: list_transform(found, lambda one: one.level_lower),
            upper: list_transform(found, lambda one: one.level_upper),
            status: list_transform(found, lambda one: list_min(list_transform(
                one.level_figures, lambda figure: list_position(statuses, figure.status)
            )) - 1),
            figures: list_transform(
                found, lambda one: list_transform(one.level_figures, lambda figure: figure.no)
            ),
            printed: list_transform(
                found, lambda one: list_transform(one.level_figures, lambda figure: figure.printed)
            )
        },
        plan_pct: {
            value: list_transform(found, lambda one: one.plan_pct),
            lower: list_transform(found, lambda one: one.completion_lower),
            upper: list_transform(found, lambda one: one.completion_upper),
            status: list_transform(found, lambda one: list_min(list_transform(
                one.completion_figures, lambda figure: list_position(statuses, figure.status)
            )) - 1),
            figures: list_transform(
                found, lambda one: list_transform(one.completion_figures, lambda figure: figure.no)
            ),
            printed: list_transform(
                found, lambda one: list_transform(one.completion_figures, lambda figure: figure.printed)
            )
        },
        growth_pct: {
            value: list_transform(found, lambda one: one.growth_pct),
            lower: list_transform(found, lambda one: one.growth_lower),
            upper: list_transform(found, lambda one: one.growth_upper),
            status: list_transform(found, lambda one: list_min(list_transform(
                one.growth_figures, lambda figure: list_position(statuses, figure.status)
            )) - 1),
            figures: list_transform(
                found, lambda one: list_transform(one.growth_figures, lambda figure: figure.no)
            ),
            printed: list_transform(
                found, lambda one: list_transform(one.growth_figures, lambda figure: figure.printed)
            )
        }
    }) as varchar) as answer
from indicator_places
cross join words
left join lists using (indicator_id)
order by indicator_places.place
