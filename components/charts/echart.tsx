'use client';

import { BarChart, LineChart, PieChart } from 'echarts/charts';
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
} from 'echarts/components';
import { connect, type EChartsType, init, registerTheme, use as useParts } from 'echarts/core';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import dark from '../theme/echarts-theme.dark.json';
import light from '../theme/echarts-theme.light.json';
import { useTheme } from '../ui/use-theme';
import type { ChartOption } from './chart-option';

useParts([
  BarChart,
  LineChart,
  PieChart,
  GridComponent,
  TooltipComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  DatasetComponent,
  AriaComponent,
  LabelLayout,
  SVGRenderer,
]);
registerTheme('oriel-light', light);
registerTheme('oriel-dark', dark);

/**
 * The chart as an SVG document, for a page that is painted on the server. Same option, same theme; without motion.
 * Nothing of the option is taken as markup: ECharts escapes its texts.
 */
function staticChart(option: ChartOption, theme: string, size: { width: number; height: number }): string {
  const instance = init(null, `oriel-${theme}`, { renderer: 'svg', ssr: true, ...size });
  try {
    instance.setOption({ ...option, animation: false });
    return instance.renderToSVGString({ useViewBox: true }).replace('<svg ', '<svg preserveAspectRatio="none" ');
  } finally {
    instance.dispose();
  }
}

export interface EChartProps {
  /** Pixels: what the server paints with. Absent: it leaves the box empty. */
  size?: { width: number; height: number };
  option: ChartOption;
  label: string;
  /** Charts of one group share their crosshair. */
  group?: string;
  onClick?: (event: { seriesIndex: number; dataIndex: number; name: string; componentType: string; event?: { event: MouseEvent } }) => void;
  /** Pixel range dragged along the horizontal axis, as axis values. */
  onBrush?: (from: number, to: number) => void;
}

interface Drag {
  startX: number;
  band: HTMLDivElement;
}

/** Drag across the plot to choose a range; a plain click is left to the chart. */
function followDrag(element: HTMLElement, chart: EChartsType, onBrush: (from: number, to: number) => void): () => void {
  let drag: Drag | undefined;
  const at = (event: PointerEvent) => event.clientX - element.getBoundingClientRect().left;
  const down = (event: PointerEvent) => {
    if (
      event.button !== 0 ||
      event.pointerType === 'touch' ||
      !chart.containPixel({ gridIndex: 0 }, [at(event), event.clientY - element.getBoundingClientRect().top])
    )
      return;
    const band = document.createElement('div');
    band.style.cssText = 'position:absolute;top:0;bottom:0;width:0;background:var(--or-accent-solid);opacity:.14;pointer-events:none';
    element.appendChild(band);
    drag = { startX: at(event), band };
  };
  const move = (event: PointerEvent) => {
    if (!drag) return;
    const x = at(event);
    drag.band.style.left = `${Math.min(x, drag.startX)}px`;
    drag.band.style.width = `${Math.abs(x - drag.startX)}px`;
  };
  const up = (event: PointerEvent) => {
    if (!drag) return;
    const [left, right] = [Math.min(at(event), drag.startX), Math.max(at(event), drag.startX)];
    drag.band.remove();
    drag = undefined;
    if (right - left < 8) return;
    const [from] = chart.convertFromPixel({ gridIndex: 0 }, [left, 0]) as number[];
    const [to] = chart.convertFromPixel({ gridIndex: 0 }, [right, 0]) as number[];
    if (from !== undefined && to !== undefined) onBrush(from, to);
  };
  element.addEventListener('pointerdown', down);
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  return () => {
    element.removeEventListener('pointerdown', down);
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
  };
}

/**
 * An ECharts option in a box that it fills. Follows size and theme; animates only what changed.
 * On the server it is a picture already; the live chart takes its place when the page's code has come.
 */
export function EChart({ option, label, group, onClick, onBrush, size }: EChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);
  const theme = useTheme();
  const handlers = useRef({ onClick, onBrush });
  handlers.current = { onClick, onBrush };
  const current = useRef(option);
  current.current = option;
  const brushable = Boolean(onBrush);
  const picture = useRef<HTMLDivElement>(null);
  const onServer = typeof window === 'undefined';

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const instance = init(element, `oriel-${theme}`, { renderer: 'svg' });
    chart.current = instance;
    const painted = Boolean(picture.current?.firstChild);
    instance.setOption({ ...current.current, animation: !painted });
    picture.current?.replaceChildren();
    if (group) {
      instance.group = group;
      connect(group);
    }
    instance.on('click', (event) => handlers.current.onClick?.(event as never));
    const observer = new ResizeObserver(() => instance.resize({ animation: { duration: 0 } }));
    observer.observe(element);
    const stopDrag = brushable ? followDrag(element, instance, (from, to) => handlers.current.onBrush?.(from, to)) : undefined;
    return () => {
      observer.disconnect();
      stopDrag?.();
      instance.dispose();
      chart.current = null;
    };
  }, [theme, group, brushable]);

  useEffect(() => {
    chart.current?.setOption({ ...option, animation: true }, { replaceMerge: ['series'] });
  }, [option]);

  return (
    <div className="chart" role="img" aria-label={label}>
      <div
        ref={picture}
        className="picture"
        suppressHydrationWarning
        dangerouslySetInnerHTML={{ __html: onServer && size && size.width > 0 ? staticChart(option, theme, size) : '' }}
      />
      <div ref={box} className="live-chart" />
    </div>
  );
}
