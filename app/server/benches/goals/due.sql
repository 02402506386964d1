-- The tax of every object in one statement, in whole numbers. Values are carried as numerators over
-- 100 × total, where total is the area of all units of a joint property (1 without one).
with land_value as (
  select l.nop, sum(l.area * case when l.value <= 0 then 0 else coalesce(c.njop, l.value) end) as worth
  from land l
  left join lateral (
    select njop from class where kind = 'land' and up_to >= l.value order by up_to limit 1
  ) c on true
  group by l.nop
),
building_sum as (
  select nop, sum(area) as area, sum(value) as value from building group by nop
),
building_value as (
  select b.nop,
    case
      when b.area = 0 then b.value * 100
      when b.value = 0 then 0
      else coalesce(c.njop * b.area, b.value * 100)
    end as worth
  from building_sum b
  left join lateral (
    select njop from class
    where kind = 'building' and b.area > 0 and up_to * b.area >= b.value * 100
    order by up_to limit 1
  ) c on true
),
joint_value as (
  select j.nop, j.own, j.total,
    case when j.land_worth = 0 then 0 else coalesce(l.njop * j.land_area::numeric, j.land_worth) end
    + case
        when j.building_area = 0 then j.building_value * 100
        when j.building_value = 0 then 0
        else coalesce(b.njop * j.building_area::numeric, j.building_value * 100)
      end as worth
  from joint j
  left join lateral (
    select njop from class
    where kind = 'land' and j.land_area > 0 and up_to * j.land_area::numeric >= j.land_worth
    order by up_to limit 1
  ) l on true
  left join lateral (
    select njop from class
    where kind = 'building' and j.building_area > 0
      and up_to * j.building_area::numeric >= j.building_value::numeric * 100
    order by up_to limit 1
  ) b on true
),
valued as (
  select o.nop, o.taxpayer, coalesce(j.total, 1)::numeric as total,
    (coalesce(l.worth, 0) + coalesce(b.worth, 0)) * coalesce(j.total, 1)
      + coalesce(j.worth * j.own, 0) as njop
  from object o
  left join land_value l on l.nop = o.nop
  left join building_value b on b.nop = o.nop
  left join joint_value j on j.nop = o.nop
  where o.taxed
),
held as (
  -- Twenty digits behind the point tell any two of these values apart.
  select v.*, row_number() over (
    partition by taxpayer order by div(njop * 100000000000000000000, total) desc, nop
  ) = 1 as holds
  from valued v
),
taxable as (
  select h.nop, h.total, h.njop, h.holds, r.minimum, r.njoptkp,
    case when h.holds then greatest(h.njop - r.njoptkp * 100 * h.total, 0) else h.njop end as taxable
  from held h cross join rule r
),
taxed as (
  select t.*, n.rate * f.rate * t.taxable as tax, t.total * 100000000000000 as unit
  from taxable t
  join lateral (
    select rate from njkp where above * 100 * t.total < t.njop order by above desc limit 1
  ) n on true
  join lateral (
    select rate from tariff where above * 100 * t.total < t.njop order by above desc limit 1
  ) f on true
)
select nop,
  div(2 * njop + 100 * total, 200 * total)::bigint as njop,
  case when holds then njoptkp else 0 end as njoptkp,
  div(
    2 * case when taxable > 0 then greatest(tax, minimum * unit) else tax end + unit,
    2 * unit
  )::bigint as due
from taxed
