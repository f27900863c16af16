with

revisions as (

    select * from marts.revisions

),

final as (

    select
        territory_id,
        period_id,
        indicator_id,
        basis,
        quantity,
        earlier_report_id,
        later_report_id,
        earlier_lower,
        earlier_upper,
        later_lower,
        later_upper,
        difference_pct,
        is_within_rounding
    from revisions
    where not is_within_rounding

)

select * from final
