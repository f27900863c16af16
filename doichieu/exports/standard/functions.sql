-- Functions for the queries of this folder. Those of a whole list are planned once for all columns: a function of DuckDB
-- is a formula, which is planned wherever it is called. What a lambda receives has a name that no column has.

-- The code of a basis. That of a blank one begins with an underscore, as no id does.
create or replace temp macro basis_code(basis, quantity) as
    case
        when basis != '' then basis
        when quantity in ('completion', 'plan_level') then '_plan'
        when quantity in ('growth', 'prior_level', 'change', 'contribution') then '_year'
        when quantity = 'share' then '_total'
        else '_Z'
    end;

-- The shortest decimals that are read as the same doubles, without exponents. Null for one that is not finite.
create or replace temp macro decimal_texts(numbers) as
    list_transform(
        list_transform(
            list_transform(numbers, lambda number_: cast(case when isfinite(number_) then number_ + 0 end as varchar)),
            lambda text_: {
                'text': text_,
                'sign': case when prefix(text_, '-') then '-' else '' end,
                'digits': replace(replace(split_part(text_, 'e', 1), '.', ''), '-', ''),
                'exponent': try_cast(split_part(text_, 'e', 2) as integer)
            }
        ),
        lambda parts_: case
            when parts_.exponent is null then regexp_replace(parts_.text, '\.0$', '')
            when parts_.exponent < 0 then parts_.sign || '0.' || repeat('0', -parts_.exponent - 1) || parts_.digits
            else parts_.sign || rpad(parts_.digits, parts_.exponent + 1, '0')
        end
    );

-- Numbers of a figure, as texts, restated as its quantity: factor * number + shift, each with a shift of its own. Exactly,
-- for numbers of the size that is printed. A level or change in another unit is exact too, if that is a power of ten
-- apart; else it is the decimal that a person would write.
create or replace temp macro restated(texts, factor, shifts, unit_ratio) as
    case
        when factor = 1 and unit_ratio = 1 and list_min(shifts) = 0 and list_max(shifts) = 0 then texts
        when unit_ratio = 1 and list_max(list_transform(texts, lambda text_: abs(cast(text_ as double)))) < 1e15
            then
                list_transform(
                    texts,
                    lambda text_, place_: regexp_replace(
                        cast(factor * cast(text_ as decimal(38, 20)) + shifts[place_] as varchar), '\.?0+$', ''
                    )
                )
        when unit_ratio = cast('1e' || cast(round(log10(unit_ratio)) as integer) as double)
            then
                decimal_texts(
                    list_transform(
                        texts,
                        lambda text_, place_:
                        factor * cast(text_ || 'e' || cast(round(log10(unit_ratio)) as integer) as double)
                        + shifts[place_]
                    )
                )
        else
            decimal_texts(
                list_transform(
                    texts,
                    lambda text_, place_: cast(
                        printf('%.15g', factor * unit_ratio * cast(text_ as double) + shifts[place_]) as double
                    )
                )
            )
    end;
