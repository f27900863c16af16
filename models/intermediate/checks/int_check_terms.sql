{% set levels = ['level', 'plan_level', 'prior_level', 'implied_plan', 'implied_prior'] %}
with

members as not materialized (

    select * from {{ ref('int_identity_members') }}

),

terms as (

    select * from {{ ref('int_terms') }}

),

report_identities as (

    select * from {{ ref('int_report_identities') }}

),

wholes as (

    select * from {{ ref('int_wholes') }}

),

checked_quantities as (

    {%- for quantity in levels %}
        select
            'sum' as kind,
            'sum' as relation,
            '{{ quantity }}' as quantity,
            '{{ quantity }}' as total_quantity
        union all
        select
            'subset' as kind,
            'subset' as relation,
            '{{ quantity }}' as quantity,
            '{{ quantity }}' as total_quantity
        union all
    {%- endfor %}
    select
        'range' as kind,
        'sum' as relation,
        'completion' as quantity,
        'completion' as total_quantity
    union all
    select
        'range' as kind,
        'sum' as relation,
        'growth' as quantity,
        'growth' as total_quantity
    union all
    select
        'points' as kind,
        'sum' as relation,
        'contribution' as quantity,
        'growth' as total_quantity

),

-- Each term that a check of each identity needs. Only with positive coefficients is a total's rate a mean of
-- its parts'. Contributions in points have their signs already.
wanted as (

    select
        checked_quantities.kind,
        members.identity_id,
        members.subject_indicator_id,
        checked_quantities.quantity,
        members.indicator_id,
        members.role,
        case members.role when 'total' then checked_quantities.total_quantity else checked_quantities.quantity end
            as term_quantity,
        case
            when checked_quantities.kind in ('sum', 'subset') then members.coefficient * members.unit_ratio
            else 1
        end as coefficient,
        members.coefficient * members.unit_ratio as slack_coefficient
    from members
    inner join checked_quantities
        on
            members.relation = checked_quantities.relation
            and (checked_quantities.kind != 'range' or members.is_weighted_mean)

),

-- A relation that the report uses is checked wherever one of its terms is printed: a missing term is reported, never
-- skipped.
occasions as (

    select distinct
        wanted.kind,
        wanted.identity_id,
        wanted.subject_indicator_id,
        wanted.quantity,
        terms.report_id,
        terms.territory_id,
        terms.period_id,
        terms.basis
    from wanted
    inner join terms
        on
            wanted.indicator_id = terms.indicator_id
            and wanted.term_quantity = terms.quantity
            and terms.is_own
            -- A printed growth alone creates no check of contributions.
            and (wanted.kind != 'points' or wanted.role = 'part')
    inner join report_identities
        on
            terms.report_id = report_identities.report_id
            and wanted.identity_id = report_identities.identity_id
            and wanted.subject_indicator_id = report_identities.subject_indicator_id

),

-- If one contribution may belong to another total, the sum of the contributions is not known.
unsure as (

    select distinct
        occasions.report_id,
        occasions.identity_id
    from occasions
    inner join members
        on
            occasions.identity_id = members.identity_id
            and members.role = 'part'
    left join wholes
        on
            occasions.report_id = wholes.report_id
            and members.indicator_id = wholes.indicator_id
    where occasions.kind = 'points' and wholes.indicator_id is null

),

final as (

    select
        {{ check_id(
            "wanted.kind", "wanted.identity_id", "occasions.report_id", "occasions.territory_id",
            "occasions.period_id", "occasions.basis", "wanted.subject_indicator_id", "wanted.quantity"
        ) }} as check_id,
        wanted.kind,
        wanted.identity_id,
        occasions.report_id,
        occasions.territory_id,
        occasions.period_id,
        occasions.basis,
        wanted.subject_indicator_id,
        wanted.quantity,
        wanted.indicator_id,
        wanted.role,
        wanted.term_quantity,
        wanted.coefficient,
        wanted.slack_coefficient
    from occasions
    inner join wanted
        on
            occasions.kind = wanted.kind
            and occasions.identity_id = wanted.identity_id
            and occasions.subject_indicator_id = wanted.subject_indicator_id
            and occasions.quantity = wanted.quantity
    left join unsure
        on
            occasions.report_id = unsure.report_id
            and occasions.identity_id = unsure.identity_id
    where occasions.kind != 'points' or unsure.identity_id is null

)

select * from final
