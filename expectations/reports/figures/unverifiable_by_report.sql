with

figures as (

    select * from marts.figures

),

counts as (

    select
        report_id,
        count(*) as figures,
        count(*) filter (where check_status = 'unverifiable') as unverifiable,
        count(distinct indicator_id) filter (where check_status = 'unverifiable') as indicators
    from figures
    group by report_id

),

final as (

    select * from counts
    where unverifiable > 0
    order by unverifiable desc, report_id asc

)

select * from final
