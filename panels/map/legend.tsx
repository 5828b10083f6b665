'use client';

import type { ChartTheme } from '../../components/charts/chart-option';
import { t } from '../../lib/i18n/t';
import { sayOf } from './layer-shapes';
import type { LayerData } from './schema';

/** What the layers are; a click hides one or shows it again. */
export function Legend({
  layers,
  hidden,
  colorOf,
  theme,
  onToggle,
}: {
  layers: LayerData[];
  hidden: Set<string>;
  colorOf: (layer: LayerData, at: number) => string;
  theme: ChartTheme;
  onToggle: (id: string) => void;
}) {
  return (
    <ul className="map-legend">
      {layers.map((layer, at) => {
        const say = sayOf(layer);
        return (
          <li key={layer.id}>
            <label>
              <input type="checkbox" checked={!hidden.has(layer.id)} onChange={() => onToggle(layer.id)} />
              {layer.kind === 'choropleth' ? (
                <span className="ramp" aria-hidden="true">
                  {theme.oriel.sequential.map((shade) => (
                    <i key={shade} style={{ background: shade }} />
                  ))}
                </span>
              ) : (
                <i className={`swatch ${layer.kind}`} style={{ background: colorOf(layer, at) }} />
              )}
              <span className="ell">{layer.name}</span>
              {layer.max > 0 && Number.isFinite(layer.max) && layer.kind !== 'tracks' && (
                <span className="t3">{t('up to {most}', { most: say(layer.max) })}</span>
              )}
            </label>
          </li>
        );
      })}
    </ul>
  );
}
