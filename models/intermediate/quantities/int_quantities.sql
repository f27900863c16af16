{{ config(materialized='view') }}
with

-- An excluded figure is shown, but nothing is computed from it. A level is also the base of a later growth or change of
-- the same report.
statements as (

    select
        *,
        true as is_own
    from {{ ref('stg_figures') }}
    where correction is distinct from 'exclude'

    union all by name

    select
        figures.* replace (levels.observation_no as observation_no, levels.basis as basis, 'prior_level' as quantity),
        false as is_own
    from {{ ref('stg_figures') }} as figures
    inner join {{ ref('int_earlier_levels') }} as levels
        using (report_id, figure_no)

),

final as (

    select
        report_id,
        figure_no,
        observation_no,
        basis,
        quantity,
        value,
        half_lower,
        half_upper,
        wide_lower,
        wide_upper,
        half_width,
        wide_width,
        last_place,
        half_span,
        wide_span,
        -- Figures of one quantity with the same last place, in the same unit and of the same sense, are the same number
        -- if the report is right. A rise and an index, or words before a number, round otherwise; a wording without a
        -- single value is compared with itself only.
        case
            when qualifier in ('', 'estimated')
                then
                    unit_id || '/' || last_place || '/' || case
                        when value is null then 'open ' || measure
                        when quantity = 'prior_level' then quantity
                        else measure
                    end
        end as precision_id,
        is_own
    from statements

)

select * from final
