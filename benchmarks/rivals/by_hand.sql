-- What is asked of every rival, by hand and for DuckDB alone: the plan and the base that each
-- indicator implies, whether each total can be the sum of its parts, and each of its rates a mean of
-- theirs, at the half and at the wide reading, which stand beside each other as columns. It knows
-- what a panel prints and no more: at most thirteen digits, one unit an indicator, no qualifiers, no
-- bases, no plan or base as a level, no weights below zero, nothing printed twice.

-- The ends of a quotient of two intervals. Where what is below the line reaches zero, a side is
-- open; plans and bases are above zero, so that a level above zero still gives the least that
-- they can be.
create macro quotient_lower(a_lower, a_upper, b_lower, b_upper) as case
    when a_lower is null or b_lower is null then null
    when b_lower > 0 then least(a_lower / b_lower, a_lower / b_upper)
    when b_upper < 0 then least(a_upper / b_lower, a_upper / b_upper)
    when b_upper > 0 and a_lower >= 0 then a_lower / b_upper
    else -cast('infinity' as double)
end;

create macro quotient_upper(a_lower, a_upper, b_lower, b_upper) as case
    when a_lower is null or b_lower is null then null
    when b_lower > 0 then greatest(a_upper / b_lower, a_upper / b_upper)
    when b_upper < 0 then greatest(a_lower / b_lower, a_lower / b_upper)
    when b_upper > 0 and b_lower >= 0 and a_upper < 0 then a_upper / b_upper
    else cast('infinity' as double)
end;

-- A level below zero, or a level over a rate below zero. Both readings take a base to be of one kind, so
-- the lesser end of the two is asked for.
create macro may_be_negative(level_lower, rate_upper) as
    coalesce(level_lower < 0 or (level_lower is not null and rate_upper < 0), false);

-- The greater of an interval's ends in size, an open one left out.
create macro size_of(lower_end, upper_end) as greatest(
    case when isfinite(lower_end) then abs(lower_end) else 0 end,
    case when isfinite(upper_end) then abs(upper_end) else 0 end
);

create macro is_open(lower_end, upper_end) as
    lower_end = -cast('infinity' as double) and upper_end = cast('infinity' as double);

-- A rate as what multiplies a plan or a base, the greater of both ends in size.
create macro factor_of(lower_end, upper_end, quantity) as greatest(
    abs(lower_end / 100 + (quantity = 'growth')::integer), abs(upper_end / 100 + (quantity = 'growth')::integer)
);

-- How far the rounding of levels that are not printed moves a total, and in points of its least base.
create macro moved_by(levels, rounding, factor) as
    case when levels > 0 then levels * rounding * (1 + greatest(1, factor)) else 0 end;

create macro points_of(moved, base) as case
    when moved = 0 or base is null then 0
    when base <= 0 then cast('infinity' as double)
    else moved * (100 / base)
end;

-- A side that is open both ways agrees with anything. Doubles may part sides that touch by the tolerance.
create macro verdict_of(is_whole, total_lower, total_upper, parts_lower, parts_upper, tolerance) as case
    when not is_whole or is_open(total_lower, total_upper) or is_open(parts_lower, parts_upper) then 'not_checkable'
    when greatest(total_lower - parts_upper, parts_lower - total_upper) <= tolerance then 'holds'
    else 'fails'
end;

-- The columns are named, so that DuckDB does not look for those of every file.
create table figures as
select * from read_csv(
    getvariable('seeds') || '/figures/*.csv',
    header = true,
    auto_detect = false,
    delim = ',',
    quote = '"',
    escape = '"',
    columns = {
        'report_id': 'varchar',
        'figure_no': 'varchar',
        'indicator_id': 'varchar',
        'territory_id': 'varchar',
        'period_id': 'varchar',
        'measure': 'varchar',
        'printed': 'varchar',
        'unit_id': 'varchar',
        'qualifier': 'varchar',
        'basis': 'varchar',
        'place': 'varchar',
        'note': 'varchar'
    }
);

create table reports as
select * from read_csv(getvariable('seeds') || '/reference/reports.csv', header = true, all_varchar = true);

