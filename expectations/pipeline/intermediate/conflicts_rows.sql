with

contradictions as (

    select
        check_id,
        kind
    from intermediate.int_verdicts
    where verdict = 'contradiction'

),

sets as (

    select distinct
        set_id,
        split_part(set_id, '#', 1) as check_id
    from intermediate.int_conflict_sets

),

figures as (

    select
        check_id,
        count(*) as figures
    from intermediate.int_contradiction_figures
    group by check_id

),

final as (

    select
        coalesce(contradictions.check_id, sets.check_id) as check_id,
        sets.set_id,
        figures.figures,
        'intermediate.int_conflict_sets, intermediate.int_contradiction_figures' as table_name
    from contradictions
    full join sets
        on contradictions.check_id = sets.check_id
    left join figures
        on contradictions.check_id = figures.check_id
    where
        contradictions.check_id is null
        or figures.figures is null
        -- The conflicts of its component explain a sum or a subset.
        or (sets.set_id is null and contradictions.kind not in ('sum', 'subset'))

)

select * from final
