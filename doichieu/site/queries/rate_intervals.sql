-- The half intervals of completion and growth, in percent. Where no rate is printed, it follows from two of level, plan
-- or base, and change, as in the marts, and has its extremes where each of the two is at an end; over a plan or base
-- that may be zero it has none, also where doubles make it a little more. Twelve decimals leave out what binary
-- arithmetic adds to a printed end.
create or replace temp view rate_intervals as
with

observations as (

    select * from intermediate.int_observations

),

factors as (

    select
        report_id,
        territory_id,
        period_id,
        indicator_id,
        basis,
        case
            when completion_half_lower is not null then [completion_half_lower, completion_half_upper]
            when plan_level_half_lower > 0
                then [
                    level_half_lower / plan_level_half_lower, level_half_lower / plan_level_half_upper,
                    level_half_upper / plan_level_half_lower, level_half_upper / plan_level_half_upper
                ]
        end as completions,
        case
            when growth_half_lower is not null then [growth_half_lower, growth_half_upper]
            when prior_level_half_lower > 0 and level_half_lower is not null
                then [
                    level_half_lower / prior_level_half_lower, level_half_lower / prior_level_half_upper,
                    level_half_upper / prior_level_half_lower, level_half_upper / prior_level_half_upper
                ]
            when prior_level_half_lower > 0
                then [
                    1 + change_half_lower / prior_level_half_lower, 1 + change_half_lower / prior_level_half_upper,
                    1 + change_half_upper / prior_level_half_lower, 1 + change_half_upper / prior_level_half_upper
                ]
            when
                prior_level_half_lower is null
                and level_half_lower - change_half_upper > 2e-15 * (abs(level_half_lower) + abs(change_half_upper))
                then [
                    level_half_lower / (level_half_lower - change_half_lower),
                    level_half_lower / (level_half_lower - change_half_upper),
                    level_half_upper / (level_half_upper - change_half_lower),
                    level_half_upper / (level_half_upper - change_half_upper)
                ]
        end as growths
    from observations

)

select
    report_id,
    territory_id,
    period_id,
    indicator_id,
    basis,
    round(100 * list_min(completions), 12) as completion_lower,
    round(100 * list_max(completions), 12) as completion_upper,
    round(100 * list_min(growths) - 100, 12) as growth_lower,
    round(100 * list_max(growths) - 100, 12) as growth_upper
from factors
