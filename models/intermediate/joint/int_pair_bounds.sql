{% set rates = {'plan': 'completion', 'prior': 'growth'} %}
{% set corners = ['low_1', 'low_2', 'low_3', 'low_4', 'high_1', 'high_2', 'high_3', 'high_4'] %}
{% set indicators = {
    'total': ('total_indicator_id', 'total_scale'),
    '1': ('part_1_indicator_id', 'part_1_scale'),
    '2': ('part_2_indicator_id', 'part_2_scale'),
} %}
with

pairs as (

    select * from {{ ref('int_pairs') }}
    where reading = 'half'

),

splits as (

    select * from {{ ref('int_pair_splits') }}

),

contributions as (

    select * from {{ ref('int_pair_contributions') }}

),

-- The feasible levels form a polygon. Its corners are at the ends of the split, and where one level's end stops
-- binding and another's starts: `ground` and `roof` are the least and greatest total there.
cut as (

    select
        pairs.*,
        splits.split_lower,
        splits.split_upper,
        greatest(pairs.level_total_lower, pairs.level_1_lower + pairs.level_2_lower) as ground,
        least(pairs.level_total_upper, pairs.level_1_upper + pairs.level_2_upper) as roof
    from pairs
    inner join splits
        on pairs.problem_id = splits.problem_id

),

-- A plan or a prior is least or greatest at a corner, or at a kink of the split.
cornered as (

    select
        *,
        greatest(split_lower, least(split_upper, level_1_lower / ground)) as low_2_split,
        greatest(split_lower, least(split_upper, 1 - level_2_lower / ground)) as low_3_split,
        greatest(split_lower, least(split_upper, level_1_upper / roof)) as high_2_split,
        greatest(split_lower, least(split_upper, 1 - level_2_upper / roof)) as high_3_split,
        {{ pair_kink_columns('completion') }},
        {{ pair_kink_columns('growth') }}
    from cut

),

points as (

    select
        *,
        {{ levels_at('low_1', 'split_lower', false) }},
        {{ levels_at('low_2', 'low_2_split', false) }},
        {{ levels_at('low_3', 'low_3_split', false) }},
        {{ levels_at('low_4', 'split_upper', false) }},
        {{ levels_at('high_1', 'split_lower', true) }},
        {{ levels_at('high_2', 'high_2_split', true) }},
        {{ levels_at('high_3', 'high_3_split', true) }},
        {{ levels_at('high_4', 'split_upper', true) }}
        {%- for rate in pair_rates() %}
            {%- for kink, _, _, _ in pair_kinks() %}
                {%- set name = rate ~ '_kink_' ~ kink -%}
                ,
                {{ levels_at(name, name, kink.startswith('greatest')) }}
            {%- endfor %}
        {%- endfor %}
    from cornered

),

-- A plan without its own rate may be negative: then it is least where the levels are greatest.
bounded as (

    select
        problem_id,
        total_indicator_id,
        part_1_indicator_id,
        part_2_indicator_id,
        total_scale,
        part_1_scale,
        part_2_scale
        {%- for role in pair_roles() -%}
            ,
            least(low_1_{{ role }}, low_2_{{ role }}, low_3_{{ role }}, low_4_{{ role }}) as level_{{ role }}_least,
            greatest(high_1_{{ role }}, high_2_{{ role }}, high_3_{{ role }}, high_4_{{ role }})
                as level_{{ role }}_greatest
            {%- for base, rate in rates.items() -%}
                ,
                least(
                    {{ plan_at(rate ~ '_kink_least_' ~ role, rate, role, false) }}
                    {%- for point in corners -%}
                        ,
                        {{ plan_at(point, rate, role, false) }}
                    {%- endfor %}
                ) as {{ base }}_{{ role }}_least,
                greatest(
                    {{ plan_at(rate ~ '_kink_greatest_' ~ role, rate, role, true) }}
                    {%- for point in corners -%}
                        ,
                        {{ plan_at(point, rate, role, true) }}
                    {%- endfor %}
                ) as {{ base }}_{{ role }}_greatest
            {%- endfor %}
        {%- endfor %}
    from points

),

-- Back in the indicators' own units.
quantities as (

    {%- for role, (indicator_id, scale) in indicators.items() %}
        {%- set role_loop = loop %}
        {%- for quantity, bounds in [('level', 'level'), ('implied_plan', 'plan'), ('implied_prior', 'prior')] %}
            select
                problem_id,
                {{ indicator_id }} as indicator_id,
                '{{ quantity }}' as quantity,
                coalesce({{ bounds }}_{{ role }}_least / {{ scale }}, -{{ infinity() }}) as least_value,
                coalesce({{ bounds }}_{{ role }}_greatest / {{ scale }}, {{ infinity() }}) as greatest_value
            from bounded
            {{ 'union all' if not (loop.last and role_loop.last) }}
        {%- endfor %}
    {%- endfor %}

),

-- Ends that touch may be out of order by the last digit of a double.
signless as (

    select
        problem_id,
        indicator_id,
        quantity,
        {{ without_sign('least(least_value, greatest_value)') }} as lower,
        greatest(least_value, greatest_value) as upper
    from quantities

),

final as (

    select
        problem_id,
        indicator_id,
        cast(null as varchar) as identity_id,
        quantity,
        lower,
        upper
    from signless
    where not {{ is_open('lower', 'upper') }}

    union all

    select
        problem_id,
        indicator_id,
        identity_id,
        'contribution' as quantity,
        lower,
        upper
    from contributions

)

select * from final
