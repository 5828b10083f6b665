'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { t } from '@/lib/i18n/t';
import { describeFilter, type Filter } from '@/lib/query/filters';
import type { StoredPanel } from '../document/schema';
import { drilldownHref } from '../drilldown';
import type { DashboardState } from '../use-dashboard-state';

interface Asked {
  panel: StoredPanel;
  filter: Filter;
  x: number;
  y: number;
}

interface Options {
  panels: StoredPanel[];
  state: Pick<DashboardState, 'timeRange' | 'contextOf' | 'variables' | 'addFilter'>;
  hrefOf?: (panel: StoredPanel, filters: Filter[]) => string | undefined;
}

/** Where a panel, or a value of it, leads. */
export function drilldownLinks(
  panel: StoredPanel,
  state: Pick<DashboardState, 'timeRange' | 'contextOf' | 'variables'>,
  hrefOf: Options['hrefOf'],
  filter?: Filter,
): DrillLink[] {
  return (panel.drilldowns ?? []).flatMap((drilldown) => {
    const { filters } = state.contextOf(panel.section);
    const explore = (carried: Filter[]) => hrefOf?.(panel, carried);
    const href = drilldownHref(drilldown, { timeRange: state.timeRange, filters, variables: state.variables, filter, explore });
    return href ? [{ label: drilldown.label, href, newTab: drilldown.to === 'url' && drilldown.newTab }] : [];
  });
}

/**
 * What a click on a value of a panel does: it filters, or, where the panel leads somewhere, offers both. Answers a filter function for
 * each panel that has drilldowns, and the menu.
 */
export function useDrilldowns({ panels, state, hrefOf }: Options) {
  const [asked, setAsked] = useState<Asked>();
  const pointer = useRef({ x: 0, y: 0 });
  useEffect(() => {
    const follow = (event: PointerEvent) => {
      pointer.current = { x: event.clientX, y: event.clientY };
    };
    window.addEventListener('pointerdown', follow, { capture: true });
    return () => window.removeEventListener('pointerdown', follow, { capture: true });
  }, []);
  const now = useRef(panels);
  now.current = panels;
  const known = useRef(new Map<string, (filter: Filter) => void>());
  /** Undefined for panels that lead nowhere: they filter at once. */
  const onFilterOf = useCallback((panel: StoredPanel) => {
    if (!panel.drilldowns?.length) return undefined;
    const ask =
      known.current.get(panel.id) ??
      ((filter: Filter) => {
        const found = now.current.find(({ id }) => id === panel.id);
        if (found) setAsked({ panel: found, filter, ...pointer.current });
      });
    known.current.set(panel.id, ask);
    return ask;
  }, []);
  const menu = asked && (
    <DrillMenu
      asked={asked}
      links={drilldownLinks(asked.panel, state, hrefOf, asked.filter)}
      onFilter={state.addFilter}
      onClose={() => setAsked(undefined)}
    />
  );
  return { onFilterOf, menu };
}

export interface DrillLink {
  label: string;
  href: string;
  newTab: boolean;
}

export const DrillAnchor = ({ link }: { link: DrillLink }) => (
  <a className="item" href={link.href} {...(link.newTab ? { target: '_blank', rel: 'noreferrer noopener' } : {})}>
    {link.label}
  </a>
);

function DrillMenu({
  asked,
  links,
  onFilter,
  onClose,
}: {
  asked: Asked;
  links: DrillLink[];
  onFilter: (filter: Filter) => void;
  onClose: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('button')?.focus();
    const leave = (event: Event) => {
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node)) onClose();
    };
    window.addEventListener('pointerdown', leave);
    window.addEventListener('keydown', leave);
    return () => {
      window.removeEventListener('pointerdown', leave);
      window.removeEventListener('keydown', leave);
    };
  }, [onClose]);
  const { field, verb, value } = describeFilter(asked.filter);
  return (
    <div
      ref={box}
      className="pop drill-menu"
      role="dialog"
      aria-label={`${field} ${verb} ${value}`}
      style={{ left: Math.min(asked.x, window.innerWidth - 240), top: Math.min(asked.y + 6, window.innerHeight - 60 - 36 * links.length) }}
    >
      <button
        type="button"
        className="item"
        onClick={() => {
          onFilter(asked.filter);
          onClose();
        }}
      >
        <span className="ell">
          {t('Filter: {field} {verb}', { field, verb })} <b>{value}</b>
        </span>
      </button>
      {links.map((link) => (
        <DrillAnchor key={link.label} link={link} />
      ))}
    </div>
  );
}
