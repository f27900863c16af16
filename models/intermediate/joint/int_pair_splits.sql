with

pairs as (

    select * from {{ ref('int_pairs') }}
    where reading = 'half'

),

severities as (

    select * from {{ ref('int_pair_severities') }}
    where is_half_held

),

lines as (

    select
        pairs.*,
        {{ pair_lines() }}
    from pairs
    inner join severities
        on pairs.problem_id = severities.problem_id

),

ranges as (

    select
        *,
        {{ pair_ranges() }}
    from lines

),

ends as (

    select
        *,
        {{ split_lower(pair_all_ranges()) }} as least_split,
        {{ split_upper(pair_all_ranges()) }} as greatest_split
    from ranges

),

-- Rounding in doubles may part ranges that touch.
final as (

    select
        problem_id,
        least(least_split, greatest_split) as split_lower,
        greatest(least_split, greatest_split) as split_upper
    from ends

)

select * from final
