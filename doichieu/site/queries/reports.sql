-- One answer a report of a batch: figures, plans, growth, checks, conflicts and repair candidates, from the rows that
-- were copied as `site_…`.
with

figures as (

    select
        figures.report_id,
        list({
            no: figures.figure_no,
            indicator: figures.indicator_id, territory: figures.territory_id,
            period: figures.period_id, basis: figures.basis,
            measure: figures.measure, quantity: measures.quantity, unit: figures.unit_id,
            printed: figures.printed, read_as: staged.read_as, qualifier: figures.qualifier,
            value: figures.value,
            half: [figures.half_lower, figures.half_upper],
            wide: [figures.wide_lower, figures.wide_upper],
            place: figures.place, file: figures.source_file, note: figures.note,
            status: figures.check_status,
            feasibility: [figures.feasible_lower, figures.feasible_upper],
            correction: figures.correction, reason: corrections.reason,
            evidence: corrections.evidence
        } order by figures.figure_no) as found
    from site_figures as figures
    semi join batch_reports using (report_id)
    inner join staging.stg_measures as measures using (measure)
    inner join site_stg_figures as staged using (report_id, figure_no)
    left join reference.corrections using (report_id, figure_no)
    group by figures.report_id

),

plans as (

    select
        plans.report_id,
        list({
            indicator: plans.indicator_id, territory: plans.territory_id, period: plans.period_id,
            basis: plans.basis, unit: plans.unit_id, level: plans.level,
            level_interval: [observations.level_half_lower, observations.level_half_upper],
            plan_pct: plans.plan_pct,
            completion: plans.completion,
            implied_plan: [plans.implied_plan_lower, plans.implied_plan_upper],
            tight_plan: [plans.tight_plan_lower, plans.tight_plan_upper],
            roundest_plan: plans.roundest_plan,
            elapsed_pct: plans.elapsed_pct, pace_gap_pts: plans.pace_gap_pts, pace_gap: plans.pace_gap,
            remaining: [plans.remaining_lower, plans.remaining_upper],
            required_ratio: [plans.required_ratio_lower, plans.required_ratio_upper],
            excess: [plans.excess_lower, plans.excess_upper],
            status: plans.status
        } order by
            plans.pace_order nulls last, plans.indicator_id, plans.territory_id, plans.period_id, plans.basis
        ) as found
    from site_plan_shares as plans
    semi join batch_reports using (report_id)
    inner join site_int_observations as observations
        using (report_id, territory_id, period_id, indicator_id, basis)
    group by plans.report_id

),

-- A contribution refers to the nearest total with a positive base level.
totals as (

    select
        parents.report_id,
        parents.indicator_id,
        growth.territory_id,
        growth.period_id,
        growth.basis,
        arg_min(parents.parent_indicator_id, parents.preference) as total_indicator_id
    from site_int_parents as parents
    semi join batch_reports using (report_id)
    inner join site_growth as growth
        on
            parents.report_id = growth.report_id
            and parents.parent_indicator_id = growth.indicator_id
    where parents.is_weighted_mean and growth.implied_prior_lower > 0
    group by all

),

rates as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        [level_half_lower, level_half_upper] as level_interval,
        [growth_lower, growth_upper] as growth_interval,
        growth_lower is not null as is_known,
        is_prior_ambiguous as is_ambiguous
    from site_int_observations as int_observations
    inner join site_rate_intervals using (report_id, territory_id, period_id, indicator_id, basis)
    semi join batch_reports using (report_id)

),

-- What the report says of a growth, a sentence each: a rate up, down or flat, an interval of rates ('open'), a
-- change without a rate ('by'), only the base ('base'). A rate on a base below zero has two meanings: a percentage of
-- the base without its sign ('negative_absolute'), or of both amounts without theirs ('negative_size').
growth as (

    select
        growth.report_id,
        list({
            says: case
                when growth.growth_pct is null and rates.is_known then 'open'
                when growth.growth_pct is null and coalesce(growth.change_lower, growth.change_upper) is not null
                    then 'by'
                when growth.growth_pct is null then 'base'
                when growth.growth_pct = 0 then 'flat'
                when growth.implied_prior_upper < 0 and rates.is_ambiguous then 'negative_open'
                when growth.implied_prior_upper < 0 and growth.growth_pct < 0 and growth.change_lower > 0
                    then 'negative_size'
                when growth.implied_prior_upper < 0 and growth.growth_pct > 0 and growth.change_upper < 0
                    then 'negative_size'
                when growth.implied_prior_upper < 0 then 'negative_absolute'
                when growth.growth_pct > 0 then 'up'
                else 'down'
            end,
            indicator: growth.indicator_id, territory: growth.territory_id, period: growth.period_id,
            basis: growth.basis, unit: growth.unit_id, level: growth.level,
            level_interval: rates.level_interval,
            growth_pct: growth.growth_pct, growth_interval: rates.growth_interval,
            implied_prior: [growth.implied_prior_lower, growth.implied_prior_upper],
            tight_prior: [growth.tight_prior_lower, growth.tight_prior_upper],
            change: [growth.change_lower, growth.change_upper],
            -- The bounds from all linked figures together, where they are known.
            contribution: [
                coalesce(growth.tight_contribution_pts_lower, growth.contribution_pts_lower),
                coalesce(growth.tight_contribution_pts_upper, growth.contribution_pts_upper)
            ],
            own_contribution: [growth.contribution_pts_lower, growth.contribution_pts_upper],
            total: totals.total_indicator_id,
            share_total: growth.total_indicator_id,
            share_pct: growth.share_pct, prior_share_pct: growth.prior_share_pct
        } order by
            growth.growth_pct desc nulls last, growth.indicator_id, growth.territory_id,
            growth.period_id, growth.basis
        ) as found
    from site_growth as growth
    semi join batch_reports using (report_id)
    inner join rates using (report_id, territory_id, period_id, indicator_id, basis)
    left join totals using (report_id, territory_id, period_id, indicator_id, basis)
    group by growth.report_id

),

