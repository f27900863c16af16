with

counts as (

    select
        'intermediate.int_earlier_periods' as table_name,
        (select count(*) from intermediate.int_earlier_periods) as found,
        count(distinct row(period_id, basis)) as expected
    from staging.stg_figures
    inner join staging.stg_periods using (period_id)
    where
        quantity in ('prior_level', 'growth', 'change', 'contribution')
        and form != 'years'
        and case
            when basis in ('', 'previous_december') then true
            when basis like 'base_%' then basis < 'base_' || year(start_date)
            when end_date != last_day(end_date) then false
            when basis = 'previous_month' then month(start_date) = month(end_date)
            when form = 'date' then month(end_date) % 3 = 0
            else month(start_date) + 2 = month(end_date)
        end

),

final as (select * from counts where found != expected)

select * from final
