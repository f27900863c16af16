with

final as (
    {{ measures_table() }}
)

select * from final
