with

-- Every part of every total of the component, in the relations that the report uses.
parts as (

    select problems.problem_id
    from intermediate.int_joint_problems as problems
    inner join intermediate.int_components as components
        using (report_id, component_id)
    inner join reference.identities as identities
        on components.indicator_id = identities.total_indicator_id
    inner join intermediate.int_report_identities as used
        on
            problems.report_id = used.report_id
            and identities.identity_id = used.identity_id
            and used.subject_indicator_id = case identities.relation
                when 'sum' then identities.total_indicator_id else identities.part_indicator_id
            end

),

counts as (

    select
        'intermediate.int_joint_figures' as table_name,
        'the figures of intermediate.int_joint_problems, the values of intermediate.int_observed' as compared_with,
        (select count(*) + count(value) from intermediate.int_joint_figures) as found,
        (select 2 * coalesce(sum(figures), 0) from intermediate.int_joint_problems) + count(observed.value) as expected
    from intermediate.int_joint_figures as figures
    inner join intermediate.int_observed as observed
        using (report_id, territory_id, period_id, indicator_id, quantity, reading)
    where figures.figure_basis = observed.basis
    union all
    select
        'intermediate.int_joint_identities' as table_name,
        'reference.identities of the components and reports in intermediate.int_joint_problems' as compared_with,
        (select count(*) from intermediate.int_joint_identities) as found,
        (select count(*) from parts) as expected
    union all
    select
        'intermediate.int_joint_verdicts' as table_name,
        'intermediate.int_joint_problems' as compared_with,
        (select count(*) from intermediate.int_joint_verdicts) as found,
        (select count(*) from intermediate.int_joint_problems) as expected
    union all
    select
        'intermediate.int_joint_boxes' as table_name,
        'its rows of the other interval' as compared_with,
        count(*) filter (where reading = 'half') as found,
        count(*) filter (where reading = 'wide') as expected
    from intermediate.int_joint_boxes

),

final as (select * from counts where found != expected)

select * from final
