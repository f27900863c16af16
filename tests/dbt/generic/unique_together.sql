{# Rows that break a key: one of its columns is null, or another row has the same key. #}
{% test unique_together(model, columns) %}

{% set key = columns | join(', ') %}

select
    {{ key }},
    count(*) as row_count
from {{ model }}
group by {{ key }}
having
    count(*) > 1
    {%- for column in columns %}
        or {{ column }} is null
    {%- endfor %}

{% endtest %}
