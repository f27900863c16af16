with

pairs as not materialized (

    select * from intermediate.int_joint_problems
    where is_pair

),

rates as (

    select figures.*
    from intermediate.int_joint_figures as figures
    inner join pairs
        on figures.problem_id = pairs.problem_id
    where figures.quantity in ('completion', 'growth')

),

counts as (

    select
        'intermediate.int_pairs' as table_name,
        (select count(*) from intermediate.int_pairs) as found,
        (select 2 * count(*) from pairs) as expected
    union all
    select
        'intermediate.int_pairs, rates' as table_name,
        {% for rate in ['completion', 'growth'] %}
            {% for member in ['total', '1', '2'] %}
                count({{ rate }}_{{ member }}_lower) + count({{ rate }}_{{ member }}_upper)
                {{- ' +' if not loop.last }}
            {% endfor %}
            {{- ' +' if not loop.last }}
        {% endfor %} as found,
        (select 2 * count(*) from rates) as expected
    from intermediate.int_pairs
    union all
    select
        'intermediate.int_pair_severities' as table_name,
        (select count(*) from intermediate.int_pair_severities) as found,
        (select count(*) from pairs) as expected
    union all
    select
        'intermediate.int_pair_splits' as table_name,
        (select count(*) from intermediate.int_pair_splits) as found,
        (select count(*) from intermediate.int_pair_severities where is_half_held) as expected

),

final as (select * from counts where found != expected)

select * from final
