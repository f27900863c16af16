with

figures as (

    select * from staging.stg_figures

),

corrections as not materialized (

    select * from reference.corrections

),

final as (

    select
        coalesce(figures.report_id, corrections.report_id) as report_id,
        coalesce(figures.figure_no, corrections.figure_no) as figure_no,
        figures.printed,
        figures.read_as,
        figures.correction,
        corrections.action,
        corrections.expected_printed,
        corrections.corrected_printed
    from figures
    full join corrections
        on
            figures.report_id = corrections.report_id
            and figures.figure_no = corrections.figure_no
    where
        figures.correction is distinct from corrections.action
        or figures.read_as is distinct from coalesce(nullif(corrections.corrected_printed, ''), figures.printed)
        or figures.printed != corrections.expected_printed

)

select * from final
