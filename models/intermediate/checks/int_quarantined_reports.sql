with

verdicts as (

    select * from {{ ref('int_verdicts') }}

),

acknowledged as (

    select * from {{ ref('int_acknowledged_checks') }}

),

final as (

    select distinct verdicts.report_id
    from verdicts
    left join acknowledged
        on verdicts.check_id = acknowledged.check_id
    where
        verdicts.verdict = 'contradiction'
        and acknowledged.check_id is null
        and {{ var('quarantine') }}

)

select * from final
