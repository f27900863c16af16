with

trials as (

    select * from intermediate.int_repair_trials

),

final as (

    -- An edit that gives the same text as another stands for both.
    select
        report_id,
        figure_no,
        'intermediate.int_repair_trials, ' || edit as table_name,
        count(*) as found,
        min(alternatives) as expected
    from trials
    group by report_id, figure_no, edit
    having found != expected

    union all

    select
        null as report_id,
        null as figure_no,
        'intermediate.int_repairs, every edit that gives a text that repairs' as table_name,
        (select count(*) from intermediate.int_repairs) as found,
        count(*) as expected
    from trials
    where
        row(report_id, figure_no, read_as, measure, coalesce(other_figure_no, 0)) in (
            select row(report_id, figure_no, candidate, candidate_measure, coalesce(other_figure_no, 0))
            from intermediate.int_repairs
        )
    having found != expected

)

select * from final
