import type { Field } from '../plan/field';
import type { Predicate, Scalar } from '../plan/predicate';
import { leafMark } from '../plan/token-marks';
import { anyValue, bindValue, column, extreme } from './field-sql';
import { type Fragment, join, raw, sql } from './fragment';
import { fuzzySql, phraseSql, tokenSql, wordRegexSql } from './token-sql';

const operators = { gte: '>=', gt: '>', lte: '<=', lt: '<' } as const;

function rangeSql(field: Field, bounds: { gte?: Scalar; gt?: Scalar; lte?: Scalar; lt?: Scalar }): Fragment {
  return anyValue(field, (value) => {
    const tests = (Object.keys(operators) as (keyof typeof operators)[])
      .filter((key) => bounds[key] !== undefined)
      .map((key) => sql`${value} ${raw(operators[key])} ${bindValue(field, bounds[key] as Scalar)}`);
    return tests.length > 0 ? sql`(${join(tests, ' AND ')})` : sql`${value} IS NOT NULL`;
  });
}

function inSql(field: Field, values: Scalar[]): Fragment {
  if (values.length === 0) return raw('FALSE');
  const list = join(
    values.map((value) => bindValue(field, value)),
    ', ',
  );
  return anyValue(field, (value) => sql`${value} IN (${list})`);
}

function regexSql({ field, pattern, caseInsensitive }: Extract<Predicate, { type: 'regex' }>): Fragment {
  const flags = raw(caseInsensitive ? "'is'" : "'s'");
  if (field.type === 'text') return wordRegexSql(field, pattern, caseInsensitive);
  return anyValue(field, (value) => sql`regexp_full_match(${value}, ${pattern}, ${flags})`);
}

function geoBoxSql({ field, top, left, bottom, right }: Extract<Predicate, { type: 'geo-box' }>): Fragment {
  return anyValue(field, (value) => {
    const east = sql`${value}.lon >= ${left}`;
    const west = sql`${value}.lon <= ${right}`;
    const inside = left <= right ? sql`${east} AND ${west}` : sql`(${east} OR ${west})`;
    return sql`(${value}.lat <= ${top} AND ${value}.lat >= ${bottom} AND ${inside})`;
  });
}

/** Haversine distance in metres on a sphere of 6,371,008.8 m. */
export function distanceSql(value: Fragment, lat: number, lon: number): Fragment {
  return sql`(12742017.6 * asin(least(1.0, sqrt(power(sin(radians(${value}.lat - ${lat}) / 2), 2) + cos(radians(${lat})) * cos(radians(${value}.lat)) * power(sin(radians(${value}.lon - ${lon}) / 2), 2)))))`;
}

const v4Start = `${'0'.repeat(20)}ffff`;

/** Addresses between two. Between two of IPv4 by arithmetic, which is faster than asking for their keys. */
function addressesSql({ field, low, high }: Extract<Predicate, { type: 'addresses' }>): Fragment {
  const byKey = (value: Fragment) => sql`oriel_ip_key(${value}) BETWEEN ${low} AND ${high}`;
  if (!low.startsWith(v4Start) || !high.startsWith(v4Start)) return anyValue(field, byKey);
  const [from, to] = [low, high].map((key) => raw(String(Number.parseInt(key.slice(24), 16))));
  return anyValue(field, (value) => {
    const part = (index: number) => sql`CAST(split_part(${value}, '.', ${raw(String(index))}) AS BIGINT)`;
    const number = sql`(((${part(1)} * 256 + ${part(2)}) * 256 + ${part(3)}) * 256 + ${part(4)})`;
    return sql`(CASE WHEN contains(${value}, ':') THEN ${byKey(value)} ELSE ${number} BETWEEN ${from as Fragment} AND ${to as Fragment} END)`;
  });
}

function flatExists(field: Field, key: string): Fragment {
  const leaf = sql`(starts_with(v, ${key + leafMark}) OR starts_with(v, ${`${key}.`}))`;
  return sql`COALESCE(list_bool_or(list_transform(${raw(`"${field.column}"`)}, lambda v: ${leaf})), FALSE)`;
}

const finite = (value: number) => raw(Number.isFinite(value) ? String(value) : value > 0 ? "'Infinity'::DOUBLE" : "'-Infinity'::DOUBLE");

function spanSql({ field, low, high, relation }: Extract<Predicate, { type: 'span' }>): Fragment {
  return anyValue(field, (value) => {
    const [from, to] = [sql`${value}.low`, sql`${value}.high`];
    if (relation === 'within') return sql`(${from} >= ${finite(low)} AND ${to} <= ${finite(high)})`;
    if (relation === 'contains') return sql`(${from} <= ${finite(low)} AND ${to} >= ${finite(high)})`;
    return sql`(${from} <= ${finite(high)} AND ${to} >= ${finite(low)})`;
  });
}

