{% set intervals = ['half', 'wide'] %}
{% set bases = [('plan', 'completion'), ('prior', 'growth')] %}
with

figures as (

    select * from {{ ref('int_joint_figures') }}

),

problems as (

    select * from {{ ref('int_joint_problems') }}

),

implied as (

    select * from {{ ref('int_observations') }}

),

components as (

    select * from {{ ref('int_components') }}

),

-- A level printed as a range is any number in it.
levels as (

    select
        report_id,
        problem_no,
        indicator_id,
        last_place,
    {%- for interval in intervals %}
        coalesce(value, {{ interval }}_lower) as {{ interval }}_lower,
        coalesce(value, {{ interval }}_upper) as {{ interval }}_upper
        {{- ',' if not loop.last }}
    {%- endfor %}
    from figures
    where quantity = 'level'

),

-- Model D: the base that any level and any rate within their intervals imply, and its rounding.
decoupled as (

    {%- for base, rate in bases %}
        select
            problems.report_id,
            problems.problem_no,
            'decoupled' as model_id,
            implied.indicator_id,
            '{{ base }}' as quantity,
            'implied' as rests_on
            {%- for interval in intervals %}
                {% set implied = 'implied.' ~ base ~ '_' ~ interval %},
                {{ implied }}_lower - {{ implied }}_slack as {{ interval }}_lower,
                {{ implied }}_upper + {{ implied }}_slack as {{ interval }}_upper
            {%- endfor %}
        from problems
        inner join implied
            using (report_id, territory_id, period_id, basis)
        inner join components
            on
                problems.report_id = components.report_id
                and problems.component_id = components.component_id
                and implied.indicator_id = components.indicator_id
        where
            implied.{{ base }}_half_lower is not null
            {{ 'and not implied.is_prior_ambiguous' if base == 'prior' }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- Model B: the base that the office used, from the printed level over the rate, or less the change. Growth on a base
-- that may be negative implies none.
used as (

    {%- for base, rate in bases %}
        select
            rates.report_id,
            rates.problem_no,
            rates.indicator_id,
            '{{ base }}' as quantity,
            'level_and_rate' as rests_on,
            levels.last_place
            {%- for interval in intervals %}
                {% set ends = ['levels.' ~ interval ~ '_lower', 'levels.' ~ interval ~ '_upper',
                    'rates.' ~ interval ~ '_lower', 'rates.' ~ interval ~ '_upper'] %},
                {{ quotient_lower(*ends) }} as {{ interval }}_lower,
                {{ quotient_upper(*ends) }} as {{ interval }}_upper
            {%- endfor %}
        from figures as rates
        inner join levels
            using (report_id, problem_no, indicator_id)
        where rates.quantity = '{{ rate }}' {{ 'and rates.half_sign = 1' if base == 'prior' }}
        union all
    {%- endfor %}
    select
        changes.report_id,
        changes.problem_no,
        changes.indicator_id,
        'prior' as quantity,
        'level_and_change' as rests_on,
        levels.last_place,
    {%- for interval in intervals %}
        levels.{{ interval }}_lower - changes.{{ interval }}_upper as {{ interval }}_lower,
        levels.{{ interval }}_upper - changes.{{ interval }}_lower as {{ interval }}_upper
        {{- ',' if not loop.last }}
    {%- endfor %}
    from figures as changes
    inner join levels
        using (report_id, problem_no, indicator_id)
    where changes.quantity = 'change'

),

printed as (

    select
        report_id,
        problem_no,
        indicator_id,
        case quantity when 'plan_level' then 'plan' else 'prior' end as quantity,
        half_width,
        wide_width
    from figures
    where quantity in ('plan_level', 'prior_level')

),

-- A rounded plan is a multiple of its step: the office used no coarser step than the coarsest with a multiple
-- inside.
slackened as (

    select
        used.*,
    {%- for interval in intervals %}
        greatest(
            {{ coarsest_step('used.' ~ interval ~ '_lower', 'used.' ~ interval ~ '_upper', 'used.last_place') }}
            * {{ 0.5 if interval == 'half' else 1 }},
            coalesce(printed.{{ interval }}_width, 0)
        ) as {{ interval }}_slack
        {{- ',' if not loop.last }}
    {%- endfor %}
    from used
    left join printed
        using (report_id, problem_no, indicator_id, quantity)

),

final as (

    select * from decoupled

    union all

    select
        report_id,
        problem_no,
        'printed_base' as model_id,
        indicator_id,
        quantity,
        rests_on,
    {%- for interval in intervals %}
        {{ interval }}_lower - {{ interval }}_slack as {{ interval }}_lower,
        {{ interval }}_upper + {{ interval }}_slack as {{ interval }}_upper
        {{- ',' if not loop.last }}
    {%- endfor %}
    from slackened

)

select * from final
