-- Functions for the query of `sheet_rows.py`. Those of a whole list are planned once for all columns of a table: a
-- function of DuckDB is a formula, which is planned wherever it is called. What a lambda receives has a name that no table
-- and no column has.

create or replace temp macro finite(number) as
    case when isfinite(number) then number end;

-- The digits after the point of a number's shortest decimal, which DuckDB writes with an exponent where it is long.
create or replace temp macro decimals_in(number) as
    list_transform(
        [cast(number as varchar)],
        lambda digits_: case
            when suffix(digits_, '.0') then 0
            when not contains(digits_, 'e') then length(digits_) - instr(digits_, '.')
            else
                greatest(
                    0,
                    length(split_part(split_part(digits_, 'e', 1), '.', 2))
                    - cast(split_part(digits_, 'e', 2) as integer)
                )
        end
    )[1];

-- The decimals with which `rounded` in doichieu/base/formats.py shows a number: all of a short decimal, else the usual.
create or replace temp macro decimals_shown(number, in_full, nearest, usual) as
    case
        when abs(number) > 1e40 then 0
        when abs(in_full - number) <= 1e-9 * abs(number) and decimals_in(in_full) <= 4 then decimals_in(in_full)
        when abs(nearest - number) <= 1e-14 * abs(number) then decimals_in(nearest)
        else usual
    end;

-- Numbers as their cells have them, with the decimals that these show; what is not finite stays as it is. An interval
-- is one number with two ends, any other has its value as the lower. `shown_as` says how a number is rounded: as ends,
-- distance or factor; or not at all, since its number format can show it: printed, or calculated. `known` are the
-- decimals of a number in print.
create or replace temp macro numbers_shown(numbers) as
    list_transform(
        list_transform(
            list_transform(
                numbers,
                lambda given_: {
                    'shown_as': given_.shown_as,
                    'lower': given_.lower,
                    'upper': given_.upper,
                    'decimals': case given_.shown_as
                        when 'ends' then marts.decimals_of_ends(finite(given_.lower), finite(given_.upper))
                        when 'calculated' then marts.usual_decimals(finite(given_.lower))
                    end,
                    'in_full': case
                        when given_.shown_as in ('printed', 'calculated') then marts.in_full(finite(given_.lower))
                    end,
                    'known': given_.known
                }
            ),
            lambda given_: {
                'shown_as': given_.shown_as,
                'lower': case given_.shown_as
                    when 'ends' then coalesce(marts.rounded_down(finite(given_.lower), given_.decimals), given_.lower)
                    when 'distance' then coalesce(marts.shown_distance(finite(given_.lower)), given_.lower)
                    when 'factor' then coalesce(marts.shown_factor(finite(given_.lower)), given_.lower)
                    else given_.lower
                end,
                'upper': coalesce(marts.rounded_up(finite(given_.upper), given_.decimals), given_.upper),
                'decimals': given_.decimals,
                'in_full': given_.in_full,
                'known': given_.known,
                'nearest': case
                    when given_.shown_as = 'calculated' then marts.to_nearest(finite(given_.lower), given_.decimals)
                end
            }
        ),
        lambda given_: {
            'lower': given_.lower,
            'upper': given_.upper,
            'decimals': case given_.shown_as
                when 'ends' then greatest(decimals_in(finite(given_.lower)), decimals_in(finite(given_.upper)))
                when 'printed' then coalesce(given_.known, decimals_in(given_.in_full))
                when 'calculated'
                    then decimals_shown(finite(given_.lower), given_.in_full, given_.nearest, given_.decimals)
                else decimals_in(finite(given_.lower))
            end
        }
    );

-- The UTF-16 units of a text: letters outside the basic plane count twice.
create or replace temp macro units_in(content) as
    length(content) + length(regexp_replace(content, '[^\x{10000}-\x{10FFFF}]', '', 'g'));

