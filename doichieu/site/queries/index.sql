-- The answer that every page loads first: reports, and the names of what all answers mention.
with

status_counts as (

    select
        report_id,
        count(*) as figures,
        count(*) filter (where check_status = 'confirmed') as confirmed,
        count(*) filter (where check_status = 'suspect') as suspect,
        count(*) filter (where check_status = 'contradicted') as contradicted,
        count(*) filter (where check_status = 'unverifiable') as unverifiable
    from marts.figures
    group by report_id

),

plan_counts as (

    select
        report_id,
        count(*) filter (where status in ('ahead', 'met')) as ahead,
        count(*) filter (where status = 'behind') as behind
    from marts.plan_completion
    group by report_id

),

contradictions as (

    select report_id, count(*) as contradictions
    from marts.reconciliation
    where verdict = 'contradiction'
    group by report_id

),

reports as (

    select list({
        id: report_id, title: title, publisher: publisher, published: published, url: url,
        territory: territory_id, period: period_id,
        figures: figures, confirmed: confirmed, suspect: suspect, contradicted: contradicted,
        unverifiable: unverifiable, ahead: coalesce(ahead, 0), behind: coalesce(behind, 0),
        contradictions: coalesce(contradictions, 0),
        quarantined: report_id in (select report_id from intermediate.int_quarantined_observations)
    } order by place) as found
    from report_places
    inner join status_counts using (report_id)
    left join plan_counts using (report_id)
    left join contradictions using (report_id)

),

indicators as (

    select list({
        id: indicator_id, vi: name_vi, en: name_en, unit: unit_id, kind: kind, better: better
    } order by place) as found
    from indicator_places

),

units as (

    select list({id: unit_id, vi: name_vi, en: name_en} order by unit_id) as found
    from reference.units
    where
        unit_id in (select unit_id from marts.figures)
        or unit_id in (select unit_id from indicator_places)
        or unit_id in (select unit_kind from staging.stg_measures)

),

mentioned_territories as (

    select territory_id from marts.figures
    union
    select territory_id from report_places
    union
    select territory_id from marts.revisions
    union
    select comparable_id from intermediate.int_claims

),

-- With the places that they are part of, which a reader may choose, too.
listed_territories as (

    select territories.*
    from reference.territories as territories
    where
        territory_id in (select territory_id from mentioned_territories)
        or territory_id in (
            select parent_id from reference.territories
            semi join mentioned_territories using (territory_id)
        )

),

-- Two places have one name before and after a merger, and some in one language alone.
named_territories as (

    select
        *,
        count(*) over (partition by coalesce(name_vi, territory_id)) > 1
        or count(*) over (partition by coalesce(name_en, territory_id)) > 1 as shares_name
    from listed_territories

),

-- A province under a new key without a merger is the same area.
areas as (

    select distinct territory_id, comparable_id
    from intermediate.int_claims

),

-- The region of each province of the country; of several, one after the other, the last. No id of the reference begins
-- as those of regions do.
province_regions as (

    select
        territories.territory_id,
        any_value(territories.parent_id) as country_id,
        arg_max(tiles.region_id, coalesce(tiles.valid_to, 'infinity'::date)) as region_id
    from listed_territories as territories
    inner join reference.territories as countries
        on territories.parent_id = countries.territory_id and countries.level = 'country'
    inner join tiles
        on
            territories.official_code = tiles.official_code
            and (territories.name_vi = tiles.name_vi or territories.name_en = tiles.name_en)
            and coalesce(territories.valid_from <= tiles.valid_to, true)
            and coalesce(tiles.valid_from <= territories.valid_to, true)
    where territories.level in ('province', 'municipality')
    group by territories.territory_id

),

regions as (

    select * from read_csv($regions, header = true, all_varchar = true)

),

-- With the larger regions that they are part of, which are part of the country.
used_regions as (

    select distinct
        regions.*,
        province_regions.country_id
    from province_regions
    inner join regions as own on province_regions.region_id = own.region_id
    inner join regions on regions.region_id in (own.region_id, own.parent_id)

),

places as (

    select
        territories.territory_id,
        territories.name_vi,
        territories.name_en,
        coalesce('region:' || province_regions.region_id, territories.parent_id) as parent_id,
        territories.shares_name,
        territories.level,
        territories.valid_from,
        territories.valid_to,
        coalesce(areas.comparable_id, territories.territory_id) as area
    from named_territories as territories
    left join areas using (territory_id)
    left join province_regions using (territory_id)
    union all by name
    select
        'region:' || region_id as territory_id,
        name_vi,
        name_en,
        coalesce('region:' || parent_id, country_id) as parent_id,
        false as shares_name,
        'region' as level,
        'region:' || region_id as area
    from used_regions

),

territories as (

    select list({
        id: territory_id, vi: name_vi, en: name_en, parent: parent_id, shares_name: shares_name,
        level: level, begins: valid_from, ends: valid_to, area: area
    } order by territory_id) as found
    from places

),

periods as (

    select list({
        id: period_id, form: form, starts: start_date, ends: end_date, elapsed: elapsed_pct
    } order by end_date, start_date desc) as found
    from staging.stg_periods

),

identities as (

    select list({
        relation: relation, total: total_indicator_id, part: part_indicator_id, report: report_id
    } order by identity_id, part_indicator_id) as found
    from reference.identities
    where
        total_indicator_id in (select indicator_id from indicator_places)
        and part_indicator_id in (select indicator_id from indicator_places)

)

select cast(to_json({
    reports: coalesce(reports.found, []),
    indicators: coalesce(indicators.found, []),
    units: coalesce(units.found, []),
    territories: coalesce(territories.found, []),
    periods: coalesce(periods.found, []),
    identities: coalesce(identities.found, []),
    left_out: (select count(distinct report_id) from marts.figures)
        - (select count(*) from report_places),
    places: (select count(distinct territory_id) from marts.figures),
    revisions: (select count(*) from marts.revisions),
    contradictions: (select count(*) from marts.reconciliation where verdict = 'contradiction')
}) as varchar) as answer
from reports, indicators, units, territories, periods, identities
