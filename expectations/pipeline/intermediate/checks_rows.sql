with

check_terms as not materialized (

    select * from intermediate.int_check_terms

),

identity_checks as (

    select distinct
        check_id,
        identity_id,
        subject_indicator_id
    from check_terms

),

counts as (

    select
        'intermediate.int_check_terms' as table_name,
        'intermediate.int_identity_members of its identities' as compared_with,
        (select count(*) from check_terms) as found,
        count(*) as expected
    from identity_checks
    inner join intermediate.int_identity_members
        using (identity_id, subject_indicator_id)
    union all
    select
        'intermediate.int_identity_checks' as table_name,
        'intermediate.int_check_terms, twice' as compared_with,
        (select count(*) from intermediate.int_identity_checks) as found,
        (select 2 * count(*) from identity_checks) as expected
    union all
    select
        'intermediate.int_checks' as table_name,
        'int_identity_checks, int_ratio_checks, int_change_checks, int_repeat_checks, int_limit_checks'
            as compared_with,
        (select count(*) from intermediate.int_checks) as found,
        {% for kind in ['identity', 'ratio', 'change', 'repeat', 'limit'] %}
            (select count(*) from intermediate.int_{{ kind }}_checks){{ ' + ' if not loop.last }}
        {%- endfor %} as expected
    union all
    select
        'intermediate.int_verdicts' as table_name,
        'int_checks, int_joint_verdicts' as compared_with,
        (select count(*) from intermediate.int_verdicts) as found,
        (select count(*) from intermediate.int_checks where reading = 'half')
        + (
            select count(*) from intermediate.int_joint_verdicts
            where single_level != 'not_checkable' or unsolved_reason is not null
        ) as expected

),

final as (select * from counts where found != expected)

select * from final
