'use client';

import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { readInstant } from '@/lib/elastic/date-math';
import { formatClockMs } from '@/lib/format/time';
import { locale } from '@/lib/i18n/language';
import { t } from '@/lib/i18n/t';
import { flatten, showValue, valueAt } from '../flatten';
import type { DiscoverHit } from '../schema';
import type { DiscoverState } from '../use-discover';
import { keyOf, useTail } from '../use-tail';

const levelFields = ['log.level', 'level', 'severity'];

function textOf({ source }: DiscoverHit, columns: string[]): string {
  const message = showValue(valueAt(source, 'message'));
  const rest = columns.filter((path) => path !== 'message' && !levelFields.includes(path)).map((path) => showValue(valueAt(source, path)));
  if (message !== '–') return [...rest.filter((text) => text !== '–'), message].join('  ');
  return flatten(source)
    .slice(0, 10)
    .map(([path, value]) => `${path} ${showValue(value)}`)
    .join('  ');
}

/** A text with the wanted words marked. */
function Marked({ text, words }: { text: string; words: string }) {
  if (words === '') return text;
  const parts = text.split(new RegExp(`(${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')})`, 'gi'));
  return parts.map((part, at) => (at % 2 === 1 ? <mark key={at}>{part}</mark> : part));
}

/** Documents as they come in, the newest at the bottom, until somebody scrolls up or pauses. */
export function TailPanel({ state }: { state: DiscoverState }) {
  const [paused, setPaused] = useState(false);
  const [words, setWords] = useState('');
  const { lines, problem, skipped, clear } = useTail(state, paused);
  const list = useRef<HTMLUListElement>(null);
  const [follows, setFollows] = useState(true);
  useEffect(() => {
    if (follows) list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [lines, follows]);
  const { timeZone, dataView, columns } = state;
  return (
    <div className="tail">
      <div className="row tail-bar">
        <button type="button" className="btn sm line" aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />} {paused ? t('Go on') : t('Pause')}
        </button>
        <input
          className="inp soft"
          style={{ width: 200 }}
          aria-label={t('Highlight')}
          placeholder={t('Highlight')}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <button type="button" className="btn sm" onClick={clear}>
          {t('Clear')}
        </button>
        <span className="grow" />
        {problem && <span className="chip warning">{problem}</span>}
        {skipped && <span className="chip warning">{t('More come than can be shown: narrow the search')}</span>}
        <span className="t3 num" aria-live="polite">
          {paused ? t('Paused') : t('Live')} {t('· {count} lines', { count: lines.length.toLocaleString(locale()) })}
        </span>
      </div>
      <ul
        ref={list}
        className="logs tail-lines"
        aria-label={t('Lines as they come')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        onScroll={({ currentTarget: { scrollTop, clientHeight, scrollHeight } }) =>
          setFollows(scrollTop + clientHeight > scrollHeight - 24)
        }
      >
        {lines.map((hit) => {
          const ms = readInstant(valueAt(hit.source, dataView?.timeField ?? ''));
          const level = levelFields.map((path) => valueAt(hit.source, path)).find((value) => typeof value === 'string') as
            | string
            | undefined;
          const text = textOf(hit, columns);
          return (
            <li key={keyOf(hit)} className="lv3">
              <span className="t3 num">{ms === undefined ? '–' : formatClockMs(ms, timeZone)}</span>
              <span className={`lv ${level?.toUpperCase() ?? ''}`}>{level?.toUpperCase() ?? '–'}</span>
              <span title={text}>
                <Marked text={text} words={words.trim()} />
              </span>
            </li>
          );
        })}
      </ul>
      {lines.length === 0 && !problem && (
        <p className="t3 hint">{t('Nothing has come in the last minutes. What comes now appears here.')}</p>
      )}
      {!follows && lines.length > 0 && (
        <button type="button" className="btn solid sm to-end" onClick={() => setFollows(true)}>
          {t('To the newest')}
        </button>
      )}
    </div>
  );
}
