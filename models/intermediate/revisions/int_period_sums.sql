with

claims as (

    select * from {{ ref('int_claims') }}
    where quantity = 'level' and is_printed

),

indicators as (

    select * from {{ ref('indicators') }}
    where kind = 'flow'

),

-- Only whole months can add up to a longer period; the latest figure of a period is its level.
whole_months as (

    select
        claims.*,
        12 * year(claims.start_date) + month(claims.start_date) as first_month,
        12 * year(claims.end_date) + month(claims.end_date) as last_month,
        row_number() over (
            partition by claims.comparable_id, claims.indicator_id, claims.start_date, claims.end_date
            order by claims.report_order desc
        ) as recency
    from claims
    inner join indicators
        on claims.indicator_id = indicators.indicator_id
    where day(claims.start_date) = 1 and claims.end_date = last_day(claims.end_date)

),

latest as (

    select
        *,
        last_month - first_month + 1 as months
    from whole_months
    where recency = 1

),

-- A period and parts of one length: months, quarters, halves.
equal_parts as (

    select
        totals.comparable_id,
        totals.indicator_id,
        totals.start_date,
        totals.end_date,
        parts.months as part_months,
        count(*) as parts,
        string_agg(distinct parts.report_id, ' + ' order by parts.report_id) as report_ids,
        {{ compensated_sum('parts.lower') }} as lower,
        {{ compensated_sum('parts.upper') }} as upper
    from latest as totals
    inner join latest as parts
        on
            totals.comparable_id = parts.comparable_id
            and totals.indicator_id = parts.indicator_id
            and totals.months % parts.months = 0
            and totals.months > parts.months
            and totals.first_month <= parts.first_month
            and totals.last_month >= parts.last_month
            and (parts.first_month - totals.first_month) % parts.months = 0
    group by
        totals.comparable_id, totals.indicator_id, totals.start_date, totals.end_date, totals.months, parts.months
    having count(*) * parts.months = totals.months

),

-- A period, its part so far and the rest: seven months are a half-year and July.
so_far_and_rest as (

    select
        totals.comparable_id,
        totals.indicator_id,
        totals.start_date,
        totals.end_date,
        so_far.months as part_months,
        2 as parts,
        case
            when so_far.report_id = rest.report_id then so_far.report_id
            else so_far.report_id || ' + ' || rest.report_id
        end as report_ids,
        so_far.lower + rest.lower as lower,
        so_far.upper + rest.upper as upper
    from latest as totals
    inner join latest as so_far
        on
            totals.comparable_id = so_far.comparable_id
            and totals.indicator_id = so_far.indicator_id
            and totals.first_month = so_far.first_month
            and totals.last_month > so_far.last_month
    inner join latest as rest
        on
            totals.comparable_id = rest.comparable_id
            and totals.indicator_id = rest.indicator_id
            and rest.first_month = so_far.last_month + 1
            and totals.last_month = rest.last_month
            and so_far.months != rest.months

),

divisions as (

    select * from equal_parts
    union all
    select * from so_far_and_rest

),

-- Of the divisions that come from the same reports one counts: the one with the fewest parts, since each part adds its
-- rounding; of those the one with the longest first part.
final as (

    select * exclude (parts)
    from divisions
    qualify
        row_number() over (
            partition by comparable_id, indicator_id, start_date, end_date, report_ids
            order by parts asc, part_months desc
        ) = 1

)

select * from final
