with

checks as not materialized (

    select * from marts.reconciliation
    where
        {{ condition }}
        {% if only_open %}
            and not (is_acknowledged or is_quarantined)
        {% endif %}

),

printed_figures as (

    select
        checks.check_id,
        string_agg('figure ' || figures.figure_no || ': ' || figures.printed, '; ' order by figures.figure_no) as texts
    from checks
    inner join intermediate.int_verdicts as verdicts using (check_id)
    inner join intermediate.int_check_figures as check_figures
        on
            (verdicts.report_id, verdicts.kind, verdicts.check_no)
            = (check_figures.report_id, check_figures.kind, check_figures.check_no)
    inner join marts.figures as figures
        on
            check_figures.report_id = figures.report_id
            and check_figures.figure_no = figures.figure_no
    group by checks.check_id

),

final as (

    select
        checks.check_id,
        checks.kind,
        checks.report_id,
        checks.territory_id,
        checks.period_id,
        checks.basis,
        checks.indicator_id,
        checks.quantity,
        checks.left_lower,
        checks.left_upper,
        checks.right_lower,
        checks.right_upper,
        checks.gap,
        checks.severity,
        checks.single_level,
        checks.printed_base,
        printed_figures.texts as printed
    from checks
    left join printed_figures
        on checks.check_id = printed_figures.check_id
    order by checks.report_id, checks.check_id

)

select * from final
