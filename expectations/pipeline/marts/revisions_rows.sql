with

claims as not materialized (

    select
        *,
        row(
            report_id, territory_id, indicator_id, quantity, basis,
            nullif(lower, '-infinity'), nullif(upper, 'infinity')
        ) as side
    from intermediate.int_claims

),

given_before as (

    select * from claims
    qualify
        count(*) filter (where quantity = 'plan' or is_printed) over (
            partition by comparable_id, indicator_id, quantity, basis, start_date, end_date
            order by report_order rows between unbounded preceding and 1 preceding
        ) > 0

),

published as (

    select
        *,
        row(earlier_report_id, territory_id, indicator_id, quantity, basis, earlier_lower, earlier_upper) as side
    from marts.revisions
    where quantity != 'parts_of_period'

),

counts as (

    {% for compared, found, expected in [
        ('rows', 'count(*)', 'count(*)'),
        ('ends', 'count(later_lower) + count(later_upper)', 'countif(isfinite(lower)) + countif(isfinite(upper))')] %}
        select
            'marts.revisions' as table_name,
            'the {{ compared }} of intermediate.int_claims' as compared_with,
            (select {{ found }} from published) as found,
            {{ expected }} as expected
        from given_before
        union all
    {% endfor %}
    select
        'marts.revisions' as table_name,
        'what the earlier reports give in intermediate.int_claims' as compared_with,
        count(*) filter (where side in (select side from claims)) as found,
        count(*) as expected
    from published

),

final as (select * from counts where found != expected)

select * from final
