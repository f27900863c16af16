with

repairs as (

    select * from {{ ref('int_repairs') }}

),

kinds_of_edit as (

    {{ kinds_of_edit() }}

),

-- How common the kind of misprint is, divided among the edits of that kind.
weighed as (

    select
        repairs.*,
        kinds_of_edit.weight / repairs.alternatives as likelihood
    from repairs
    inner join kinds_of_edit using (edit)

),

-- Several edits may give the same number: the likeliest is kept.
likeliest as (

    select *
    from weighed
    qualify
        row_number() over (
            partition by report_id, figure_no, candidate, candidate_measure, other_figure_no
            order by likelihood desc, edit asc
        ) = 1

),

final as (

    select
        report_id,
        figure_no,
        printed,
        candidate,
        candidate_measure,
        other_figure_no,
        edit,
        restores,
        cast(
            row_number() over (
                partition by report_id, territory_id, period_id, component_id
                order by likelihood desc, figure_no asc, candidate asc, candidate_measure asc, other_figure_no asc
            ) as integer
        ) as rank
    from likeliest

)

select * from final
