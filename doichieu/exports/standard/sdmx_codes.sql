-- The codes of the lists that depend on the collection: what its figures use, a country before its provinces. The
-- column `notes` has the annotations of a code.
with recursive

figures as (

    select * from marts.figures

),

reports as (

    select * from reference.reports

),

territories as (

    select * from reference.territories

),

indicators as (

    select * from reference.indicators

),

units as (

    select * from reference.units

),

areas as (

    select distinct territory_id from figures

    union

    select territories.parent_id
    from areas
    inner join territories
        using (territory_id)
    where territories.parent_id is not null

),

bases as (

    select distinct basis from figures
    where basis != ''

),

named as (

    select indicator_id from figures

    union

    select basis from bases

),

final as (

    select
        'CL_AREA' as code_list,
        territory_id as code,
        name_vi,
        name_en,
        parent_id as parent,
        { 'LEVEL': level, 'OFFICIAL_CODE': official_code } as notes
    from territories
    semi join areas
        using (territory_id)

    union all by name

    select
        'CL_INDICATOR' as code_list,
        indicator_id as code,
        name_vi,
        name_en,
        { 'KIND': kind, 'TOPIC': topic, 'UNIT': unit_id } as notes
    from indicators
    semi join named
        using (indicator_id)

    union all by name

    -- A basis is a word of the vocabulary, or the indicator that a share is of.
    select
        'CL_BASIS' as code_list,
        bases.basis as code,
        indicators.name_vi,
        indicators.name_en
    from bases
    left join indicators
        on bases.basis = indicators.indicator_id

    union all by name

    select
        'CL_UNIT' as code_list,
        unit_id as code,
        name_vi,
        name_en,
        { 'DIMENSION': dimension, 'FACTOR': cast(factor as varchar) } as notes
    from units
    semi join figures
        using (unit_id)

    union all by name

    select
        'CL_REPORT' as code_list,
        report_id as code,
        title as name_vi,
        { 'PUBLISHED': published, 'PUBLISHER': publisher, 'URL': url } as notes
    from reports
    semi join figures
        using (report_id)

)

select * from final
order by code_list, parent is not null, code
