type Body = Record<string, unknown>;

/** The searches of a dashboard of 12 panels over the days before `toMs`. */
export function panels(toMs: number, days: number): Body[] {
  const range = { range: { '@timestamp': { gte: toMs - days * 86_400_000, lt: toMs } } };
  const filter = (more: Body[] = []) => ({ bool: { filter: [range, ...more] } });
  const time = { date_histogram: { field: '@timestamp', fixed_interval: days > 2 ? '6h' : days >= 1 ? '15m' : '10s' } };
  const top = (field: string, size = 10) => ({ terms: { field, size } });
  const counted = (aggs: Body, more?: Body[]): Body => ({ size: 0, track_total_hits: false, query: filter(more), aggs });
  return [
    { size: 0, track_total_hits: true, query: filter() },
    counted({ t: { ...time, aggs: { s: top('service', 5) } } }),
    counted({ t: { ...time, aggs: { p: { percentiles: { field: 'duration', percents: [50, 95, 99] } } } } }),
    counted({ p: { ...top('path'), aggs: { d: { avg: { field: 'duration' } } } } }),
    counted({ u: { cardinality: { field: 'user' } } }),
    counted({ g: { geotile_grid: { field: 'location', precision: 6 } } }),
    counted({ f: { filters: { filters: { bad: { range: { status: { gte: 500 } } }, good: { range: { status: { lt: 500 } } } } } } }),
    counted({ s: top('service') }, [{ range: { status: { gte: 500 } } }]),
    counted({ t: time }, [{ match: { message: 'timeout' } }]),
    counted({ m: top('method') }),
    counted({ b: { sum: { field: 'bytes' } }, d: { max: { field: 'duration' } } }),
    { size: 50, sort: [{ '@timestamp': 'desc' }], query: filter([{ term: { service: 'checkout' } }]) },
  ];
}
