'use client';

import { IconCircle, IconMinus, IconPlus, IconPolygon, IconRectangle, IconTarget } from '@tabler/icons-react';
import { geoGraticule10, geoPath } from 'd3-geo';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useChartTheme } from '../../components/charts/use-chart-theme';
import { countries } from '../../components/charts/world';
import { locale } from '../../lib/i18n/language';
import { msg, t } from '../../lib/i18n/t';
import type { PanelViewProps } from '../view-props';
import { knownRegions, regionsOf } from './atlas';
import { type Camera, home, local, useCamera } from './camera';
import { drawnFilter, type Place, type Tool, tools } from './draw';
import { mapAt } from './frames';
import { LayerShapes, sayOf } from './layer-shapes';
import { Legend } from './legend';
import { frameFor, radiusOf } from './projection';
import type { Region } from './region';
import { type LayerData, layersOf, type MapConfig, type MapData, mapSchema } from './schema';
import { sliderHeight, TimeSlider } from './time-slider';

const toolIcons = { box: IconRectangle, circle: IconCircle, polygon: IconPolygon };
const toolWords = { box: msg('Draw a box to filter'), circle: msg('Draw a circle to filter'), polygon: msg('Draw an area to filter') };

/** Numbers of the biggest bubbles, as long as they do not touch each other. */
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

/** Shapes of each layer's regions; those that come later are there once they are loaded. */
function useRegions(config: MapConfig): Map<string, Region[]> {
  const layers = useMemo(() => layersOf(config).filter(({ kind }) => kind === 'choropleth'), [config]);
  const [loaded, setLoaded] = useState<Map<string, Region[]>>(new Map());
  useEffect(() => {
    let left = false;
    const late = layers.filter((layer) => knownRegions(layer.atlas, layer) === undefined);
    void Promise.all(late.map(async (layer) => [layer.id, await regionsOf(layer.atlas, layer)] as const)).then(
      (entries) => !left && entries.length > 0 && setLoaded(new Map(entries)),
    );
    return () => {
      left = true;
    };
  }, [layers]);
  return useMemo(
    () => new Map(layers.map((layer) => [layer.id, knownRegions(layer.atlas, layer) ?? loaded.get(layer.id) ?? []])),
    [layers, loaded],
  );
}

function numbersOn(
  layers: LayerData[],
  camera: Camera,
  project: (place: [number, number]) => [number, number] | null,
  width: number,
  height: number,
) {
  const layer = layers.find(({ kind }) => kind === 'clusters');
  if (!layer || camera.scale >= 3) return [];
  const radius = radiusOf(layer, width, height);
  const say = sayOf(layer);
  const placed = layer.points
    .flatMap(({ lon, lat, value }) => {
      const at = project([lon, lat]);
      return at ? [{ x: at[0] * camera.scale + camera.x, y: at[1] * camera.scale + camera.y, r: radius(value), text: say(value) }] : [];
    })
    .sort((a, b) => b.r - a.r);
  return labelsFor(placed.slice(0, 30));
}

function describe(title: string, { layers }: MapData): string {
  const parts = layers.map((layer) => {
    const what =
      layer.kind === 'choropleth'
        ? t('{count, plural, one {# region} other {# regions}}', { count: layer.regions.length })
        : layer.kind === 'tracks'
          ? t('{count, plural, one {# way} other {# ways}}', { count: layer.tracks.length })
          : t('{count, plural, one {# place} other {# places}}', { count: layer.points.length });
    return `${layer.name}, ${what}${layer.max > 0 ? t(', up to {max}', { max: sayOf(layer)(layer.max) }) : ''}`;
  });
  return `${title}: ${parts.join('; ')}.`;
}

