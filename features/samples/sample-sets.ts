import type { JsonObject } from '../../lib/elastic/wire-types';
import type { DashboardDocument } from '../dashboards/document/schema';
import type { DataViewInput } from '../data-views/schema';
import { storefrontDashboard } from './storefront-dashboard';
import { minuteMs, type Simulation, simulateMinute, storefrontMappings } from './storefront-simulator';
import { earthquakesDashboard, flightsDashboard } from './vega-dashboards';
import { earthquakeDocuments, earthquakeMappings, flightDocuments, flightMappings } from './vega-sets';

export const sampleIds = ['storefront', 'flights', 'earthquakes'] as const;
export type SampleId = (typeof sampleIds)[number];

export interface SampleSet {
  id: SampleId;
  title: string;
  summary: string;
  index: string;
  mappings: JsonObject;
  dataView: DataViewInput;
  dashboard: DashboardDocument;
  /** Batches in time order, with how much of the whole is done after each. */
  batches(simulation: Simulation, anchorMs: number): Generator<{ documents: JsonObject[]; done: number }>;
}

export const backfillDays = 14;
const batchSize = 5_000;

function* inBatches(documents: JsonObject[]) {
  for (let at = 0; at < documents.length; at += batchSize)
    yield { documents: documents.slice(at, at + batchSize), done: Math.min(1, (at + batchSize) / documents.length) };
}

function* storefrontBatches(simulation: Simulation, anchorMs: number) {
  const last = Math.floor(anchorMs / minuteMs);
  const first = last - backfillDays * 24 * 60;
  let documents: JsonObject[] = [];
  for (let minute = first; minute < last; minute++) {
    documents.push(...simulateMinute(minute, simulation));
    if (documents.length >= batchSize || minute === last - 1) {
      yield { documents, done: (minute + 1 - first) / (last - first) };
      documents = [];
    }
  }
}

const readable: DataViewInput['roles'] = ['editor', 'viewer'];

export const sampleSets: SampleSet[] = [
  {
    id: 'storefront',
    title: 'Storefront',
    index: 'shop-logs',
    mappings: storefrontMappings,
    dashboard: storefrontDashboard,
    batches: storefrontBatches,
    summary: 'Logs of a simulated web shop: 14 days, ten services, one incident. It keeps writing while Oriel runs.',
    dataView: {
      title: 'Shop logs',
      pattern: 'shop-logs',
      timeField: '@timestamp',
      description: 'Access and application logs of a simulated web shop.',
      roles: readable,
      columns: ['log.level', 'service.name', 'message'],
      fieldFormats: {
        'event.duration': { format: 'duration-ms', label: 'Duration' },
        'cart.total': { format: 'money' },
        'payment.amount': { format: 'money' },
        'http.response.status_code': { format: 'id' },
      },
    },
  },
  {
    id: 'flights',
    title: 'US flights',
    index: 'flights',
    mappings: flightMappings,
    dashboard: flightsDashboard,
    batches: () => inBatches(flightDocuments()),
    summary: 'Twenty thousand real flights of early 2001 with their airports.',
    dataView: {
      title: 'US flights',
      pattern: 'flights',
      timeField: '@timestamp',
      description: 'Flights of January to March 2001, from the US Bureau of Transportation Statistics.',
      roles: readable,
      columns: ['route', 'delay_min', 'distance_mi', 'origin.city'],
      fieldFormats: { delay_min: { unit: 'min' }, distance_mi: { unit: 'mi' } },
    },
  },
  {
    id: 'earthquakes',
    title: 'Earthquakes',
    index: 'earthquakes',
    mappings: earthquakeMappings,
    dashboard: earthquakesDashboard,
    batches: () => inBatches(earthquakeDocuments()),
    summary: 'A real week of earthquakes around the world, from the USGS.',
    dataView: {
      title: 'Earthquakes',
      pattern: 'earthquakes',
      timeField: '@timestamp',
      description: 'Every earthquake the USGS reported in one week of 2018.',
      roles: readable,
      columns: ['magnitude', 'place', 'depth_km'],
      fieldFormats: { depth_km: { unit: 'km' } },
    },
  },
];
