with

final as (

    select
        report_id,
        figure_no,
        number_parts,
        half_lower_parts,
        half_upper_parts,
        wide_lower_parts,
        wide_upper_parts,
        'staging.stg_figures' as table_name
    from staging.stg_figures
    where
        not coalesce(
            wide_lower_parts <= half_lower_parts
            and half_lower_parts <= number_parts
            and coalesce(upper_number_parts, number_parts) <= half_upper_parts
            and half_upper_parts <= wide_upper_parts,
            false
        )

)

select * from final
