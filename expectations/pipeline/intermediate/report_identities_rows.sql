with

used as (

    select
        report_identities.report_id,
        identities.*,
        min(coefficient) over (partition by identities.identity_id, report_identities.report_id) > 0 as is_mean
    from reference.identities as identities
    inner join intermediate.int_report_identities as report_identities
        on
            identities.identity_id = report_identities.identity_id
            and report_identities.subject_indicator_id
            = if(identities.relation = 'sum', identities.total_indicator_id, identities.part_indicator_id)

),

both_printed as (

    select distinct
        parts.report_id,
        identities.identity_id,
        identities.part_indicator_id
    from reference.identities as identities
    inner join intermediate.int_observed as parts on identities.part_indicator_id = parts.indicator_id
    inner join intermediate.int_observed as totals
        on parts.report_id = totals.report_id and identities.total_indicator_id = totals.indicator_id
    where coalesce(nullif(identities.report_id, ''), parts.report_id) = parts.report_id

),

counts as (

    select
        'intermediate.int_report_identities' as table_name,
        'the identities whose total and part a report prints' as compared_with,
        (select count(*) from both_printed semi join used using (report_id, identity_id, part_indicator_id)) as found,
        (select count(*) from both_printed) as expected
    union all
    -- A balance is the parent only of parts without another total.
    select
        'intermediate.int_parents' as table_name,
        'the totals of intermediate.int_report_identities' as compared_with,
        (select count(*) from intermediate.int_parents) as found,
        count(distinct row(report_id, part_indicator_id, total_indicator_id)) as expected
    from used
    where coefficient > 0 and (is_mean or not exists (
        select 1 from used as means
        where means.is_mean and means.report_id = used.report_id and means.part_indicator_id = used.part_indicator_id
    ))

),

final as (select * from counts where found != expected)

select * from final
