with

members as not materialized (

    select * from {{ ref('int_identity_members') }}

),

pairs as (

    select
        parts.identity_id,
        parts.relation,
        parts.subject_indicator_id,
        parts.indicator_id,
        totals.indicator_id as parent_indicator_id,
        parts.unit_ratio,
        parts.is_weighted_mean
    from members as parts
    inner join members as totals
        on
            parts.identity_id = totals.identity_id
            and parts.subject_indicator_id = totals.subject_indicator_id
            and totals.role = 'total'
    where parts.role = 'part' and parts.coefficient > 0

),

report_identities as (

    select * from {{ ref('int_report_identities') }}

),

candidates as (

    select
        report_identities.report_id,
        pairs.indicator_id,
        pairs.parent_indicator_id,
        pairs.unit_ratio,
        bool_or(pairs.is_weighted_mean) as is_whole,
        min(case pairs.relation when 'sum' then 'a ' else 'b ' end || pairs.identity_id) as closeness
    from pairs
    inner join report_identities
        on
            pairs.identity_id = report_identities.identity_id
            and pairs.subject_indicator_id = report_identities.subject_indicator_id
    group by all

),

-- In a balance some part has a negative coefficient: it counts only for a part without another total.
sure as (

    select
        *,
        is_whole or not bool_or(is_whole) over (partition by report_id, indicator_id) as is_sure
    from candidates

),

-- A part may have several totals: a sum determines more than a subset.
final as (

    select
        report_id,
        indicator_id,
        parent_indicator_id,
        unit_ratio,
        is_whole,
        row_number() over (partition by report_id, indicator_id order by closeness) as preference,
        count(*) over (partition by report_id, indicator_id) as parents
    from sure
    where is_sure

)

select * from final
