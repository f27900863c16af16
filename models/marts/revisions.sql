with recursive

claims as not materialized (

    select * from {{ ref('int_claims') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

-- Reports give a quantity one after another. A level that a growth implies is compared with the vintages before it, and
-- is none itself: it may be in other prices.
numbered as (

    select
        *,
        quantity = 'plan' or is_printed as is_vintage,
        count(*) filter (where quantity = 'plan' or is_printed) over (
            partition by comparable_id, indicator_id, quantity, basis, start_date, end_date
            order by report_order rows unbounded preceding
        ) as vintage_no,
        dense_rank() over (
            order by comparable_id, indicator_id, quantity, basis, start_date, end_date
        ) as subject_no
    from claims
    qualify vintage_no > 0

),

vintages as (

    select
        subject_no,
        vintage_no,
        lower,
        upper
    from numbered
    where is_vintage

),

-- After each vintage: the last one that revised the quantity (or gave it first), and what all from there on allow.
agreed as (

    select
        subject_no,
        vintage_no,
        vintage_no as first_no,
        lower,
        upper
    from vintages
    where vintage_no = 1

    union all

    select
        vintages.subject_no,
        vintages.vintage_no,
        {%- set agree = overlap('agreed.', 'vintages.') %}
        case when {{ agree }} then agreed.first_no else vintages.vintage_no end as first_no,
        case when {{ agree }} then greatest(agreed.lower, vintages.lower) else vintages.lower end as lower,
        case when {{ agree }} then least(agreed.upper, vintages.upper) else vintages.upper end as upper
    from agreed
    inner join vintages
        on agreed.subject_no = vintages.subject_no and agreed.vintage_no + 1 = vintages.vintage_no

),

-- A report is compared with the one before it. Where rounding explains that difference, but not the one from an earlier
-- vintage since the last revision, with the latest of these: else many small steps would hide a large one.
two_reports as (

    select
        earlier.territory_id,
        earlier.period_id,
        earlier.indicator_id,
        earlier.basis,
        earlier.quantity,
        earlier.report_id as earlier_report_id,
        later.report_id as later_report_id,
        earlier.lower as earlier_lower,
        earlier.upper as earlier_upper,
        later.lower as later_lower,
        later.upper as later_upper
    from numbered as later
    inner join agreed
        on
            later.subject_no = agreed.subject_no
            and later.vintage_no - case when later.is_vintage then 1 else 0 end = agreed.vintage_no
    inner join numbered as earlier
        on
            agreed.subject_no = earlier.subject_no
            and earlier.is_vintage
            and earlier.vintage_no between agreed.first_no and agreed.vintage_no
            and (agreed.vintage_no = earlier.vintage_no or not {{ overlap('earlier.', 'later.') }})
    qualify
        row_number() over (
            partition by later.subject_no, later.report_id
            order by {{ overlap('earlier.', 'later.') }}, earlier.vintage_no desc
        ) = 1

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
        using (indicator_id)
    where
        claims.quantity = 'level'
        and claims.is_printed
        and indicators.kind = 'flow'
        and day(claims.start_date) = 1
        and claims.end_date = last_day(claims.end_date)

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
period_sums as (

    select * exclude (parts)
    from divisions
    qualify
        row_number() over (
            partition by comparable_id, indicator_id, start_date, end_date, report_ids
            order by parts asc, part_months desc
        ) = 1

),

-- The sum of the parts of a period, and the latest printed figure of the period.
parts_and_total as (

    select
        totals.territory_id,
        totals.period_id,
        totals.indicator_id,
        totals.basis,
        'parts_of_period' as quantity,
        period_sums.report_ids as earlier_report_id,
        totals.report_id as later_report_id,
        period_sums.lower as earlier_lower,
        period_sums.upper as earlier_upper,
        totals.lower as later_lower,
        totals.upper as later_upper
    from period_sums
    inner join latest as totals
        using (comparable_id, indicator_id, start_date, end_date)

),

compared as (

    select * from two_reports
    union all
    select * from parts_and_total

),

final as (

    select
        compared.territory_id,
        compared.period_id,
        compared.indicator_id,
        compared.basis,
        indicators.unit_id,
        compared.quantity,
        compared.earlier_report_id,
        compared.later_report_id,
        {{ bound('compared.earlier_lower') }} as earlier_lower,
        {{ bound('compared.earlier_upper') }} as earlier_upper,
        {{ bound('compared.later_lower') }} as later_lower,
        {{ bound('compared.later_upper') }} as later_upper,
        round(
            100 * {{ bound('(compared.later_lower + compared.later_upper)') }}
            / nullif({{ bound('(compared.earlier_lower + compared.earlier_upper)') }}, 0) - 100,
            10
        ) + 0 as difference_pct,
        -- A gap can be seen between unbounded sides, but agreement only between bounded ones.
        case
            when not {{ overlap('compared.earlier_', 'compared.later_') }} then false
            when
                isfinite(compared.earlier_lower) and isfinite(compared.earlier_upper)
                and isfinite(compared.later_lower) and isfinite(compared.later_upper)
                then true
        end as is_within_rounding
    from compared
    inner join indicators
        on compared.indicator_id = indicators.indicator_id

)

select * from final
