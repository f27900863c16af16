{# The quantities that are ratios between the models and percentages in the marts. #}
{% macro ratio_quantities() -%}
    ('completion', 'growth', 'share', 'contribution')
{%- endmacro %}

{# A percentage without the binary noise from subtracting 100: ten places are more than any figure has. #}
{% macro tidy(expression, quantity) -%}
    case when {{ quantity }} in {{ ratio_quantities() }} then round({{ expression }}, 10) else {{ expression }} end
{%- endmacro %}

{# The result of a model: it holds at the half interval, only at the wide one, or at neither. #}
{% macro status(holds_half, holds_wide) -%}
    case when {{ holds_half }} then 'consistent' when {{ holds_wide }} then 'suspect' else 'contradiction' end
{%- endmacro %}

{# The rule of the verdict. Figures that an honest office can have printed are no contradiction: it divided
   unrounded levels by plans and bases that may be rounded (S at the wide interval), or printed levels (B), and each
   figure alone must fit (D). Without a printed level B is not checkable, and S alone makes at most suspect. #}
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

{# The number in the printed unit that states an end of a quantity: x = sign * (quantity * divisor / unit_ratio - base),
   less what the wording leaves open. A negative sign exchanges the ends. `measures` has the columns of stg_measures,
   `figures` the unit ratio. #}
{% macro printed_lower(lower, upper) -%}
    least(
        measures.sign * ({{ lower }} * measures.divisor / figures.unit_ratio - measures.base),
        measures.sign * ({{ upper }} * measures.divisor / figures.unit_ratio - measures.base)
    ) - measures.spread
{%- endmacro %}

{% macro printed_upper(lower, upper) -%}
    greatest(
        measures.sign * ({{ lower }} * measures.divisor / figures.unit_ratio - measures.base),
        measures.sign * ({{ upper }} * measures.divisor / figures.unit_ratio - measures.base)
    )
{%- endmacro %}
