'use client';

import { useMemo } from 'react';
import { EChart } from '../../components/charts/echart';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import { isFilter, type PanelViewProps } from '../view-props';
import { changeOption } from './option';
import type { ChangeConfig, ChangeData } from './schema';

export function ChangeView({ data, title, width, height, onFilter }: PanelViewProps<ChangeConfig, ChangeData>) {
  const theme = useChartTheme();
  const option = useMemo(() => changeOption(data, theme, width), [data, theme, width]);
  const say = (value: number) => formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit });
  const parts = data.parts
    .slice(0, 5)
    .map(({ key, before, after }) => `${key} ${after >= before ? 'plus' : 'minus'} ${say(Math.abs(after - before))}`);
  return (
    <EChart
      option={option}
      size={{ width, height }}
      label={t('{title}: from {before} ({against}) to {after}, {change}. {parts}.', {
        title,
        before: say(data.before),
        against: data.against,
        after: say(data.after),
        change: signedChange(data.after, data.before) ?? '',
        parts: parts.join(', '),
      })}
      onClick={({ dataIndex }) => {
        const part = data.parts[dataIndex - 1];
        if (part && !part.other) onFilter?.(isFilter(data.field, part.value));
      }}
    />
  );
}
