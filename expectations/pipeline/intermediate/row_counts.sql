with

-- Of each table the rows that it has, and the sum of what its sources require.
counts as (

    {% for table, parts in required.items() %}
        select
            '{{ table }}' as table_name,
            (select count(*) from {{ table }}) as found,
            '{{ parts | join(' + ') | replace("'", "''") }}' as compared_with,
            {% for part in parts %}(select {{ part }}){{ ' + ' if not loop.last }}{% endfor %} as required
        {{ 'union all' if not loop.last }}
    {% endfor %}

),

final as (select * from counts where found != required)

select * from final