create table identities as
select * from read_csv(getvariable('seeds') || '/reference/identities.csv', header = true, all_varchar = true);

-- Both readings of each print: half a unit of the last place to either side, or a whole one; a level
-- that ends in zeros may be off by half the step of these, but by no more than a hundredth of
-- itself. In whole hundredths of the last place, so that one division makes the nearest doubles;
-- rates as what multiplies a plan or a base.
create table readings as
with

digits as (
    select
        f.report_id,
        coalesce(nullif(f.territory_id, ''), r.territory_id) as territory_id,
        coalesce(nullif(f.period_id, ''), r.period_id) as period_id,
        f.indicator_id,
        f.measure,
        strpos(reverse(f.printed), case r.number_format when 'vi' then ',' else '.' end) as mark,
        replace(replace(f.printed, '.', ''), ',', '') as text
    from figures as f
    inner join reports as r on f.report_id = r.report_id
),

numbers as (
    select
        *,
        cast(text as bigint) as last_places,
        cast(power(10, greatest(mark - 1, 0)) as bigint) as one
    from digits
),

rounded as (
    select
        *,
        case
            when measure = 'level' and mark = 0 and text like '%0' and last_places != 0
                then
                    greatest(
                        100,
                        least(50 * cast(power(10, length(text) - length(rtrim(text, '0'))) as bigint), last_places)
                    )
            else 100
        end as wide
    from numbers
),

hundredths as (
    select
        *,
        100 * case
            when measure in ('over_plan_pct', 'increase_pct') then 100 * one + last_places
            when measure in ('under_plan_pct', 'decrease_pct') then 100 * one - last_places
            else last_places
        end as middle,
        case when measure in ('level', 'multiple') then 100 else 10000 end * one as whole
    from rounded
)

select
    report_id,
    territory_id,
    period_id,
    indicator_id,
    case
        when measure = 'level' then 'level'
        when measure in ('plan_pct', 'over_plan_pct', 'under_plan_pct') then 'completion'
        else 'growth'
    end as quantity,
    (middle - 50) / whole as half_lower,
    (middle + 50) / whole as half_upper,
    50 / (100 * one) as half_width,
    (middle - wide) / whole as wide_lower,
    (middle + wide) / whole as wide_upper,
    wide / (100 * one) as wide_width
from hundredths;

-- Level over rate. A rate may itself have been taken of rounded numbers: in percent it is known no
-- better than the level over a plan or a base that was rounded as the level was.
create table implied as
with

observed as (
    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        max(case when quantity = 'level' then half_lower end) as half_level_lower,
        max(case when quantity = 'level' then half_upper end) as half_level_upper,
        max(case when quantity = 'level' then half_width end) as half_width,
        max(case when quantity = 'completion' then half_lower end) as half_completion_lower,
        max(case when quantity = 'completion' then half_upper end) as half_completion_upper,
        max(case when quantity = 'growth' then half_lower end) as half_growth_lower,
        max(case when quantity = 'growth' then half_upper end) as half_growth_upper,
        max(case when quantity = 'level' then wide_lower end) as wide_level_lower,
        max(case when quantity = 'level' then wide_upper end) as wide_level_upper,
        max(case when quantity = 'level' then wide_width end) as wide_width,
        max(case when quantity = 'completion' then wide_lower end) as wide_completion_lower,
        max(case when quantity = 'completion' then wide_upper end) as wide_completion_upper,
        max(case when quantity = 'growth' then wide_lower end) as wide_growth_lower,
        max(case when quantity = 'growth' then wide_upper end) as wide_growth_upper
    from readings
    group by report_id, territory_id, period_id, indicator_id
),

