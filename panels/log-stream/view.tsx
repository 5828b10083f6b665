'use client';

import { formatCount } from '../../lib/format/number';
import { formatClockMs, formatFull } from '../../lib/format/time';
import { t } from '../../lib/i18n/t';
import { signedChange } from '../shared/change';
import { isFilter, type PanelViewProps } from '../view-props';
import type { LogCounts, LogStreamConfig, LogStreamData } from './schema';

/** How many lines there are beside the time before, in all and by level. */
function ComparedCounts({ counts: { against, lines, linesBefore, levels } }: { counts: LogCounts }) {
  return (
    <div className="log-counts">
      <span>
        <b>{t('{count, plural, one {# line} other {# lines}}', { count: lines })}</b>{' '}
        {t('{change} vs {against}', { change: signedChange(lines, linesBefore) ?? '', against })}
      </span>
      {levels.map(({ level, lines: count, before }) => (
        <span key={level} title={before === undefined ? undefined : `${formatCount(before)} · ${against}`}>
          <i className={`lv ${level}`}>{level}</i> <b>{formatCount(count)}</b> {signedChange(count, before)}
        </span>
      ))}
    </div>
  );
}

export function LogStreamView({ config, data, title, timeZone, onFilter }: PanelViewProps<LogStreamConfig, LogStreamData>) {
  const columns = data.columns.slice(0, 1);
  const shape = data.levelField ? (columns.length > 0 ? 'lv4' : 'lv3') : columns.length > 0 ? 'named' : '';
  const list = (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <ul className="logs" tabIndex={0} aria-label={title}>
      {data.lines.map((line) => (
        <li key={line.id} className={shape}>
          <span className="t3 num" title={line.timeMs === null ? undefined : `${formatFull(line.timeMs, timeZone)} ${timeZone}`}>
            {line.timeMs === null ? '–' : formatClockMs(line.timeMs, timeZone)}
          </span>
          {data.levelField && <span className={`lv ${line.level ?? ''}`}>{line.level ?? '–'}</span>}
          {columns.map((column, at) =>
            onFilter && line.columns[at] ? (
              <button key={column} type="button" className="t2 ell" onClick={() => onFilter(isFilter(column, line.columns[at] as string))}>
                {line.columns[at]}
              </button>
            ) : (
              <span key={column} className="t2">
                {line.columns[at]}
              </span>
            ),
          )}
          <span title={line.message}>{line.message}</span>
        </li>
      ))}
      {data.lines.length >= (config.size ?? 50) && (
        <li>
          <span className="t3" style={{ gridColumn: '1 / -1' }}>
            {t('The newest {count} lines. Discover has the rest.', { count: data.lines.length })}
          </span>
        </li>
      )}
    </ul>
  );
  if (!data.compared) return list;
  return (
    <div className="compared-logs">
      <ComparedCounts counts={data.compared} />
      {list}
    </div>
  );
}
