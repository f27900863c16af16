{% set intervals, ends = ['half', 'wide'], ['lower', 'upper'] %}
{{ config(materialized='view') }}
with

observations as not materialized (

    select * from {{ ref('int_observations') }}

),

parents as (

    select * from {{ ref('int_parents') }}
    where preference is not null

),

-- A printed rate and its two levels. A share names its parent in the basis, or has only one.
rates as (

    {%- for rate, base, shift in [('completion', 'plan_level', 0), ('growth', 'prior_level', 100)] %}
        select
            report_id,
            observation_no,
            territory_id,
            period_id,
            basis,
            indicator_id,
            '{{ rate }}' as quantity,
            observation_no as base_observation_no,
            indicator_id as base_indicator_id,
            '{{ base }}' as base_quantity,
            1 as unit_ratio,
            {{ shift }} as shift,
            {%- for interval in intervals %}
                {%- for end in ends %}
                    {{ rate }}_{{ interval }}_{{ end }} as {{ interval }}_rate_{{ end }},
                    level_{{ interval }}_{{ end }} as {{ interval }}_level_{{ end }},
                    {{ base }}_{{ interval }}_{{ end }} as {{ interval }}_base_{{ end }},
                {%- endfor %}
            {%- endfor %}
            true as is_checkable
        from observations
        where {{ rate }}_half_lower is not null and level_half_lower is not null and {{ base }}_half_lower is not null
        union all
    {%- endfor %}
    select
        parts.report_id,
        parts.observation_no,
        parts.territory_id,
        parts.period_id,
        parts.basis,
        parts.indicator_id,
        'share' as quantity,
        totals.observation_no as base_observation_no,
        parents.parent_indicator_id as base_indicator_id,
        'level' as base_quantity,
        parents.unit_ratio,
        0 as shift,
        {%- for interval in intervals %}
            {%- for end in ends %}
                parts.share_{{ interval }}_{{ end }} as {{ interval }}_rate_{{ end }},
                parts.level_{{ interval }}_{{ end }} * parents.unit_ratio as {{ interval }}_level_{{ end }},
                totals.level_{{ interval }}_{{ end }} as {{ interval }}_base_{{ end }},
            {%- endfor %}
        {%- endfor %}
        parts.level_half_lower is not null and totals.level_half_lower is not null as is_checkable
    from observations as parts
    left join parents
        on
            parts.report_id = parents.report_id
            and parts.indicator_id = parents.indicator_id
            and (parts.basis = parents.parent_indicator_id or (parts.basis = '' and parents.parents = 1))
    left join observations as totals
        on
            parts.report_id = totals.report_id
            and parts.territory_id = totals.territory_id
            and parts.period_id = totals.period_id
            and parents.parent_indicator_id = totals.indicator_id
            and totals.basis = ''
    where parts.share_half_lower is not null

),

-- A negative rate of a level that is not negative implies a negative base, where the printed base allows one.
signed as (

    select
        *,
    {%- for interval in intervals %}
        {% set rate, level, base = interval ~ '_rate_', interval ~ '_level_', interval ~ '_base_' %}
        case
            when
                {{ rate }}upper < 0 and {{ level }}lower >= 0 and {{ base }}lower < 0
                and {{ rate }}lower <= {{ level }}lower / {{ base }}lower
                then least({{ base }}upper, 0)
            else {{ base }}upper
        end as {{ interval }}_signed_upper
        {{- ',' if not loop.last }}
    {%- endfor %}
    from rates

),

-- An office may divide the change by the absolute value of a negative base: f = 1 + (L - Q) / |Q| = 2 - L / Q.
computed as (

    select
        *,
    {%- for interval in intervals %}
        {% set level, base = interval ~ '_level_', interval ~ '_base_' %}
        {% set quotient = level ~ 'lower', level ~ 'upper', base ~ 'lower', interval ~ '_signed_upper' %}
        {% set absolute = level ~ 'lower', level ~ 'upper', base ~ 'lower', 'least(' ~ base ~ 'upper, 0)' %}
        quantity = 'growth' and coalesce({{ base }}lower < 0, false) as {{ interval }}_has_two_meanings,
        {{ quotient_lower(*quotient) }} as {{ interval }}_quotient_lower,
        {{ quotient_upper(*quotient) }} as {{ interval }}_quotient_upper,
        2 - {{ quotient_upper(*absolute) }} as {{ interval }}_absolute_lower,
        2 - {{ quotient_lower(*absolute) }} as {{ interval }}_absolute_upper
        {{- ',' if not loop.last }}
    {%- endfor %}
    from signed

),