bases as (
    select
        *,
        may_be_negative(
            least(half_level_lower, wide_level_lower), least(half_completion_upper, wide_completion_upper)
        ) as may_plan_be_negative,
        may_be_negative(
            least(half_level_lower, wide_level_lower), least(half_growth_upper, wide_growth_upper)
        ) as may_prior_be_negative,
        quotient_lower(
            half_level_lower, half_level_upper, half_completion_lower, half_completion_upper
        ) as half_plan_lower,
        quotient_upper(
            half_level_lower, half_level_upper, half_completion_lower, half_completion_upper
        ) as half_plan_upper,
        quotient_lower(
            half_level_lower, half_level_upper, half_growth_lower, half_growth_upper
        ) as half_prior_lower,
        quotient_upper(
            half_level_lower, half_level_upper, half_growth_lower, half_growth_upper
        ) as half_prior_upper,
        quotient_lower(
            wide_level_lower, wide_level_upper, wide_completion_lower, wide_completion_upper
        ) as wide_plan_lower,
        quotient_upper(
            wide_level_lower, wide_level_upper, wide_completion_lower, wide_completion_upper
        ) as wide_plan_upper,
        quotient_lower(
            wide_level_lower, wide_level_upper, wide_growth_lower, wide_growth_upper
        ) as wide_prior_lower,
        quotient_upper(
            wide_level_lower, wide_level_upper, wide_growth_lower, wide_growth_upper
        ) as wide_prior_upper
    from observed
),

outer_bases as (
    select
        *,
        half_plan_lower - half_width as half_plan_least,
        half_plan_upper + half_width as half_plan_most,
        half_prior_lower - half_width as half_prior_least,
        half_prior_upper + half_width as half_prior_most,
        wide_plan_lower - wide_width as wide_plan_least,
        wide_plan_upper + wide_width as wide_plan_most,
        wide_prior_lower - wide_width as wide_prior_least,
        wide_prior_upper + wide_width as wide_prior_most
    from bases
)

select
    report_id,
    territory_id,
    period_id,
    indicator_id,
    half_level_lower,
    half_level_upper,
    half_width,
    half_plan_lower,
    half_plan_upper,
    half_prior_lower,
    half_prior_upper,
    may_prior_be_negative,
    case
        when not may_plan_be_negative
            then
                100 * least(
                    half_completion_lower,
                    quotient_lower(half_level_lower, half_level_upper, half_plan_least, half_plan_most)
                )
    end as half_completion_lower_pct,
    case
        when not may_plan_be_negative
            then
                100 * greatest(
                    half_completion_upper,
                    quotient_upper(half_level_lower, half_level_upper, half_plan_least, half_plan_most)
                )
    end as half_completion_upper_pct,
    case
        when not may_prior_be_negative
            then
                100 * least(
                    half_growth_lower,
                    quotient_lower(half_level_lower, half_level_upper, half_prior_least, half_prior_most)
                ) - 100
    end as half_growth_lower_pct,
    case
        when not may_prior_be_negative
            then
                100 * greatest(
                    half_growth_upper,
                    quotient_upper(half_level_lower, half_level_upper, half_prior_least, half_prior_most)
                ) - 100
    end as half_growth_upper_pct,
    wide_level_lower,
    wide_level_upper,
    wide_width,
    wide_plan_lower,
    wide_plan_upper,
    wide_prior_lower,
    wide_prior_upper,
    case
        when not may_plan_be_negative
            then
                100 * least(
                    wide_completion_lower,
                    quotient_lower(wide_level_lower, wide_level_upper, wide_plan_least, wide_plan_most)
                )
    end as wide_completion_lower_pct,
    case
        when not may_plan_be_negative
            then
                100 * greatest(
                    wide_completion_upper,
                    quotient_upper(wide_level_lower, wide_level_upper, wide_plan_least, wide_plan_most)
                )
    end as wide_completion_upper_pct,
    case
        when not may_prior_be_negative
            then
                100 * least(
                    wide_growth_lower,
                    quotient_lower(wide_level_lower, wide_level_upper, wide_prior_least, wide_prior_most)
                ) - 100
    end as wide_growth_lower_pct,
    case
        when not may_prior_be_negative
            then
                100 * greatest(
                    wide_growth_upper,
                    quotient_upper(wide_level_lower, wide_level_upper, wide_prior_least, wide_prior_most)
                ) - 100
    end as wide_growth_upper_pct
from outer_bases;

