-- How often the levels and plans of each indicator were revised, and the revisions, the largest first.
with

areas as (

    select distinct
        territory_id,
        comparable_id
    from intermediate.int_claims

),

ranked as (

    select
        revisions.*,
        areas.comparable_id,
        row_number() over (
            order by
                is_within_rounding, abs(difference_pct) desc nulls last, territory_id, indicator_id,
                period_id, quantity, basis, earlier_report_id, later_report_id
        ) as rank
    from marts.revisions
    inner join areas using (territory_id)

),

by_indicator as (

    select
        indicator_id,
        count(*) as compared,
        count(*) filter (where not is_within_rounding) as beyond
    from ranked
    group by indicator_id

),

counts as (

    select list({indicator: indicator_id, compared: compared, beyond: beyond} order by indicator_id) as found
    from by_indicator

),

first_revisions as (

    select list({
        territory: territory_id, area: comparable_id, period: period_id, indicator: indicator_id, basis: basis,
        unit: unit_id, quantity: quantity,
        earlier_report: earlier_report_id, earlier: [earlier_lower, earlier_upper],
        later_report: later_report_id, later: [later_lower, later_upper],
        difference_pct: difference_pct, within_rounding: is_within_rounding
    } order by rank) as found
    from ranked
    where rank <= $most

)

select cast(to_json({
    counts: coalesce(counts.found, []),
    rows: coalesce(first_revisions.found, [])
}) as varchar) as answer
from counts, first_revisions
