import type { JsonObject } from '../../lib/elastic/wire-types';
import { locale } from '../../lib/i18n/language';
import { normal, pick, randomFrom } from './random';
import { countries, devices, methods, providers, services } from './storefront-world';

export const minuteMs = 60_000;
const meanPerMinute = 15;

/** The planted incident: one payment provider stops answering. Its cause is a single field value. */
export interface Incident {
  fromMs: number;
  toMs: number;
  provider: string;
}

export interface Simulation {
  incident: Incident;
  /** Multiplies the traffic; 1 is about 21,000 documents a day. */
  scale: number;
}

const dayMs = 86_400_000;
/** The two busy hours of a day, as milliseconds after midnight UTC. */
const busyMs = [11.25, 18.75].map((hour) => hour * 3_600_000);

/** The incident of a backfill that ends at `anchorMs`: 45 minutes in the last busy hour that is over for two hours at least. */
export function plantIncident(anchorMs: number): Incident {
  const midnightMs = Math.floor(anchorMs / dayMs) * dayMs;
  const fromMs = [-dayMs, 0]
    .flatMap((dayBefore) => busyMs.map((busy) => midnightMs + dayBefore + busy))
    .findLast((startMs) => startMs + 165 * minuteMs <= anchorMs);
  if (fromMs === undefined) throw new Error('no busy hour within two days');
  return { fromMs, toMs: fromMs + 45 * minuteMs, provider: 'northpay' };
}

const weekFactor = [1, 0.96, 0.98, 1.02, 1.06, 1.22, 1.3];

/** Customers' share of the mean at an instant: quiet at night, a peak in the evening, busier weekends. */
export function trafficFactor(ms: number): number {
  const hours = (ms / 3_600_000 + 1) % 24;
  const day = (Math.floor((ms + 3_600_000) / 86_400_000) + 3) % 7;
  const bump = (centre: number, width: number) => {
    const distance = Math.min(Math.abs(hours - centre), 24 - Math.abs(hours - centre));
    return Math.exp(-((distance / width) ** 2));
  };
  return (0.22 + 0.85 * bump(12.5, 3.6) + 1.45 * bump(20, 3)) * (weekFactor[day] ?? 1);
}

type Random = () => number;

/** About one service an hour has a bad ten minutes. */
function burstAt(minute: number, service: string): boolean {
  const hour = Math.floor(minute / 60);
  const random = randomFrom(hour * 2_654_435_761);
  const start = Math.floor(random() * 50);
  const sick = services[Math.floor(random() * services.length * 6)]?.name;
  return sick === service && minute % 60 >= start && minute % 60 < start + 10;
}

const hex = (random: Random, length: number) => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
const round = (value: number, digits = 1) => Number(value.toFixed(digits));

interface Visit {
  at: number;
  random: Random;
  country: (typeof countries)[number];
  service: (typeof services)[number];
  path: string;
}

function base(
  { at, random, country, service, path }: Visit,
  status: number,
  durationMs: number,
  level: string,
  message: string,
): JsonObject {
  const scatter = () => normal(random) * 1.1;
  return {
    '@timestamp': new Date(at).toISOString(),
    message,
    log: { level },
    service: { name: service.name },
    host: { name: `${service.name.slice(0, 4)}-eu-${1 + Math.floor(random() * service.hosts)}` },
    http: { request: { method: path.startsWith('/v2') || path.includes('payment') ? 'POST' : 'GET' }, response: { status_code: status } },
    url: { path },
    event: { duration: round(durationMs), outcome: status >= 500 ? 'failure' : 'success' },
    client: {
      ip: `${country.net}.${Math.floor(random() * 255)}.${Math.floor(random() * 255)}`,
      geo: {
        country_iso_code: country.code,
        location: { lat: round(country.lat + scatter(), 3), lon: round(country.lon + scatter() * 1.3, 3) },
      },
    },
    device: { type: pick(random, devices).name },
    trace: { id: hex(random, 16) },
    user: { id: `u_${Math.floor(random() * 90_000) + 10_000}` },
  };
}

const levelOf = (status: number, durationMs: number) => (status >= 500 ? 'ERROR' : durationMs > 1_200 || status === 429 ? 'WARN' : 'INFO');

function plainVisit(visit: Visit, minute: number): JsonObject[] {
  const { random, service, country, path } = visit;
  const burst = burstAt(minute, service.name);
  const durationMs = service.medianMs * Math.exp(normal(random) * 0.42) * (burst ? 2.1 : 1) + country.extraMs;
  const roll = random();
  const status = roll < (burst ? 0.09 : 0.0025) ? 500 + Math.floor(random() * 4) : roll < 0.018 ? 404 : roll < 0.022 ? 429 : 200;
  const method = 'GET';
  return [
    base(
      visit,
      status,
      durationMs,
      levelOf(status, durationMs),
      `${method} ${path} ${status} in ${Math.round(durationMs)} ms country=${country.code}`,
    ),
  ];
}

