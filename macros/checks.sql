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
