with

parts as (

    select
        *,
        coefficient * unit_ratio as contribution_coefficient
    from {{ ref('int_relation_members') }}
    where role = 'part'

),

-- Of the totals of a part only those of which it can be a share: in a balance some part has a negative coefficient, and
-- it counts only for a part without another total.
candidates as (

    select
        report_id,
        indicator_id,
        total_indicator_id as parent_indicator_id,
        unit_ratio,
        bool_or(is_weighted_mean) as is_weighted_mean,
        min(case relation when 'sum' then 'a ' else 'b ' end || identity_id) as closeness
    from parts
    where coefficient > 0
    group by all

),

parents as (

    select * from candidates
    qualify is_weighted_mean or not bool_or(is_weighted_mean) over (partition by report_id, indicator_id)

),

-- A part may have several totals: a sum determines more than a subset.
ranked as (

    select
        * exclude (closeness),
        row_number() over (partition by report_id, indicator_id order by closeness) as preference,
        count(*) over (partition by report_id, indicator_id) as parents
    from parents

),

sums as (

    select * from parts
    where relation = 'sum'
    qualify is_weighted_mean or not bool_or(is_weighted_mean) over (partition by report_id, indicator_id)

),

-- A printed contribution names no total: it adds to the growth of the only one that its part has in sums.
only_totals as (

    select
        report_id,
        indicator_id,
        min(total_indicator_id) as parent_indicator_id,
        min(unit_ratio) as unit_ratio,
        min(contribution_coefficient) as contribution_coefficient
    from sums
    group by report_id, indicator_id
    having count(distinct total_indicator_id) = 1 and count(distinct contribution_coefficient) = 1

),

-- A total that is a part itself is not certain: reports print points of the grand total too.
growth_totals as (

    select * from only_totals
    where (report_id, parent_indicator_id) not in (select (report_id, indicator_id) from sums)

),

final as (

    select
        report_id,
        indicator_id,
        parent_indicator_id,
        coalesce(ranked.unit_ratio, growth_totals.unit_ratio) as unit_ratio,
        coalesce(ranked.is_weighted_mean, false) as is_weighted_mean,
        ranked.preference,
        coalesce(ranked.parents, 0) as parents,
        growth_totals.contribution_coefficient
    from ranked
    full join growth_totals using (report_id, indicator_id, parent_indicator_id)

)

select * from final
