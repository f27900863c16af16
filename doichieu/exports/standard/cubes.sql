-- The figures of all cubes: a row a figure, that of the latest report. A cube is all figures of one quantity, however
-- they are worded, on the territories of one parent: those of a country are seldom of its provinces too.
create or replace temp table cube_figures as
with

excluded as (

    select * from marts.figures
    where correction is not distinct from 'exclude'

),

figures as (

    select *
    from marts.figures
    anti join excluded
        using (report_id, figure_no)
    anti join intermediate.int_quarantined_observations
        using (report_id, territory_id, period_id, indicator_id)

),

stated as (

    select
        report_id,
        figure_no,
        quantity,
        unit_ratio
    from staging.stg_figures

),

measures as (

    select * from staging.stg_measures

),

periods as (

    select * from staging.stg_periods

),

territories as (

    select * from reference.territories

),

reports as (

    select * from report_orders

),

-- Of one report's figures the finest counts, then the first.
latest as (

    select
        figures.*,
        stated.quantity,
        stated.unit_ratio
    from figures
    inner join stated
        using (report_id, figure_no)
    inner join reports
        using (report_id)
    qualify
        row_number() over (
            partition by stated.quantity, indicator_id, basis, territory_id, period_id
            order by report_order desc, half_upper - half_lower asc, figure_no asc
        ) = 1

),

-- Levels and changes are in the indicator's unit; rates in percent, growth as a change; contributions in points.
factors as (

    select
        latest.*,
        measures.spread,
        measures.sign
        * case when measures.unit_kind in ('indicator', 'difference') then 1 else 100 // measures.divisor end as factor,
        100 * measures.base // measures.divisor - case when latest.quantity = 'growth' then 100 else 0 end as shift
    from latest
    inner join measures
        using (measure)

),

-- A wording that leaves the number open by its spread has no single value, and its greatest is so much greater; the
-- feasibility interval is of the printed number.
written as (

    select
        *,
        decimal_texts(
            [
                case when spread = 0 then value end, half_lower, wide_lower, feasible_upper,
                half_upper, wide_upper, feasible_lower
            ]
        ) as texts,
        list_resize([shift, shift, shift, shift], 7, shift + factor * spread) as shifts
    from factors

),

numbers as (

    select
        *,
        restated(texts, factor, shifts, unit_ratio) as given
    from written

),

-- Value, half, wide and feasibility interval. A negative sign exchanges the ends.
final as (

    select
        numbers.quantity || coalesce('.' || territories.parent_id, '') as cube_name,
        numbers.quantity,
        territories.parent_id,
        indicator_id,
        basis_code(basis, quantity) as basis,
        territory_id,
        period_id,
        periods.form,
        periods.end_date,
        left(period_id, 4) as first_year,
        case when periods.form = 'year' then 'Y' else ltrim(substr(period_id, 5), '-') end as part,
        report_id,
        figure_no,
        check_status,
        list_select(
            given,
            case when factor < 0 then [1, 5, 2, 6, 3, 4, 7] else [1, 2, 5, 3, 6, 7, 4] end
        ) as numbers
    from numbers
    inner join periods
        using (period_id)
    inner join territories
        using (territory_id)

)

select * from final;

-- The members of the dimensions of each cube, numbered from 0: indicators as they are printed, parts of the year by
-- their end.
create or replace temp table cube_members as
with

figures as (

    select * from cube_figures

),

found as (

    select
        cube_name,
        'indicator' as dimension,
        indicator_id as member,
        '' as form,
        printf('%09d', min(figure_no)) as place
    from figures
    group by cube_name, indicator_id

    union all

    select distinct
        cube_name,
        'basis' as dimension,
        basis as member,
        '' as form,
        '' as place
    from figures

    union all

    select distinct
        cube_name,
        'territory' as dimension,
        territory_id as member,
        '' as form,
        '' as place
    from figures

    union all

    select
        cube_name,
        'part' as dimension,
        part as member,
        form,
        min(strftime(end_date, '%m%d')) || form as place
    from figures
    group by cube_name, part, form

    union all

    select distinct
        cube_name,
        'year' as dimension,
        first_year as member,
        '' as form,
        '' as place
    from figures

),

final as (

    select
        cube_name,
        dimension,
        member,
        form,
        row_number() over (partition by cube_name, dimension order by place, member) - 1 as member_no
    from found

)

select * from final;

-- The figures with their positions in the dimensions.
create or replace temp table cube_cells as
with

figures as (

    select * from cube_figures

),

members as (

    select * from cube_members

),

final as (

    select
        figures.cube_name,
        indicators.member_no as indicator,
        bases.member_no as basis,
        territories.member_no as territory,
        parts.member_no as part,
        years.member_no as first_year,
        figures.check_status,
        figures.numbers
    from figures
    inner join members as indicators
        on
            figures.cube_name = indicators.cube_name
            and indicators.dimension = 'indicator'
            and figures.indicator_id = indicators.member
    inner join members as bases
        on
            figures.cube_name = bases.cube_name
            and bases.dimension = 'basis'
            and figures.basis = bases.member
    inner join members as territories
        on
            figures.cube_name = territories.cube_name
            and territories.dimension = 'territory'
            and figures.territory_id = territories.member
    inner join members as parts
        on
            figures.cube_name = parts.cube_name
            and parts.dimension = 'part'
            and figures.part = parts.member
    inner join members as years
        on
            figures.cube_name = years.cube_name
            and years.dimension = 'year'
            and figures.first_year = years.member

)

select * from final;
