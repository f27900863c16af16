{% set splits = ['split_lower', 'split_upper'] %}
{% for kink, _, _, _ in pair_kinks() %}
    {% do splits.append('growth_kink_' ~ kink) %}
{% endfor %}
{% set parts = [('1', 'part_1_indicator_id', '2'), ('2', 'part_2_indicator_id', '1')] %}
with

pairs as (

    select * from {{ ref('int_pairs') }}
    where reading = 'half' and {{ has_contributions() }}

),

splits as (

    select * from {{ ref('int_pair_splits') }}

),

cut as (

    select
        pairs.*,
        splits.split_lower,
        splits.split_upper
    from pairs
    inner join splits
        on pairs.problem_id = splits.problem_id

),

-- Between kinks a contribution is monotone in the split: its bounds are at kinks or ends.
kinked as (

    select
        *,
        {{ pair_kink_columns('growth') }}
    from cut

),

-- As declared: the denominator is the total's prior. All divided by the total's level.
plain as (

    select
        *
        {%- for split in splits %}
            {%- for part, share, other in [('1', split, '2'), ('2', '(1 - ' ~ split ~ ')', '1')] -%}
                ,
                {{ least_prior(part, share, other) }} as {{ split }}_least_prior_{{ part }},
                {{ greatest_prior(part, share, other) }} as {{ split }}_greatest_prior_{{ part }}
            {%- endfor %}
        {%- endfor %}
    from kinked
    where not is_rearranged

),

-- (share - prior) / total's prior decreases in the part's prior, for every prior of the other part. So the greatest
-- contribution has the least prior, and with it the total's least prior if the part grew, else its greatest. As a
-- prior tends to infinity the contribution tends to -1, or to minus infinity where the other prior may be negative.
plain_bounds as (

    {%- for part, indicator_id, other in parts %}
        select
            problem_id,
            identity_id,
            {{ indicator_id }} as indicator_id,
            least(
                {%- for split in splits %}
                    {{ least_contribution(part, split, other) }}
                    {{- ',' if not loop.last }}
                {%- endfor %}
            ) as lower,
            greatest(
                {%- for split in splits %}
                    {{ greatest_contribution(part, split, other) }}
                    {{- ',' if not loop.last }}
                {%- endfor %}
            ) as upper
        from plain
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- Declared as 1 = total - 2: the denominator is the prior of part 1. One row a split.
moved as (

    {%- for split in splits %}
        select
            *,
            {{ split }} as share_1,
            1 - {{ split }} as share_2
        from kinked
        where is_rearranged
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

moved_priors as (

    select
        *,
        {{ least_prior('1', 'share_1', '2') }} as least_1,
        {{ greatest_prior('1', 'share_1', '2') }} as greatest_1,
        {{ least_prior('2', 'share_2', '1') }} as least_2,
        {{ greatest_prior('2', 'share_2', '1') }} as greatest_2
    from moved

),

-- The feasible priors of the parts are a polygon too: its lower and upper corners, in the order of part 1's prior.
moved_corners as (

    select
        *,
        least_1 as low_a_1,
        greatest(share_2 / growth_2_upper, 1 / growth_total_upper - least_1) as low_a_2,
        greatest(share_1 / growth_1_upper, 1 / growth_total_upper - least_2) as low_b_1,
        least_2 as low_b_2,
        coalesce(
            least(share_1 / nullif(growth_1_lower, 0), 1 / nullif(growth_total_lower, 0) - least_2), {{ infinity() }}
        ) as low_c_1,
        least_2 as low_c_2,
        greatest(share_1 / growth_1_upper, 1 / growth_total_upper - greatest_2) as high_a_1,
        greatest_2 as high_a_2,
        coalesce(
            least(share_1 / nullif(growth_1_lower, 0), 1 / nullif(growth_total_lower, 0) - greatest_2),
            {{ infinity() }}
        ) as high_b_1,
        greatest_2 as high_b_2,
        greatest_1 as high_c_1,
        least(share_2 / nullif(growth_2_lower, 0), 1 / nullif(growth_total_lower, 0) - greatest_1) as high_c_2
    from moved_priors

),

-- Both contributions are slopes from a point on the axis of part 2's priors to a point of the polygon: part 2, which
-- is subtracted, contributes (prior 2 - share 2) / prior 1, the total (1 - prior 1 - prior 2) / prior 1.
moved_slopes as (

    select
        *,
        least(
            {%- for corner in ['low_a', 'low_b', 'low_c'] %}
                {{ prior_slope(corner, 'share_2') }}
                {{- ',' if not loop.last }}
            {%- endfor %}
        ) as taken_lower,
        greatest(
            {%- for corner in ['high_a', 'high_b', 'high_c'] %}
                {{ prior_slope(corner, 'share_2') }}
                {{- ',' if not loop.last }}
            {%- endfor %}
        ) as taken_upper,
        -1 - greatest(
            {%- for corner in ['high_a', 'high_b', 'high_c'] %}
                {{ prior_slope(corner, '1') }}
                {{- ',' if not loop.last }}
            {%- endfor %}
        ) as given_lower,
        -1 - least(
            {%- for corner in ['low_a', 'low_b', 'low_c'] %}
                {{ prior_slope(corner, '1') }}
                {{- ',' if not loop.last }}
            {%- endfor %}
        ) as given_upper
    from moved_corners

),

-- A denominator that may be zero leaves its ratio unbounded.
moved_bounds as (

    select
        problem_id,
        identity_id,
        total_indicator_id,
        part_2_indicator_id,
        min(given_lower) as given_lower,
        max(given_upper) as given_upper,
        min(taken_lower) as taken_lower,
        max(taken_upper) as taken_upper
    from moved_slopes
    group by problem_id, identity_id, total_indicator_id, part_2_indicator_id
    having min(least_1) > 0

),

bounds as (

    select * from plain_bounds

    union all

    select
        problem_id,
        identity_id,
        total_indicator_id as indicator_id,
        given_lower as lower,
        given_upper as upper
    from moved_bounds

    union all

    select
        problem_id,
        identity_id,
        part_2_indicator_id as indicator_id,
        taken_lower as lower,
        taken_upper as upper
    from moved_bounds

),

final as (

    select
        problem_id,
        identity_id,
        indicator_id,
        least(lower, upper) as lower,
        greatest(lower, upper) as upper
    from bounds

)

select * from final
