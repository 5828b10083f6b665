import type { DashboardDocument } from '../dashboards/document/schema';
import { panelsOf } from './panels-of';

const source = (kql?: string) => ({ type: 'search', dataView: 'storefront', ...(kql ? { kql } : {}) });
const p95 = { aggregation: 'percentile', percentile: 95, field: 'event.duration', format: 'duration-ms' };

export const storefrontDashboard: DashboardDocument = {
  version: 2,
  title: 'Shop operations',
  description: 'Requests, orders and payments of the simulated shop. One payment provider failed for 45 minutes this morning.',
  tags: ['sample', 'operations'],
  timeRange: { from: 'now-24h', to: 'now' },
  refreshMs: 30_000,
  kql: '',
  filters: [],
  panels: panelsOf([
    ['revenue', 'metric', 'Revenue', '', [0, 0, 3, 3], { source: source(), measure: { aggregation: 'sum', field: 'cart.total', format: 'money' }, better: 'higher' }],
    ['orders', 'metric', 'Orders', '', [3, 0, 3, 3], { source: source('order.placed: true'), measure: { aggregation: 'count' }, better: 'higher' }],
    ['checkout', 'metric', 'Checkout time, p95', '', [6, 0, 3, 3], { source: source('service.name: checkout'), measure: p95, better: 'lower' }],
    ['failed', 'metric', 'Failed payments', '', [9, 0, 3, 3], { source: source('service.name: payments'), measure: { aggregation: 'share', kql: 'http.response.status_code >= 500' }, better: 'lower' }],
    ['requests', 'xy', 'Requests by service', '', [0, 3, 7, 8], { source: source(), mark: 'area', stack: 'stacked', split: { field: 'service.name', size: 5, other: true }, measures: [{ aggregation: 'count' }] }],
    ['errors', 'xy', 'Server errors', '', [7, 3, 5, 8], { source: source('http.response.status_code >= 500'), mark: 'line', measures: [{ aggregation: 'count', label: 'Server errors' }], x: { type: 'time', interval: '15m' }, anomalies: { enabled: true, sensitivity: 1 } }],
    ['countries', 'map', 'Orders by country', 'bubbles are orders', [0, 11, 5, 14], { source: source('order.placed: true'), layer: 'clusters', field: 'client.geo.location', measure: { aggregation: 'count', label: 'orders' } }],
    ['slowest', 'table', 'Slowest pages', 'p95', [5, 11, 4, 8], { source: source(), rows: [{ field: 'url.path', size: 8 }], measures: [p95], display: 'list' }],
    ['methods', 'pie', 'Payment method', 'share of orders', [9, 11, 3, 8], { source: source('order.placed: true'), field: 'payment.method', size: 5, totalLabel: 'orders' }],
    ['services', 'table', 'Services', '', [5, 19, 7, 10], { source: source(), rows: [{ field: 'service.name', size: 10, label: 'Service' }], measures: [{ aggregation: 'count', label: 'Requests' }, { ...p95, label: 'p95' }, { aggregation: 'count', kql: 'http.response.status_code >= 500', label: 'Errors' }], bar: 0, sparkline: true, thresholds: { m2: 40 } }],
    ['order-rate', 'xy', 'Orders', 'with forecast', [0, 25, 5, 8], { source: source('order.placed: true'), mark: 'line', measures: [{ aggregation: 'count', label: 'Orders' }], x: { type: 'time', interval: '30m' }, anomalies: { enabled: true, sensitivity: 1 }, forecast: { enabled: true, level: 0.8 } }],
    ['providers', 'xy', 'Payment time by provider', '', [5, 29, 7, 8], { source: source('service.name: payments'), mark: 'line', split: { field: 'payment.provider', size: 4, other: false }, measures: [p95], x: { type: 'time', interval: '15m' }, threshold: { value: 1000, label: 'Target 1,000 ms' } }],
    ['week', 'heatmap', 'When people order', 'orders per hour', [0, 33, 5, 9], { source: source('order.placed: true'), layout: 'week', measure: { aggregation: 'count' } }],
    ['log', 'log-stream', 'Latest events', 'service logs', [5, 37, 7, 9], { source: source(), messageField: 'message', levelField: 'log.level', columns: ['service.name'], size: 60 }],
  ]),
};
