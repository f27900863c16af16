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
        count(*) + 1 as size,
        count(nullif(identities.report_id, '')) as of_one_report
    from relations
    inner join reference.identities as identities
        on
            relations.identity_id = identities.identity_id
            and relations.subject_indicator_id = case identities.relation
                when 'sum' then identities.total_indicator_id else identities.part_indicator_id
            end
    group by relations.report_id, relations.identity_id, relations.subject_indicator_id

),

counts as (

    select
        'intermediate.int_relation_members, of reference.identities' as table_name,
        (select count(*) + count(only_report_id) from members) as found,
        (select coalesce(sum(size + of_one_report + if(of_one_report > 0, 1, 0)), 0) from expected) as expected

),

final as (select * from counts where found != expected)

select * from final
