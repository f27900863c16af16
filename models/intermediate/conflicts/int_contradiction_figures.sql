{{ config(materialized='view') }}
with

contradictions as (

    select * from {{ ref('int_verdicts') }}
    where verdict = 'contradiction'

),

check_figures as not materialized (

    select * from {{ ref('int_check_figures') }}

),

joint_figures as not materialized (

    select * from {{ ref('int_joint_figures') }}

),

quantities as not materialized (

    select * from {{ ref('int_quantities') }}

),

final as (

    select
        report_id,
        kind,
        check_no,
        figure_no
    from contradictions
    inner join check_figures using (report_id, kind, check_no)
    where kind != 'joint'

    union all

    select
        contradictions.report_id,
        contradictions.kind,
        contradictions.check_no,
        quantities.figure_no
    from contradictions
    inner join joint_figures
        on
            contradictions.report_id = joint_figures.report_id
            and contradictions.check_no = joint_figures.problem_no
    inner join quantities
        on
            joint_figures.report_id = quantities.report_id
            and joint_figures.observation_no = quantities.observation_no
            and joint_figures.quantity = quantities.quantity
            and joint_figures.figure_basis = quantities.basis
    where contradictions.kind = 'joint'

)

select * from final
