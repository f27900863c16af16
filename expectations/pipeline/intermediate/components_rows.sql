with

members_in_use as (

    select
        report_id,
        members.*
    from intermediate.int_identity_members as members
    inner join intermediate.int_report_identities using (identity_id, subject_indicator_id)

),

sums as (

    select
        parts.report_id,
        parts.indicator_id,
        parts.is_weighted_mean
        or not bool_or(parts.is_weighted_mean) over (partition by report_id, parts.indicator_id) as is_sure,
        totals.indicator_id as total_indicator_id,
        parts.coefficient * parts.unit_ratio as coefficient
    from members_in_use as parts
    inner join members_in_use as totals using (report_id, identity_id, subject_indicator_id)
    where parts.role = 'part' and totals.role = 'total' and parts.relation = 'sum'

),

only_totals as (

    select
        report_id,
        indicator_id,
        min(total_indicator_id) as total_indicator_id
    from sums
    where is_sure
    group by report_id, indicator_id
    having count(distinct total_indicator_id) = 1 and count(distinct coefficient) = 1

),

counts as (

    select
        'intermediate.int_components' as table_name,
        (select count(*) from intermediate.int_components) as found,
        (select count(distinct row(report_id, indicator_id)) from members_in_use) as expected
    union all
    select
        'intermediate.int_wholes' as table_name,
        (select count(*) from intermediate.int_wholes) as found,
        -- If the total is itself a part, contributions may belong to a total further up.
        count(*) as expected
    from only_totals
    where (report_id, total_indicator_id) not in (select (sums.report_id, sums.indicator_id) from sums)

),

final as (select * from counts where found != expected)

select * from final
