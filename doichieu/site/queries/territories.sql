-- What places are: the level, days and code of each territory that is compared; the tiles of provinces; how many places
-- each indicator has in its fullest period; and the first day of the map, if the site has provinces of its time.
with

territories as (

    select list({
        id: territory_id, level: level, "from": valid_from, "to": valid_to, code: official_code
    } order by territory_id) as found
    from reference.territories
    where territory_id in (select territory_id from place_values)

),

listed_tiles as (

    select list({
        code: official_code, vi: name_vi, en: name_en, "row": "row", "column": "column",
        "from": valid_from, "to": valid_to
    } order by "row", "column") as found
    from tiles

),

numbers_of_places as (

    select
        indicator_id,
        count(*) as places
    from place_values
    group by indicator_id, quantity, basis, period_id

),

fullest as (

    select
        indicator_id,
        max(places) as most
    from numbers_of_places
    group by indicator_id

),

indicators as (

    select list({id: indicator_id, most: most} order by indicator_id) as found
    from fullest

),

mapped as (

    select count(*) > 0 as is_any
    from reference.territories
    inner join staging.stg_periods as periods on periods.end_date >= $first_day
    where
        level in ('province', 'municipality')
        and official_code is not null
        and coalesce(valid_to, periods.end_date) >= periods.end_date
        and (territory_id, periods.period_id) in (select (territory_id, period_id) from place_values)

)

select cast(to_json({
    territories: coalesce(territories.found, []),
    tiles: listed_tiles.found,
    indicators: coalesce(indicators.found, []),
    map_from: case when mapped.is_any then $first_day end
}) as varchar) as answer
from territories, listed_tiles, indicators, mapped