-- Total against parts. A plan or a base may have been rounded as its level was: each brings a width
-- of slack. Growth on a base below zero has two meanings, so that such a base is no part of a sum, and
-- rates of what may be below zero are no means of one another. A rate of the total lies among those of
-- the parts; a level that is not printed, and what it was divided by, may be rounded as coarsely as any that
-- is printed beside it. A check is there wherever one of its terms is printed, in a report that prints the total and a part, or
-- has them in another identity too.
create table reconciled as
with

terms as (
    select
        report_id, territory_id, period_id, indicator_id, 'level' as quantity,
        half_level_lower as half_lower, half_level_upper as half_upper, 0.0 as half_slack,
        wide_level_lower as wide_lower, wide_level_upper as wide_upper, 0.0 as wide_slack,
        null as half_base, 0.0 as half_rounding, null as wide_base, 0.0 as wide_rounding, false as lacks_level
    from implied
    where half_level_lower is not null
    union all
    select
        report_id, territory_id, period_id, indicator_id, 'implied_plan' as quantity,
        half_plan_lower as half_lower, half_plan_upper as half_upper, half_width as half_slack,
        wide_plan_lower as wide_lower, wide_plan_upper as wide_upper, wide_width as wide_slack,
        null as half_base, 0.0 as half_rounding, null as wide_base, 0.0 as wide_rounding, false as lacks_level
    from implied
    where half_plan_lower is not null
    union all
    select
        report_id, territory_id, period_id, indicator_id, 'implied_prior' as quantity,
        half_prior_lower as half_lower, half_prior_upper as half_upper, half_width as half_slack,
        wide_prior_lower as wide_lower, wide_prior_upper as wide_upper, wide_width as wide_slack,
        null as half_base, 0.0 as half_rounding, null as wide_base, 0.0 as wide_rounding, false as lacks_level
    from implied
    where half_prior_lower is not null and not may_prior_be_negative
    union all
    select
        report_id, territory_id, period_id, indicator_id, 'completion' as quantity,
        half_completion_lower_pct as half_lower, half_completion_upper_pct as half_upper, 0.0 as half_slack,
        wide_completion_lower_pct as wide_lower, wide_completion_upper_pct as wide_upper, 0.0 as wide_slack,
        half_plan_lower - half_width as half_base, coalesce(half_width, 0.0) as half_rounding,
        wide_plan_lower - wide_width as wide_base, coalesce(wide_width, 0.0) as wide_rounding,
        half_level_lower is null as lacks_level
    from implied
    where coalesce(half_completion_lower_pct, wide_completion_lower_pct) is not null
    union all
    select
        report_id, territory_id, period_id, indicator_id, 'growth' as quantity,
        half_growth_lower_pct as half_lower, half_growth_upper_pct as half_upper, 0.0 as half_slack,
        wide_growth_lower_pct as wide_lower, wide_growth_upper_pct as wide_upper, 0.0 as wide_slack,
        half_prior_lower - half_width as half_base, coalesce(half_width, 0.0) as half_rounding,
        wide_prior_lower - wide_width as wide_base, coalesce(wide_width, 0.0) as wide_rounding,
        half_level_lower is null as lacks_level
    from implied
    where coalesce(half_growth_lower_pct, wide_growth_lower_pct) is not null
),

members as (
    select
        identity_id,
        part_indicator_id as indicator_id,
        'part' as role,
        cast(coefficient as double) as coefficient
    from identities
    union all
    select distinct
        identity_id,
        total_indicator_id as indicator_id,
        'total' as role,
        1.0 as coefficient
    from identities
),

linked as (
    select
        *,
        count(*) over (partition by identity_id) as members,
        bool_or(identities > 1) over (partition by identity_id, role) as is_linked
    from (select *, count(*) over (partition by indicator_id) as identities from members)
),

weighted as (
    select
        t.report_id,
        t.territory_id,
        t.period_id,
        m.identity_id,
        t.quantity,
        t.quantity in ('completion', 'growth') as is_rate,
        m.members,
        m.role = 'total' as is_total,
        m.coefficient * t.half_lower as half_lower,
        m.coefficient * t.half_upper as half_upper,
        m.coefficient * t.half_slack as half_slack,
        m.coefficient * t.wide_lower as wide_lower,
        m.coefficient * t.wide_upper as wide_upper,
        m.coefficient * t.wide_slack as wide_slack,
        m.coefficient * t.half_base as half_base,
        t.half_rounding,
        m.coefficient * t.wide_base as wide_base,
        t.wide_rounding,
        case when t.lacks_level then m.coefficient else 0 end as unprinted
    from terms as t
    inner join linked as m
        on t.indicator_id = m.indicator_id
),

