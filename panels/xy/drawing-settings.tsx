'use client';

import { Choice, Setting } from '../shared/editor-parts';
import type { XyConfig } from './schema';

/** How the values are drawn, whatever they measure. */
export function DrawingSettings({ config, set }: { config: XyConfig; set: (part: Partial<XyConfig>) => void }) {
  return (
    <>
      <Setting name="Threshold">
        <input
          className="inp soft"
          type="number"
          step="any"
          style={{ flex: '0 0 100px' }}
          aria-label="Threshold value"
          placeholder="none"
          value={config.threshold?.value ?? ''}
          onChange={(event) =>
            set({
              threshold:
                event.target.value === '' ? undefined : { value: Number(event.target.value), label: config.threshold?.label ?? 'Target' },
            })
          }
        />
        {config.threshold && (
          <input
            className="inp soft"
            aria-label="Threshold label"
            value={config.threshold.label}
            onChange={(event) => config.threshold && set({ threshold: { ...config.threshold, label: event.target.value } })}
          />
        )}
      </Setting>
      <Setting name="Good range">
        {(['from', 'to'] as const).map((end) => (
          <input
            key={end}
            className="inp soft"
            type="number"
            step="any"
            style={{ flex: '0 0 84px' }}
            aria-label={`Good range ${end}`}
            placeholder={end}
            value={config.band?.[end] ?? ''}
            onChange={(event) =>
              set({
                band:
                  event.target.value === ''
                    ? undefined
                    : { from: 0, to: 0, label: 'usual', ...config.band, [end]: Number(event.target.value) },
              })
            }
          />
        ))}
        {config.band && (
          <input
            className="inp soft"
            aria-label="Good range label"
            value={config.band.label}
            onChange={(event) => config.band && set({ band: { ...config.band, label: event.target.value } })}
          />
        )}
      </Setting>
      <Setting name="Course">
        <select
          className="inp soft"
          aria-label="Course"
          value={config.course}
          onChange={(event) => set({ course: event.target.value as XyConfig['course'] })}
        >
          <option value="as-is">The values</option>
          <option value="cumulative">Their sum so far</option>
          <option value="change">Their change</option>
          <option value="smooth">Their moving mean</option>
        </select>
        {config.course === 'smooth' && (
          <input
            className="inp soft"
            type="number"
            min={2}
            max={100}
            style={{ flex: '0 0 70px' }}
            aria-label="Points of the moving mean"
            value={config.smoothOver}
            onChange={(event) => set({ smoothOver: Math.min(100, Math.max(2, Math.round(event.target.valueAsNumber || 2))) })}
          />
        )}
      </Setting>
      {config.mark === 'line' && config.x.type === 'time' && !config.split && (
        <Setting name="Detail">
          <Choice
            name="Detail"
            value={config.every ? 'every' : 'measured'}
            options={[
              ['measured', 'As measured'],
              ['every', 'Every value'],
            ]}
            onChange={(detail) => set({ every: detail === 'every' })}
          />
        </Setting>
      )}
      <Setting name="Scale">
        <Choice
          name="Scale"
          value={config.scale}
          options={[
            ['linear', 'Linear'],
            ['log', 'Logarithmic'],
          ]}
          onChange={(scale) => set({ scale })}
        />
      </Setting>
      <Setting name="Names">
        <Choice
          name="Names"
          value={config.names}
          options={[
            ['auto', 'Automatic'],
            ['line', 'At the lines'],
            ['below', 'Below'],
            ['statistics', 'Table'],
            ['none', 'None'],
          ]}
          onChange={(names) => set({ names })}
        />
      </Setting>
      <Setting name="Missing data">
        <Choice
          name="Missing data"
          value={config.missing}
          options={[
            ['gap', 'Gap'],
            ['zero', 'Zero'],
            ['last', 'Last value'],
          ]}
          onChange={(missing) => set({ missing })}
        />
      </Setting>
    </>
  );
}
