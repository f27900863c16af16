with

-- Every part of every total, in the relations that the report uses.
parts as (

    select used.report_id
    from intermediate.int_relation_members as used
    inner join reference.identities as identities
        on
            used.identity_id = identities.identity_id
            and used.subject_indicator_id = case identities.relation
                when 'sum' then identities.total_indicator_id else identities.part_indicator_id
            end
    where used.role = 'total'

),

counts as (

    select
        'intermediate.int_joint_figures' as table_name,
        'the figures of intermediate.int_joint_problems, the values of intermediate.int_observed' as compared_with,
        (select count(*) + count(value) from intermediate.int_joint_figures) as found,
        (select coalesce(sum(figures), 0) from intermediate.int_joint_problems) + count(observed.value) as expected
    from intermediate.int_joint_figures as figures
    inner join intermediate.int_observed as observed
        using (report_id, observation_no, quantity)
    where figures.figure_basis = observed.basis
    union all
    select
        'intermediate.int_joint_identities' as table_name,
        'reference.identities of the components in intermediate.int_components' as compared_with,
        (select count(*) from intermediate.int_joint_identities) as found,
        (select count(*) from parts) as expected
    union all
    select
        'intermediate.int_joint_verdicts' as table_name,
        'intermediate.int_joint_problems' as compared_with,
        (select count(*) from intermediate.int_joint_verdicts) as found,
        (select count(*) from intermediate.int_joint_problems) as expected

),

final as (select * from counts where found != expected)

select * from final
