{% set intervals = ['half', 'wide'] %}
with

observed as (

    select * from {{ ref('int_observed') }}
    inner join {{ ref('stg_observations') }}
        using (report_id, observation_no)

),

components as (

    select * from {{ ref('int_components') }}

),

parents as (

    select * from {{ ref('int_parents') }}

),

-- The basis of a share is its parent, not a plan or a period: it belongs to the problem without a basis.
placed as (

    select
        observed.*,
        case observed.quantity when 'share' then '' else observed.basis end as problem_basis,
        components.component_id
    from observed
    inner join components
        using (report_id, indicator_id)

),

problems as (

    select
        report_id,
        territory_id,
        period_id,
        component_id,
        problem_basis,
        row_number() over (partition by report_id order by territory_id, period_id, problem_basis, component_id)
            as problem_no
    from placed
    group by report_id, territory_id, period_id, component_id, problem_basis

),

-- Every figure states that numerator / denominator lies in an interval. The denominator of a rate is the indicator's
-- own plan or base, that of a share the level of its total, that of a contribution the total's base; a printed level,
-- plan, base or change has the denominator one.
ratios as (

    select
        *,
        indicator_id as over_indicator_id,
        case quantity when 'completion' then 'plan' when 'growth' then 'prior' end as over_quantity,
        1 as coefficient
    from placed
    where quantity not in ('share', 'contribution')

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
    where placed.quantity = 'share' and parents.preference is not null

    union all

    select
        placed.*,
        parents.parent_indicator_id as over_indicator_id,
        'prior' as over_quantity,
        parents.contribution_coefficient as coefficient
    from placed
    inner join parents
        using (report_id, indicator_id)
    where placed.quantity = 'contribution' and parents.contribution_coefficient is not null

),

denominators as (

    select
        ratios.*,
    {%- for interval in intervals %}
        levels.{{ interval }}_lower is not null as has_{{ interval }}_level,
        {{ sign_of('levels.' ~ interval ~ '_lower', 'levels.' ~ interval ~ '_upper') }}
            as {{ interval }}_level_sign,
        case ratios.quantity
            when 'contribution'
                then {{ sign_of('growths.' ~ interval ~ '_lower', 'growths.' ~ interval ~ '_upper') }}
            else {{ sign_of('ratios.' ~ interval ~ '_lower', 'ratios.' ~ interval ~ '_upper') }}
        end as {{ interval }}_rate_sign,
        case
            when printed.{{ interval }}_lower is not null
                then {{ sign_of('printed.' ~ interval ~ '_lower', 'printed.' ~ interval ~ '_upper') }}
        end as {{ interval }}_printed_sign
        {{- ',' if not loop.last }}
    {%- endfor %}
    from ratios
    left join observed as levels
        on
            levels.quantity = case when ratios.over_quantity is not null then 'level' end
            and ratios.report_id = levels.report_id
            and ratios.territory_id = levels.territory_id
            and ratios.period_id = levels.period_id
            and ratios.over_indicator_id = levels.indicator_id
    left join observed as growths
        on
            growths.quantity = case ratios.quantity when 'contribution' then 'growth' end
            and ratios.report_id = growths.report_id
            and ratios.territory_id = growths.territory_id
            and ratios.period_id = growths.period_id
            and ratios.over_indicator_id = growths.indicator_id
            and ratios.basis = growths.basis
    left join observed as printed
        on
            printed.quantity
            = case ratios.over_quantity when 'plan' then 'plan_level' when 'prior' then 'prior_level' end
            and ratios.report_id = printed.report_id
            and ratios.territory_id = printed.territory_id
            and ratios.period_id = printed.period_id
            and ratios.over_indicator_id = printed.indicator_id
            and ratios.basis = printed.basis

),

-- The sign of the denominator: that of a printed plan or base, else of level and rate together. Without a printed
-- level, plans and bases are taken not to be negative, whatever the rate. If the rate may have either sign and the
-- level is not positive, the sign is open: 0. It is also open where a base is or may be negative: growth on it has two
-- readings.
signed as (

    select
        *,
    {%- for interval in intervals %}
        case
            when over_quantity is null then 1
            when over_quantity = 'level' then {{ interval }}_level_sign
            when over_quantity = 'prior' and {{ interval }}_printed_sign is not null
                then greatest({{ interval }}_printed_sign, 0)
            when {{ interval }}_printed_sign is not null then {{ interval }}_printed_sign
            when not has_{{ interval }}_level then 1
            when {{ interval }}_rate_sign = 0 then greatest({{ interval }}_level_sign, 0)
            when over_quantity = 'prior' and ({{ interval }}_level_sign != 1 or {{ interval }}_rate_sign != 1)
                then 0
            else {{ interval }}_level_sign * {{ interval }}_rate_sign
        end as {{ interval }}_sign
        {{- ',' if not loop.last }}
    {%- endfor %}
    from denominators

),

-- Levels have no basis: they belong to the problem of every basis. Both intervals leave out the same growths.
final as (

    select
        problems.problem_no,
        signed.report_id,
        signed.territory_id,
        signed.period_id,
        problems.problem_basis as basis,
        signed.component_id,
        signed.observation_no,
        signed.indicator_id,
        signed.quantity,
        signed.basis as figure_basis,
        signed.over_indicator_id,
        signed.over_quantity,
        signed.coefficient,
        signed.value,
        signed.half_lower,
        signed.half_upper,
        signed.wide_lower,
        signed.wide_upper,
        case signed.over_quantity when 'prior' then least(signed.half_sign, signed.wide_sign) else signed.half_sign end
            as half_sign,
        case signed.over_quantity when 'prior' then least(signed.half_sign, signed.wide_sign) else signed.wide_sign end
            as wide_sign,
        signed.half_width,
        signed.wide_width,
        signed.last_place
    from signed
    inner join problems
        on
            signed.report_id = problems.report_id
            and signed.territory_id = problems.territory_id
            and signed.period_id = problems.period_id
            and signed.component_id = problems.component_id
            and (signed.problem_basis = problems.problem_basis or signed.quantity = 'level')

)

select * from final
