-- The gravest conflicts, and how many there are.
select cast(to_json({
    count: (select count(distinct conflict_id) from marts.conflicts),
    rows: coalesce(list(found order by place), [])
}) as varchar) as answer
from conflict_rows