used as (
    select
        w.report_id,
        w.identity_id
    from (select distinct report_id, identity_id, is_total from weighted) as w
    inner join (select distinct identity_id, role = 'total' as is_total, is_linked from linked) as l
        on w.identity_id = l.identity_id
    group by w.report_id, w.identity_id
    having
        count(distinct w.is_total) = 2
        or bool_or(l.is_linked and l.is_total != w.is_total)
),

sides as (
    select
        report_id,
        territory_id,
        period_id,
        identity_id,
        quantity,
        is_rate,
        count(half_lower) = members as half_is_whole,
        max(half_lower) filter (is_total) as half_total_lower,
        max(half_upper) filter (is_total) as half_total_upper,
        sum(half_lower) filter (not is_total) - sum(half_slack) as half_sum_lower,
        sum(half_upper) filter (not is_total) + sum(half_slack) as half_sum_upper,
        min(half_lower) filter (not is_total) as half_least,
        max(half_upper) filter (not is_total) as half_greatest,
        -- Of a growth 100 was taken.
        sum(size_of(half_lower, half_upper) + case when is_rate then 100 else 0 end) as half_magnitude,
        count(wide_lower) = members as wide_is_whole,
        max(wide_lower) filter (is_total) as wide_total_lower,
        max(wide_upper) filter (is_total) as wide_total_upper,
        sum(wide_lower) filter (not is_total) - sum(wide_slack) as wide_sum_lower,
        sum(wide_upper) filter (not is_total) + sum(wide_slack) as wide_sum_upper,
        min(wide_lower) filter (not is_total) as wide_least,
        max(wide_upper) filter (not is_total) as wide_greatest,
        -- Of a growth 100 was taken.
        sum(size_of(wide_lower, wide_upper) + case when is_rate then 100 else 0 end) as wide_magnitude,
        greatest(
            max(half_base) filter (is_total), sum(half_base) filter (not is_total and half_base > 0)
        ) as half_base,
        moved_by(
            sum(unprinted),
            max(half_rounding),
            max(factor_of(half_lower, half_upper, quantity)) filter (unprinted > 0)
        ) as half_moved,
        greatest(
            max(wide_base) filter (is_total), sum(wide_base) filter (not is_total and wide_base > 0)
        ) as wide_base,
        moved_by(
            sum(unprinted),
            max(wide_rounding),
            max(factor_of(wide_lower, wide_upper, quantity)) filter (unprinted > 0)
        ) as wide_moved
    from weighted
    semi join used using (report_id, identity_id)
    group by report_id, territory_id, period_id, identity_id, quantity, is_rate, members
),

bounds as (
    select
        *,
        case quantity when 'level' then 2.3e-16 else 2e-15 end as noise,
        case when is_rate then half_least - points_of(half_moved, half_base) else half_sum_lower end
            as half_parts_lower,
        case when is_rate then half_greatest + points_of(half_moved, half_base) else half_sum_upper end
            as half_parts_upper,
        case when is_rate then wide_least - points_of(wide_moved, wide_base) else wide_sum_lower end
            as wide_parts_lower,
        case when is_rate then wide_greatest + points_of(wide_moved, wide_base) else wide_sum_upper end
            as wide_parts_upper
    from sides
)

select
    report_id,
    territory_id,
    period_id,
    identity_id,
    quantity,
    verdict_of(
        half_is_whole,
        half_total_lower,
        half_total_upper,
        half_parts_lower,
        half_parts_upper,
        noise * half_magnitude
    ) as half_verdict,
    verdict_of(
        wide_is_whole,
        wide_total_lower,
        wide_total_upper,
        wide_parts_lower,
        wide_parts_upper,
        noise * wide_magnitude
    ) as wide_verdict
from bounds;
