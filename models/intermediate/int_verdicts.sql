with

checks as (

    select * from {{ ref('int_checks') }}

),

half as (

    select * from checks
    where reading = 'half'

),

wide as (

    select * from checks
    where reading = 'wide'

),

-- A figure beyond a limit of warning is odd, never impossible.
final as (

    select
        half.*,
        wide.left_lower as wide_left_lower,
        wide.left_upper as wide_left_upper,
        wide.right_lower as wide_right_lower,
        wide.right_upper as wide_right_upper,
        case
            when not half.is_checkable then 'not_checkable'
            when half.gap = 0 then 'consistent'
            when wide.gap = 0 or not wide.is_checkable or half.limit_severity = 'warning' then 'suspect'
            else 'contradiction'
        end as verdict
    from half
    inner join wide
        on half.check_id = wide.check_id

)

select * from final
