-- What a figure would say had it been printed so, worked out again from the text of each edit.
with

edits as (

    select
        trials.*,
        figures.* exclude (report_id, figure_no, measure, read_as, observation_no, basis, quantity),
        row(figures.observation_no, figures.basis, figures.quantity) as expected_key,
        row(trials.observation_no, trials.basis, trials.quantity) as key,
        trials.read_as as text,
        try_cast(
            replace(replace(replace(text, case number_format when 'vi' then '.' else ',' end, ''), ',', '.'), '−', '-')
            as double
        ) as number
    from intermediate.int_repair_trials as trials
    inner join staging.stg_figures as figures using (report_id, figure_no)

),

again as (

    select
        edits.report_id, edits.figure_no, edits.text, edits.lower, edits.upper, edits.span,
        edits.key, edits.expected_key, edits.quantity, measures.quantity as stated_quantity, measures.spread,
        case when measures.unit_kind in ('indicator', 'difference') then printed_units.factor / own_units.factor else 1 end as times,
        times * (measures.base + measures.sign * edits.number) / measures.divisor as value,
        times * (1e-12 * abs(edits.number) + 1e-14 * measures.base + 1e-12) / measures.divisor as room,
        edits.qualifier in ('', 'estimated') and measures.spread = 0 as is_even
    from edits
    inner join staging.stg_measures as measures on edits.measure = measures.measure
    inner join reference.indicators as indicators using (indicator_id)
    inner join reference.units as own_units on indicators.unit_id = own_units.unit_id
    inner join reference.units as printed_units on edits.unit_id = printed_units.unit_id

)

select * from again
where
    -- A range swapped with a number states no single one.
    not regexp_matches(substr(text, 2), '[-–−]')
    and (
        key is distinct from expected_key
        or quantity is distinct from stated_quantity
        or not coalesce(lower - room <= value and value <= upper + room, false)
        or abs(upper - lower - span) > room + 1e-9 * span
        or (is_even and abs(upper + lower - 2 * value) > 2 * room + 1e-9 * span)
    )
