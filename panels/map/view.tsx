'use client';

import { IconMinus, IconPlus, IconTarget } from '@tabler/icons-react';
import { geoGraticule10, geoPath } from 'd3-geo';
import { useMemo, useRef, useState } from 'react';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { countries } from '../../components/charts/world';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { signedChange } from '../shared/change';
import { isFilter, type PanelViewProps } from '../view-props';
import { frameFor } from './projection';
import type { MapConfig, MapData, MapPoint } from './schema';

interface Camera {
  x: number;
  y: number;
  scale: number;
}

const home: Camera = { x: 0, y: 0, scale: 1 };
const mostScale = 24;
const steps = 9;

function zoomed(camera: Camera, factor: number, at: { x: number; y: number }): Camera {
  const scale = Math.min(mostScale, Math.max(1, camera.scale * factor));
  const by = scale / camera.scale;
  return scale === 1 ? home : { scale, x: at.x - (at.x - camera.x) * by, y: at.y - (at.y - camera.y) * by };
}

/** Names of the biggest bubbles, as long as they do not touch each other. */
function labelsFor(placed: { x: number; y: number; r: number; text: string }[], mostLabels = 8) {
  const taken: { x: number; y: number; w: number }[] = [];
  return placed.filter(({ x, y, r, text }) => {
    const box = { x: x + r + 4, y, w: text.length * 6.2 };
    const free =
      taken.length < mostLabels &&
      taken.every((other) => Math.abs(other.y - box.y) > 14 || box.x > other.x + other.w || box.x + box.w < other.x);
    if (free) taken.push(box);
    return free;
  });
}

