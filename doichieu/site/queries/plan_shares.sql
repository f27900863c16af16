-- Each row of plan completion with its half intervals: of the share of the plan, and of its distance from the share of
-- the year elapsed, where it has a pace. A range of percentages has no single number, and these alone: it is ordered by
-- its middle, as in `doichieu.numberOf`.
create or replace temp view plan_shares as
select
    plans.*,
    [rate_intervals.completion_lower, rate_intervals.completion_upper] as completion,
    case
        when plans.status in ('ahead', 'on_pace', 'behind')
            then [
                round(rate_intervals.completion_lower - plans.elapsed_pct, 9),
                round(rate_intervals.completion_upper - plans.elapsed_pct, 9)
            ]
        else [null, null]
    end as pace_gap,
    coalesce(plans.pace_gap_pts, (pace_gap[1] + pace_gap[2]) / 2, pace_gap[1], pace_gap[2]) as pace_order
from marts.plan_completion as plans
inner join rate_intervals
    using (report_id, territory_id, period_id, indicator_id, basis)
