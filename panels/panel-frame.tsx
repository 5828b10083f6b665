'use client';

import { IconAlertTriangle, IconCalendarOff, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import { Component, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { StateBlock } from '../components/ui/state-block';
import { useSize } from '../components/ui/use-size';
import { formatInstant } from '../lib/format/time';
import { RequestError } from '../lib/http/fetch-json';
import type { PanelAnswer, PanelContext } from './panel-type';
import { PanelSkeleton } from './shared/skeleton';
import { type PanelOrigin, usePanelData } from './use-panel-data';
import type { PanelActions } from './view-props';
import { panelViews, preloadView } from './views';

export interface FramePanel {
  id: string;
  kind: string;
  title: string;
  subtitle: string;
  config: Record<string, unknown>;
}

export interface PanelFrameProps extends PanelActions {
  panel: FramePanel;
  origin: PanelOrigin;
  context: Omit<PanelContext, 'width'>;
  refresh: number;
  colorOf: (field: string, value: string) => number;
  /** Ask by draft instead of by id: the builder and unsaved edits. */
  draft?: boolean;
  actions?: ReactNode;
  selected?: boolean;
  bare?: boolean;
}

const flush = new Set(['map', 'table', 'log-stream']);
const widthStep = 100;

/** True once the element has come near the screen; then for good. */
function useSeen<T extends Element>() {
  const ref = useRef<T>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || seen) return;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true), {
      rootMargin: '200px',
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return [ref, seen] as const;
}

class ViewBoundary extends Component<{ children: ReactNode; resetKey: unknown }, { failed: boolean }> {
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

function Failure({ error, onRetry, small }: { error: unknown; onRetry: () => void; small: boolean }) {
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

function Empty({
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

function chips(data: unknown): ReactNode {
  const count = (data as { analysis?: { anomalies?: unknown[] } } | undefined)?.analysis?.anomalies?.length ?? 0;
  if (count === 0) return null;
  return (
    <span className="chip anomaly">
      <span className="dia" /> {count} {count === 1 ? 'anomaly' : 'anomalies'}
    </span>
  );
}

interface ContentProps extends PanelActions {
  answer: PanelAnswer | undefined;
  error: unknown;
  onRetry: () => void;
  small: boolean;
  panel: FramePanel;
  size: { width: number; height: number };
  timeZone: string;
  colorOf: PanelFrameProps['colorOf'];
}

/** The picture, or the state that stands in its place. */
function PanelContent({ answer, error, onRetry, small, panel, size, timeZone, colorOf, onFilter, onTimeRange }: ContentProps) {
  const View = panelViews[panel.kind];
  if (error && !answer) return <Failure error={error} onRetry={onRetry} small={small} />;
  if (!answer) return <PanelSkeleton kind={panel.kind} />;
  if (answer.empty) return <Empty latestMs={answer.empty.latestMs} timeZone={timeZone} onTimeRange={onTimeRange} small={small} />;
  if (!View) return null;
  return (
    <ViewBoundary resetKey={answer}>
      <Suspense fallback={<PanelSkeleton kind={panel.kind} />}>
        <View
          config={panel.config}
          data={answer.data}
          title={panel.title}
          timeZone={timeZone}
          colorOf={colorOf}
          width={size.width}
          height={size.height}
          onFilter={onFilter}
          onTimeRange={onTimeRange}
        />
      </Suspense>
    </ViewBoundary>
  );
}

function PanelHeader({ panel, data, stale, actions }: { panel: FramePanel; data: unknown; stale: boolean; actions: ReactNode }) {
  if (!panel.title && !actions) return null;
  return (
    <header>
      <h2>{panel.title}</h2>
      <span className="sub grow">{panel.subtitle}</span>
      {chips(data)}
      {stale && <span className="chip warning">Not up to date</span>}
      <span className="act">{actions}</span>
    </header>
  );
}

/** A panel on the page: title, what is counted, its picture, and a face for every state. Fetches once it is near the screen. */
export function PanelFrame({
  panel,
  origin,
  context,
  refresh,
  colorOf,
  draft,
  actions,
  selected,
  bare,
  onFilter,
  onTimeRange,
}: PanelFrameProps) {
  const [seenRef, seen] = useSeen<HTMLElement>();
  const [bodyRef, size] = useSize<HTMLDivElement>();
  const full = { ...context, width: Math.max(200, Math.round(size.width / widthStep) * widthStep) };
  const query = draft ? { draft: { kind: panel.kind, config: panel.config }, context: full } : { panel: panel.id, context: full };
  const {
    data: answer,
    error,
    isPlaceholderData,
    isFetching,
    refetch,
  } = usePanelData(origin, query, { enabled: seen && size.width > 0, refresh });
  const small = panel.kind === 'metric';
  useEffect(() => preloadView(panel.kind), [panel.kind]);

  const content = () => (
    <PanelContent
      answer={answer}
      error={error}
      onRetry={() => void refetch()}
      small={small}
      panel={panel}
      size={size}
      timeZone={context.timeZone}
      colorOf={colorOf}
      onFilter={onFilter}
      onTimeRange={onTimeRange}
    />
  );

  const stale = Boolean(error && answer);
  return (
    <article
      ref={seenRef}
      className={`panel${small ? ' compact' : ''}${selected ? ' selected' : ''}${bare ? ' bare' : ''}`}
      aria-label={panel.title || panel.kind}
      aria-busy={isFetching}
      data-panel={panel.id}
      data-painted={Boolean(answer || error) && !isPlaceholderData}
    >
      {isFetching && answer && <span className="refreshing" />}
      {small ? (
        <div className="metric">
          <h2 className="lab">{panel.title}</h2>
          <div ref={bodyRef} style={{ minHeight: 52 }} className={stale ? 'stale' : ''}>
            {content()}
          </div>
          <span className="act">{actions}</span>
        </div>
      ) : (
        <>
          <PanelHeader panel={panel} data={answer?.data} stale={stale} actions={actions} />
          <div ref={bodyRef} className={`body${flush.has(panel.kind) ? ' flush' : ''}${stale ? ' stale' : ''}`}>
            {answer?.partial && (
              <p className="note warning">
                <IconAlertTriangle size={16} /> {answer.partial.answered} of {answer.partial.total} shards answered. Counts may be low.
              </p>
            )}
            {content()}
          </div>
        </>
      )}
    </article>
  );
}
