import type { ChartTheme } from '../../components/charts/chart-option';
import type { XyConfig, XyData } from './schema';

/** All that a chart's option depends on. */
export interface OptionInput {
  config: XyConfig;
  data: XyData;
  theme: ChartTheme;
  timeZone: string;
  width: number;
  height: number;
  colorOf: (field: string, value: string) => number;
}
