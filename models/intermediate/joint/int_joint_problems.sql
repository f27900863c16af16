with

figures as (

    select
        report_id,
        problem_no,
        territory_id,
        period_id,
        basis,
        component_id,
        count(*) as figures,
        bit_xor(md5_number(concat_ws(
            '/', indicator_id, quantity, figure_basis, over_indicator_id, over_quantity, coefficient, half_sign,
            wide_sign
        ))) as structure
    from {{ ref('int_joint_figures') }}
    group by all

),

identities as (

    select
        report_id,
        component_id,
        bit_xor(md5_number(concat_ws(
            '/', identity_id, relation, total_indicator_id, part_indicator_id, coefficient
        ))) as structure
    from {{ ref('int_joint_identities') }}
    group by all

),

-- Alike are problems whose figures and identities are: only the numbers differ.
final as (

    select
        figures.report_id,
        figures.problem_no,
        figures.territory_id,
        figures.period_id,
        figures.basis,
        figures.component_id,
        figures.figures,
        hex(xor(figures.structure, identities.structure)) as structure
    from figures
    inner join identities
        using (report_id, component_id)

)

select * from final
