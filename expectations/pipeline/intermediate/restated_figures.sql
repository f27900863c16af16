with

-- The figures that are kept for each quantity, with the interval that all of them state together.
kept as (

    select
        quantities.report_id,
        quantities.territory_id,
        quantities.period_id,
        quantities.indicator_id,
        quantities.basis,
        quantities.quantity,
        count(*) as figures,
        max(quantities.lower) as lower,
        min(quantities.upper) as upper,
        bool_or(quantities.lower = observed.lower and quantities.upper = observed.upper) as has_both
    from intermediate.int_statements as quantities
    inner join intermediate.int_observed as observed
        using (report_id, territory_id, period_id, indicator_id, basis, quantity, reading)
    anti join intermediate.int_restated_figures
        using (report_id, figure_no, territory_id, period_id, indicator_id, basis, quantity)
    where reading = 'wide'
    group by all

),

final as (

    select
        observed.report_id,
        observed.indicator_id,
        observed.quantity,
        kept.figures,
        'intermediate.int_restated_figures' as table_name
    from intermediate.int_observed as observed
    left join kept
        using (report_id, territory_id, period_id, indicator_id, basis, quantity)
    where
        observed.reading = 'wide'
        and (
            kept.figures is null
            or kept.figures > case when kept.has_both then 1 else 2 end
            or kept.lower > observed.lower
            or kept.upper < observed.upper
        )

)

select * from final
