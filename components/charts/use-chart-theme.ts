'use client';

import dark from '../theme/echarts-theme.dark.json';
import light from '../theme/echarts-theme.light.json';
import { useTheme } from '../ui/use-theme';
import type { ChartTheme } from './chart-option';

/** The chart colours of the theme that is shown now. */
export function useChartTheme(): ChartTheme {
  return (useTheme() === 'dark' ? dark : light) as unknown as ChartTheme;
}
