'use client';

import { IconAlertTriangle, IconCalendarOff, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import { Component, type ReactNode, useState } from 'react';
import { StateBlock } from '../components/ui/state-block';
import { formatInstant } from '../lib/format/time';
import { RequestError } from '../lib/http/fetch-json';
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
      <StateBlock error icon={<IconAlertTriangle size={20} />} title="This panel could not be drawn">
        Its data arrived, but the picture failed. Reload the page, or open the panel in the builder.
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
    forbidden: 'You cannot see this data',
    'cluster-unreachable': 'The cluster did not answer',
    'cluster-timeout': 'This took too long',
    'missing-index': 'The index is missing',
    'kql-syntax': 'The query cannot be read',
    'unknown-panel-kind': 'Unknown kind of panel',
    'broken-document': 'This panel is damaged',
  };
  const actions = (
    <>
      {!locked && (
        <button type="button" className="btn line sm" onClick={onRetry}>
          Try now
        </button>
      )}
      {problem?.details && (
        <button type="button" className="btn sm" onClick={() => setDetails(!details)}>
          Details
        </button>
      )}
    </>
  );
  return (
    <StateBlock
      error={!locked}
      small={small}
      icon={locked ? <IconLock size={20} /> : <IconPlugConnectedX size={20} />}
      title={titles[problem?.code ?? ''] ?? 'Query failed'}
      actions={actions}
    >
      {problem?.detail ?? 'Something went wrong.'}
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
      title={small ? '–' : 'Nothing in this time'}
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
            Go to {formatInstant(latestMs, timeZone)}
          </button>
        ) : undefined
      }
    >
      {latestMs === null
        ? 'No document matches the query and the filters. Remove a filter, or choose a longer time.'
        : `The newest matching document is from ${formatInstant(latestMs, timeZone)}.`}
    </StateBlock>
  );
}