export function MapView({
  config: stored,
  data: whole,
  title,
  timeZone,
  width: given,
  height: givenHeight,
  onFilter,
}: PanelViewProps<MapConfig, MapData>) {
  const theme = useChartTheme();
  const config = useMemo(() => mapSchema.parse(stored), [stored]);
  const [at, setAt] = useState<number>();
  const data = useMemo(() => mapAt(whole, at), [whole, at]);
  const [width, height] = [Math.max(100, given), Math.max(80, givenHeight - (whole.frames ? sliderHeight : 0))];
  const [hidden, setHidden] = useState(new Set<string>());
  const [tip, setTip] = useState<{ x: number; y: number; text: string }>();
  const [tool, setTool] = useState<Tool>();
  const [places, setPlaces] = useState<Place[]>([]);
  const svg = useRef<SVGSVGElement>(null);
  const { camera, setCamera, zoom, handlers } = useCamera(svg, width, height, tool === undefined);
  const regions = useRegions(config);
  const frame = useMemo(() => frameFor(whole, width, height, [...regions.values()].flat()), [whole, width, height, regions]);
  const base = useMemo(() => {
    const path = geoPath(frame.projection).digits(1);
    return { land: countries.map(({ name, shape }) => ({ name, d: path(shape) ?? '' })), graticule: path(geoGraticule10()) ?? '' };
  }, [frame]);
  const layers = data.layers.filter(({ id }) => !hidden.has(id));
  const kept = new Map(layersOf(config).map((layer) => [layer.id, layer]));
  const colorOf = (layer: LayerData, at: number) =>
    theme.color[((kept.get(layer.id)?.color ?? (layer.kind === 'heat' ? 2 : at + 1)) - 1) % theme.color.length] ?? '';
  const field = data.layers.find(({ kind }) => kind !== 'choropleth')?.field;

  const toMap = ({ x, y }: Place): Place => ({ x: (x - camera.x) / camera.scale, y: (y - camera.y) / camera.scale });
  const finish = (drawn: Place[]) => {
    const filter = tool && field ? drawnFilter(tool, drawn.map(toMap), field, frame.projection) : undefined;
    setPlaces([]);
    setTool(undefined);
    if (filter) onFilter?.(filter);
  };
  const drawing = tool && {
    onPointerDown: (event: React.PointerEvent) =>
      setPlaces(tool === 'polygon' ? [...places, local(svg, event)] : [local(svg, event), local(svg, event)]),
    onPointerMove: (event: React.PointerEvent) => tool !== 'polygon' && places[0] && setPlaces([places[0], local(svg, event)]),
    onPointerUp: () => tool !== 'polygon' && finish(places),
    onDoubleClick: () => tool === 'polygon' && finish(places.slice(0, -1)),
  };
  const numbers = numbersOn(layers, camera, (place) => frame.projection(place), width, height);
  const truncated = layers.find((layer) => layer.truncated);
  return (
    <div className={`map${tool ? ' drawing' : ''}${whole.frames ? ' timed' : ''}`} onMouseLeave={() => setTip(undefined)}>
      <svg ref={svg} role="img" aria-label={describe(title, data)} viewBox={`0 0 ${width} ${height}`} {...(drawing ?? handlers)}>
        <g transform={`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>
          <path className="grat" d={base.graticule} />
          {base.land.map(({ name, d }) => (
            <path key={name} className="land" d={d} />
          ))}
          {layers.map((layer) => (
            <LayerShapes
              key={layer.id}
              layer={layer}
              projection={frame.projection}
              regions={regions.get(layer.id) ?? []}
              theme={theme}
              color={colorOf(layer, data.layers.indexOf(layer))}
              scale={camera.scale}
              width={width}
              height={height}
              labelField={kept.get(layer.id)?.labelField}
              against={data.against}
              onFilter={tool ? undefined : onFilter}
              onHover={(event, text) => setTip({ ...local(svg, event), text })}
            />
          ))}
        </g>
        {numbers.map(({ x, y, r, text }) => (
          <text key={`${x}${y}`} x={r > 16 ? x : x + r + 4} y={y + 4} textAnchor={r > 16 ? 'middle' : 'start'}>
            {text}
          </text>
        ))}
        <Drawn tool={tool} places={places} />
      </svg>
      <div className="zoom no-print">
        <button type="button" aria-label={t('Closer')} onClick={() => zoom(1.6)}>
          <IconPlus size={14} />
        </button>
        <button type="button" aria-label={t('Farther')} onClick={() => zoom(1 / 1.6)}>
          <IconMinus size={14} />
        </button>
        {camera.scale > 1 && (
          <button type="button" aria-label={t('Fit to data')} onClick={() => setCamera(home)}>
            <IconTarget size={14} />
          </button>
        )}
        {onFilter &&
          field &&
          tools.map((name) => {
            const Icon = toolIcons[name];
            return (
              <button
                key={name}
                type="button"
                aria-label={t(toolWords[name])}
                title={t(toolWords[name])}
                aria-pressed={tool === name}
                onClick={() => {
                  setPlaces([]);
                  setTool(tool === name ? undefined : name);
                }}
              >
                <Icon size={14} />
              </button>
            );
          })}
      </div>
      {data.layers.length > 1 && (
        <Legend
          layers={data.layers}
          hidden={hidden}
          colorOf={colorOf}
          theme={theme}
          onToggle={(id) => setHidden(new Set(hidden.has(id) ? [...hidden].filter((one) => one !== id) : [...hidden, id]))}
        />
      )}
      {whole.frames && <TimeSlider frames={whole.frames} at={at} timeZone={timeZone} onChange={setAt} />}
      {tool && (
        <span className="chip map-hint">{tool === 'polygon' ? t('Click the corners, double-click to end') : t('Drag over the map')}</span>
      )}
      {truncated && !tool && data.layers.length === 1 && (
        <span className="chip map-hint">{t('The first {count} places', { count: truncated.points.length.toLocaleString(locale()) })}</span>
      )}
      {tip && (
        <div className="tip" style={{ left: Math.min(tip.x + 12, Math.max(0, width - 200)), top: Math.max(0, tip.y - 34) }}>
          {tip.text}
        </div>
      )}
    </div>
  );
}

/** The shape while it is drawn. */
function Drawn({ tool, places }: { tool: Tool | undefined; places: Place[] }) {
  const [first, second] = places;
  if (!tool || !first || !second) return null;
  if (tool === 'box')
    return (
      <rect
        className="drawn"
        x={Math.min(first.x, second.x)}
        y={Math.min(first.y, second.y)}
        width={Math.abs(second.x - first.x)}
        height={Math.abs(second.y - first.y)}
      />
    );
  if (tool === 'circle')
    return <circle className="drawn" cx={first.x} cy={first.y} r={Math.hypot(second.x - first.x, second.y - first.y)} />;
  return <polygon className="drawn" points={places.map(({ x, y }) => `${x},${y}`).join(' ')} />;
}
