// biome-ignore-all lint/a11y/noStaticElementInteractions: shapes of a picture that has a name; "Show as table" has the same by keyboard
'use client';

import { type GeoProjection, geoPath } from 'd3-geo';
import { useMemo } from 'react';
import type { ChartTheme } from '../../components/charts/chart-option';
import { formatValue, type ValueFormat } from '../../lib/format/number';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import { isFilter, type PanelActions } from '../view-props';
import { radiusOf } from './projection';
import type { Region } from './region';
import type { LayerData, MapPoint } from './schema';

interface Props extends Pick<PanelActions, 'onFilter'> {
  layer: LayerData;
  projection: GeoProjection;
  regions: Region[];
  theme: ChartTheme;
  color: string;
  scale: number;
  width: number;
  height: number;
  labelField?: string;
  against?: string;
  onHover: (event: React.MouseEvent, text: string) => void;
}

const steps = 9;

export const sayOf =
  ({ style }: LayerData) =>
  (value: number | null) =>
    formatValue(value, style.format as ValueFormat, { unit: style.unit });

const vs = (value: number | null, before: number | undefined, against: string | undefined) => {
  const change = signedChange(value, before);
  return change === undefined ? '' : ` · ${t('{change} vs {against}', { change, against: against ?? '' })}`;
};

function Regions({ layer, projection, regions, theme, against, onFilter, onHover }: Props) {
  const paths = useMemo(() => {
    const path = geoPath(projection).digits(1);
    return regions.map((region) => ({ region, d: path(region.shape) ?? '' }));
  }, [regions, projection]);
  const byCode = useMemo(() => new Map(layer.regions.map((region) => [region.code.toUpperCase(), region])), [layer.regions]);
  const say = sayOf(layer);
  return paths.map(({ region, d }) => {
    const found = region.codes.map((code) => byCode.get(code)).find((one) => one !== undefined);
    if (!found) return layer.atlas === 'countries' ? null : <path key={region.name} className="land" d={d} />;
    const shade = Math.min(steps - 1, Math.floor(Math.sqrt(Math.max(0, found.value ?? 0) / (layer.max || 1)) * steps));
    return (
      <path
        key={region.name}
        className="region"
        d={d}
        fill={theme.oriel.sequential[shade]}
        onMouseMove={(event) =>
          onHover(event, `${region.name} · ${say(found.value)} ${layer.measureName}${vs(found.value, found.before, against)}`)
        }
        onClick={() => onFilter?.(isFilter(layer.field, found.code))}
      />
    );
  });
}

function Bubbles({ layer, projection, color, scale, width, height, labelField, against, onFilter, onHover }: Props) {
  const radius = radiusOf(layer, width, height);
  const say = sayOf(layer);
  const placed = useMemo(
    () =>
      layer.points
        .flatMap((point) => {
          const at = projection([point.lon, point.lat]);
          return at ? [{ point, x: at[0], y: at[1] }] : [];
        })
        .sort((a, b) => (b.point.value ?? 0) - (a.point.value ?? 0)),
    [layer.points, projection],
  );
  const describe = (point: MapPoint) =>
    point.label
      ? `${point.label}${point.value === null ? '' : ` · ${say(point.value)}`}`
      : `${say(point.value)} ${layer.measureName}${vs(point.value, point.before, against)}`;
  const choose = (point: MapPoint) => {
    if (point.box)
      onFilter?.({
        field: layer.field,
        operator: 'within',
        value: point.box,
        negate: false,
        disabled: false,
        label: t('{value} {measure} here', { value: say(point.value), measure: layer.measureName }),
      });
    else if (labelField && point.label) onFilter?.(isFilter(labelField, point.label));
  };
  return placed.map(({ point, x, y }, index) => (
    <circle
      key={`${point.lat}/${point.lon}/${index}`}
      className="bub"
      style={{ fill: color, stroke: color }}
      cx={x}
      cy={y}
      r={radius(point.value) / scale}
      onMouseMove={(event) => onHover(event, describe(point))}
      onClick={() => choose(point)}
    />
  ));
}

function Heat({ layer, projection, color, scale }: Props) {
  const id = `heat-${layer.id}`;
  return (
    <>
      <radialGradient id={id}>
        <stop offset="0%" stopColor={color} stopOpacity={0.85} />
        <stop offset="55%" stopColor={color} stopOpacity={0.28} />
        <stop offset="100%" stopColor={color} stopOpacity={0} />
      </radialGradient>
      {layer.points.map(({ lat, lon, value }, index) => {
        const at = projection([lon, lat]);
        const share = Math.sqrt(Math.max(0, value ?? 0) / (layer.max || 1));
        return at ? (
          <circle
            key={`${lat}/${lon}/${index}`}
            className="heat-spot"
            cx={at[0]}
            cy={at[1]}
            r={(10 + 26 * share) / scale}
            fill={`url(#${id})`}
            opacity={0.35 + 0.65 * share}
          />
        ) : null;
      })}
    </>
  );
}

function Tracks({ layer, projection, theme, color, scale, onFilter, onHover }: Props) {
  const path = geoPath(projection).digits(1);
  return layer.tracks.map(({ key, value, line }, index) => {
    const stroke = layer.tracks.length === 1 ? color : (theme.color[index % theme.color.length] ?? color);
    const end = projection(line.at(-1) ?? [0, 0]);
    const words = t('{key} · {count} places', { key, count: line.length });
    const choose = () => layer.entity && onFilter?.(isFilter(layer.entity, value));
    return (
      <g key={key}>
        <path
          className="track"
          d={path({ type: 'LineString', coordinates: line }) ?? ''}
          stroke={stroke}
          strokeWidth={1.75 / scale}
          onMouseMove={(event) => onHover(event, words)}
          onClick={choose}
        />
        {end && (
          <circle
            className="bub"
            style={{ fill: stroke, stroke: theme.oriel.panel }}
            cx={end[0]}
            cy={end[1]}
            r={4 / scale}
            onMouseMove={(event) => onHover(event, words)}
            onClick={choose}
          />
        )}
      </g>
    );
  });
}

const shapes: Record<LayerData['kind'], (props: Props) => React.ReactNode> = {
  choropleth: Regions,
  points: Bubbles,
  clusters: Bubbles,
  heat: Heat,
  tracks: Tracks,
};

/** One layer's shapes, in the map's own pixels. */
export function LayerShapes(props: Props) {
  const Shapes = shapes[props.layer.kind];
  return <Shapes {...props} />;
}
