with

claims as not materialized (

    select * from intermediate.int_claims

),

compared as (

    select
        earlier.lower as earlier_lower,
        earlier.upper as earlier_upper,
        later.lower as later_lower,
        later.upper as later_upper
    from claims as earlier
    inner join claims as later
        using (comparable_id, indicator_id, quantity, basis, start_date, end_date)
    where
        earlier.report_order < later.report_order
        and earlier.report_id != later.report_id
        and (earlier.quantity = 'plan' or earlier.is_printed)

),

published as (

    select * from marts.revisions
    where quantity != 'parts_of_period'

),

counts as (

    select
        'marts.revisions' as table_name,
        'intermediate.int_claims' as compared_with,
        (select count(*) from published) as found,
        count(*) as expected
    from compared
    {% for end in ['earlier_lower', 'earlier_upper', 'later_lower', 'later_upper'] %}
        union all
        select
            'marts.revisions' as table_name,
            'the ends of intermediate.int_claims: {{ end }}' as compared_with,
            (select count({{ end }}) from published) as found,
            count(*) filter (where isfinite({{ end }})) as expected
        from compared
    {% endfor %}

),

final as (select * from counts where found != expected)

select * from final
