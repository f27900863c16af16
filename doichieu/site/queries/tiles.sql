-- The tile of each province, of those until June 2025 and of those since, with the region that it lies in.
create or replace temp table tiles as
select *
from read_csv(
    $tiles,
    header = true,
    types = {
        'official_code': 'varchar', 'name_vi': 'varchar', 'name_en': 'varchar', 'row': 'integer',
        'column': 'integer', 'valid_from': 'date', 'valid_to': 'date', 'region_id': 'varchar'
    }
)
