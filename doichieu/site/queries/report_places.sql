-- The reports of the site, newest first: the place of a report in this order names its file.
create or replace temp table report_places as
with

counted as (

    select
        report_id,
        count(*) as figures,
        bool_or(check_status = 'contradicted') as has_contradiction,
        bool_or(check_status = 'suspect') as has_suspect
    from marts.figures
    group by report_id

),

ordered as (

    select
        reports.*,
        counted.* exclude (report_id),
        row_number() over (order by report_orders.report_order desc) as age
    from reference.reports as reports
    inner join counted using (report_id)
    inner join report_orders using (report_id)

),

chosen as (

    select
        *,
        sum(figures) over (
            order by has_contradiction desc, has_suspect desc, age rows unbounded preceding
        ) as figures_so_far
    from ordered
    qualify figures_so_far <= $most_figures or figures_so_far = figures

)

select
    * exclude (figures, figures_so_far, has_contradiction, has_suspect, age),
    row_number() over (order by age) as place,
    sum(figures) over (order by age rows unbounded preceding) // $batch_figures as batch
from chosen
order by place
