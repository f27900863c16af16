with

counts as (

    {% for table, columns in conditions.items() %}
        {% for column, condition in columns.items() %}
            select
                '{{ table }}' as table_name,
                '{{ column }}' as column_name,
                count(*) as faulty_rows
            from {{ table }}
            where ({{ column }} is not null) is distinct from ({{ condition }})
            {{ 'union all' if not loop.last }}
        {% endfor %}
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (

    select * from counts
    where faulty_rows > 0

)

select * from final
