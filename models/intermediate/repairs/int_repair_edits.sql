{% set turned = {
    'increase_pct': 'decrease_pct', 'decrease_pct': 'increase_pct',
    'over_plan_pct': 'under_plan_pct', 'under_plan_pct': 'over_plan_pct',
    'increase_by': 'decrease_by', 'decrease_by': 'increase_by',
} %}
with

figures as not materialized (

    select * from {{ ref('stg_figures') }}

),

failing_figures as not materialized (

    select * from {{ ref('int_failing_figures') }}

),

measures as (

    select * from {{ ref('stg_measures') }}

),

-- The digits of a figure and how many of them are decimals: what an edit changes. A range has no single digits.
failing_digits as (

    select
        figures.report_id,
        figures.figure_no,
        figures.measure,
        figures.qualifier,
        figures.number_format,
        figures.is_count,
        figures.read_as,
        case when left(figures.read_as, 1) in ('-', '−', '+') then left(figures.read_as, 1) else '' end as sign_mark,
        regexp_replace(figures.read_as, '[^0-9]', '', 'g') as digits,
        {{ decimal_mark('figures.number_format') }} as decimal_mark,
        {{ group_mark('figures.number_format') }} as group_mark,
        case
            when contains(figures.read_as, {{ decimal_mark('figures.number_format') }})
                then
                    length(figures.read_as)
                    - strpos(figures.read_as, {{ decimal_mark('figures.number_format') }})
            else 0
        end as decimals
    from figures
    inner join failing_figures
        on
            figures.report_id = failing_figures.report_id
            and figures.figure_no = failing_figures.figure_no
    where not {{ is_range('figures.read_as') }}

),

places as (

    select
        *,
        unnest(range(1, length(digits) + 1)) as place
    from failing_digits

),

new_digits as (

    select
        *,
        unnest(range(10)) as digit
    from places

),

edited as (

    select
        * exclude (place, digit),
        'digit replaced' as edit,
        left(digits, place - 1) || digit || substr(digits, place + 1) as new_digits,
        decimals as new_decimals
    from new_digits
    where substr(digits, place, 1) != cast(digit as varchar)

    union all

    -- Before the place, and after the last.
    select
        * exclude (place, digit),
        'digit inserted' as edit,
        left(digits, place - 1) || digit || substr(digits, place) as new_digits,
        case when place > length(digits) - decimals then decimals + 1 else decimals end as new_decimals
    from new_digits

    union all

    select
        * exclude (place, digit),
        'digit inserted' as edit,
        digits || digit as new_digits,
        case when decimals > 0 then decimals + 1 else 0 end as new_decimals
    from new_digits
    where place = length(digits)

    union all

    select
        * exclude (place),
        'digits swapped' as edit,
        left(digits, place - 1) || substr(digits, place + 1, 1) || substr(digits, place, 1) || substr(digits, place + 2)
            as new_digits,
        decimals as new_decimals
    from places
    where place < length(digits) and substr(digits, place, 1) != substr(digits, place + 1, 1)

    union all

    select
        * exclude (place),
        'digit dropped' as edit,
        left(digits, place - 1) || substr(digits, place + 1) as new_digits,
        case when place > length(digits) - decimals then decimals - 1 else decimals end as new_decimals
    from places
    where length(digits) > 1

    union all

    -- From no decimals to all but one digit: a mark moved, lost or added.
    select
        * exclude (place),
        'mark moved' as edit,
        digits as new_digits,
        place - 1 as new_decimals
    from places
    where place - 1 != decimals

    union all

    {%- for power in [1, 3] %}
        select
            *,
            '×{{ 10 ** power }}' as edit,
            digits || repeat('0', greatest({{ power }} - decimals, 0)) as new_digits,
            greatest(decimals - {{ power }}, 0) as new_decimals
        from failing_digits

        union all

        select
            *,
            '÷{{ 10 ** power }}' as edit,
            case
                when decimals = 0 and digits like '%{{ '0' * power }}' then left(digits, length(digits) - {{ power }})
                else lpad(digits, cast(greatest(length(digits), decimals + {{ power }} + 1) as integer), '0')
            end as new_digits,
            case when decimals = 0 and digits like '%{{ '0' * power }}' then 0 else decimals + {{ power }} end
                as new_decimals
        from failing_digits

        union all
    {%- endfor %}

    select
        *,
        'direction turned' as edit,
        digits as new_digits,
        decimals as new_decimals
    from failing_digits
    where measure in ({{ quoted(turned) }}) or sign_mark != ''

),

