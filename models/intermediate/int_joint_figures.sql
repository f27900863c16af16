with

observed as (

    select * from {{ ref('int_observed') }}

),

components as (

    select * from {{ ref('int_components') }}

),

parents as (

    select * from {{ ref('int_parents') }}

),

wholes as (

    select * from {{ ref('int_wholes') }}

),

-- A share is told apart by its parent, not by a plan or a period: it belongs where no basis is named.
placed as (

    select
        observed.*,
        components.component_id,
        case observed.quantity when 'share' then '' else observed.basis end as problem_basis
    from observed
    inner join components
        on
            observed.report_id = components.report_id
            and observed.indicator_id = components.indicator_id

),

problems as (

    select distinct
        report_id,
        territory_id,
        period_id,
        problem_basis as basis,
        component_id
    from placed

),

-- Every figure says: numerator over denominator lies in an interval; a printed level, plan or base
-- is over one. The denominator of a rate is the indicator's own plan or base.
ratios as (

    select
        problems.report_id,
        problems.territory_id,
        problems.period_id,
        problems.basis,
        problems.component_id,
        placed.indicator_id,
        placed.quantity,
        placed.basis as figure_basis,
        placed.reading,
        case placed.quantity
            when 'share' then parents.parent_indicator_id
            when 'contribution' then wholes.whole_indicator_id
            else placed.indicator_id
        end as over_indicator_id,
        case placed.quantity
            when 'completion' then 'plan'
            when 'growth' then 'prior'
            when 'share' then 'level'
            when 'contribution' then 'prior'
        end as over_quantity,
        case placed.quantity when 'share' then parents.unit_ratio when 'contribution' then wholes.coefficient else 1 end
            as coefficient,
        placed.value,
        placed.lower,
        placed.upper,
        placed.width,
        placed.last_place
    from placed
    inner join problems
        on
            placed.report_id = problems.report_id
            and placed.territory_id = problems.territory_id
            and placed.period_id = problems.period_id
            and placed.component_id = problems.component_id
            and (placed.quantity = 'level' or placed.problem_basis = problems.basis)
    -- A condition that only one side knows is made part of a key: by itself it would have every row tried
    -- with every other.
    left join parents
        on
            placed.report_id = parents.report_id
            and case placed.quantity when 'share' then placed.indicator_id end = parents.indicator_id
            and (placed.basis = parents.parent_indicator_id or (placed.basis = '' and parents.parents = 1))
    left join wholes
        on
            placed.report_id = wholes.report_id
            and case placed.quantity when 'contribution' then placed.indicator_id end = wholes.indicator_id

),

-- What is over has a sign: a plan or a base that of its level and its rate together, or that of its
-- print. Where no level is printed a plan or a base is taken not to be negative, whatever the rate, and of
-- a rate that may be of either sign nothing is taken if the level is not above zero: there the figure tells
-- nothing of a base.
signs as (

    select
        ratios.*,
        levels.lower is not null as has_level,
        {{ sign_of('levels.lower', 'levels.upper') }} as level_sign,
        case ratios.quantity
            when 'contribution' then {{ sign_of('rates.lower', 'rates.upper') }}
            else {{ sign_of('ratios.lower', 'ratios.upper') }}
        end as rate_sign,
        case when printed.lower is not null then {{ sign_of('printed.lower', 'printed.upper') }} end as printed_sign
    from ratios
    left join placed as levels
        on
            levels.quantity = 'level'
            and ratios.report_id = levels.report_id
            and ratios.territory_id = levels.territory_id
            and ratios.period_id = levels.period_id
            and ratios.over_indicator_id = levels.indicator_id
            and ratios.reading = levels.reading
    left join placed as rates
        on
            rates.quantity = case ratios.quantity when 'contribution' then 'growth' end
            and ratios.report_id = rates.report_id
            and ratios.territory_id = rates.territory_id
            and ratios.period_id = rates.period_id
            and ratios.basis = rates.basis
            and ratios.over_indicator_id = rates.indicator_id
            and ratios.reading = rates.reading
    left join placed as printed
        on
            printed.quantity
            = case ratios.over_quantity when 'plan' then 'plan_level' when 'prior' then 'prior_level' end
            and ratios.report_id = printed.report_id
            and ratios.territory_id = printed.territory_id
            and ratios.period_id = printed.period_id
            and ratios.basis = printed.basis
            and ratios.over_indicator_id = printed.indicator_id
            and ratios.reading = printed.reading
    where ratios.over_indicator_id is not null

),

final as (

    select
        {{ check_id(
            "'joint'", "''", "report_id", "territory_id", "period_id", "basis", "component_id", "''"
        ) }} as problem_id,
        * exclude (has_level, level_sign, rate_sign, printed_sign),
        case
            when over_quantity is null then 1
            when over_quantity = 'level' then level_sign
            when printed_sign is not null then printed_sign
            when not has_level then 1
            when rate_sign = 0 then greatest(level_sign, 0)
            else level_sign * rate_sign
        end as sign
    from signs

)

select * from final
