import type { EChartsCoreOption } from 'echarts/core';

export type ChartOption = EChartsCoreOption;

/** What a chart needs of the theme beyond what ECharts' theme object carries: the `oriel` part of echarts-theme.*.json. */
export interface ChartTheme {
  color: string[];
  oriel: {
    areaOpacity: number;
    softAreaOpacity: number;
    panel: string;
    text: Record<string, string>;
    hair: string;
    previous: { color: string; width: number };
    forecast: { dash: number[]; width: number; bandOpacity: number };
    anomaly: { mark: string; text: string; soft: string; band: string };
    threshold: { color: string; dash: number[]; width: number };
    sequential: string[];
    sequentialWarm: string[];
    cellEmpty: string;
    land: string;
    landLine: string;
  };
}
