{# The analysts' questions, each a query over the marts. `analyses/` has one file for each; the warehouse has
   them as table macros of the same names, so that the shell answers `from behind_plan('2021-H1')`. A parameter
   is an expression: a value, or the name of the table macro's own parameter. Null means all. #}

{# A parameter of an analysis: the dbt variable of that name as a text, or null for all. #}
{% macro asked_for(name) -%}
    {%- set value = var(name, none) -%}
    {{- "null" if value is none else dbt.string_literal(dbt.escape_single_quotes(value | string)) -}}
{%- endmacro %}

{# A model's table without the database, so that the query works under any file or attached name. #}
{% macro table_of(name) -%}
    {{ ref(name).include(database=false) }}
{%- endmacro %}

{% macro query_of_pace(period, territory, report, statuses) -%}
select
    plan_completion.report_id,
    plan_completion.territory_id,
    plan_completion.period_id,
    plan_completion.indicator_id,
    plan_completion.basis,
    plan_completion.level,
    plan_completion.unit_id,
    {{ shown('plan_completion.plan_pct') }} as plan_pct,
    {{ shown('plan_completion.elapsed_pct') }} as elapsed_pct,
    {{ shown('plan_completion.pace_gap_pts') }} as pace_gap_pts,
    plan_completion.status,
    {{ shown_ends('plan_completion.remaining') }},
    {{ shown_ends('plan_completion.required_ratio') }},
    {{ shown_ends('plan_completion.excess') }}
from {{ table_of('plan_completion') }} as plan_completion
where
    plan_completion.status in ({{ statuses }})
    and {{ is_asked('plan_completion.period_id', 'period', period) }}
    and {{ is_asked('plan_completion.territory_id', 'territory', territory) }}
    and {{ is_asked('plan_completion.report_id', 'report', report) }}
order by
    abs(plan_completion.pace_gap_pts) desc nulls last,
    plan_completion.report_id asc,
    plan_completion.territory_id asc,
    plan_completion.period_id asc,
    plan_completion.indicator_id asc,
    plan_completion.basis asc
{%- endmacro %}

{% macro query_behind_plan(period, territory, report) -%}
    {{ query_of_pace(period, territory, report, "'behind'") }}
{%- endmacro %}

{% macro query_ahead_of_plan(period, territory, report) -%}
    {{ query_of_pace(period, territory, report, "'ahead', 'met'") }}
{%- endmacro %}

{% macro query_verdicts(report) -%}
select
    report_id,
    kind,
    verdict,
    count(*) as checks
from {{ table_of('reconciliation') }}
where {{ is_asked('report_id', 'report', report) }}
group by report_id, kind, verdict
order by report_id asc, kind asc, verdict asc
{%- endmacro %}

{% macro query_unguarded(report) -%}
select
    report_id,
    figure_no,
    territory_id,
    period_id,
    indicator_id,
    measure,
    basis,
    printed,
    unit_id,
    place
from {{ table_of('figures') }}
where
    check_status = 'unverifiable'
    and {{ is_asked('report_id', 'report', report) }}
order by report_id asc, figure_no asc
{%- endmacro %}

{% macro query_why(report, indicator) -%}
with

reconciliation as (

    select * from {{ table_of('reconciliation') }}
    where {{ is_asked('report_id', 'report', report) }}

),

figures_of_checks as (

    select
        verdicts.check_id,
        figures.figure_no,
        figures.indicator_id,
        figures.indicator_id || ' ' || figures.measure || ' ' || figures.printed as figure
    from {{ table_of('int_verdicts') }} as verdicts
    inner join {{ table_of('int_check_figures') }} as check_figures
        on
            verdicts.report_id = check_figures.report_id
            and verdicts.kind = check_figures.kind
            and verdicts.check_no = check_figures.check_no
    inner join {{ table_of('figures') }} as figures
        on
            check_figures.report_id = figures.report_id
            and check_figures.figure_no = figures.figure_no

),

-- The checks of an indicator are those about it and those that use a figure of it.
touching as (

    select check_id from reconciliation
    where {{ is_asked('indicator_id', 'indicator', indicator) }}

    union

    select check_id from figures_of_checks
    where {{ is_asked('indicator_id', 'indicator', indicator) }}

),

listed as (

    select
        check_id,
        {{ joined_texts('figure', '; ', 'figure_no') }} as figures
    from figures_of_checks
    group by check_id

)

select
    reconciliation.verdict,
    reconciliation.kind,
    reconciliation.quantity,
    reconciliation.indicator_id,
    {{ shown_ends('reconciliation.left') }},
    {{ shown_ends('reconciliation.right') }},
    {{ shown_distance('reconciliation.gap') }} as gap,
    {{ shown_factor('reconciliation.severity') }} as severity,
    listed.figures,
    reconciliation.report_id,
    reconciliation.territory_id,
    reconciliation.period_id,
    reconciliation.basis,
    reconciliation.decoupled,
    reconciliation.single_level,
    reconciliation.printed_base,
    reconciliation.check_id
from reconciliation
inner join touching
    on reconciliation.check_id = touching.check_id
left join listed
    on reconciliation.check_id = listed.check_id
order by
    case reconciliation.verdict
        when 'contradiction' then 1
        when 'suspect' then 2
        when 'not_checkable' then 3
        else 4
    end asc,
    reconciliation.severity desc nulls last,
    reconciliation.check_id asc
{%- endmacro %}

{% macro query_drivers(report, total) -%}
with

growth as (

    select * from {{ table_of('growth') }}
    where {{ is_asked('report_id', 'report', report) }}

),

-- As in the mart growth: the nearest total with a base known to be above zero.
nearest_totals as (

    select
        parents.parent_indicator_id as total_indicator_id,
        growth.*,
        totals.growth_pct as total_growth_pct,
        row_number() over (
            partition by growth.report_id, growth.territory_id, growth.period_id, growth.indicator_id, growth.basis
            order by parents.preference asc
        ) as nearness
    from growth
    inner join {{ table_of('int_parents') }} as parents
        on
            growth.report_id = parents.report_id
            and growth.indicator_id = parents.indicator_id
            and parents.is_weighted_mean
    inner join growth as totals
        on
            growth.report_id = totals.report_id
            and growth.territory_id = totals.territory_id
            and growth.period_id = totals.period_id
            and growth.basis = totals.basis
            and parents.parent_indicator_id = totals.indicator_id
            and totals.implied_prior_lower > 0

)

select
    report_id,
    territory_id,
    period_id,
    basis,
    total_indicator_id,
    {{ shown('total_growth_pct') }} as total_growth_pct,
    indicator_id,
    {{ shown('growth_pct') }} as growth_pct,
    {{ shown_ends('nearest_totals.change') }},
    unit_id,
    {{ shown_ends('nearest_totals.contribution_pts') }},
    {{ shown_ends('nearest_totals.tight_contribution_pts') }}
from nearest_totals
where
    nearness = 1
    and {{ is_asked('total_indicator_id', 'total', total) }}
order by
    report_id asc,
    territory_id asc,
    period_id asc,
    basis asc,
    total_indicator_id asc,
    coalesce(nearest_totals.tight_contribution_pts_upper, nearest_totals.contribution_pts_upper) desc nulls last,
    indicator_id asc
{%- endmacro %}

{% macro query_repairs(report) -%}
select
    repairs.report_id,
    repairs.rank,
    repairs.figure_no,
    figures.territory_id,
    figures.period_id,
    figures.indicator_id,
    figures.measure,
    repairs.printed,
    repairs.candidate,
    repairs.candidate_measure,
    repairs.edit,
    repairs.other_figure_no,
    repairs.restores
from {{ table_of('repair_candidates') }} as repairs
inner join {{ table_of('figures') }} as figures
    on
        repairs.report_id = figures.report_id
        and repairs.figure_no = figures.figure_no
where {{ is_asked('repairs.report_id', 'report', report) }}
order by
    repairs.report_id asc,
    figures.territory_id asc,
    figures.period_id asc,
    repairs.rank asc,
    repairs.figure_no asc,
    repairs.candidate asc
{%- endmacro %}

{% macro query_history(indicator) -%}
select
    figures.indicator_id,
    figures.territory_id,
    figures.period_id,
    periods.start_date,
    periods.end_date,
    figures.report_id,
    figures.figure_no,
    figures.measure,
    figures.basis,
    figures.printed,
    figures.qualifier,
    figures.value,
    figures.unit_id,
    figures.check_status,
    figures.correction
from {{ table_of('figures') }} as figures
inner join {{ table_of('stg_periods') }} as periods
    on figures.period_id = periods.period_id
where {{ is_asked('figures.indicator_id', 'indicator', indicator) }}
order by
    figures.indicator_id asc,
    figures.territory_id asc,
    periods.end_date asc,
    periods.start_date desc,
    figures.report_id asc,
    figures.figure_no asc
{%- endmacro %}

{# The texts of a group joined into one, separated by a mark, in the order of an expression. #}
{% macro joined_texts(expression, mark, order) -%}
    {{ return(adapter.dispatch('joined_texts', 'doichieu')(expression, mark, order)) }}
{%- endmacro %}

{% macro default__joined_texts(expression, mark, order) -%}
    listagg({{ expression }}, '{{ mark }}') within group (order by {{ order }})
{%- endmacro %}

{% macro duckdb__joined_texts(expression, mark, order) -%}
    string_agg({{ expression }}, '{{ mark }}' order by {{ order }})
{%- endmacro %}

{# Creates the questions in the warehouse when a build ends. #}
{% macro keep_questions() -%}
    {{ return(adapter.dispatch('keep_questions', 'doichieu')()) }}
{%- endmacro %}

{# For a database without table macros: use the analyses there. #}
{% macro default__keep_questions() -%}
{%- endmacro %}

{# Table macros, each with its analysis's description. After a build of some models only, a question without
   all its tables is left out. #}
{% macro duckdb__keep_questions() -%}
{%- set queries = {
    'behind_plan': (['period', 'territory', 'report'], query_behind_plan('period', 'territory', 'report')),
    'ahead_of_plan': (['period', 'territory', 'report'], query_ahead_of_plan('period', 'territory', 'report')),
    'verdicts': (['report'], query_verdicts('report')),
    'unguarded': (['report'], query_unguarded('report')),
    'why': (['report', 'indicator'], query_why('report', 'indicator')),
    'drivers': (['report', 'total'], query_drivers('report', 'total')),
    'repairs': (['report'], query_repairs('report')),
    'history': (['indicator'], query_history('indicator')),
} -%}
{#- dbt must see the references of the queries, and of the names, before it runs them. -#}
{%- for parameter in ('report', 'indicator', 'period', 'territory') -%}
    {%- set _ = ref(named_by(parameter).table) -%}
{%- endfor -%}
{%- if execute and flags.WHICH in ('run', 'build', 'run-operation') -%}
    {{ rounding_functions() }}
    {{ name_functions() }}
    {%- for question in graph.nodes.values() if question.resource_type == 'analysis' %}
        {%- set parameters, query = queries[question.name] %}
        {%- if has_its_tables(question, parameters) %}
        create or replace macro marts.{{ question.name }}({{ parameters | join(' := null, ') }} := null) as table (
            {{ query }}
        );
        comment on macro table marts.{{ question.name }} is
            '{{ dbt.escape_single_quotes(question.description | trim) }}';
        {%- endif %}
    {%- endfor %}
{%- endif -%}
{%- endmacro %}

{# Whether every table that a question reads exists, and those that its parameters name. #}
{% macro has_its_tables(question, parameters) -%}
    {%- for name in question.depends_on.nodes -%}
        {%- set table = graph.nodes[name] -%}
        {%- if adapter.get_relation(table.database, table.schema, table.alias) is none -%}
            {{ return(false) }}
        {%- endif -%}
    {%- endfor -%}
    {%- for parameter in parameters -%}
        {%- if not (exists_now(ref(named_by(parameter).table)) and exists_now(ref("figures"))) -%}
            {{ return(false) }}
        {%- endif -%}
    {%- endfor -%}
    {{ return(true) }}
{%- endmacro %}

{# For a warehouse that dbt did not build: `dbt run-operation store_questions`. #}
{% macro store_questions() -%}
    {%- do run_query(keep_questions()) -%}
    {%- do adapter.commit() -%}
{%- endmacro %}