-- As an office would print it: no leading zeros, and groups where the figure had them.
whole_parts as (

    select
        *,
        case
            when edit != 'direction turned' or sign_mark != '' then measure
            else
                case measure
                    {%- for measure, other in turned.items() %}
                        when '{{ measure }}' then '{{ other }}'
                    {%- endfor %}
                end
        end as new_measure,
        coalesce(nullif(ltrim(left(new_digits, length(new_digits) - new_decimals), '0'), ''), '0') as whole,
        right(new_digits, new_decimals) as decimal_digits,
        contains(read_as, group_mark) or length(digits) - decimals <= 3 as is_grouped,
        -- A number with a sign is turned by its sign, any other by its wording.
        case
            when edit != 'direction turned' then sign_mark
            when sign_mark = '+' then '-'
            else ''
        end as new_sign
    from edited

),

stated as not materialized (

    select
        figures.*,
        measures.quantity
    from figures
    inner join measures
        on figures.measure = measures.measure

),

failing as (

    select figures.*
    from stated as figures
    inner join failing_figures
        on
            figures.report_id = failing_figures.report_id
            and figures.figure_no = failing_figures.figure_no

),

-- Two figures of a report swapped: in one column of a table, or in one row. Two figures of one quantity would say
-- the same after it as before.
exchanged as (

    {%- for edit, same in {'rows swapped': 'measure', 'columns swapped': 'indicator_id'}.items() %}
        select
            failing.report_id,
            failing.figure_no,
            partners.figure_no as partner_no,
            '{{ edit }}' as edit
        from failing
        inner join stated as partners
            on
                failing.report_id = partners.report_id
                and failing.territory_id = partners.territory_id
                and failing.period_id = partners.period_id
                and failing.{{ same }} = partners.{{ same }}
                and failing.figure_no != partners.figure_no
                and failing.read_as != partners.read_as
                and failing.number_format = partners.number_format
                and (
                    failing.indicator_id != partners.indicator_id
                    or failing.quantity != partners.quantity
                    or failing.basis != partners.basis
                )
                {{ "and failing.measure != partners.measure" if same == 'indicator_id' }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

both_ways as (

    select
        report_id,
        figure_no,
        partner_no as other_figure_no,
        edit
    from exchanged

    union

    select
        report_id,
        partner_no as figure_no,
        figure_no as other_figure_no,
        edit
    from exchanged

),

pairs as (

    select
        both_ways.report_id,
        both_ways.figure_no,
        both_ways.other_figure_no,
        figures.number_format,
        figures.is_count,
        figures.qualifier,
        figures.read_as as printed,
        both_ways.edit,
        figures.measure,
        partners.read_as
    from both_ways
    inner join figures
        on
            both_ways.report_id = figures.report_id
            and both_ways.figure_no = figures.figure_no
    inner join figures as partners
        on
            both_ways.report_id = partners.report_id
            and both_ways.other_figure_no = partners.figure_no

),

candidates as (

    select distinct
        report_id,
        figure_no,
        number_format,
        is_count,
        qualifier,
        read_as as printed,
        edit,
        new_measure as measure,
        new_sign
        || case
            when is_grouped
                then
                    ltrim(
                        reverse(regexp_replace(reverse(whole), '([0-9]{3})', '\1' || group_mark, 'g')), group_mark
                    )
            else whole
        end
        || case when new_decimals > 0 then decimal_mark || decimal_digits else '' end as read_as,
        cast(null as integer) as other_figure_no
    from whole_parts

    union

    select
        report_id,
        figure_no,
        number_format,
        is_count,
        qualifier,
        printed,
        edit,
        measure,
        read_as,
        other_figure_no
    from pairs

),

final as (

    select
        report_id,
        figure_no,
        row_number() over (
            partition by report_id, figure_no
            order by edit, read_as, measure, other_figure_no
        ) as trial_no,
        number_format,
        is_count,
        qualifier,
        printed,
        edit,
        measure,
        read_as,
        other_figure_no,
        -- The more edits of a kind there are, the less likely is each.
        count(*) over (partition by report_id, figure_no, edit) as alternatives
    from candidates
    where read_as != printed or edit = 'direction turned'

)

select * from final
