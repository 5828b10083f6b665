import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { Reader } from 'mmdb-lib';
import { networkOf } from '../../../lib/elastic/ip';
import { illegalArgument } from '../../plan/es-error';
import { appendField, isAbsent, javaClass, readField, writeField } from '../document';
import type { ProcessorType } from '../step';

interface Names {
  names?: { en?: string };
  iso_code?: string;
  code?: string;
}
interface GeoRecord {
  continent?: Names;
  country?: Names;
  subdivisions?: Names[];
  city?: Names;
  location?: { latitude?: number; longitude?: number; time_zone?: string };
  postal?: { code?: string };
  autonomous_system_number?: number;
  autonomous_system_organization?: string;
}

const readers = new Map<string, Reader<never> | undefined>();

/** The MaxMind file of that name in the configured folder (`ENGINE_GEOIP_DIR`); undefined where there is none. */
function readerOf(file: string): Reader<never> | undefined {
  const folder = process.env.ENGINE_GEOIP_DIR;
  if (!folder) return undefined;
  const place = path.join(folder, path.basename(file));
  if (!readers.has(place)) readers.set(place, existsSync(place) ? new Reader(readFileSync(place)) : undefined);
  return readers.get(place);
}

const present = (record: Record<string, unknown>) => Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** The network that an entry of the database is for: its address and the bits that count. */
function networkText(address: string, bits: number): string | undefined {
  const network = networkOf(address, bits, address.includes(':'));
  return network === undefined ? undefined : `${network}/${bits}`;
}

function describe(record: GeoRecord, address: string, bits: number): Record<string, unknown> {
  // the most specific one, as Elasticsearch takes it: Devon, not England
  const region = record.subdivisions?.at(-1);
  const { latitude, longitude } = record.location ?? {};
  return present({
    ip: address,
    network: networkText(address, bits),
    continent_code: record.continent?.code,
    continent_name: record.continent?.names?.en,
    country_iso_code: record.country?.iso_code,
    country_name: record.country?.names?.en,
    region_iso_code: region?.iso_code && record.country?.iso_code ? `${record.country.iso_code}-${region.iso_code}` : undefined,
    region_name: region?.names?.en,
    city_name: record.city?.names?.en,
    timezone: record.location?.time_zone,
    postal_code: record.postal?.code,
    location: latitude === undefined || longitude === undefined ? undefined : { lon: longitude, lat: latitude },
    asn: record.autonomous_system_number,
    organization_name: record.autonomous_system_organization,
  });
}

const cityProperties = ['continent_name', 'country_name', 'country_iso_code', 'region_iso_code', 'region_name', 'city_name', 'location'];
const usualProperties = (file: string) =>
  /ASN/i.test(file)
    ? ['ip', 'asn', 'organization_name', 'network']
    : /Country/i.test(file)
      ? ['continent_name', 'country_name', 'country_iso_code']
      : cityProperties;

const geoip: ProcessorType = (options) => {
  const field = options.text('field');
  const target = options.optionalText('target_field') ?? 'geoip';
  const file = options.optionalText('database_file') ?? 'GeoLite2-City.mmdb';
  const properties = options.optionalList('properties') ?? usualProperties(file);
  const ignoreMissing = options.flag('ignore_missing', false);
  const firstOnly = options.flag('first_only', true);
  options.flag('download_database_on_pipeline_creation', true);
  const look = (reader: Reader<never>, address: unknown) => {
    if (typeof address !== 'string')
      throw illegalArgument(`field [${field}] of type [${javaClass(address)}] cannot be cast to [java.lang.String]`);
    if (!isIP(address)) throw illegalArgument(`'${address}' is not an IP string literal.`);
    const [found, bits] = reader.getWithPrefixLength(address) as [GeoRecord | null, number];
    if (!found) return undefined;
    const all = describe(found, address, bits);
    const wanted = properties.filter((name) => all[name] !== undefined);
    return wanted.length === 0 ? undefined : Object.fromEntries(wanted.map((name) => [name, all[name]]));
  };
  return (document) => {
    if (isAbsent(document, field, ignoreMissing)) return true;
    const value = readField(document, field);
    if (!process.env.ENGINE_GEOIP_DIR) return true;
    const reader = readerOf(file);
    if (!reader) {
      appendField(document, 'tags', `_geoip_database_unavailable_${file}`, false);
      return true;
    }
    const found = Array.isArray(value) ? value.map((address) => look(reader, address)) : look(reader, value);
    const result = Array.isArray(found) && firstOnly ? found.find((record) => record !== undefined) : found;
    if (Array.isArray(result) ? result.some((record) => record !== undefined) : result !== undefined) writeField(document, target, result);
    return true;
  };
};

export const geoipProcessors: Record<string, ProcessorType> = { geoip };
