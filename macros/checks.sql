{# A check's name: stable over runs, and readable. #}
{% macro check_id(kind, identity_id, report_id, territory_id, period_id, basis, indicator_id, quantity) -%}
    {{ kind }} || '/' || {{ identity_id }} || '/' || {{ report_id }} || '/' || {{ territory_id }}
    || '/' || {{ period_id }} || '/' || {{ basis }} || '/' || {{ indicator_id }} || '/' || {{ quantity }}
{%- endmacro %}

{# The quantities that are ratios between the models and percentages in the marts. #}
{% macro ratio_quantities() -%}
    ('completion', 'growth', 'share', 'contribution')
{%- endmacro %}

{# A percentage without the binary noise that taking a hundred from it left: ten places are more
   than any print has. #}
{% macro tidy(expression, quantity) -%}
    case when {{ quantity }} in {{ ratio_quantities() }} then round({{ expression }}, 10) else {{ expression }} end
{%- endmacro %}

{# The sum of one end over the parts of a check, the row's own left out. #}
{% macro sum_of_other_parts(end_, unbounded) -%}
    case
        when sum(case when role = 'part' and not isfinite({{ end_ }}) then 1 else 0 end) over (partition by check_id)
            > case when role = 'part' and not isfinite({{ end_ }}) then 1 else 0 end
            then {{ unbounded }}
        else
            sum(case when role = 'part' and isfinite({{ end_ }}) then {{ end_ }} else 0 end)
                over (partition by check_id)
            - case when role = 'part' and isfinite({{ end_ }}) then {{ end_ }} else 0 end
    end
{%- endmacro %}

{# What two doubles may differ by, as a share of a half-width, before something that touches does not. #}
{% macro touch() -%}
    1e-9
{%- endmacro %}

{# True where total less parts may be nought, touching included. #}
{% macro holds_nought() -%}
    (lower <= {{ touch() }} * width + 2e-15 * magnitude and upper >= -{{ touch() }} * width - 2e-15 * magnitude)
{%- endmacro %}

{# How a model stands: it holds at the half reading, only at the wide one, or at neither. #}
{% macro status(holds_half, holds_wide) -%}
    case when {{ holds_half }} then 'consistent' when {{ holds_wide }} then 'suspect' else 'contradiction' end
{%- endmacro %}

{# The one rule of the verdict. Nothing is impossible that an honest office can have printed: it divided
   unrounded levels, by plans and bases that may be rounded (S at the wide reading), or printed ones (B), and
   each figure by itself must fit (D). Where no level is printed B has nothing to say, and S alone makes no more
   than a suspect. #}
{% macro verdict(decoupled, single_level, printed_base) -%}
    case
        when
            {{ decoupled }} in ('contradiction', 'not_checkable')
            then {{ decoupled }}
        when {{ single_level }} = 'contradiction' and {{ printed_base }} = 'contradiction' then 'contradiction'
        when
            {{ decoupled }} = 'suspect'
            or (
                {{ single_level }} in ('suspect', 'contradiction')
                and {{ printed_base }} in ('suspect', 'contradiction')
            )
            or ({{ single_level }} = 'contradiction' and {{ printed_base }} = 'not_checkable')
            then 'suspect'
        else 'consistent'
    end
{%- endmacro %}
