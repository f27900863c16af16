{% set bases = [('plan', 'completion', 'plan_level'), ('prior', 'growth', 'prior_level')] %}
with

figures as (

    select * from {{ ref('int_joint_figures') }}

),

implied as (

    select * from {{ ref('int_implied') }}

),

components as (

    select * from {{ ref('int_components') }}

),

problems as (

    select distinct
        problem_id,
        report_id,
        territory_id,
        period_id,
        basis,
        component_id
    from figures

),

levels as (

    select
        problem_id,
        reading,
        indicator_id,
        last_place,
        lower,
        upper,
        coalesce(value, lower) as printed_lower,
        coalesce(value, upper) as printed_upper
    from figures
    where quantity = 'level'

),

-- Model D: the base that any level and any rate within their intervals imply, and its rounding.
decoupled as (

    {%- for base, rate, printed in bases %}
        select
            problems.problem_id,
            'decoupled' as model_id,
            implied.reading,
            implied.indicator_id,
            '{{ base }}' as quantity,
            'implied' as rests_on,
            implied.{{ base }}_lower - implied.{{ base }}_slack as lower,
            implied.{{ base }}_upper + implied.{{ base }}_slack as upper
        from problems
        inner join implied
            on
                problems.report_id = implied.report_id
                and problems.territory_id = implied.territory_id
                and problems.period_id = implied.period_id
                and problems.basis = implied.basis
        inner join components
            on
                problems.report_id = components.report_id
                and problems.component_id = components.component_id
                and implied.indicator_id = components.indicator_id
        where implied.{{ base }}_lower is not null {{ 'and not implied.is_prior_ambiguous' if base == 'prior' }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- Model B: the base that the office used, from the printed level over the rate, or less the change. A printed base is a
-- box of its own: the figures that each box rests on can be left out separately. A level printed as a range is any
-- number in it. Growth on a base that may be negative implies none.
used as (

    {%- for base, rate, printed in bases %}
        select
            rates.problem_id,
            rates.reading,
            rates.indicator_id,
            '{{ base }}' as quantity,
            'level_and_rate' as rests_on,
            levels.last_place,
            {{ quotient_lower('levels.printed_lower', 'levels.printed_upper', 'rates.lower', 'rates.upper') }} as lower,
            {{ quotient_upper('levels.printed_lower', 'levels.printed_upper', 'rates.lower', 'rates.upper') }} as upper
        from figures as rates
        inner join levels
            on
                rates.problem_id = levels.problem_id
                and rates.reading = levels.reading
                and rates.indicator_id = levels.indicator_id
        where rates.quantity = '{{ rate }}' {{ 'and rates.sign = 1' if base == 'prior' }}
        union all
    {%- endfor %}
    select
        changes.problem_id,
        changes.reading,
        changes.indicator_id,
        'prior' as quantity,
        'level_and_change' as rests_on,
        levels.last_place,
        levels.printed_lower - changes.upper as lower,
        levels.printed_upper - changes.lower as upper
    from figures as changes
    inner join levels
        on
            changes.problem_id = levels.problem_id
            and changes.reading = levels.reading
            and changes.indicator_id = levels.indicator_id
    where changes.quantity = 'change'

),

printed as (

    {%- for base, rate, printed in bases %}
        select
            problem_id,
            reading,
            indicator_id,
            '{{ base }}' as quantity,
            width,
            lower,
            upper
        from figures
        where quantity = '{{ printed }}'
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- A rounded plan is a multiple of its step: the office used no coarser step than the coarsest with a multiple
-- inside.
slackened as (

    select
        used.problem_id,
        used.reading,
        used.indicator_id,
        used.quantity,
        used.rests_on,
        used.lower,
        used.upper,
        greatest(
            {{ coarsest_step('used.lower', 'used.upper', 'used.last_place') }}
            * case used.reading when 'half' then 0.5 else 1 end,
            coalesce(printed.width, 0)
        ) as slack
    from used
    left join printed
        on
            used.problem_id = printed.problem_id
            and used.reading = printed.reading
            and used.indicator_id = printed.indicator_id
            and used.quantity = printed.quantity

),

printed_base as (

    select
        problem_id,
        'printed_base' as model_id,
        reading,
        indicator_id,
        quantity,
        rests_on,
        lower - slack as lower,
        upper + slack as upper
    from slackened

    union all

    select
        problem_id,
        'printed_base' as model_id,
        reading,
        indicator_id,
        quantity,
        'printed' as rests_on,
        lower,
        upper
    from printed

),

printed_levels as (

    select
        levels.problem_id,
        models.model_id,
        levels.reading,
        levels.indicator_id,
        'level' as quantity,
        'printed' as rests_on,
        levels.lower,
        levels.upper
    from levels
    cross join (values ('decoupled'), ('printed_base')) as models (model_id)

),

final as (

    select * from printed_levels
    union all
    select * from decoupled
    union all
    select * from printed_base

)

select * from final
