'use client';

import { t } from '../../lib/i18n/t';
import { Choice, Setting } from '../shared/editor-parts';
import type { XyConfig } from './schema';

/** How the values are drawn, whatever they measure. */
export function DrawingSettings({ config, set }: { config: XyConfig; set: (part: Partial<XyConfig>) => void }) {
  return (
    <>
      <Setting name={t('Threshold')}>
        <input
          className="inp soft"
          type="number"
          step="any"
          style={{ flex: '0 0 100px' }}
          aria-label={t('Threshold value')}
          placeholder={t('none')}
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
            aria-label={t('Threshold label')}
            value={config.threshold.label}
            onChange={(event) => config.threshold && set({ threshold: { ...config.threshold, label: event.target.value } })}
          />
        )}
      </Setting>
      <Setting name={t('Good range')}>
        {(['from', 'to'] as const).map((end) => (
          <input
            key={end}
            className="inp soft"
            type="number"
            step="any"
            style={{ flex: '0 0 84px' }}
            aria-label={t('Good range {end}', { end })}
            placeholder={end === 'from' ? t('from') : t('to')}
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
            aria-label={t('Good range label')}
            value={config.band.label}
            onChange={(event) => config.band && set({ band: { ...config.band, label: event.target.value } })}
          />
        )}
      </Setting>
      <Setting name={t('Course')}>
        <select
          className="inp soft"
          aria-label={t('Course')}
          value={config.course}
          onChange={(event) => set({ course: event.target.value as XyConfig['course'] })}
        >
          <option value="as-is">{t('The values')}</option>
          <option value="cumulative">{t('Their sum so far')}</option>
          <option value="change">{t('Their change')}</option>
          <option value="smooth">{t('Their moving mean')}</option>
        </select>
        {config.course === 'smooth' && (
          <input
            className="inp soft"
            type="number"
            min={2}
            max={100}
            style={{ flex: '0 0 70px' }}
            aria-label={t('Points of the moving mean')}
            value={config.smoothOver}
            onChange={(event) => set({ smoothOver: Math.min(100, Math.max(2, Math.round(event.target.valueAsNumber || 2))) })}
          />
        )}
      </Setting>
      {config.mark === 'line' && config.x.type === 'time' && !config.split && (
        <Setting name={t('Detail')}>
          <Choice
            name={t('Detail')}
            value={config.every ? 'every' : 'measured'}
            options={[
              ['measured', t('As measured')],
              ['every', t('Every value')],
            ]}
            onChange={(detail) => set({ every: detail === 'every' })}
          />
        </Setting>
      )}
      <Setting name={t('Scale')}>
        <Choice
          name={t('Scale')}
          value={config.scale}
          options={[
            ['linear', t('Linear')],
            ['log', t('Logarithmic')],
          ]}
          onChange={(scale) => set({ scale })}
        />
      </Setting>
      <Setting name={t('Names')}>
        <Choice
          name={t('Names')}
          value={config.names}
          options={[
            ['auto', t('Automatic')],
            ['line', t('At the lines')],
            ['below', t('Below')],
            ['statistics', t('Table')],
            ['none', t('None')],
          ]}
          onChange={(names) => set({ names })}
        />
      </Setting>
      <Setting name={t('Missing data')}>
        <Choice
          name={t('Missing data')}
          value={config.missing}
          options={[
            ['gap', t('Gap')],
            ['zero', t('Zero')],
            ['last', t('Last value')],
          ]}
          onChange={(missing) => set({ missing })}
        />
      </Setting>
    </>
  );
}
