import type { DashboardDocument } from '../dashboards/document/schema';
import { panelsOf } from './panels-of';

const flights = (kql?: string) => ({ type: 'search', dataView: 'flights', ...(kql ? { kql } : {}) });
const quakes = (kql?: string) => ({ type: 'search', dataView: 'earthquakes', ...(kql ? { kql } : {}) });
const meanDelay = { aggregation: 'avg', field: 'delay_min', label: 'Mean delay', unit: 'min' };

export const flightsDashboard: DashboardDocument = {
  version: 2,
  title: 'US flights, early 2001',
  description: 'Twenty thousand flights of January to March 2001: where from, how late, and when.',
  tags: ['sample', 'travel'],
  timeRange: { from: '2001-01-01T00:00:00.000Z', to: '2001-04-01T00:00:00.000Z' },
  refreshMs: 0,
  timeZone: 'UTC',
  kql: '',
  filters: [],
  panels: panelsOf([
    ['count', 'metric', 'Flights', '', [0, 0, 3, 3], { source: flights(), measure: { aggregation: 'count' }, compare: false }],
    ['delay', 'metric', 'Mean delay', '', [3, 0, 3, 3], { source: flights(), measure: meanDelay, compare: false, better: 'lower' }],
    ['late', 'metric', 'More than 15 min late', '', [6, 0, 3, 3], { source: flights(), measure: { aggregation: 'share', kql: 'delayed: true' }, compare: false, better: 'lower' }],
    ['distance', 'metric', 'Median distance', '', [9, 0, 3, 3], { source: flights(), measure: { aggregation: 'median', field: 'distance_mi', unit: 'mi' }, compare: false }],
    ['per-day', 'xy', 'Flights per day', '', [0, 3, 8, 8], { source: flights(), mark: 'bar', stack: 'stacked', x: { type: 'time', interval: '1d' }, split: { field: 'origin.state', size: 5, other: true }, measures: [{ aggregation: 'count' }] }],
    ['origins', 'table', 'Busiest airports', 'departures', [8, 3, 4, 8], { source: flights(), rows: [{ field: 'origin.name', size: 8 }], measures: [{ aggregation: 'count', label: 'Departures' }], display: 'list' }],
    ['map', 'map', 'Where flights start', 'bubbles are departures', [0, 11, 7, 12], { source: flights(), layer: 'clusters', field: 'origin.location', measure: { aggregation: 'count', label: 'departures' } }],
    ['when', 'heatmap', 'When flights are late', 'mean delay, min', [7, 11, 5, 12], { source: flights(), layout: 'week', measure: meanDelay, ramp: 'warm' }],
    ['delays', 'xy', 'Mean delay per day', 'min', [0, 23, 7, 8], { source: flights(), mark: 'line', x: { type: 'time', interval: '1d' }, measures: [meanDelay], threshold: { value: 15, label: 'Late: 15 min' } }],
    ['routes', 'table', 'Longest delays by route', '', [7, 23, 5, 8], { source: flights(), rows: [{ field: 'route', size: 10, label: 'Route' }], measures: [{ aggregation: 'count', label: 'Flights' }, meanDelay, { aggregation: 'max', field: 'delay_min', label: 'Worst', unit: 'min' }], bar: 0 }],
  ]),
};

export const earthquakesDashboard: DashboardDocument = {
  version: 2,
  title: 'Earthquakes of a week',
  description: 'Every earthquake the USGS reported between 30 January and 7 February 2018.',
  tags: ['sample', 'nature'],
  timeRange: { from: '2018-01-30T00:00:00.000Z', to: '2018-02-07T02:00:00.000Z' },
  refreshMs: 0,
  timeZone: 'UTC',
  kql: '',
  filters: [],
  panels: panelsOf([
    ['count', 'metric', 'Earthquakes', '', [0, 0, 3, 3], { source: quakes(), measure: { aggregation: 'count' }, compare: false }],
    ['strongest', 'metric', 'Strongest', 'magnitude', [3, 0, 3, 3], { source: quakes(), measure: { aggregation: 'max', field: 'magnitude' }, compare: false }],
    ['deep', 'metric', 'Median depth', '', [6, 0, 3, 3], { source: quakes(), measure: { aggregation: 'median', field: 'depth_km', unit: 'km' }, compare: false }],
    ['felt', 'metric', 'Reports of people who felt one', '', [9, 0, 3, 3], { source: quakes(), measure: { aggregation: 'sum', field: 'felt_reports' }, compare: false }],
    ['map', 'map', 'Magnitude 2.5 and above', 'size by magnitude', [0, 3, 8, 13], { source: quakes('magnitude >= 2.5'), layer: 'points', field: 'location', labelField: 'place', sizeField: 'magnitude' }],
    ['regions', 'table', 'Most active regions', 'earthquakes', [8, 3, 4, 13], { source: quakes(), rows: [{ field: 'region', size: 12 }], measures: [{ aggregation: 'count', label: 'Earthquakes' }], display: 'list' }],
    ['time', 'xy', 'Earthquakes over time', '', [0, 16, 8, 8], { source: quakes(), mark: 'bar', stack: 'stacked', x: { type: 'time', interval: '3h' }, split: { field: 'region', size: 4, other: true }, measures: [{ aggregation: 'count' }] }],
    ['sizes', 'xy', 'How strong', 'by magnitude', [8, 16, 4, 8], { source: quakes('magnitude >= 0'), mark: 'bar', x: { type: 'histogram', field: 'magnitude', interval: 0.5 }, measures: [{ aggregation: 'count', label: 'Earthquakes' }] }],
    ['list', 'table', 'By region', '', [0, 24, 12, 10], { source: quakes(), rows: [{ field: 'region', size: 20, label: 'Region' }], measures: [{ aggregation: 'count', label: 'Earthquakes' }, { aggregation: 'max', field: 'magnitude', label: 'Strongest' }, { aggregation: 'avg', field: 'magnitude', label: 'Mean magnitude' }, { aggregation: 'avg', field: 'depth_km', label: 'Mean depth', unit: 'km' }], bar: 0, sparkline: true }],
  ]),
};
