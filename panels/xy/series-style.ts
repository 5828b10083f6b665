import type { OptionInput } from './option-input';
import type { SeriesStyle, XyConfig, XySeries } from './schema';

/** A series of an ECharts option. */
export type Series = Record<string, unknown>;

/** What was set for one series. */
export const styleFor = ({ styles }: XyConfig, { key }: XySeries): SeriesStyle => styles[key] ?? {};

export function colorFor({ config, data, theme, colorOf }: OptionInput, series: XySeries, index: number): string {
  const place = series.other
    ? 10
    : (styleFor(config, series).color ?? series.color ?? (data.splitField ? colorOf(data.splitField, series.key) : index + 1));
  return theme.color[(place - 1) % theme.color.length] ?? '';
}

/** What has no logarithm is not drawn on its scale. */
export const onScale = (values: (number | null)[], scale: XyConfig['scale']) =>
  scale === 'log' ? values.map((value) => (value !== null && value > 0 ? value : null)) : values;
