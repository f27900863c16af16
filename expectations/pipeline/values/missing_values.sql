with

{% for table, optional in tables.items() %}
    filled_{{ loop.index }} as (

        select
            '{{ table }}' as table_name,
            count(*) as row_count,
            count(columns(*{% if optional %} exclude ({{ optional | join(', ') }}){% endif %}))
        from {{ table }}

    ),

{% endfor %}
final as (

    {% for table in tables %}
        select
            table_name,
            column_name,
            row_count - filled as missing_values
        from filled_{{ loop.index }}
        unpivot (filled for column_name in (columns(* exclude (table_name, row_count))))
        where filled < row_count
        {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from final
