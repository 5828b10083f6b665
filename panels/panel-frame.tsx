'use client';

import { IconAlertTriangle } from '@tabler/icons-react';
import { memo, type ReactNode, Suspense, startTransition, use, useCallback, useEffect, useRef, useState } from 'react';
import { Awake } from '../components/ui/awake';
import { useSize } from '../components/ui/use-size';
import { t } from '../lib/i18n/t';
import type { FirstAnswer, FirstPanel } from './data-protocol';
import type { FramePanel } from './frame-panel';
import { Frame, isFlush, PanelHeader, TimeChip, WaitingPanel } from './panel-outside';
import { Empty, Failure, ViewBoundary } from './panel-states';
import type { PanelAnswer, PanelContext } from './panel-type';
import { PanelSkeleton } from './shared/skeleton';
import { type PanelOrigin, usePanelData } from './use-panel-data';
import type { ColorOf, PanelActions } from './view-props';
import { isLazy, panelViews, preloadView } from './views';
import { isAsleep, wake } from './waking';

interface Explained {
  /** Asks what is different about a time of this panel. */
  onExplain?: (panelId: string, fromMs: number, toMs: number) => void;
}

export interface PanelFrameProps extends PanelActions, Explained {
  panel: FramePanel;
  origin: PanelOrigin;
  context: Omit<PanelContext, 'width'>;
  refresh: number;
  colorOf: ColorOf;
  /** The answer that comes with the page. */
  first?: FirstPanel;
  /** Ask by draft instead of by id: the builder and unsaved edits. */
  draft?: boolean;
  /** What the unsaved dashboard writes on its charts over time; with `draft`. */
  annotations?: readonly unknown[];
  /** Buttons of the panel's head. */
  actions?: (panelId: string) => ReactNode;
  selected?: boolean;
  bare?: boolean;
}

const widthStep = 100;

/** True once the element has come near the screen; then for good. */
function useSeen<T extends Element>() {
  const ref = useRef<T>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (!element || seen) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && startTransition(() => setSeen(true)),
      {
        // what the server has painted ends at the edge of the screen: beyond it nothing is asked while the page is only looked at
        rootMargin: isAsleep() ? '-40px 0px' : '200px',
      },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [seen]);
  return [ref, seen] as const;
}

interface ContentProps extends PanelActions, Explained {
  answer: PanelAnswer | undefined;
  error: unknown;
  onRetry: () => void;
  small: boolean;
  panel: FramePanel;
  size: { width: number; height: number };
  timeZone: string;
  colorOf: PanelFrameProps['colorOf'];
}

/**
 * The picture, or the state that stands in its place. Memoized: a picture that the server painted stays as it is until its code
 * has come, unless something of its own changes.
 */
const PanelContent = memo(function PanelContent({
  answer,
  error,
  onRetry,
  small,
  panel,
  size,
  timeZone,
  colorOf,
  onFilter,
  onTimeRange,
  onExplain,
}: ContentProps) {
  const View = panelViews[panel.kind];
  if (error && !answer) return <Failure error={error} onRetry={onRetry} small={small} />;
  if (!answer) return <PanelSkeleton kind={panel.kind} />;
  if (answer.empty) return <Empty latestMs={answer.empty.latestMs} timeZone={timeZone} onTimeRange={onTimeRange} small={small} />;
  if (!View) return null;
  const view = (
    <Awake>
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
        onExplain={onExplain && ((fromMs, toMs) => onExplain(panel.id, fromMs, toMs))}
      />
    </Awake>
  );
  return (
    <ViewBoundary resetKey={answer}>
      {isLazy(panel.kind) ? <Suspense fallback={<PanelSkeleton kind={panel.kind} />}>{view}</Suspense> : view}
    </ViewBoundary>
  );
});

/** A width in steps, so that a small resize asks nothing anew. Starts with what the server took. */
function useSteppedWidth(measured: number, first: number | undefined): number {
  const chosen = useRef(first);
  if (measured > 0 && Math.abs(measured - (chosen.current ?? 0)) >= widthStep)
    chosen.current = Math.max(200, Math.round(measured / widthStep) * widthStep);
  return chosen.current ?? 200;
}

