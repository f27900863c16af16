{#
  Pairs: a total T and its two parts 1 and 2, solved in closed form.

  Levels, plans and priors are in the unit of the total: T = 1 + 2. Let s be the total's level and w the share of
  part 1 in it, here the *split*: the levels are s, s w and s (1 - w). A completion between p- and p+ puts the plan
  between level / p+ and level / p-. Divided by s, plans add up to the total's where

      w / p1+ + (1 - w) / p2+ <= 1 / pT-    the least plans of the parts fit into the total's greatest, and
      w / p1- + (1 - w) / p2- >= 1 / pT+    the greatest plans of the parts reach the total's least,

  both linear in w. Growth gives the same conditions for priors, and each two levels bound w. Each condition allows
  an interval of w. Where all these intervals intersect, some total s satisfies all figures (Helly's theorem).

  Columns are called level_total_lower, completion_1_upper and so on: see int_pairs. A figure that is not printed is
  null, stays null in products and quotients, and is ignored by `greatest` and `least`: it bounds nothing.
#}

{% macro pair_roles() -%}
    {{ return(['total', '1', '2']) }}
{%- endmacro %}

{% macro pair_rates() -%}
    {{ return(['completion', 'growth']) }}
{%- endmacro %}

{# The intervals of a pair: level_total, level_1, level_2, completion_total, … growth_2. #}
{% macro pair_intervals() -%}
    {%- set names = [] -%}
    {%- for quantity in ['level'] + pair_rates() -%}
        {%- for role in pair_roles() -%}
            {%- do names.append(quantity ~ '_' ~ role) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{# Middle and half-width of each interval. #}
{% macro pair_middles() -%}
    {%- for name in pair_intervals() %}
        ({{ name }}_lower + {{ name }}_upper) / 2 as {{ name }}_middle,
        ({{ name }}_upper - {{ name }}_lower) / 2 as {{ name }}_half
        {{- ',' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# Ends with the half-width multiplied by theta. One unit in the last place of the middle is added: rounding in
   doubles would part levels of ten digits that touch. #}
{% macro pair_stretched(theta, prefix='') -%}
    {%- for name in pair_intervals() %}
        {{ name }}_middle - ({{ theta }} * {{ name }}_half + 2.3e-16 * {{ name }}_middle)
            as {{ prefix }}{{ name }}_lower,
        {{ name }}_middle + ({{ theta }} * {{ name }}_half + 2.3e-16 * {{ name }}_middle)
            as {{ prefix }}{{ name }}_upper
        {{- ',' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# The two conditions on plans or on priors, multiplied by the three rates: slope * w <= limit. A rate of zero or
   less implies no greatest plan: taken as zero, it makes its condition hold for every w. #}
{% macro pair_lines(prefix='') -%}
    {%- for rate in pair_rates() -%}
        {%- set name = prefix ~ rate -%}
        {%- set total_lower = 'greatest(0, ' ~ name ~ '_total_lower)' -%}
        {%- set lower_1 = 'greatest(0, ' ~ name ~ '_1_lower)' -%}
        {%- set lower_2 = 'greatest(0, ' ~ name ~ '_2_lower)' %}
        {{ total_lower }} * ({{ name }}_2_upper - {{ name }}_1_upper) as {{ name }}_fits_slope,
        {{ name }}_1_upper * ({{ name }}_2_upper - {{ total_lower }}) as {{ name }}_fits_limit,
        {{ name }}_total_upper * ({{ lower_1 }} - {{ lower_2 }}) as {{ name }}_reaches_slope,
        {{ lower_1 }} * ({{ name }}_total_upper - {{ lower_2 }}) as {{ name }}_reaches_limit
        {{- ',' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# The interval of w where slope * w <= limit. With a slope of zero it is everything, or empty. #}
{% macro line_lower(line) -%}
    case
        when {{ line }}_slope < 0 then {{ line }}_limit / {{ line }}_slope
        when {{ line }}_slope = 0 and {{ line }}_limit < 0 then {{ infinity() }}
    end
{%- endmacro %}

{% macro line_upper(line) -%}
    case when {{ line }}_slope > 0 then {{ line }}_limit / {{ line }}_slope end
{%- endmacro %}

{# The ranges of w that each two levels, the completions and the growths allow, with no negative level. #}
{% macro pair_ranges(prefix='') -%}
    {%- set lower = {} -%}
    {%- for role in pair_roles() -%}
        {%- do lower.update({role: 'greatest(0, ' ~ prefix ~ 'level_' ~ role ~ '_lower)'}) -%}
    {%- endfor -%}
    {%- set level = prefix ~ 'level' %}
        {{ lower['1'] }} / {{ level }}_total_upper as {{ prefix }}total_1_range_lower,
        {{ level }}_1_upper / nullif({{ lower['total'] }}, 0) as {{ prefix }}total_1_range_upper,
        1 - {{ level }}_2_upper / nullif({{ lower['total'] }}, 0) as {{ prefix }}total_2_range_lower,
        1 - {{ lower['2'] }} / {{ level }}_total_upper as {{ prefix }}total_2_range_upper,
        {{ lower['1'] }} / ({{ lower['1'] }} + {{ level }}_2_upper) as {{ prefix }}parts_range_lower,
        {{ level }}_1_upper / ({{ level }}_1_upper + {{ lower['2'] }}) as {{ prefix }}parts_range_upper,
    {%- for rate in pair_rates() %}
        greatest({{ line_lower(prefix ~ rate ~ '_fits') }}, {{ line_lower(prefix ~ rate ~ '_reaches') }})
            as {{ prefix }}{{ rate }}_range_lower,
        least({{ line_upper(prefix ~ rate ~ '_fits') }}, {{ line_upper(prefix ~ rate ~ '_reaches') }})
            as {{ prefix }}{{ rate }}_range_upper
        {{- ',' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{% macro pair_all_ranges() -%}
    {{ return(['total_1', 'total_2', 'parts'] + pair_rates()) }}
{%- endmacro %}

{# Ends of the intersection of these ranges. #}
{% macro split_lower(ranges, prefix='') -%}
    greatest(0{% for range in ranges %}, {{ prefix }}{{ range }}_range_lower{% endfor %})
{%- endmacro %}

{% macro split_upper(ranges, prefix='') -%}
    least(1{% for range in ranges %}, {{ prefix }}{{ range }}_range_upper{% endfor %})
{%- endmacro %}

{# A part may be negative where its level and all its printed rates may be; its plan is never negative. Then the
   other part is the greatest of the three, T + |part|; let r be |part| over it. The conditions on the rates of
   total and other part stay; the part's plan is at least |part| / |p-| and unbounded above:

       1 / p+ + r / |p-| <= (1 - r) / pT-.

   A negative total need not be tried: a total of zero allows the parts more. #}
{% macro holds_below_zero(part, other) -%}
    level_{{ part }}_lower < 0
    {%- for rate in pair_rates() %}
        and coalesce({{ rate }}_{{ part }}_lower < 0, true)
    {%- endfor %}
    and greatest(0, 1 - level_total_upper / nullif(greatest(0, level_{{ other }}_lower), 0)) <= least(
        1 - greatest(0, level_total_lower) / level_{{ other }}_upper,
        -level_{{ part }}_lower / nullif(greatest(0, level_{{ other }}_lower), 0),
        -level_{{ part }}_lower / (greatest(0, level_total_lower) - level_{{ part }}_lower)
        {%- for rate in pair_rates() %}
            {%- set total = 'greatest(0, ' ~ rate ~ '_total_lower)' %},
            -{{ rate }}_{{ part }}_lower * ({{ rate }}_{{ other }}_upper - {{ total }})
            / ({{ rate }}_{{ other }}_upper * ({{ total }} - {{ rate }}_{{ part }}_lower))
        {%- endfor %}
    )
{%- endmacro %}

{# Whether all figures of a pair can hold. If all levels may be zero, they do. #}
{% macro pair_holds() -%}
    case
        when {{ split_lower(pair_all_ranges()) }} <= {{ split_upper(pair_all_ranges()) }} then true
        when level_total_lower <= 0 and level_1_lower <= 0 and level_2_lower <= 0 then true
        when level_1_lower >= 0 and level_2_lower >= 0 then false
        else ({{ holds_below_zero('1', '2') }}) or ({{ holds_below_zero('2', '1') }})
    end
{%- endmacro %}

{# The six kinks of a rate: the bound that each one affects, and the ends of the rates of total, part 1 and part 2
   that meet there. #}
{% macro pair_kinks() -%}
    {{ return([
        ('greatest_total', 'lower', 'lower', 'lower'),
        ('greatest_1', 'lower', 'lower', 'upper'),
        ('greatest_2', 'lower', 'upper', 'lower'),
        ('least_total', 'upper', 'upper', 'upper'),
        ('least_1', 'upper', 'upper', 'lower'),
        ('least_2', 'upper', 'lower', 'upper'),
    ]) }}
{%- endmacro %}

{# The splits where the plans that such ends imply add up, w / p1 + (1 - w) / p2 = 1 / pT, clipped to the feasible
   splits. On one side the rates of the other two bound a plan, on the other side its own rate does. #}
{% macro pair_kink_columns(rate) -%}
    {%- for kink, end_total, end_1, end_2 in pair_kinks() -%}
        {%- set total = rate ~ '_total_' ~ end_total -%}
        {%- set one = rate ~ '_1_' ~ end_1 -%}
        {%- set two = rate ~ '_2_' ~ end_2 %}
        greatest(
            split_lower,
            least(split_upper, {{ one }} * ({{ two }} - {{ total }}) / nullif({{ total }} * ({{ two }} - {{ one }}), 0))
        ) as {{ rate }}_kink_{{ kink }}
        {{- ',' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# The greatest or least levels of total and parts at the split w. At w = 0 and w = 1 one of the parts is zero. #}
{% macro levels_at(point, w, is_greatest) -%}
    {%- set end_ = 'upper' if is_greatest else 'lower' -%}
    {%- set inner = 'least' if is_greatest else 'greatest' -%}
    {%- set total, one, two = 'level_total_' ~ end_, 'level_1_' ~ end_, 'level_2_' ~ end_ -%}
    {%- set rest = '(1 - ' ~ w ~ ')' %}
        {{ inner }}({{ total }}, {{ one }} / nullif({{ w }}, 0), {{ two }} / nullif({{ rest }}, 0))
            as {{ point }}_total,
        {{ inner }}({{ total }} * {{ w }}, {{ one }}, {{ two }} * {{ w }} / nullif({{ rest }}, 0)) as {{ point }}_1,
        {{ inner }}({{ total }} * {{ rest }}, {{ one }} * {{ rest }} / nullif({{ w }}, 0), {{ two }}) as {{ point }}_2
{%- endmacro %}

{# The greatest or least plan at given levels, from its own rate and from the other two. A rate that reaches zero
   implies no greatest plan. #}
{% macro plan_at(point, rate, role, is_greatest) -%}
    {%- set near, far = ('lower', 'upper') if is_greatest else ('upper', 'lower') -%}
    {%- set other = '2' if role == '1' else '1' -%}
    {{ 'least' if is_greatest else 'greatest' }}(
        {{ point }}_{{ role }} / nullif({{ rate }}_{{ role }}_{{ near }}, 0),
        {%- if role == 'total' %}
            {{ point }}_1 / nullif({{ rate }}_1_{{ near }}, 0) + {{ point }}_2 / nullif({{ rate }}_2_{{ near }}, 0)
        {%- else %}
            {{ point }}_total / nullif({{ rate }}_total_{{ near }}, 0)
            - {{ point }}_{{ other }} / nullif({{ rate }}_{{ other }}_{{ far }}, 0)
        {%- endif %}
    )
{%- endmacro %}

{# The least and the greatest prior of a part, over the total's level, where the part has this share of it. The
   prior of a part without a printed growth may be negative. #}
{% macro least_prior(part, share, other) -%}
    coalesce(
        greatest(
            {{ share }} / growth_{{ part }}_upper,
            1 / growth_total_upper - (1 - {{ share }}) / nullif(growth_{{ other }}_lower, 0)
        ),
        -{{ infinity() }}
    )
{%- endmacro %}

{% macro greatest_prior(part, share, other) -%}
    coalesce(
        least(
            {{ share }} / nullif(growth_{{ part }}_lower, 0),
            1 / nullif(growth_total_lower, 0) - (1 - {{ share }}) / growth_{{ other }}_upper
        ),
        {{ infinity() }}
    )
{%- endmacro %}

{# Whether the parts' contributions to the total's growth are bounded: two of three growths imply the third. #}
{% macro has_contributions() -%}
    2 <=
    {%- for role in pair_roles() %}
        case when growth_{{ role }}_lower is null then 0 else 1 end
        {{- ' +' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# A lower end of zero only states the sign of the quantity: it counts as none. #}
{% macro without_sign(lower) -%}
    coalesce(nullif({{ lower }}, 0), -{{ infinity() }})
{%- endmacro %}

{# The total's rate from its parts': 1 / (w / p1 + (1 - w) / p2), between two splits. #}
{% macro mean_rate(rate, end_, extreme, from, to) -%}
    {%- set one, two = rate ~ '_1_' ~ end_, rate ~ '_2_' ~ end_ -%}
    {{ extreme }}(
        {%- for split in [from, to] %}
            {{ one }} * {{ two }} / nullif({{ split }} * {{ two }} + (1 - {{ split }}) * {{ one }}, 0)
            {{- ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}

{# A part's rate where it has the share w: w / (1 / pT - (1 - w) / p), with p the rate of the other part. Null where
   the other part needs all of the total's plan. #}
{% macro feasible_rate(rate, other, end_total, end_other, share) -%}
    {%- set total, rest = rate ~ '_total_' ~ end_total, rate ~ '_' ~ other ~ '_' ~ end_other -%}
    case
        when {{ rest }} > (1 - {{ share }}) * {{ total }}
            then {{ share }} * {{ total }} * {{ rest }} / ({{ rest }} - (1 - {{ share }}) * {{ total }})
    end
{%- endmacro %}

{# A part's contribution to the total's growth at a split, (share - prior) / total's prior, from the part's greatest
   prior. If the part grew, the total's prior is the greatest that is possible with it, else the least. #}
{% macro least_contribution(part, split, other) -%}
    {%- set share, rest = (split, '(1 - ' ~ split ~ ')') if part == '1' else ('(1 - ' ~ split ~ ')', split) -%}
    {%- set prior = split ~ '_greatest_prior_' ~ part -%}
    case
        when {{ share }} >= {{ prior }}
            then ({{ share }} - {{ prior }}) / {{ greatest_total_prior(prior, rest, other) }}
        when {{ prior }} < {{ infinity() }}
            then ({{ share }} - {{ prior }}) / {{ least_total_prior(prior, rest, other) }}
        when growth_{{ other }}_lower is null then -{{ infinity() }}
        else -1
    end
{%- endmacro %}

{# The same from the part's least prior. #}
{% macro greatest_contribution(part, split, other) -%}
    {%- set share, rest = (split, '(1 - ' ~ split ~ ')') if part == '1' else ('(1 - ' ~ split ~ ')', split) -%}
    {%- set prior = split ~ '_least_prior_' ~ part -%}
    case
        when {{ share }} >= {{ prior }}
            then ({{ share }} - {{ prior }}) / {{ least_total_prior(prior, rest, other) }}
        else ({{ share }} - {{ prior }}) / {{ greatest_total_prior(prior, rest, other) }}
    end
{%- endmacro %}

{% macro least_total_prior(prior, rest, other) -%}
    greatest(1 / growth_total_upper, {{ prior }} + {{ rest }} / growth_{{ other }}_upper)
{%- endmacro %}

{% macro greatest_total_prior(prior, rest, other) -%}
    coalesce(
        least(1 / nullif(growth_total_lower, 0), {{ prior }} + {{ rest }} / nullif(growth_{{ other }}_lower, 0)),
        {{ infinity() }}
    )
{%- endmacro %}

{# The slope from a point on the axis of part 2's priors to a corner of both parts' priors. Infinite corners lie
   straight up, straight to the right, or where one prior grows as the other falls. #}
{% macro prior_slope(corner, height) -%}
    case
        when {{ corner }}_2 = {{ infinity() }} then {{ infinity() }}
        when {{ corner }}_1 = {{ infinity() }} and {{ corner }}_2 = -{{ infinity() }} then -1
        when {{ corner }}_1 = {{ infinity() }} then 0
        when {{ corner }}_1 > 0 then ({{ corner }}_2 - {{ height }}) / {{ corner }}_1
    end
{%- endmacro %}
