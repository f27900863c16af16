-- One answer an indicator: its places compared, a group for each quantity, basis and period. A row has the territory,
-- the place of the report, the basis in the address of the number, the value, the ends of its half interval, and a
-- status that is not good; `elapsed` is the share of the year that a completion is held against.
with

groups as (

    select
        place_values.indicator_id,
        place_values.quantity,
        place_values.basis,
        place_values.period_id,
        any_value(periods.end_date) as end_date,
        any_value(
            case
                when place_values.quantity = 'completion' and indicators.kind = 'flow' and periods.is_year_to_date
                    then periods.elapsed_pct
            end
        ) as elapsed,
        list(json_array(
            place_values.territory_id, place_values.place, place_values.link_basis, place_values.value,
            place_values.lower, place_values.upper, place_values.status
        ) order by place_values.territory_id) as found
    from place_values
    inner join reference.indicators as indicators using (indicator_id)
    inner join staging.stg_periods as periods using (period_id)
    group by all

)

select
    indicator_places.place,
    cast(to_json({
        id: indicator_places.indicator_id,
        groups: coalesce(list({
            quantity: groups.quantity, basis: groups.basis, period: groups.period_id, elapsed: groups.elapsed,
            rows: groups.found
        } order by groups.end_date desc, groups.period_id, groups.quantity, groups.basis)
        filter (where groups.indicator_id is not null), [])
    }) as varchar) as answer
from indicator_places
left join groups using (indicator_id)
group by indicator_places.place, indicator_places.indicator_id
order by indicator_places.place
