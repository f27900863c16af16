with

candidates as (

    select * from marts.repair_candidates
    where rank = 1

),

figures as (

    select * from marts.figures

),

final as (

    select
        candidates.report_id,
        candidates.figure_no,
        figures.indicator_id,
        figures.measure,
        candidates.printed,
        candidates.candidate,
        candidates.candidate_measure,
        candidates.edit,
        candidates.other_figure_no,
        candidates.restores
    from candidates
    left join figures
        on
            candidates.report_id = figures.report_id
            and candidates.figure_no = figures.figure_no
    order by candidates.report_id, candidates.figure_no

)

select * from final