verdicts as (

    select * from site_int_verdicts as int_verdicts
    semi join batch_reports using (report_id)

),

check_figures as (

    select verdicts.check_id, list(figure_no order by figure_no) as figures
    from verdicts
    inner join site_int_check_figures as int_check_figures using (report_id, kind, check_no)
    group by verdicts.check_id

),

limits as (

    select verdicts.check_id, limits.reason
    from verdicts
    inner join reference.limits
        on
            verdicts.limit_indicator_id = limits.indicator_id
            and verdicts.quantity = limits.measure
            and verdicts.limit_severity = limits.severity

),

reconciliation as (

    select * from site_reconciliation as reconciliation
    semi join batch_reports using (report_id)

),

checks as (

    select
        checks.report_id,
        list({
            id: checks.check_id, kind: checks.kind,
            indicator: checks.indicator_id, territory: checks.territory_id,
            period: checks.period_id, basis: checks.basis, quantity: checks.quantity,
            unit: case
                when checks.quantity in ('completion', 'growth', 'share') then 'percent'
                when checks.quantity = 'contribution' then 'point'
                -- The change of a percentage is in points.
                when checks.quantity = 'change' or measures.unit_kind = 'difference'
                    then case indicators.unit_id when 'percent' then 'point' else indicators.unit_id end
                when checks.kind = 'limit' and measures.unit_kind != 'indicator'
                    then measures.unit_kind
                else indicators.unit_id
            end,
            "left": [checks.left_lower, checks.left_upper],
            "right": [checks.right_lower, checks.right_upper],
            gap: checks.gap, verdict: checks.verdict, alone: checks.decoupled,
            severity: checks.severity, unsolved: checks.unsolved_reason,
            acknowledged: checks.is_acknowledged, quarantined: checks.is_quarantined,
            figures: coalesce(check_figures.figures, []),
            reason: case when checks.verdict != 'consistent' then limits.reason end
        } order by
            list_position(
                ['contradiction', 'suspect', 'not_checkable', 'consistent'], checks.verdict
            ),
            checks.kind = 'limit',
            checks.gap desc nulls last,
            checks.severity desc nulls last,
            checks.kind,
            checks.check_id
        ) as found
    from reconciliation as checks
    inner join reference.indicators using (indicator_id)
    left join staging.stg_measures as measures on checks.quantity = measures.measure
    left join check_figures using (check_id)
    left join limits using (check_id)
    group by checks.report_id

),

conflict_checks as (

    select conflict_id, list(check_id order by nearness) as checks
    from site_int_conflict_checks as int_conflict_checks
    semi join batch_reports using (report_id)
    group by conflict_id

),

-- A conflict with its figures, what the others imply for each, and whether a single edit of one mends it.
conflict_sets as (

    select
        conflicts.report_id,
        conflicts.conflict_id,
        any_value(conflicts.rank) as rank,
        list({
            no: conflicts.figure_no, implied: [conflicts.implied_lower, conflicts.implied_upper]
        } order by conflicts.figure_no) as figures,
        count(repairs.figure_no) > 0 as is_mended
    from site_conflicts as conflicts
    semi join batch_reports using (report_id)
    left join (select distinct report_id, figure_no from site_repair_candidates as repair_candidates) as repairs
        using (report_id, figure_no)
    group by conflicts.report_id, conflicts.conflict_id

),

conflicts as (

    select
        report_id,
        list({figures: figures, mended: is_mended, checks: checks} order by rank) as found
    from conflict_sets
    inner join conflict_checks using (conflict_id)
    group by report_id

),

repairs as (

    select
        repairs.report_id,
        list({
            no: repairs.figure_no, printed: repairs.printed, candidate: repairs.candidate,
            measure: repairs.candidate_measure, other: repairs.other_figure_no, edit: repairs.edit
        } order by repairs.rank, repairs.figure_no) as found
    from site_repair_candidates as repairs
    semi join batch_reports using (report_id)
    where repairs.other_figure_no is null or repairs.figure_no < repairs.other_figure_no
    group by repairs.report_id

)

select
    batch_reports.place,
    cast(to_json({
        id: batch_reports.report_id,
        figures: figures.found,
        plans: coalesce(plans.found, []),
        growth: coalesce(growth.found, []),
        checks: coalesce(checks.found, []),
        conflicts: coalesce(conflicts.found, []),
        repairs: coalesce(repairs.found, [])
    }) as varchar) as answer
from batch_reports
inner join figures using (report_id)
left join plans using (report_id)
left join growth using (report_id)
left join checks using (report_id)
left join conflicts using (report_id)
left join repairs using (report_id)
order by batch_reports.place
