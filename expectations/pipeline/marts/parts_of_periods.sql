with

-- Levels of flows over whole months.
flows as (

    select distinct
        claims.comparable_id,
        claims.indicator_id,
        claims.period_id,
        claims.start_date,
        claims.end_date
    from intermediate.int_claims as claims
    inner join reference.indicators as indicators using (indicator_id)
    where
        claims.quantity = 'level'
        and claims.is_printed
        and indicators.kind = 'flow'
        and (day(claims.start_date), day(claims.end_date + 1)) = (1, 1)

),

-- A part so far and the rest of a period.
adjacent as (

    select distinct
        comparable_id,
        indicator_id,
        so_far.start_date,
        rest.end_date
    from flows as so_far
    inner join flows as rest using (comparable_id, indicator_id)
    where rest.start_date = so_far.end_date + 1

),

compared as (

    select * from intermediate.int_claims
    where (territory_id, indicator_id, period_id) in (
        select (territory_id, indicator_id, period_id) from marts.revisions
        where quantity = 'parts_of_period'
    )

),

-- Of those that more parts fill too, one row says enough.
final as (

    select
        'marts.revisions' as table_name,
        flows.comparable_id,
        flows.indicator_id,
        flows.period_id
    from flows
    semi join adjacent using (comparable_id, indicator_id, start_date, end_date)
    anti join compared using (comparable_id, indicator_id, period_id)

)

select * from final
