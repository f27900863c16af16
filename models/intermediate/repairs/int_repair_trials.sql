{% set turned = {
    'increase_pct': 'decrease_pct', 'decrease_pct': 'increase_pct',
    'over_plan_pct': 'under_plan_pct', 'under_plan_pct': 'over_plan_pct',
    'increase_by': 'decrease_by', 'decrease_by': 'increase_by',
} %}
{#- edit, relation, digits, decimals, condition -#}
{% set edits = [
    ('digit replaced', 'new_digits', 'head || digit || tail', 'decimals', "here not in ('', cast(digit as varchar))"),
    ('digit inserted', 'new_digits', 'head || digit || here || tail', 'decimals + is_decimal', 'true'),
    ('digit dropped', 'spots', 'head || tail', 'decimals - is_decimal', "here != '' and head || tail != ''"),
    (
        'digits swapped', 'spots', 'head || left(tail, 1) || here || substr(tail, 2)', 'decimals',
        "tail != '' and here != left(tail, 1)"
    ),
    ('mark moved', 'spots', 'digits', 'length(head)', "here != '' and length(head) != decimals"),
    ('direction turned', 'plain', 'digits', 'decimals', "sign_mark != '' or measure in (" ~ quoted(turned) ~ ")"),
] %}
{% for power in [1, 3] %}
    {% set is_round = "decimals = 0 and digits like '%" ~ '0' * power ~ "'" %}
    {% do edits.append((
        '×' ~ 10 ** power, 'plain', "digits || repeat('0', greatest(" ~ power ~ " - decimals, 0))",
        'greatest(decimals - ' ~ power ~ ', 0)', 'true'
    )) %}
    {% do edits.append((
        '÷' ~ 10 ** power, 'plain',
        "case when " ~ is_round ~ " then '0' || left(digits, length(digits) - " ~ power ~ ") else digits end",
        'case when ' ~ is_round ~ ' then 0 else decimals + ' ~ power ~ ' end', 'true'
    )) %}
{% endfor %}
with

repaired as (

    select * from {{ ref('int_repaired_figures') }}

),

figures as not materialized (

    select * from {{ ref('stg_figures') }}

),

measures as (

    select * from {{ ref('stg_measures') }}

),

failing as (

    select * from figures
    semi join repaired using (report_id, figure_no)

),

-- What an edit changes: the digits, and how many of them are decimals. A range has no single digits.
plain as (

    select
        *,
        case when left(read_as, 1) in ('-', '−', '+') then left(read_as, 1) else '' end as sign_mark,
        regexp_replace(read_as, '[^0-9]', '', 'g') as digits,
        {{ decimal_mark('number_format') }} as decimal_mark,
        {{ group_mark('number_format') }} as group_mark,
        case when contains(read_as, decimal_mark) then length(read_as) - strpos(read_as, decimal_mark) else 0 end
            as decimals
    from failing
    where upper_number_parts is null

),

numbered as (

    select
        *,
        unnest(range(length(digits) + 1)) as spot
    from plain

),

-- Each digit, and the place after the last, with the digits before and after it.
spots as (

    select
        *,
        left(digits, spot) as head,
        substr(digits, spot + 1, 1) as here,
        substr(digits, spot + 2) as tail,
        cast(decimals > 0 and spot >= length(digits) - decimals as integer) as is_decimal
    from numbered

),

new_digits as (

    select
        *,
        unnest(range(10)) as digit
    from spots

),

edited as (

    {%- for edit, relation, digits, decimals, condition in edits %}
        select
            report_id,
            figure_no,
            '{{ edit }}' as edit,
            cast({{ digits }} as bigint) as digits,
            {{ decimals }} as decimals
        from {{ relation }}
        where {{ condition }}
        {{ 'union' if not loop.last }}
    {%- endfor %}

),

-- As an office would print it: no leading zeros, and groups where the figure had them. A number with a sign is turned
-- by its sign, any other by its wording.
printed as (

    select
        report_id,
        figure_no,
        cast(null as integer) as other_figure_no,
        edited.edit,
        case
            when edited.edit != 'direction turned' or plain.sign_mark != '' then plain.measure
            {%- for measure, other in turned.items() %}
                when plain.measure = '{{ measure }}' then '{{ other }}'
            {%- endfor %}
        end as measure,
        case
            when edited.edit != 'direction turned' then plain.sign_mark
            when plain.sign_mark = '+' then '-'
            else ''
        end
        || case
            when contains(plain.read_as, plain.group_mark) or length(plain.digits) - plain.decimals <= 3
                then replace(format('{:,}', edited.digits // {{ power_of_ten('edited.decimals') }}), ',', group_mark)
            else cast(edited.digits // {{ power_of_ten('edited.decimals') }} as varchar)
        end
        || case
            when edited.decimals > 0
                then
                    plain.decimal_mark
                    || right(repeat('0', edited.decimals) || edited.digits, edited.decimals)
            else ''
        end as read_as
    from edited
    inner join plain using (report_id, figure_no)

),

-- Two figures of a report swapped: in one column of a table, or in one row. Two figures of one quantity would say the
-- same after it as before.
exchanged as (

    {%- for edit, same in {'rows swapped': 'measure', 'columns swapped': 'indicator_id'}.items() %}
        select
            report_id,
            failing.figure_no,
            partners.figure_no as other_figure_no,
            '{{ edit }}' as edit,
            failing.measure,
            partners.measure as other_measure,
            failing.read_as,
            partners.read_as as other_read_as
        from failing
        inner join figures as partners using (report_id, territory_id, period_id, number_format, {{ same }})
        where
            failing.read_as != partners.read_as
            and (failing.indicator_id, failing.quantity, failing.basis)
            != (partners.indicator_id, partners.quantity, partners.basis)
            {{ "and failing.measure != partners.measure" if same == 'indicator_id' }}
        {{ 'union all' if not loop.last }}
    {%- endfor %}

),

both_ways as (

    select
        report_id,
        figure_no,
        other_figure_no,
        edit,
        measure,
        other_read_as as read_as
    from exchanged

    union

    select
        report_id,
        other_figure_no as figure_no,
        figure_no as other_figure_no,
        edit,
        other_measure as measure,
        read_as
    from exchanged

),

-- An edit of a digit may leave the number as it is: a zero before it.
candidates as (

    select printed.* from printed
    inner join failing using (report_id, figure_no)
    where printed.read_as != failing.read_as or printed.edit = 'direction turned'

    union all

    select * from both_ways

),

-- The more edits of a kind there are, the less likely is each.
counted as (

    select
        report_id,
        figure_no,
        edit,
        count(*) as alternatives
    from candidates
    group by all

),

-- The quantity that the figure would state, read like every figure.
stated as (

    select
        candidates.*,
        figures.observation_no,
        figures.basis,
        figures.quantity,
        figures.unit_ratio,
        figures.number_format,
        figures.qualifier,
        figures.is_count,
        measures.sign,
        measures.base,
        measures.divisor,
        measures.spread,
        counted.alternatives
    from candidates
    inner join counted using (report_id, figure_no, edit)
    inner join figures using (report_id, figure_no)
    inner join measures
        on candidates.measure = measures.measure

),

{{ numbers_of('stated') }},

{{ intervals_of('numbers') }},

{{ quantities_of('intervals') }},

final as (

    select
        report_id,
        figure_no,
        edit,
        measure,
        read_as,
        other_figure_no,
        alternatives,
        observation_no,
        basis,
        quantity,
        half_lower as lower,
        half_upper as upper,
        half_span as span
    from quantities

)

select * from final
