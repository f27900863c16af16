with

observed as not materialized (

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

-- The basis of a share is its parent, not a plan or a period: it belongs to the problem without a basis.
placed as not materialized (

    select
        case observed.quantity when 'share' then '' else observed.basis end as problem_basis,
        observed.*,
        components.component_id
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

-- Every figure states that numerator / denominator lies in an interval; a printed level, plan, base or change has the
-- denominator one. Levels have no basis: they belong to the problem of every basis.
over_one as (

    select
        problems.basis as problem_basis,
        placed.* exclude (problem_basis)
    from placed
    inner join problems
        on
            placed.report_id = problems.report_id
            and placed.territory_id = problems.territory_id
            and placed.period_id = problems.period_id
            and placed.component_id = problems.component_id
    where placed.quantity = 'level'

    union all

    select *
    from placed
    where quantity in ('plan_level', 'prior_level', 'change')

),

-- The denominator of a rate is the indicator's own plan or base, that of a share the level of its total,
-- that of a contribution the total's base.
rates as (

    select
        *,
        indicator_id as over_indicator_id,
        case quantity when 'completion' then 'plan' else 'prior' end as over_quantity,
        1 as coefficient
    from placed
    where quantity in ('completion', 'growth')

    union all

    select
        placed.*,
        parents.parent_indicator_id as over_indicator_id,
        'level' as over_quantity,
        parents.unit_ratio as coefficient
    from placed
    inner join parents
        on
            placed.report_id = parents.report_id
            and placed.indicator_id = parents.indicator_id
            and (placed.basis = parents.parent_indicator_id or (placed.basis = '' and parents.parents = 1))
    where placed.quantity = 'share'

    union all

    select
        placed.*,
        wholes.whole_indicator_id as over_indicator_id,
        'prior' as over_quantity,
        wholes.coefficient
    from placed
    inner join wholes
        on
            placed.report_id = wholes.report_id
            and placed.indicator_id = wholes.indicator_id
    where placed.quantity = 'contribution'

),

-- The sign of the denominator: that of a printed plan or base, else of level and rate together. Without a printed
-- level, plans and bases are taken not to be negative, whatever the rate. If the rate may have either sign and the
-- level is not positive, the sign is open: 0. It is also open where a base is or may be negative: growth on it has two
-- readings.
signs as (

    select
        rates.*,
        levels.lower is not null as has_level,
        {{ sign_of('levels.lower', 'levels.upper') }} as level_sign,
        case rates.quantity
            when 'contribution' then {{ sign_of('growths.lower', 'growths.upper') }}
            else {{ sign_of('rates.lower', 'rates.upper') }}
        end as rate_sign,
        case when printed.lower is not null then {{ sign_of('printed.lower', 'printed.upper') }} end as printed_sign
    from rates
    left join observed as levels
        on
            levels.quantity = 'level'
            and rates.report_id = levels.report_id
            and rates.territory_id = levels.territory_id
            and rates.period_id = levels.period_id
            and rates.over_indicator_id = levels.indicator_id
            and rates.reading = levels.reading
    left join observed as growths
        on
            growths.quantity = case rates.quantity when 'contribution' then 'growth' end
            and rates.report_id = growths.report_id
            and rates.territory_id = growths.territory_id
            and rates.period_id = growths.period_id
            and rates.basis = growths.basis
            and rates.over_indicator_id = growths.indicator_id
            and rates.reading = growths.reading
    left join observed as printed
        on
            printed.quantity
            = case rates.over_quantity when 'plan' then 'plan_level' when 'prior' then 'prior_level' end
            and rates.report_id = printed.report_id
            and rates.territory_id = printed.territory_id
            and rates.period_id = printed.period_id
            and rates.basis = printed.basis
            and rates.over_indicator_id = printed.indicator_id
            and rates.reading = printed.reading

),

signed as (

    select
        * exclude (has_level, level_sign, rate_sign, printed_sign),
        case
            when over_quantity = 'level' then level_sign
            when over_quantity = 'prior' and printed_sign is not null then greatest(printed_sign, 0)
            when printed_sign is not null then printed_sign
            when not has_level then 1
            when rate_sign = 0 then greatest(level_sign, 0)
            when over_quantity = 'prior' and (level_sign != 1 or rate_sign != 1) then 0
            else level_sign * rate_sign
        end as sign
    from signs

    union all

    select
        *,
        indicator_id as over_indicator_id,
        cast(null as varchar) as over_quantity,
        1 as coefficient,
        1 as sign
    from over_one

),

-- Both intervals leave out the same growths.
final as (

    select
        {{ check_id(
            "'joint'", "''", "report_id", "territory_id", "period_id", "problem_basis", "component_id", "''"
        ) }} as problem_id,
        report_id,
        territory_id,
        period_id,
        problem_basis as basis,
        component_id,
        indicator_id,
        quantity,
        basis as figure_basis,
        reading,
        over_indicator_id,
        over_quantity,
        coefficient,
        value,
        lower,
        upper,
        width,
        last_place,
        case
            when over_quantity = 'prior'
                then
                    min(sign) over (
                        partition by
                            report_id, territory_id, period_id, problem_basis, component_id, indicator_id, quantity,
                            basis
                    )
            else sign
        end as sign
    from signed

)

select * from final
