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
counts as (

    {% for table in tables %}
        select
            table_name,
            column_name,
            row_count - filled as missing_values
        from filled_{{ loop.index }}
        unpivot (filled for column_name in (columns(* exclude (table_name, row_count))))
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (select * from counts where missing_values > 0)

select * from final
