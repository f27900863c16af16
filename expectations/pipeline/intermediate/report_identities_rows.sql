with

used as (

    select * from intermediate.int_relation_members
    where role = 'part'

),

printed as (

    select distinct
        report_id,
        indicator_id
    from intermediate.int_observations

),

both_printed as (

    select
        parts.report_id,
        identities.identity_id,
        identities.part_indicator_id as indicator_id
    from reference.identities as identities
    inner join printed as parts on identities.part_indicator_id = parts.indicator_id
    inner join printed as totals
        on parts.report_id = totals.report_id and identities.total_indicator_id = totals.indicator_id
    where coalesce(nullif(identities.report_id, ''), parts.report_id) = parts.report_id

),

counts as (

    select
        'intermediate.int_relation_members' as table_name,
        'the identities whose total and part a report prints' as compared_with,
        count(used.role) as found,
        count(both_printed.report_id) as expected
    from both_printed
    left join used using (report_id, identity_id, indicator_id)
    union all
    -- A balance is the parent only of parts without another total.
    select
        'intermediate.int_parents' as table_name,
        'the totals of intermediate.int_relation_members' as compared_with,
        (select count(preference) from intermediate.int_parents) as found,
        count(distinct row(report_id, indicator_id, total_indicator_id)) as expected
    from used
    where coefficient > 0 and (is_weighted_mean or not exists (
        select 1 from used as means
        where means.is_weighted_mean and (means.report_id, means.indicator_id) = (used.report_id, used.indicator_id)
    ))

),

final as (select * from counts where found != expected)

select * from final