/** One charge: up to three attempts during the incident, an order where it succeeds. */
function payment(visit: Visit, { incident }: Simulation): JsonObject[] {
  const { random, at } = visit;
  const provider = pick(random, providers);
  const broken = provider.name === incident.provider && at >= incident.fromMs && at < incident.toMs;
  const orderId = `84-${Math.floor(random() * 900_000) + 100_000}`;
  const amount = round(18 + Math.exp(3.8 + normal(random) * 0.7), 2);
  const method = pick(random, methods).name;
  const documents: JsonObject[] = [];
  for (let attempt = 1; attempt <= 3; attempt++) {
    const failed = broken ? random() < 0.85 : random() < 0.004;
    const durationMs = failed
      ? broken
        ? 4_700 + random() * 400
        : 1_200 * random() + 200
      : provider.medianMs * Math.exp(normal(random) * 0.3);
    const status = failed ? (broken ? 504 : 502) : 201;
    const own = { ...visit, at: at + (attempt - 1) * 7_000, path: '/v2/charges' };
    const message = failed
      ? `POST /v2/charges → ${status} after ${Math.round(durationMs).toLocaleString(locale())} ms provider=${provider.name} order=${orderId} attempt=${attempt}`
      : `charge accepted provider=${provider.name} order=${orderId} total=${amount.toFixed(2)}`;
    documents.push({
      ...base(own, status, durationMs, levelOf(status, durationMs), message),
      payment: { provider: provider.name, method, attempt, amount },
      order: { id: orderId },
    });
    if (failed) continue;
    const checkout = services[4];
    const confirmed = { ...visit, at: own.at + 900, service: checkout, path: '/checkout/payment' };
    documents.push({
      ...base(confirmed, 200, durationMs + 240, 'INFO', `order confirmed order=${orderId} total=€${amount.toFixed(2)}`),
      payment: { provider: provider.name, method, attempt, amount },
      order: { id: orderId, placed: true },
      cart: { total: amount, items: 1 + Math.floor(random() * 5) },
    });
    break;
  }
  return documents;
}

/** All documents of one minute (epoch minutes): a pure function, so that backfill and live writing agree. */
export function simulateMinute(minute: number, simulation: Simulation): JsonObject[] {
  const random = randomFrom(Math.imul(minute, 0x9e3779b1) ^ 0x51f15e);
  const startMs = minute * minuteMs;
  const wanted = meanPerMinute * simulation.scale * trafficFactor(startMs) * (1 + normal(random) * 0.05);
  const count = Math.max(0, Math.floor(wanted + random()));
  const documents: JsonObject[] = [];
  for (let index = 0; index < count; index++) {
    const service = pick(random, services);
    const visit: Visit = {
      at: startMs + Math.floor(random() * minuteMs),
      random,
      country: pick(random, countries),
      service,
      path: service.paths[Math.floor(random() * service.paths.length)] ?? '/',
    };
    documents.push(...(service.name === 'payments' ? payment(visit, simulation) : plainVisit(visit, minute)));
  }
  return documents.sort((a, b) => (String(a['@timestamp']) < String(b['@timestamp']) ? -1 : 1));
}

export const storefrontMappings: JsonObject = {
  properties: {
    '@timestamp': { type: 'date' },
    message: { type: 'text' },
    log: { properties: { level: { type: 'keyword' } } },
    service: { properties: { name: { type: 'keyword' } } },
    host: { properties: { name: { type: 'keyword' } } },
    http: {
      properties: { request: { properties: { method: { type: 'keyword' } } }, response: { properties: { status_code: { type: 'long' } } } },
    },
    url: { properties: { path: { type: 'keyword' } } },
    event: { properties: { duration: { type: 'double' }, outcome: { type: 'keyword' } } },
    client: {
      properties: { ip: { type: 'ip' }, geo: { properties: { country_iso_code: { type: 'keyword' }, location: { type: 'geo_point' } } } },
    },
    device: { properties: { type: { type: 'keyword' } } },
    trace: { properties: { id: { type: 'keyword' } } },
    user: { properties: { id: { type: 'keyword' } } },
    order: { properties: { id: { type: 'keyword' }, placed: { type: 'boolean' } } },
    cart: { properties: { total: { type: 'double' }, items: { type: 'long' } } },
    payment: {
      properties: { provider: { type: 'keyword' }, method: { type: 'keyword' }, attempt: { type: 'long' }, amount: { type: 'double' } },
    },
  },
};
