'use client';

import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatSpan } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import type { MapData } from './schema';

export const sliderHeight = 40;
const stepMs = 700;

/** Goes through the stretches of a map's time, by hand or playing. `at` undefined is the whole time. */
export function TimeSlider({
  frames,
  at,
  timeZone,
  onChange,
}: {
  frames: NonNullable<MapData['frames']>;
  at: number | undefined;
  timeZone: string;
  onChange: (at: number | undefined) => void;
}) {
  const [playing, setPlaying] = useState(false);
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => onChange(at === undefined || at >= frames.length - 1 ? 0 : at + 1), at === undefined ? 0 : stepMs);
    return () => clearTimeout(timer);
  }, [playing, at, frames.length, onChange]);
  const stretch = at === undefined ? undefined : frames[at];
  const words = stretch ? formatSpan(stretch.fromMs, stretch.toMs, timeZone) : t('Whole time');
  const Icon = playing ? IconPlayerPause : IconPlayerPlay;
  return (
    <div className="map-time no-print">
      <button
        type="button"
        className="btn sm icon"
        aria-label={playing ? t('Pause the time') : t('Play the time')}
        onClick={() => setPlaying(!playing)}
      >
        <Icon size={14} />
      </button>
      <input
        type="range"
        aria-label={t('Time on the map')}
        aria-valuetext={words}
        min={0}
        max={frames.length - 1}
        value={at ?? 0}
        className={at === undefined ? 'unset' : undefined}
        onChange={(event) => {
          setPlaying(false);
          onChange(event.target.valueAsNumber);
        }}
      />
      <output className="num">{words}</output>
      {at !== undefined && (
        <button
          type="button"
          className="btn sm"
          onClick={() => {
            setPlaying(false);
            onChange(undefined);
          }}
        >
          {t('Whole time')}
        </button>
      )}
    </div>
  );
}
