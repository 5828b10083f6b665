'use client';

import { lazy, Suspense } from 'react';
import type { EChartProps } from './echart';

const EChart = lazy(() => import('./echart').then((module) => ({ default: module.EChart })));

/** The chart library comes with the first chart, not with the page. */
export function LazyEChart(props: EChartProps) {
  return (
    <Suspense fallback={<div className="chart" role="img" aria-label={props.label} />}>
      <EChart {...props} />
    </Suspense>
  );
}
