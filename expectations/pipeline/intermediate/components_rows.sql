with

members as not materialized (

    select * from intermediate.int_relation_members

),

sums as (

    select
        *,
        is_weighted_mean or not bool_or(is_weighted_mean) over (partition by report_id, indicator_id) as is_sure
    from members
    where role = 'part' and relation = 'sum'

),

only_totals as (

    select
        report_id,
        indicator_id,
        min(total_indicator_id) as total_indicator_id
    from sums
    where is_sure
    group by report_id, indicator_id
    having count(distinct total_indicator_id) = 1 and count(distinct coefficient * unit_ratio) = 1

),

counts as (

    select
        'intermediate.int_components' as table_name,
        (select count(*) from intermediate.int_components) as found,
        (select count(distinct row(report_id, indicator_id)) from members) as expected
    union all
    select
        'intermediate.int_parents, of contributions' as table_name,
        (select count(contribution_coefficient) from intermediate.int_parents) as found,
        -- If the total is itself a part, contributions may belong to a total further up.
        count(*) as expected
    from only_totals
    where (report_id, total_indicator_id) not in (select (sums.report_id, sums.indicator_id) from sums)

),

final as (select * from counts where found != expected)

select * from final
