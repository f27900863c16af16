-- The revisions, the largest differences first.
with

first_revisions as (

    select
        *,
        row_number() over (
            order by
                is_within_rounding, abs(difference_pct) desc nulls last, territory_id, indicator_id,
                period_id, quantity, basis, earlier_report_id, later_report_id
        ) as rank
    from marts.revisions
    qualify rank <= $most

)

select cast(to_json({
    rows: coalesce(list({
        territory: territory_id, period: period_id, indicator: indicator_id, basis: basis,
        unit: unit_id, quantity: quantity,
        earlier_report: earlier_report_id, earlier: [earlier_lower, earlier_upper],
        later_report: later_report_id, later: [later_lower, later_upper],
        difference_pct: difference_pct, within_rounding: is_within_rounding
    } order by rank), [])
}) as varchar) as answer
from first_revisions
