with

figures as (

    select * from staging.stg_figures

),

published as not materialized (

    select * from marts.figures

),

final as (

    select
        coalesce(figures.report_id, published.report_id) as report_id,
        coalesce(figures.figure_no, published.figure_no) as figure_no,
        figures.printed,
        published.printed as published,
        figures.number_parts / figures.parts as value,
        published.value as published_value,
        case
            when published.report_id is null then 'missing from marts.figures'
            when figures.report_id is null then 'missing from staging.stg_figures'
            else 'not as in staging.stg_figures, in marts.figures'
        end as fault
    from figures
    full join published
        on
            figures.report_id = published.report_id
            and figures.figure_no = published.figure_no
    where
        (figures.report_id is null or published.report_id is null)
        or figures.printed != published.printed
        or (figures.place, figures.note, figures.correction)
        is distinct from (published.place, published.note, published.correction)
        or (figures.territory_id, figures.period_id, figures.indicator_id, figures.measure, figures.basis)
        is distinct from (
            published.territory_id, published.period_id, published.indicator_id, published.measure, published.basis
        )
        or (figures.number_parts is null or figures.upper_number_parts is not null)
        is distinct from (published.value is null)
        or abs(published.value - figures.number_parts / figures.parts) > 1e-15 * abs(published.value)
        or published.half_lower < published.wide_lower
        or published.half_upper > published.wide_upper

)

select * from final
