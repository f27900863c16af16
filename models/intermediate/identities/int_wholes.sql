with

members as not materialized (

    select * from {{ ref('int_identity_members') }}
    where relation = 'sum'

),

report_identities as (

    select * from {{ ref('int_report_identities') }}

),

sums as (

    select
        report_identities.report_id,
        parts.indicator_id,
        parts.is_weighted_mean,
        totals.indicator_id as whole_indicator_id,
        parts.coefficient * parts.unit_ratio as coefficient
    from members as parts
    inner join members as totals
        on
            parts.identity_id = totals.identity_id
            and parts.subject_indicator_id = totals.subject_indicator_id
            and totals.role = 'total'
    inner join report_identities
        on
            parts.identity_id = report_identities.identity_id
            and parts.subject_indicator_id = report_identities.subject_indicator_id
    where parts.role = 'part'

),

-- A balance, with a negative coefficient, counts only for a part without another total.
sure as (

    select
        *,
        is_weighted_mean or not bool_or(is_weighted_mean) over (partition by report_id, indicator_id) as is_sure
    from sums

),

direct_wholes as (

    select
        report_id,
        indicator_id,
        min(whole_indicator_id) as whole_indicator_id,
        min(coefficient) as coefficient
    from sure
    where is_sure
    group by report_id, indicator_id
    having count(distinct whole_indicator_id) = 1 and count(distinct coefficient) = 1

),

-- A total that is a part itself is not certain: reports print points of the grand total too.
final as (

    select direct_wholes.*
    from direct_wholes
    left join sums
        on
            direct_wholes.report_id = sums.report_id
            and direct_wholes.whole_indicator_id = sums.indicator_id
    where sums.indicator_id is null

)

select * from final
