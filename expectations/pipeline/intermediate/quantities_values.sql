with

observed as not materialized (

    select * from intermediate.int_observed

),

observations as not materialized (

    select * from intermediate.int_observations

),

-- Only an ambiguous wording, which has a spread, and a range have no single value.
exact_figures as (

    select figures.*
    from staging.stg_figures as figures
    inner join staging.stg_measures as measures
        on figures.measure = measures.measure
    where
        figures.correction is distinct from 'exclude'
        and measures.spread = 0
        and figures.upper_number_parts is null

),

counts as (

    select
        'intermediate.int_quantities.value' as column_name,
        (select count(value) from intermediate.int_quantities where is_own) as found,
        (select count(*) from exact_figures) as expected
    {% for quantity in [
        'completion', 'growth', 'plan_level', 'prior_level', 'change', 'share', 'contribution', 'level'
    ] %}
        union all
        select
            'intermediate.int_observed.value and intermediate.int_observations.{{ quantity }}' as column_name,
            count({{ quantity }}) {{ "filter (where basis = '')" if quantity == 'level' }} as found,
            (select count(value) from observed where quantity = '{{ quantity }}') as expected
        from observations
        union all
        select
            'intermediate.int_observations.{{ quantity }}_half_lower to _wide_upper' as column_name,
            count({{ quantity }}_half_lower) + count({{ quantity }}_half_upper) + count({{ quantity }}_wide_lower)
            + count({{ quantity }}_wide_upper) as found,
            4 * {% if quantity == 'level' %}count({{ quantity }}_half_lower){% else %}
                (select count(*) from observed where quantity = '{{ quantity }}'){% endif %} as expected
        from observations
    {% endfor %}

),

final as (select * from counts where found != expected)

select * from final