/** Crossings of a ray to the east: odd inside. Corners on a flat map, edges not across the antimeridian. */
function polygonSql({ field, points }: Extract<Predicate, { type: 'geo-polygon' }>): Fragment {
  return anyValue(field, (value) => {
    const crossings = points.map((one, at) => {
      const other = points[(at + 1) % points.length] ?? one;
      const between = sql`((${raw(String(one.lat))} > ${value}.lat) <> (${raw(String(other.lat))} > ${value}.lat))`;
      const where = sql`(${raw(String(other.lon - one.lon))} * (${value}.lat - ${raw(String(one.lat))}) / ${raw(String(other.lat - one.lat || 1e-300))} + ${raw(String(one.lon))})`;
      return sql`CASE WHEN ${between} AND ${value}.lon < ${where} THEN 1 ELSE 0 END`;
    });
    return sql`((${join(crossings, ' + ')}) % 2 = 1)`;
  });
}

/** Which elements of a nested array satisfy a predicate: a list of booleans, a list of such lists for arrays within arrays. */
export function matchingElements(chain: Field[], predicate: Predicate): Fragment {
  const [field, ...rest] = chain;
  if (!field) return raw('[]');
  const inside = rest.length === 0 ? sql`COALESCE(${predicateSql(predicate)}, FALSE)` : matchingElements(rest, predicate);
  return sql`list_transform(from_json(${column(field)}, '["JSON"]'), lambda o: ${inside})`;
}

/** A boolean SQL expression. NULL means no match: every negation turns it into FALSE first. */
export function predicateSql(predicate: Predicate): Fragment {
  switch (predicate.type) {
    case 'all':
      return raw('TRUE');
    case 'none':
      return raw('FALSE');
    case 'and':
    case 'or':
      return sql`(${join(predicate.of.map(predicateSql), predicate.type === 'and' ? ' AND ' : ' OR ')})`;
    case 'at-least':
      return sql`(${join(
        predicate.of.map((part) => sql`CAST(COALESCE(${predicateSql(part)}, FALSE) AS INTEGER)`),
        ' + ',
      )} >= ${typeof predicate.count === 'number' ? predicate.count : sql`greatest(1, ${extreme(predicate.count, 'min')})`})`;
    case 'not':
      return sql`(NOT COALESCE(${predicateSql(predicate.of)}, FALSE))`;
    case 'span':
      return spanSql(predicate);
    case 'geo-polygon':
      return polygonSql(predicate);
    case 'rows-from':
      return raw(`_seq >= ${Math.trunc(predicate.seq)}`);
    case 'slice':
      return sql`(hash("_id") % ${raw(String(predicate.max))} = ${raw(String(predicate.id))})`;
    case 'exists':
      if (predicate.field.flat?.key !== undefined && !predicate.field.nested) return flatExists(predicate.field, predicate.field.flat.key);
      return predicate.field.list ? sql`(COALESCE(len(${column(predicate.field)}), 0) > 0)` : sql`(${column(predicate.field)} IS NOT NULL)`;
    case 'in':
      return inSql(predicate.field, predicate.values);
    case 'range':
      return rangeSql(predicate.field, predicate);
    case 'regex':
      return regexSql(predicate);
    case 'token':
      return tokenSql(predicate);
    case 'phrase':
      return phraseSql(predicate);
    case 'fuzzy':
      return fuzzySql(predicate);
    case 'optional':
      return raw('TRUE');
    case 'filter':
    case 'boost':
    case 'constant':
    case 'demote':
    case 'function-score':
      return predicateSql(predicate.of);
    case 'best':
      return predicate.of.length === 0 ? raw('FALSE') : sql`(${join(predicate.of.map(predicateSql), ' OR ')})`;
    case 'nearness':
      return predicateSql({ type: 'exists', field: predicate.field });
    case 'geo-box':
      return geoBoxSql(predicate);
    case 'geo-distance':
      return anyValue(predicate.field, (value) => sql`${distanceSql(value, predicate.lat, predicate.lon)} <= ${predicate.meters}`);
    case 'addresses':
      return addressesSql(predicate);
    case 'shape-box':
      return anyValue(
        predicate.field,
        (value) => sql`COALESCE(oriel_shape_meets(${value}, ${JSON.stringify(predicate.box)}, ${predicate.relation}), FALSE)`,
      );
    case 'ids':
      return predicate.ids.length > 0
        ? sql`("_id" IN (${join(
            predicate.ids.map((id) => sql`${id}`),
            ', ',
          )}))`
        : raw('FALSE');
    case 'of-sources':
      return sql`(_source_index IN (${raw(predicate.places.join(', '))}))`;
    case 'nested':
      return sql`COALESCE(list_bool_or(list_transform(from_json(${column(predicate.field)}, '["JSON"]'), lambda o: COALESCE(${predicateSql(predicate.object)}, FALSE))), FALSE)`;
  }
}
