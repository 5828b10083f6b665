'use client';

import { IconAlertTriangle, IconCalendarOff, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import { Component, type ReactNode, useState } from 'react';
import { StateBlock } from '../components/ui/state-block';
import { formatInstant } from '../lib/format/time';
import { RequestError } from '../lib/http/fetch-json';
import { t } from '../lib/i18n/t';
import type { PanelActions } from './view-props';

/** Keeps a picture that fails to draw from taking the page with it. */
export class ViewBoundary extends Component<{ children: ReactNode; resetKey: unknown }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError() {
    return { failed: true };
  }
  override componentDidUpdate(before: { resetKey: unknown }) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.setState({ failed: false });
  }
  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <StateBlock error icon={<IconAlertTriangle size={20} />} title={t('This panel could not be drawn')}>
        {t('Its data arrived, but the picture failed. Reload the page, or open the panel in the builder.')}
      </StateBlock>
    );
  }
}

/** Why there is no picture, in a sentence, and what can be done. */
export function Failure({ error, onRetry, small }: { error: unknown; onRetry: () => void; small: boolean }) {
  const [details, setDetails] = useState(false);
  const problem = error instanceof RequestError ? error.problem : undefined;
  const locked = problem?.code === 'forbidden';
  const titles: Record<string, string> = {
    forbidden: t('You cannot see this data'),
    'cluster-unreachable': t('The cluster did not answer'),
    'cluster-timeout': t('This took too long'),
    'missing-index': t('The index is missing'),
    'kql-syntax': t('The query cannot be read'),
    'unknown-panel-kind': t('Unknown kind of panel'),
    'broken-document': t('This panel is damaged'),
  };
  const actions = (
    <>
      {!locked && (
        <button type="button" className="btn line sm" onClick={onRetry}>
          {t('Try now')}
        </button>
      )}
      {problem?.details && (
        <button type="button" className="btn sm" onClick={() => setDetails(!details)}>
          {t('Details')}
        </button>
      )}
    </>
  );
  return (
    <StateBlock
      error={!locked}
      small={small}
      icon={locked ? <IconLock size={20} /> : <IconPlugConnectedX size={20} />}
      title={titles[problem?.code ?? ''] ?? t('Query failed')}
      actions={actions}
    >
      {problem?.detail ?? t('Something went wrong.')}
      {details && (
        <code className="mono" style={{ display: 'block', marginTop: 6 }}>
          {JSON.stringify(problem?.details)}
        </code>
      )}
    </StateBlock>
  );
}

/** Nothing matched; offers the time where something last did. */
export function Empty({
  latestMs,
  timeZone,
  onTimeRange,
  small,
}: { latestMs: number | null; timeZone: string; small: boolean } & Pick<PanelActions, 'onTimeRange'>) {
  const go = latestMs !== null && onTimeRange;
  return (
    <StateBlock
      small={small}
      icon={<IconCalendarOff size={20} />}
      title={small ? '–' : t('Nothing in this time')}
      actions={
        go ? (
          <button
            type="button"
            className="btn line sm"
            onClick={() =>
              onTimeRange({
                from: new Date(latestMs - 12 * 3_600_000).toISOString(),
                to: new Date(latestMs + 12 * 3_600_000).toISOString(),
              })
            }
          >
            {t('Go to {instant}', { instant: formatInstant(latestMs, timeZone) })}
          </button>
        ) : undefined
      }
    >
      {latestMs === null
        ? t('No document matches the query and the filters. Remove a filter, or choose a longer time.')
        : t('The newest matching document is from {instant}.', { instant: formatInstant(latestMs, timeZone) })}
    </StateBlock>
  );
}
