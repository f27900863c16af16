{% set rests = {
    'level_total': ['parts', 'completion', 'growth'],
    'level_1': ['total_2', 'completion', 'growth'],
    'level_2': ['total_1', 'completion', 'growth'],
    'completion_total': ['total_1', 'total_2', 'parts', 'growth'],
    'completion_1': ['total_1', 'total_2', 'parts', 'growth', 'completion_sign_1'],
    'completion_2': ['total_1', 'total_2', 'parts', 'growth', 'completion_sign_2'],
    'growth_total': ['total_1', 'total_2', 'parts', 'completion'],
    'growth_1': ['total_1', 'total_2', 'parts', 'completion', 'growth_sign_1'],
    'growth_2': ['total_1', 'total_2', 'parts', 'completion', 'growth_sign_2'],
} %}
{% set others = {'1': '2', '2': '1'} %}
with

pairs as (

    select * from {{ ref('int_pairs') }}
    where reading = 'half'

),

-- Intervals that touch hold: whether a split is feasible is decided with slightly wider intervals.
middles as (

    select
        *,
        {{ pair_middles() }}
    from pairs

),

widened as (

    select
        *,
        {{ pair_stretched('(1 + ' ~ touch() ~ ')', 'wider_') }}
    from middles

),

lines as (

    select
        *,
        {{ pair_lines() }},
        {{ pair_lines('wider_') }}
    from widened

),

-- The plan of a part without a completion is the total's less the other's, and not negative.
ranges as (

    select
        *
        {%- for prefix in ['', 'wider_'] -%}
            ,
            {{ pair_ranges(prefix) }}
            {%- for rate in pair_rates() -%}
                {%- set name = prefix ~ rate -%}
                ,
                1 - {{ name }}_2_upper / nullif(greatest(0, {{ name }}_total_lower), 0)
                    as {{ name }}_sign_1_range_lower,
                cast(null as double) as {{ name }}_sign_1_range_upper,
                cast(null as double) as {{ name }}_sign_2_range_lower,
                {{ name }}_1_upper / nullif(greatest(0, {{ name }}_total_lower), 0) as {{ name }}_sign_2_range_upper
            {%- endfor %}
        {%- endfor %}
    from lines

),

-- For each figure, whether the others allow a split, and which.
splits as (

    select
        *
        {%- for figure, rest in rests.items() -%}
            ,
            {{ split_lower(rest, 'wider_') }} <= {{ split_upper(rest, 'wider_') }} as {{ figure }}_is_left,
            least({{ split_lower(rest) }}, {{ split_upper(rest) }}) as {{ figure }}_from,
            greatest({{ split_lower(rest) }}, {{ split_upper(rest) }}) as {{ figure }}_to
        {%- endfor %}
    from ranges

),

-- The same as shares of each part.
shares as (

    select
        *
        {%- for quantity in ['level'] + pair_rates() -%}
            ,
            {{ quantity }}_1_from as {{ quantity }}_1_share_from,
            {{ quantity }}_1_to as {{ quantity }}_1_share_to,
            1 - {{ quantity }}_2_to as {{ quantity }}_2_share_from,
            1 - {{ quantity }}_2_from as {{ quantity }}_2_share_to
        {%- endfor %},
        greatest(
            level_total_from, least(level_total_to, level_1_lower / nullif(level_1_lower + level_2_lower, 0))
        ) as level_total_lower_split,
        greatest(level_total_from, least(level_total_to, level_1_upper / (level_1_upper + level_2_upper)))
            as level_total_upper_split
    from splits

),

-- A level is its share times the total that the other two levels allow. A part without rates may be negative.
levels as (

    select
        problem_id,
        total_indicator_id as indicator_id,
        greatest(
            level_1_lower / nullif(level_total_lower_split, 0), level_2_lower / nullif(1 - level_total_lower_split, 0)
        ) / total_scale as lower,
        least(
            level_1_upper / nullif(level_total_upper_split, 0), level_2_upper / nullif(1 - level_total_upper_split, 0)
        ) / total_scale as upper
    from shares
    where level_total_is_left

    {%- for part, other in others.items() %}
        {%- set share_from, share_to = 'level_' ~ part ~ '_share_from', 'level_' ~ part ~ '_share_to' %}

        union all

        select
            problem_id,
            part_{{ part }}_indicator_id as indicator_id,
            greatest(
                level_total_lower * {{ share_from }},
                level_{{ other }}_lower * {{ share_from }} / nullif(1 - {{ share_from }}, 0)
            ) / part_{{ part }}_scale as lower,
            least(
                level_total_upper * {{ share_to }},
                level_{{ other }}_upper * {{ share_to }} / nullif(1 - {{ share_to }}, 0)
            ) / part_{{ part }}_scale as upper
        from shares
        where level_{{ part }}_is_left and coalesce(completion_{{ part }}_lower, growth_{{ part }}_lower) is not null

        union all

        select
            problem_id,
            part_{{ part }}_indicator_id as indicator_id,
            (level_total_lower - level_{{ other }}_upper) / part_{{ part }}_scale as lower,
            (level_total_upper - level_{{ other }}_lower) / part_{{ part }}_scale as upper
        from shares
        where coalesce(completion_{{ part }}_lower, growth_{{ part }}_lower) is null
    {%- endfor %}

),

-- The total's rate is one over the plan that the parts' rates imply. A part's rate is its share over the total's plan
-- less the other's; where that may be zero, the rate is unbounded.
rates as (

    {%- for rate in pair_rates() %}
        {%- set from, to = rate ~ '_total_from', rate ~ '_total_to' %}
        select
            problem_id,
            total_indicator_id as indicator_id,
            '{{ rate }}' as quantity,
            {{ mean_rate(rate, 'lower', 'least', from, to) }} as lower,
            {{ mean_rate(rate, 'upper', 'greatest', from, to) }} as upper
        from shares
        where {{ rate }}_total_is_left and {{ rate }}_total_lower is not null

        {%- for part, other in others.items() %}
            {%- set from, to = rate ~ '_' ~ part ~ '_share_from', rate ~ '_' ~ part ~ '_share_to' %}

            union all

            select
                problem_id,
                part_{{ part }}_indicator_id as indicator_id,
                '{{ rate }}' as quantity,
                least(
                    {{ feasible_rate(rate, other, 'lower', 'upper', from) }},
                    {{ feasible_rate(rate, other, 'lower', 'upper', to) }}
                ) as lower,
                case
                    when {{ rate }}_{{ other }}_lower > (1 - {{ from }}) * {{ rate }}_total_upper
                        then greatest(
                            {{ feasible_rate(rate, other, 'upper', 'lower', from) }},
                            {{ feasible_rate(rate, other, 'upper', 'lower', to) }}
                        )
                end as upper
            from shares
            where {{ rate }}_{{ part }}_is_left and {{ rate }}_{{ part }}_lower is not null
        {%- endfor %}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

quantities as (

    select
        problem_id,
        indicator_id,
        'level' as quantity,
        lower,
        upper
    from levels

    union all

    select
        problem_id,
        indicator_id,
        quantity,
        coalesce(lower, -{{ infinity() }}) as lower,
        coalesce(upper, {{ infinity() }}) as upper
    from rates

),

final as (

    select
        problem_id,
        indicator_id,
        quantity,
        {{ without_sign('least(lower, upper)') }} as lower,
        greatest(lower, upper) as upper
    from quantities

)

select * from final
