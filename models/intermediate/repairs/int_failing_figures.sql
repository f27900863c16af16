with

verdicts as (

    select * from {{ ref('int_verdicts') }}
    where
        verdict in ('suspect', 'contradiction')
        and kind != 'limit'
        -- Where one true level explains all figures, it cannot rank one edit above another.
        and coalesce(single_level, 'contradiction') != 'consistent'

),

check_figures as (

    select * from {{ ref('int_check_figures') }}

),

figures as (

    select
        check_figures.report_id,
        check_figures.figure_no,
        bool_or(verdicts.verdict = 'contradiction') as is_contradicted,
        max(coalesce(verdicts.joint_severity, 0)) as severity
    from check_figures
    inner join verdicts
        on check_figures.check_id = verdicts.check_id
    group by check_figures.report_id, check_figures.figure_no

),

-- Only the gravest: nobody repairs a panel with a hundred thousand misprints figure by figure.
final as (

    select *
    from figures
    qualify
        row_number() over (order by is_contradicted desc, severity desc, report_id asc, figure_no asc)
        <= {{ var('most_repaired_figures') }}

)

select * from final