export function MapView({ config, data, title, width, height, onFilter }: PanelViewProps<MapConfig, MapData>) {
  const theme = useChartTheme();
  const svg = useRef<SVGSVGElement>(null);
  const [camera, setCamera] = useState(home);
  const [tip, setTip] = useState<{ x: number; y: number; text: string }>();
  const drag = useRef<{ x: number; y: number; camera: Camera; moved: boolean }>(null);
  const frame = useMemo(() => frameFor(data, Math.max(100, width), Math.max(80, height)), [data, width, height]);
  const shapes = useMemo(() => {
    const path = geoPath(frame.projection).digits(1);
    return { land: countries.map((country) => ({ ...country, d: path(country.shape) ?? '' })), graticule: path(geoGraticule10()) ?? '' };
  }, [frame]);
  const byCode = useMemo(() => new Map(data.regions.map((region) => [region.code.toUpperCase(), region])), [data.regions]);
  const placed = useMemo(
    () =>
      data.points
        .flatMap((point) => {
          const at = frame.projection([point.lon, point.lat]);
          return at ? [{ point, x: at[0], y: at[1], r: frame.radius(point.value) }] : [];
        })
        .sort((a, b) => b.r - a.r),
    [data.points, frame],
  );

  const show = (value: number | null) => formatValue(value, data.style.format as ValueFormat, { unit: data.style.unit });
  const vs = (value: number | null, before: number | undefined) => {
    const change = signedChange(value, before);
    return change === undefined ? '' : ` · ${change} vs ${data.against}`;
  };
  const describe = (point: MapPoint) =>
    point.label
      ? `${point.label}${point.value === null ? '' : ` · ${show(point.value)}`}`
      : `${show(point.value)} ${data.measureName}${vs(point.value, point.before)}`;
  const local = (event: { clientX: number; clientY: number }) => {
    const box = svg.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const hover = (event: React.MouseEvent, text: string) => setTip({ ...local(event), text });
  const zoom = (factor: number) => setCamera((now) => zoomed(now, factor, { x: width / 2, y: height / 2 }));
  const choose = (point: MapPoint) => {
    if (point.box)
      onFilter?.({
        field: config.field,
        operator: 'within',
        value: point.box,
        negate: false,
        disabled: false,
        label: `${show(point.value)} ${data.measureName} here`,
      });
    else if (config.labelField && point.label) onFilter?.(isFilter(config.labelField, point.label));
  };
  const labels =
    data.layer === 'clusters' && camera.scale < 3
      ? labelsFor(
          placed
            .slice(0, 30)
            .map(({ x, y, r, point }) => ({ x: x * camera.scale + camera.x, y: y * camera.scale + camera.y, r, text: show(point.value) })),
        )
      : [];

  return (
    <div className="map" onMouseLeave={() => setTip(undefined)}>
      <svg
        ref={svg}
        role="img"
        aria-label={`${title}: ${data.layer === 'choropleth' ? `${data.regions.length} countries` : `${data.points.length} places`}, up to ${show(data.max)}.`}
        viewBox={`0 0 ${Math.max(100, width)} ${Math.max(80, height)}`}
        onPointerDown={(event) => {
          drag.current = { ...local(event), camera, moved: false };
        }}
        onPointerMove={(event) => {
          const start = drag.current;
          if (!start) return;
          const now = local(event);
          if (Math.hypot(now.x - start.x, now.y - start.y) > 3) start.moved = true;
          if (start.moved && start.camera.scale > 1)
            setCamera({ ...start.camera, x: start.camera.x + now.x - start.x, y: start.camera.y + now.y - start.y });
        }}
        onPointerUp={() => {
          drag.current = null;
        }}
        onPointerLeave={() => {
          drag.current = null;
        }}
        onDoubleClick={(event) => setCamera(zoomed(camera, 2, local(event)))}
      >
        <g transform={`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>
          <path className="grat" d={shapes.graticule} />
          {shapes.land.map(({ code, name, d }) => {
            const region = code ? byCode.get(code) : undefined;
            if (!region || data.layer !== 'choropleth') return <path key={name} className="land" d={d} />;
            const shade = Math.min(steps - 1, Math.floor(Math.sqrt((region.value ?? 0) / (data.max || 1)) * steps));
            return (
              <path
                key={name}
                className="region"
                d={d}
                fill={theme.oriel.sequential[shade]}
                onMouseMove={(event) =>
                  hover(event, `${name} · ${show(region.value)} ${data.measureName}${vs(region.value, region.before)}`)
                }
                onClick={() => onFilter?.(isFilter(config.field, region.code))}
              />
            );
          })}
          {placed.map(({ point, x, y, r }, index) => (
            <circle
              key={`${point.lat}/${point.lon}/${index}`}
              className="bub"
              cx={x}
              cy={y}
              r={r / camera.scale}
              onMouseMove={(event) => hover(event, describe(point))}
              onClick={() => choose(point)}
            />
          ))}
        </g>
        {labels.map(({ x, y, r, text }) => (
          <text key={`${x}${y}`} x={r > 16 ? x : x + r + 4} y={y + 4} textAnchor={r > 16 ? 'middle' : 'start'}>
            {text}
          </text>
        ))}
      </svg>
      <div className="zoom no-print">
        <button type="button" aria-label="Closer" onClick={() => zoom(1.6)}>
          <IconPlus size={14} />
        </button>
        <button type="button" aria-label="Farther" onClick={() => zoom(1 / 1.6)}>
          <IconMinus size={14} />
        </button>
        {camera.scale > 1 && (
          <button type="button" aria-label="Fit to data" onClick={() => setCamera(home)}>
            <IconTarget size={14} />
          </button>
        )}
      </div>
      {data.truncated && (
        <span className="chip" style={{ position: 'absolute', left: 10, bottom: 10 }}>
          The first {data.points.length.toLocaleString('en-GB')} places
        </span>
      )}
      {tip && (
        <div className="tip" style={{ left: Math.min(tip.x + 12, Math.max(0, width - 200)), top: Math.max(0, tip.y - 34) }}>
          {tip.text}
        </div>
      )}
    </div>
  );
}
