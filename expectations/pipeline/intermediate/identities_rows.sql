with

members as (

    select * from intermediate.int_identity_members

),

identities as (

    select
        *,
        case relation when 'sum' then total_indicator_id else part_indicator_id end as subject_id,
        nullif(report_id, '') as only_report_id
    from reference.identities

),

totals as (

    select max(only_report_id) as only_report_id
    from identities
    group by identity_id, subject_id, total_indicator_id

),

counts as (

    select
        'intermediate.int_identity_members, of reference.identities' as table_name,
        (select count(*) + count(only_report_id) from members) as found,
        (select count(*) + count(only_report_id) from identities)
        + (select count(*) + count(only_report_id) from totals) as expected
    union all
    select
        'intermediate.int_comparable_territories' as table_name,
        (select count(*) from intermediate.int_comparable_territories) as found,
        (select count(*) from reference.territories) as expected

),

final as (select * from counts where found != expected)

select * from final
