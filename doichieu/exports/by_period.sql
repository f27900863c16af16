-- Temporary tables for the sheets by period and the summary: the period of the summary, and of the sheets the figure of
-- each cell, the columns and the rows.

-- The newest period with at least half as many figures as the fullest has.
create or replace temp table chosen_period as
select period_id
from (
    select
        period_id,
        count(*) as figures,
        max(count(*)) over () as most
    from marts.figures
    group by period_id
)
inner join staging.stg_periods using (period_id)
where 2 * figures >= most
order by end_date desc, figures desc, period_id
limit 1;

-- A percentage is shown in percent: growth is what is added to the base. A number that a report prints in another way, such
-- as an index of 108,8, is calculated from it. Of several reports the newest counts.
create or replace temp table by_period as
with

stated as (

    select
        figures.*,
        staged.quantity,
        staged.read_as,
        staged.parts,
        staged.unit_ratio,
        staged.value as value_stated,
        measures.unit_kind,
        measures.sign,
        measures.base - case when staged.quantity = 'growth' then 100 else 0 end as added,
        staged.quantity in ('level', 'plan_level', 'prior_level', 'change') as is_level,
        report_orders.report_order
    from marts.figures
    inner join staging.stg_figures as staged using (report_id, figure_no)
    inner join staging.stg_measures as measures on figures.measure = measures.measure
    inner join report_orders using (report_id)
    where figures.correction is distinct from 'exclude'

),

shown as (

    select
        territory_id,
        period_id,
        indicator_id,
        quantity,
        basis,
        figure_no,
        report_id,
        report_order,
        check_status,
        check_status = 'contradicted' as is_contradicted,
        case
            when value_stated is null then null
            when is_level then value_stated
            when unit_kind = 'times' then round(100 * value + added, 9)
            when added = 0 then sign * value
            else round(sign * value + added, 9)
        end as value,
        case
            when unit_kind != 'times' and unit_ratio = 1 then cast(round(log10(parts)) as integer) - 2
        end as decimals,
        -- Only a range that needs no calculation is shown, as it is read.
        case
            when
                value_stated is null and sign = 1 and unit_ratio = 1 and unit_kind != 'times'
                and (is_level or added = 0)
                then read_as
        end as as_read
    from stated

)

select periods.form, periods.end_date, shown.*
from shown
inner join staging.stg_periods as periods using (period_id)
qualify
    row_number() over (
        partition by territory_id, shown.period_id, indicator_id, quantity, basis
        order by report_order desc, figure_no
    ) = 1;

-- The newest periods of each kind, from the oldest to the newest.
create or replace temp table wide_periods as
with

ranked as (

    select
        form,
        period_id,
        row_number() over (partition by form order by end_date desc, period_id desc) as age,
        count(*) over (partition by form) as periods
    from (select distinct form, period_id, end_date from by_period)

)

select
    form,
    period_id,
    periods,
    least(periods, $most_periods) - age as place
from ranked
where age <= $most_periods;

-- The rows of each sheet: the indicators in the order of their reports, the places one below another.
create or replace temp table wide_series as
with

series as (

    select
        form,
        territory_id,
        indicator_id,
        quantity,
        basis,
        min(min(figure_no)) over (partition by form, indicator_id) as first_no
    from by_period
    inner join wide_periods using (form, period_id)
    where coalesce(cast(value as varchar), as_read) is not null
    group by form, territory_id, indicator_id, quantity, basis

)

select
    form,
    row_number() over (
        partition by form
        order by
            first_no,
            indicator_id,
            list_position(
                ['level', 'completion', 'growth', 'plan_level', 'prior_level', 'change', 'share', 'contribution'],
                quantity
            ),
            basis,
            territory_id
    ) as _series,
    territory_id,
    indicator_id,
    quantity,
    basis,
    case
        when quantity in ('level', 'plan_level', 'prior_level') then indicators.unit_id
        when quantity = 'change' and indicators.unit_id != 'percent' then indicators.unit_id
        when quantity in ('change', 'contribution') then 'point'
        else 'percent'
    end as unit_id
from series
left join reference.indicators using (indicator_id);
