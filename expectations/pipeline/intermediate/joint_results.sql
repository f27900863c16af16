with

pairs as not materialized (

    select * from intermediate.int_joint_problems
    where is_pair

),

solutions as not materialized (

    select * from intermediate.int_joint_solutions

),

counts as (

    select
        'intermediate.int_pairs' as table_name,
        'the pairs of intermediate.int_joint_problems, twice' as compared_with,
        (select count(*) from intermediate.int_pairs) as found,
        (select 2 * count(*) from pairs) as expected
    union all
    select
        'intermediate.int_pair_severities' as table_name,
        'the pairs of intermediate.int_joint_problems' as compared_with,
        (select count(*) from intermediate.int_pair_severities) as found,
        (select count(*) from pairs) as expected
    union all
    select
        'intermediate.int_pair_splits' as table_name,
        'the pairs of intermediate.int_pair_severities that hold' as compared_with,
        (select count(*) from intermediate.int_pair_splits) as found,
        (select count(*) from intermediate.int_pair_severities where is_half_held) as expected
    union all
    select
        'intermediate.int_joint_bounds' as table_name,
        'int_joint_solutions, int_pair_bounds' as compared_with,
        (select count(*) from intermediate.int_joint_bounds) as found,
        (select count(*) from solutions where subject = 'bound')
        + (select count(*) from intermediate.int_pair_bounds) as expected
    union all
    select
        'intermediate.int_joint_feasibility' as table_name,
        'int_joint_solutions, int_pair_feasibility' as compared_with,
        (select count(*) from intermediate.int_joint_feasibility) as found,
        (select count(*) from solutions where subject = 'feasibility')
        + (select count(*) from intermediate.int_pair_feasibility) as expected
    union all
    select
        'intermediate.int_pair_contributions' as table_name,
        'the contributions of intermediate.int_pair_bounds' as compared_with,
        (select count(*) from intermediate.int_pair_contributions) as found,
        (select count(*) from intermediate.int_pair_bounds where quantity = 'contribution') as expected

),

final as (select * from counts where found != expected)

select * from final
