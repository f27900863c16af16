with

-- A file of figures has its own name, any other the name of its table.
files as (

    select
        *,
        case relation when 'figures' then file else relation end as origin
    from reference.input_files

),

tables as (

    {% for table in ['reports', 'indicators', 'identities', 'units', 'territories', 'limits', 'corrections'] %}
        select
            'reference.{{ table }}' as table_name,
            '{{ table }}' as origin,
            count(*) as row_count
        from reference.{{ table }}
        union all
    {% endfor %}
    select
        'staging.stg_figures' as table_name,
        source_file as origin,
        count(*) as row_count
    from staging.stg_figures
    group by source_file

),

final as (

    select
        coalesce(tables.table_name, 'staging.stg_figures') as table_name,
        coalesce(files.file, tables.origin) as file_name,
        files.row_count as rows_in_file,
        tables.row_count as rows_in_table,
        case when files.file is null then 'missing from reference.input_files' else 'other rows than its file' end
            as fault
    from files
    full join tables
        on files.origin = tables.origin
    where files.row_count is distinct from coalesce(tables.row_count, 0)

)

select * from final
