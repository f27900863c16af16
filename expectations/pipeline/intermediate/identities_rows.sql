with

members as not materialized (

    select * from intermediate.int_relation_members

),

relations as (

    select distinct
        report_id,
        identity_id,
        subject_indicator_id
    from members

),

-- Of each relation in use the total, and the parts that the identities list.
expected as (

    select
        nullif(identities.report_id, '') as only_report_id,
        count(*) + 1 as size
    from relations
    inner join reference.identities as identities
        on
            relations.identity_id = identities.identity_id
            and relations.subject_indicator_id = case identities.relation
                when 'sum' then identities.total_indicator_id else identities.part_indicator_id
            end
    group by relations.report_id, relations.identity_id, relations.subject_indicator_id, only_report_id

),

counts as (

    select
        'intermediate.int_relation_members, of reference.identities' as table_name,
        (select count(*) + count(only_report_id) from members) as found,
        (select coalesce(sum(if(only_report_id is null, size, 2 * size)), 0) from expected) as expected

),

final as (select * from counts where found != expected)

select * from final
