with

checks as not materialized (

    select * from {{ ref('int_checks') }}

),

joint_verdicts as (

    select * from {{ ref('int_joint_verdicts') }}

),

components as (

    select * from {{ ref('int_components') }}

),

half as (

    select * from checks
    where reading = 'half'

),

wide as (

    select * from checks
    where reading = 'wide'

),

-- A figure beyond a warning limit is suspect, never a contradiction.
decoupled as (

    select
        half.*,
        wide.left_lower as wide_left_lower,
        wide.left_upper as wide_left_upper,
        wide.right_lower as wide_right_lower,
        wide.right_upper as wide_right_upper,
        case
            when not half.is_checkable then 'not_checkable'
            else {{ status(
                'half.gap = 0', "wide.gap = 0 or not wide.is_checkable or half.limit_severity = 'warning'"
            ) }}
        end as decoupled
    from half
    inner join wide
        on half.check_id = wide.check_id

),

-- The result of the component, for information: it does not change the verdict of a single check.
joined as (

    select
        decoupled.*,
        joint_verdicts.single_level,
        joint_verdicts.printed_base,
        joint_verdicts.severity as joint_severity,
        cast(null as varchar) as unsolved_reason
    from decoupled
    left join components
        on
            decoupled.report_id = components.report_id
            and case when decoupled.kind not in ('repeat', 'limit') then decoupled.indicator_id end
            = components.indicator_id
    left join joint_verdicts
        on
            components.report_id = joint_verdicts.report_id
            and components.component_id = joint_verdicts.component_id
            and decoupled.territory_id = joint_verdicts.territory_id
            and decoupled.period_id = joint_verdicts.period_id
            and case decoupled.quantity when 'share' then '' else decoupled.basis end = joint_verdicts.basis

),

-- All figures of a component together: faults that no single check can show. A problem that could not be solved is
-- not checkable, and says why; one whose figures do not bound each other is no check.
joint as (

    select
        problem_id as check_id,
        'joint' as kind,
        cast(null as varchar) as identity_id,
        report_id,
        territory_id,
        period_id,
        basis,
        component_id as indicator_id,
        'all' as quantity,
        'half' as reading,
        'critical' as limit_severity,
        true as is_checkable,
        cast(null as double) as left_lower,
        cast(null as double) as left_upper,
        cast(null as double) as right_lower,
        cast(null as double) as right_upper,
        cast(null as double) as gap,
        cast(null as double) as wide_left_lower,
        cast(null as double) as wide_left_upper,
        cast(null as double) as wide_right_lower,
        cast(null as double) as wide_right_upper,
        decoupled,
        single_level,
        printed_base,
        severity as joint_severity,
        unsolved_reason
    from joint_verdicts
    where single_level != 'not_checkable' or unsolved_reason is not null

),

all_checks as (

    select * from joined
    union all
    select * from joint

),

final as (

    select
        *,
        case kind
            when 'joint' then {{ verdict('decoupled', 'single_level', 'printed_base') }}
            else decoupled
        end as verdict
    from all_checks

)

select * from final
