-- What is asked of every rival, by hand and for DuckDB alone: the plan and the base that each
-- indicator implies, and whether each total can be the sum of its parts. It knows what a panel
-- prints and no more: one unit an indicator, no qualifiers, no bases, nothing printed twice.

-- The columns are told, so that DuckDB does not look for those of every file.
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
        'paragraph': 'varchar',
        'note': 'varchar'
    }
);

create table reports as
select * from read_csv(getvariable('seeds') || '/reference/reports.csv', header = true, all_varchar = true);

create table identities as
select * from read_csv(getvariable('seeds') || '/reference/identities.csv', header = true, all_varchar = true);

-- The half reading of each print: half a unit of the last place to either side, exactly, then as a
-- double; rates as what multiplies a plan or a base.
create table readings as
with

plain as (
    select
        f.report_id,
        coalesce(nullif(f.territory_id, ''), r.territory_id) as territory_id,
        coalesce(nullif(f.period_id, ''), r.period_id) as period_id,
        f.indicator_id,
        f.measure,
        case r.number_format
            when 'vi' then replace(replace(f.printed, '.', ''), ',', '.')
            else replace(f.printed, ',', '')
        end as digits
    from figures as f
    inner join reports as r on f.report_id = r.report_id
),

numbers as (
    select
        *,
        cast(digits as decimal(38, 12)) as number,
        case when digits like '%.%' then length(digits) - strpos(digits, '.') else 0 end as decimals
    from plain
),

said as (
    select
        *,
        case
            when measure in ('over_plan_pct', 'increase_pct') then 100 + number
            when measure in ('under_plan_pct', 'decrease_pct') then 100 - number
            else number
        end as middle,
        cast(0.5 * power(10, -decimals) as decimal(38, 12)) as half
    from numbers
),

ends as (
    select
        *,
        cast(middle - half as double) as low,
        cast(middle + half as double) as high,
        measure not in ('level', 'multiple') as is_percent
    from said
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
    case when is_percent then cast(printf('%.15g', low / 100) as double) else low end as lower_end,
    case when is_percent then cast(printf('%.15g', high / 100) as double) else high end as upper_end,
    cast(half as double) as half_width
from ends;

-- Level over rate. A rate whose reading reaches nought leaves a side open; plans and bases are above
-- nought, so that a level above nought still tells the least that they can be.
create table implied as
with

observed as (
    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        max(case when quantity = 'level' then lower_end end) as l0,
        max(case when quantity = 'level' then upper_end end) as l1,
        max(case when quantity = 'level' then half_width end) as half_width,
        max(case when quantity = 'completion' then lower_end end) as p0,
        max(case when quantity = 'completion' then upper_end end) as p1,
        max(case when quantity = 'growth' then lower_end end) as f0,
        max(case when quantity = 'growth' then upper_end end) as f1
    from readings
    group by report_id, territory_id, period_id, indicator_id
)

select
    report_id,
    territory_id,
    period_id,
    indicator_id,
    l0 as level_lower,
    l1 as level_upper,
    half_width,
    case
        when l0 is null or p0 is null then null
        when p0 > 0 then least(l0 / p0, l0 / p1)
        when p1 < 0 then least(l1 / p0, l1 / p1)
        when p1 > 0 and l0 >= 0 then l0 / p1
        else -cast('infinity' as double)
    end as plan_lower,
    case
        when l0 is null or p0 is null then null
        when p0 > 0 then greatest(l1 / p0, l1 / p1)
        when p1 < 0 then greatest(l0 / p0, l0 / p1)
        when p1 > 0 and p0 >= 0 and l1 < 0 then l1 / p1
        else cast('infinity' as double)
    end as plan_upper,
    case
        when l0 is null or f0 is null then null
        when f0 > 0 then least(l0 / f0, l0 / f1)
        when f1 < 0 then least(l1 / f0, l1 / f1)
        when f1 > 0 and l0 >= 0 then l0 / f1
        else -cast('infinity' as double)
    end as prior_lower,
    case
        when l0 is null or f0 is null then null
        when f0 > 0 then greatest(l1 / f0, l1 / f1)
        when f1 < 0 then greatest(l0 / f0, l0 / f1)
        when f1 > 0 and f0 >= 0 and l1 < 0 then l1 / f1
        else cast('infinity' as double)
    end as prior_upper
from observed;

-- Total against parts. A plan or a base may have been rounded as its level was: each brings half a
-- unit of slack. A check is there wherever one of its terms is printed.
create table reconciled as
with

terms as (
    select
        report_id, territory_id, period_id, indicator_id,
        'level' as quantity, level_lower as lower_end, level_upper as upper_end, 0.0 as slack
    from implied
    where level_lower is not null
    union all
    select
        report_id, territory_id, period_id, indicator_id,
        'implied_plan' as quantity, plan_lower as lower_end, plan_upper as upper_end, half_width as slack
    from implied
    where plan_lower is not null
    union all
    select
        report_id, territory_id, period_id, indicator_id,
        'implied_prior' as quantity, prior_lower as lower_end, prior_upper as upper_end, half_width as slack
    from implied
    where prior_lower is not null
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

occasions as (
    select distinct t.report_id, t.territory_id, t.period_id, m.identity_id, t.quantity
    from terms as t
    inner join members as m on t.indicator_id = m.indicator_id
),

wanted as (
    select
        o.*,
        m.role,
        least(m.coefficient * t.lower_end, m.coefficient * t.upper_end) as lower_end,
        greatest(m.coefficient * t.lower_end, m.coefficient * t.upper_end) as upper_end,
        abs(m.coefficient) * t.slack as slack
    from occasions as o
    inner join members as m on o.identity_id = m.identity_id
    left join terms as t
        on
            o.report_id = t.report_id
            and o.territory_id = t.territory_id
            and o.period_id = t.period_id
            and m.indicator_id = t.indicator_id
            and o.quantity = t.quantity
),

sides as (
    select
        report_id,
        territory_id,
        period_id,
        identity_id,
        quantity,
        bool_and(lower_end is not null) as is_whole,
        max(case when role = 'total' then lower_end end) as total_lower,
        max(case when role = 'total' then upper_end end) as total_upper,
        sum(case when role = 'part' then lower_end end) - sum(slack) as parts_lower,
        sum(case when role = 'part' then upper_end end) + sum(slack) as parts_upper,
        sum(
            greatest(
                case when isfinite(lower_end) then abs(lower_end) else 0 end,
                case when isfinite(upper_end) then abs(upper_end) else 0 end
            )
        ) as magnitude
    from wanted
    group by report_id, territory_id, period_id, identity_id, quantity
)

select
    report_id,
    territory_id,
    period_id,
    identity_id,
    quantity,
    case
        when
            not is_whole
            or (total_lower = -cast('infinity' as double) and total_upper = cast('infinity' as double))
            or (parts_lower = -cast('infinity' as double) and parts_upper = cast('infinity' as double))
            then 'not_checkable'
        -- What doubles may part sides that touch by.
        when
            greatest(total_lower - parts_upper, parts_lower - total_upper)
            <= case quantity when 'level' then 2.3e-16 else 2e-15 end * magnitude
            then 'holds'
        else 'fails'
    end as verdict
from sides;
