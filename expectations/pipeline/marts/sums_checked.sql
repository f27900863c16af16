with

identities as (

    select * from reference.identities
    where relation = 'sum'

),

levels as not materialized (

    select * from marts.figures
    where measure = 'level' and correction is distinct from 'exclude'

),

-- Reports that print a total and every part of it.
complete as (

    select
        identities.identity_id,
        totals.report_id,
        totals.territory_id,
        totals.period_id,
        totals.indicator_id
    from identities
    inner join levels as totals
        on
            identities.total_indicator_id = totals.indicator_id
            and coalesce(nullif(identities.report_id, ''), totals.report_id) = totals.report_id
    left join levels as parts
        on
            identities.part_indicator_id = parts.indicator_id
            and totals.report_id = parts.report_id
            and totals.territory_id = parts.territory_id
            and totals.period_id = parts.period_id
    group by all
    having count(*) = count(parts.report_id)

),

final as (

    select
        complete.*,
        'marts.reconciliation' as table_name
    from complete
    anti join marts.reconciliation as checks
        on
            complete.identity_id = checks.identity_id
            and complete.report_id = checks.report_id
            and complete.territory_id = checks.territory_id
            and complete.period_id = checks.period_id
            and checks.kind = 'sum'
            and checks.quantity = 'level'
            and checks.verdict != 'not_checkable'

)

select * from final
