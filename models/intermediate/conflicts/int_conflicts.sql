with

sets as (

    select * from {{ ref('int_conflict_sets') }}

),

-- A set of figures has one name, wherever it was found.
named as (

    select
        set_id,
        report_id,
        report_id || '/' || {{ joined_texts('cast(figure_no as varchar)', '-', 'figure_no') }} as conflict_id,
        cast(count(*) as integer) as size
    from sets
    group by set_id, report_id

),

distinct_conflicts as (

    select
        conflict_id,
        report_id,
        size,
        min(set_id) as set_id
    from named
    group by conflict_id, report_id, size

),

members as (

    select
        distinct_conflicts.conflict_id,
        distinct_conflicts.size,
        sets.report_id,
        sets.figure_no,
        sets.is_smallest,
        sets.lower,
        sets.upper
    from distinct_conflicts
    inner join sets
        on distinct_conflicts.set_id = sets.set_id

),

-- A set that contains another conflict is none: without its other figures the rest still cannot hold.
containing as (

    select members.conflict_id
    from members
    inner join members as smaller
        on
            members.report_id = smaller.report_id
            and members.figure_no = smaller.figure_no
            and members.size > smaller.size
    group by members.conflict_id, smaller.conflict_id, smaller.size
    having count(*) = smaller.size

),

final as (

    select
        members.conflict_id,
        members.report_id,
        members.figure_no,
        members.size,
        members.is_smallest,
        members.lower,
        members.upper
    from members
    where members.conflict_id not in (select containing.conflict_id from containing)

)

select * from final
