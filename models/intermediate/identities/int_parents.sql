with

members as not materialized (

    select * from {{ ref('int_identity_members') }}

),

pairs as (

    select
        parts.identity_id,
        parts.relation,
        parts.only_report_id,
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

reports as (

    select * from {{ ref('reports') }}

),

candidates as (

    select
        reports.report_id,
        pairs.indicator_id,
        pairs.parent_indicator_id,
        pairs.unit_ratio,
        bool_or(pairs.is_weighted_mean) as is_whole,
        min(case pairs.relation when 'sum' then 'a ' else 'b ' end || pairs.identity_id) as closeness
    from pairs
    inner join reports
        on coalesce(pairs.only_report_id, reports.report_id) = reports.report_id
    group by all

),

-- A part may have several totals: a sum determines more than a subset. In a balance some part has a negative
-- coefficient, so the other parts are no shares of it.
final as (

    select
        report_id,
        indicator_id,
        parent_indicator_id,
        unit_ratio,
        is_whole,
        row_number() over (partition by report_id, indicator_id order by closeness) as preference,
        count(*) over (partition by report_id, indicator_id) as parents
    from candidates

)

select * from final
