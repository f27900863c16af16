{# The search ends where the two ends of log(1 + severity) are this near: a severity has ten digits. #}
{% set tolerance = '1e-12' %}
with recursive

pairs as (

    select * from {{ ref('int_pairs') }}

),

middles as (

    select
        problem_id,
        reading,
        {{ pair_middles() }}
    from pairs

),

-- The half and the wide interval as printed. Intervals that touch hold.
printed as (

    select
        problem_id,
        reading,
        {{ pair_stretched('(1 + ' ~ touch() ~ ')') }}
    from middles

),

printed_lines as (

    select
        *,
        {{ pair_lines() }}
    from printed

),

printed_ranges as (

    select
        *,
        {{ pair_ranges() }}
    from printed_lines

),

held as (

    select
        problem_id,
        bool_or(reading = 'half' and {{ pair_holds() }}) as is_half_held,
        bool_or(reading = 'wide' and {{ pair_holds() }}) as is_wide_held
    from printed_ranges
    group by problem_id

),

-- Where every level may be zero, all figures hold: that severity is feasible.
capped as (

    select
        *,
        least(
            32,
            ln(1 + greatest(
                {%- for role in pair_roles() %}
                    coalesce(level_{{ role }}_middle / nullif(level_{{ role }}_half, 0), 1e14)
                    {{- ',' if not loop.last }}
                {%- endfor %}
            ))
        ) as enough
    from middles
    where reading = 'half'

),

-- Search for log(1 + severity) between an infeasible value, `too_small`, and a feasible one, `enough`; `gap` is how far
-- the ranges of the split miss each other at the first, `overlap` how far they overlap at the second. Theta 1 is tried
-- first, then 0. Then regula falsi, slightly nearer to the middle, in which an end that stays twice gets half its
-- weight (the Illinois method); every third step bisects, so that no case takes long. Fifteen steps are usual.
searched as (

    select
        problem_id,
        {%- for name in pair_intervals() %}
            {{ name }}_middle,
            {{ name }}_half,
        {%- endfor %}
        cast(0 as double) as too_small,
        enough,
        cast(-1 as double) as gap,
        cast(1 as double) as overlap,
        cast(null as boolean) as was_held,
        0 as steps
    from capped

    union all

    select
        problem_id,
        {%- for name in pair_intervals() %}
            {{ name }}_middle,
            {{ name }}_half,
        {%- endfor %}
        case when is_held then too_small else tried end as too_small,
        case when is_held then tried else enough end as enough,
        case
            when not is_held then greatest(-1, least(-1e-300, range_overlap))
            when was_held then gap / 2
            else gap
        end as gap,
        case
            when is_held then case when range_overlap >= 0 then range_overlap else 1 end
            when was_held then overlap
            else overlap / 2
        end as overlap,
        is_held as was_held,
        steps + 1 as steps
    from (
        select
            *,
            {{ pair_holds() }} as is_held,
            {{ split_upper(pair_all_ranges()) }} - {{ split_lower(pair_all_ranges()) }} as range_overlap
        from (
            select
                *,
                {{ pair_ranges() }}
            from (
                select
                    *,
                    {{ pair_lines() }}
                from (
                    select
                        *,
                        {{ pair_stretched('(exp(tried) - 1)') }}
                    from (
                        select
                            *,
                            case
                                when steps = 0 then least(ln(2), halfway)
                                when steps = 1 and too_small = 0 then 0
                                when steps % 3 = 1 then halfway
                                else crossing + sign(halfway - crossing) * {{ tolerance }} / 2
                            end as tried
                        from (
                            select
                                *,
                                (too_small + enough) / 2 as halfway,
                                (overlap * too_small - gap * enough) / (overlap - gap) as crossing
                            from searched
                            where enough - too_small > {{ tolerance }}
                        )
                    )
                )
            )
        )
    )

),

-- Intervals without a width never intersect.
final as (

    select
        searched.problem_id,
        case
            when searched.enough > 31 then {{ infinity() }}
            else {{ significant('(exp(searched.enough) - 1)', 10) }}
        end as severity,
        held.is_half_held,
        held.is_wide_held
    from searched
    inner join held
        on searched.problem_id = held.problem_id
    where searched.enough - searched.too_small <= {{ tolerance }}

)

select * from final
