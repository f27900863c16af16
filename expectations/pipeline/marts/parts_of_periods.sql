with

-- Levels of flows over whole months.
flows as (

    select distinct
        claims.comparable_id,
        claims.indicator_id,
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

-- Of those that more parts fill too, one row says enough.
filled as (

    select adjacent.* from adjacent
    semi join flows using (comparable_id, indicator_id, start_date, end_date)

),

counts as (

    select
        'marts.revisions' as table_name,
        'the periods in intermediate.int_claims that two others fill' as compared_with,
        count(distinct row(territory_id, indicator_id, period_id)) as found,
        (select count(*) from filled) as expected
    from marts.revisions
    where quantity = 'parts_of_period'

),

final as (select * from counts where found < expected)

select * from final