const sameContext = (one: Omit<PanelContext, 'width'>, other: Omit<PanelContext, 'width'>) =>
  JSON.stringify({ ...one, width: 0 }) === JSON.stringify({ ...other, width: 0 });

/**
 * A panel on the page: title, what is counted, its picture, and a face for every state.
 * Its answer comes with the page where the server could start it; otherwise it is fetched once the panel is near the screen.
 */
export const PanelFrame = memo(function PanelFrame(props: PanelFrameProps) {
  const { first, panel, bare } = props;
  if (!(first?.answer instanceof Promise)) return <LivePanel {...props} early={first?.answer} />;
  return (
    <Suspense fallback={<WaitingPanel panel={panel} bare={bare} />}>
      <AwaitedPanel {...props} answer={first.answer} />
    </Suspense>
  );
});

function AwaitedPanel({ answer, ...props }: PanelFrameProps & { answer: Promise<FirstAnswer | undefined> }) {
  return <LivePanel {...props} early={use(answer)} />;
}

/** A panel as it is asked for without having been saved. Only charts over time show annotations. */
const draftOf = ({ kind, config, time }: FramePanel, annotations: PanelFrameProps['annotations']) => ({
  kind,
  config,
  time,
  ...(kind === 'xy' ? { annotations } : {}),
});

function LivePanel({
  early: given,
  panel,
  origin,
  context,
  refresh,
  colorOf,
  first,
  draft,
  annotations,
  actions,
  selected,
  bare,
  onFilter,
  onTimeRange,
  onExplain,
}: PanelFrameProps & { early: FirstAnswer | undefined }) {
  const early = first && sameContext(first.context, context) ? given : undefined;
  for (const [field, value, place] of early?.colors ?? []) colorOf(field, value, place);
  const [seenRef, seen] = useSeen<HTMLElement>();
  const [bodyRef, size] = useSize<HTMLDivElement>(first?.size);
  const full = { ...context, width: useSteppedWidth(size.width, first?.context.width) };
  const query = draft ? { draft: draftOf(panel, annotations), context: full } : { panel: panel.id, context: full };
  const {
    data: answer,
    error,
    isPlaceholderData,
    isFetching,
    refetch,
  } = usePanelData(origin, query, { enabled: seen && size.width > 0, refresh, first: refresh === 0 ? early?.answer : undefined });
  const small = panel.kind === 'metric';
  useEffect(() => preloadView(panel.kind), [panel.kind]);
  useEffect(() => {
    if (answer && answer !== early?.answer) wake();
  }, [answer, early]);

  const retry = useCallback(() => void refetch(), [refetch]);
  const content = (
    <PanelContent
      answer={answer}
      error={error}
      onRetry={retry}
      small={small}
      panel={panel}
      size={size}
      timeZone={context.timeZone}
      colorOf={colorOf}
      onFilter={onFilter}
      onTimeRange={onTimeRange}
      onExplain={onExplain}
    />
  );

  const stale = Boolean(error && answer);
  return (
    <Frame
      ref={seenRef}
      panel={panel}
      small={small}
      selected={selected}
      bare={bare}
      aria-busy={isFetching}
      data-painted={Boolean(answer || error) && !isPlaceholderData}
    >
      {isFetching && answer && <span className="refreshing" />}
      {small ? (
        <div className="metric">
          <h2 className="lab">
            {panel.title}
            <TimeChip panel={panel} />
          </h2>
          <div ref={bodyRef} style={{ minHeight: 52 }} className={stale ? 'stale' : ''}>
            {content}
          </div>
          <span className="act">{actions?.(panel.id)}</span>
        </div>
      ) : (
        <>
          <PanelHeader panel={panel} data={answer?.data} stale={stale} actions={actions?.(panel.id)} />
          <div ref={bodyRef} className={`body${isFlush(panel.kind) ? ' flush' : ''}${stale ? ' stale' : ''}`}>
            {answer?.partial && (
              <p className="note warning">
                <IconAlertTriangle size={16} />{' '}
                {t('{answered} of {total} shards answered. Counts may be low.', {
                  answered: answer.partial.answered,
                  total: answer.partial.total,
                })}
              </p>
            )}
            {content}
          </div>
        </>
      )}
    </Frame>
  );
}
