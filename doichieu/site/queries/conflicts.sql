-- The conflicts, the gravest first.
select cast(to_json({
    count: count(*),
    rows: coalesce(list(found order by place) filter (where place <= $most), [])
}) as varchar) as answer
from conflict_rows
