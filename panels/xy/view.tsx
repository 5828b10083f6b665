'use client';

import { useMemo, useState } from 'react';
import { EChart } from '../../components/charts/echart';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { absoluteRange, isFilter, type PanelViewProps } from '../view-props';
import { AnomalyNote } from './anomaly-note';
import { describeXy } from './axes';
import { xyOption } from './option';
import { type XyConfig, type XyData, xySchema } from './schema';
import { colorFor } from './series-style';
import { SeriesStatistics } from './statistics';

export function XyView({
  config: stored,
  data,
  title,
  timeZone,
  colorOf,
  width,
  height,
  onFilter,
  onTimeRange,
  onExplain,
}: PanelViewProps<XyConfig, XyData>) {
  const theme = useChartTheme();
  const [opened, setOpened] = useState<number>();
  const config = useMemo(() => xySchema.parse(stored), [stored]);
  const withTable = config.names === 'statistics';
  const tall = withTable ? Math.max(80, height - Math.min(height * 0.45, 34 + 28 * data.series.length)) : height;
  const input = useMemo(
    () => ({ config, data, theme, timeZone, width, height: tall, colorOf }),
    [config, data, theme, timeZone, width, tall, colorOf],
  );
  const option = useMemo(() => xyOption(input), [input]);
  const anomaly = opened === undefined ? undefined : data.analysis?.anomalies[opened];

  const click = (event: { dataIndex: number; name: string; componentType: string; seriesIndex: number; seriesId?: string }) => {
    if (event.componentType === 'markPoint') {
      setOpened(event.dataIndex);
      return;
    }
    const series = data.series.find((one) => one.key === event.seriesId);
    if (data.splitField && series?.value !== undefined) onFilter?.(isFilter(data.splitField, series.value));
    else if (data.axis === 'category' && data.field) onFilter?.(isFilter(data.field, String(data.x[event.dataIndex])));
    else if (data.axis === 'number' && data.field && config.x.type === 'histogram') {
      const from = Number(data.x[event.dataIndex]);
      onFilter?.({
        field: data.field,
        operator: 'range',
        value: { gte: from, lt: from + config.x.interval },
        negate: false,
        disabled: false,
      });
    } else if (data.axis === 'time' && config.mark === 'bar' && data.stepMs)
      onTimeRange?.(absoluteRange(Number(data.x[event.dataIndex]), Number(data.x[event.dataIndex]) + data.stepMs));
  };

  return (
    <div className={withTable ? 'xy-with-table' : 'chart'}>
      <div style={{ height: withTable ? tall : '100%', position: 'relative' }}>
        <EChart
          option={option}
          size={{ width, height: tall }}
          label={describeXy({ data, timeZone }, title)}
          group={data.axis === 'time' ? 'time' : undefined}
          onClick={click}
          onBrush={data.axis === 'time' && onTimeRange ? (from, to) => onTimeRange(absoluteRange(from, to)) : undefined}
        />
      </div>
      {withTable && (
        <SeriesStatistics data={data} colors={data.series.map((series, index) => colorFor(input, series, index))} onFilter={onFilter} />
      )}
      {anomaly && (
        <AnomalyNote
          anomaly={anomaly}
          style={data.style}
          timeZone={timeZone}
          onClose={() => setOpened(undefined)}
          onExplain={onExplain && (() => onExplain(anomaly.fromMs, anomaly.toMs))}
          onZoom={
            onTimeRange &&
            (() =>
              onTimeRange(
                absoluteRange(anomaly.fromMs - 4 * (anomaly.toMs - anomaly.fromMs), anomaly.toMs + 4 * (anomaly.toMs - anomaly.fromMs)),
              ))
          }
        />
      )}
    </div>
  );
}
