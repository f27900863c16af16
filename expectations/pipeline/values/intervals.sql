with

counts as (

    {% for table, names in closed.items() %}
        {% for name in names %}
            select
                '{{ table }}' as table_name,
                '{{ name }}lower, {{ name }}upper' as columns_compared,
                count(*) as faulty_rows
            from {{ table }}
            where ({{ name }}lower is null) != ({{ name }}upper is null) or {{ name }}lower > {{ name }}upper
            union all
        {% endfor %}
    {% endfor %}
    {% for table, names in open.items() %}
        {% for name in names %}
            select
                '{{ table }}' as table_name,
                '{{ name }}lower, {{ name }}upper' as columns_compared,
                count(*) as faulty_rows
            from {{ table }}
            where {{ name }}lower > {{ name }}upper
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