-- Whether a text is longer than a cell. None has more units than bytes.
create or replace temp macro is_cut(content) as
    case when strlen(content) > 32767 then units_in(content) > 32767 else false end;

-- The beginning of a text that is longer than a cell; where letters count twice, half as many always fit.
create or replace temp macro beginning(content) as
    left(content, case when units_in(content) > length(content) then 16383 else 32766 end) || '…';

-- A text as XML, which has no control characters. Excel has them as _x0001_, and what looks like that as _x005F_x0001_.
create or replace temp macro escaped(content) as
    replace(replace(replace(content, '&', '&amp;'), '<', '&lt;'), '>', '&gt;');

create or replace temp macro without_controls(content) as
    array_to_string(
        list_transform(
            string_split(regexp_replace(content, '(_x[0-9A-Fa-f]{4}_)', '_x005F\1', 'g'), ''),
            lambda letter_: case
                when regexp_matches(letter_, '[\x00-\x08\x0B-\x1F\x{FFFE}\x{FFFF}]')
                    then printf('_x%04X_', unicode(letter_))
                else letter_
            end
        ),
        ''
    );

-- Texts as elements of XML. Few need care: those with control characters, and those with
-- blanks at an end, which are kept only where the element says so.
create or replace temp macro text_elements(texts) as
    list_transform(
        list_transform(texts, lambda text_: case when is_cut(text_) then beginning(text_) else text_ end),
        lambda text_: case
            when regexp_matches(text_, '^[\s\pZ]|[\s\pZ]$|[\x00-\x08\x0B-\x1F\x{FFFE}\x{FFFF}]|_x[0-9A-Fa-f]{4}_')
                then '<t xml:space="preserve">' || escaped(without_controls(text_)) || '</t>'
            else '<t>' || escaped(text_) || '</t>'
        end
    );

-- The cells of a sheet: `tag` begins one, with its address and perhaps its style. A cell of null is null.
create or replace temp macro text_cell(tag, element) as
    tag || ' t="inlineStr"><is>' || element || '</is></c>';

create or replace temp macro value_cell(tag, value) as
    tag || '><v>' || value || '</v></c>';

create or replace temp macro name_cell(tag, place) as
    tag || ' t="s"><v>' || place || '</v></c>';

-- Excel counts days from 1900 on, and takes that year for a leap year.
create or replace temp macro day_cell(tag, date) as
    case when date >= date '1900-03-01' then value_cell(tag, date - date '1899-12-30') end;

create or replace temp macro number_cell(tag, styles, number, decimals) as
    case
        when isfinite(number) then value_cell(tag || styles[decimals + 1], number)
        else text_cell(tag, '<t>' || number || '</t>')
    end;

-- How many texts are longer than a cell.
create or replace temp macro texts_cut(texts) as
    length(list_filter(texts, lambda text_: is_cut(text_)));

-- Widths in characters: thousands have commas, and a number has a blank at either side.
create or replace temp macro digits_width(digits) as
    digits + (digits - 1) // 3;

create or replace temp macro number_width(number, decimals) as
    case
        when isfinite(number)
            then
                cast(prefix(cast(number as varchar), '-') as integer)
                + digits_width(length(format('{:.0f}', trunc(marts.to_nearest(abs(number), decimals)))))
                + case when decimals > 0 then 1 + decimals else 0 end
                + 2
        else length(cast(number as varchar)) + 1
    end;

create or replace temp macro number_widths(numbers) as
    list_transform(
        numbers,
        lambda shown_: {
            'lower': number_width(shown_.lower, shown_.decimals),
            'upper': number_width(shown_.upper, shown_.decimals)
        }
    );

create or replace temp macro count_width(number) as
    cast(number < 0 as integer) + digits_width(length(cast(abs(number) as varchar))) + 1;

create or replace temp macro text_widths(texts) as
    list_transform(
        texts,
        lambda text_: list_max(list_transform(string_split(text_, chr(10)), lambda line_: length(line_))) + 1
    );
