-- What a figure would say had it been printed so, worked out again from the text of each edit.
with

edits as (

    select
        edits.*,
        try_cast(
            replace(replace(replace(read_as, case number_format when 'vi' then '.' else ',' end, ''), ',', '.'), '−', '-')
            as double
        ) as number
    from intermediate.int_repair_edits as edits

),

again as (

    select
        edits.report_id, edits.figure_no, edits.trial_no, edits.read_as,
        figures.territory_id, figures.period_id, figures.indicator_id, figures.basis,
        measures.quantity, measures.spread,
        case when measures.unit_kind in ('indicator', 'difference') then printed_units.factor / own_units.factor else 1 end as times,
        times * (measures.base + measures.sign * edits.number) / measures.divisor as value,
        times * (1e-12 * abs(edits.number) + 1e-14 * measures.base + 1e-12) / measures.divisor as room,
        edits.qualifier in ('', 'estimated') and measures.spread = 0 as is_even
    from edits
    inner join staging.stg_figures as figures using (report_id, figure_no)
    inner join staging.stg_measures as measures on edits.measure = measures.measure
    inner join reference.indicators as indicators using (indicator_id)
    inner join reference.units as own_units on indicators.unit_id = own_units.unit_id
    inner join reference.units as printed_units on figures.unit_id = printed_units.unit_id

)

select again.*, trials.value as value_found, trials.lower, trials.upper
from again
full join intermediate.int_repair_trials as trials
    on (again.report_id, again.figure_no, again.trial_no) = (trials.report_id, trials.figure_no, trials.trial_no)
where
    -- A range swapped with a number states no single one.
    not regexp_matches(substr(coalesce(again.read_as, ''), 2), '[-–−]')
    and (again.report_id is null
    or trials.report_id is null
    or (again.territory_id, again.period_id, again.indicator_id, again.basis, again.quantity)
    is distinct from (trials.territory_id, trials.period_id, trials.indicator_id, trials.basis, trials.quantity)
    or not trials.lower - again.room <= again.value
    or not again.value <= trials.upper + again.room
    or (again.is_even and abs(trials.upper - trials.value - trials.width) > again.room + 1e-9 * trials.width)
    or (again.is_even and abs(trials.value - trials.lower - trials.width) > again.room + 1e-9 * trials.width)
    or (again.spread = 0 and not coalesce(abs(trials.value - again.value) <= again.room, false)))