-- Of the two meanings the one nearer to the printed rate counts.
compared_rates as (

    select
        * exclude (shift),
        {%- for interval in intervals %}
            {% set rate = interval ~ '_rate_lower', interval ~ '_rate_upper' %}
            {% set quotient = interval ~ '_quotient_lower', interval ~ '_quotient_upper' %}
            {% set absolute = interval ~ '_absolute_lower', interval ~ '_absolute_upper' %}
            {% set is_absolute = interval ~ '_has_two_meanings and '
                ~ distance(*(rate + absolute)) ~ ' < ' ~ distance(*(rate + quotient)) %}
            {%- for end in ends %}
                100 * {{ interval }}_rate_{{ end }} - shift as {{ interval }}_left_{{ end }},
                100 * case
                    when {{ is_absolute }} then {{ interval }}_absolute_{{ end }}
                    else {{ interval }}_quotient_{{ end }}
                end - shift as {{ interval }}_right_{{ end }},
            {%- endfor %}
            100 * {{ size(*rate) }} + 100 as {{ interval }}_magnitude,
        {%- endfor %}
        half_has_two_meanings as has_two_meanings
    from computed

),

-- A printed change is compared with the level less a printed base, or else less the base that the growth implies:
-- L - L / f, with one level L.
changes as (

    select
        *,
        prior_level_half_lower is not null as is_base_printed,
    {%- for interval in intervals %}
        {% set growth = 'growth_' ~ interval ~ '_lower', 'growth_' ~ interval ~ '_upper' %}
        case when prior_level_half_lower is null then 1 - {{ quotient_upper('1', '1', *growth) }} end
            as {{ interval }}_rise_lower,
        case when prior_level_half_lower is null then 1 - {{ quotient_lower('1', '1', *growth) }} end
            as {{ interval }}_rise_upper
        {{- ',' if not loop.last }}
    {%- endfor %}
    from observations
    where
        change_half_lower is not null
        and level_half_lower is not null
        and (prior_level_half_lower is not null or growth_half_lower is not null)

),

-- The growth may have been computed from a rounded level and a rounded base.
differences as (

    select
        *,
    {%- for interval in intervals %}
        {% set level, base = 'level_' ~ interval, 'prior_level_' ~ interval %}
        {% set rise = level ~ '_lower', level ~ '_upper', interval ~ '_rise_lower', interval ~ '_rise_upper' %}
        case when is_base_printed then 0 else {{ interval }}_change_slack end as {{ interval }}_slack,
        case when is_base_printed then {{ level }}_lower - {{ base }}_upper else {{ product_lower(*rise) }} end
            as {{ interval }}_difference_lower,
        case when is_base_printed then {{ level }}_upper - {{ base }}_lower else {{ product_upper(*rise) }} end
            as {{ interval }}_difference_upper
        {{- ',' if not loop.last }}
    {%- endfor %}
    from changes

),

compared_changes as (

    select
        report_id,
        observation_no,
        territory_id,
        period_id,
        basis,
        indicator_id,
        'change' as quantity,
        observation_no as base_observation_no,
        indicator_id as base_indicator_id,
        case when is_base_printed then 'prior_level' else 'growth' end as base_quantity,
        1 as unit_ratio,
        false as has_two_meanings,
        {%- for interval in intervals %}
            {% set change = 'change_' ~ interval ~ '_lower', 'change_' ~ interval ~ '_upper' %}
            {% set level = 'level_' ~ interval ~ '_lower', 'level_' ~ interval ~ '_upper' %}
            {% set difference = interval ~ '_difference_lower', interval ~ '_difference_upper' %}
            {%- for end in ends %}
                level_{{ interval }}_{{ end }} as {{ interval }}_level_{{ end }},
                prior_level_{{ interval }}_{{ end }} as {{ interval }}_base_{{ end }},
                {{ interval }}_rise_{{ end }},
                change_{{ interval }}_{{ end }} as {{ interval }}_left_{{ end }},
            {%- endfor %}
            {{ interval }}_slack,
            {{ difference[0] }} - {{ interval }}_slack as {{ interval }}_right_lower,
            {{ difference[1] }} + {{ interval }}_slack as {{ interval }}_right_upper,
            -- A quotient has a few roundings to doubles more than a difference of printed levels.
            case when is_base_printed then 1 else 10 end
            * ({{ size(*change) }} + {{ size(*level) }} + {{ size(*difference) }}) as {{ interval }}_magnitude,
        {%- endfor %}
        is_base_printed or not may_prior_be_negative as is_checkable
    from differences

),

compared as (

    select * from compared_rates
    union all by name
    select * from compared_changes

),

final as (

    select
        report_id,
        'ratio' as kind,
        cast(
            row_number() over (partition by report_id order by observation_no, basis, quantity) as integer
        ) as check_no,
        territory_id,
        period_id,
        basis,
        indicator_id,
        quantity,
        is_checkable,
        {%- for interval in intervals %}
            {{ interval }}_left_lower,
            {{ interval }}_left_upper,
            case when is_checkable then {{ interval }}_right_lower end as {{ interval }}_right_lower,
            case when is_checkable then {{ interval }}_right_upper end as {{ interval }}_right_upper,
            {{ interval }}_magnitude,
        {%- endfor %}
        observation_no,
        base_observation_no,
        base_indicator_id,
        base_quantity,
        half_level_lower,
        half_level_upper,
        half_base_lower,
        half_base_upper,
        half_rate_lower,
        half_rate_upper,
        half_rise_lower,
        half_rise_upper,
        half_slack,
        unit_ratio,
        has_two_meanings
    from compared

)

select * from final
