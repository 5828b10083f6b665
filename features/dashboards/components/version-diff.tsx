'use client';

import { type Message, msg, t } from '../../../lib/i18n/t';
import type { DashboardDocument, StoredPanel } from '../document/schema';
import { type PanelChange, type SettingChange, versionDifference } from '../document/version-difference';
import { panelGroups } from '../sections';

const words: Record<PanelChange['change'], Message> = {
  added: msg('Added'),
  removed: msg('Removed'),
  changed: msg('Changed'),
  moved: msg('Moved'),
};

/** A dashboard in the small: every panel a box where it stands, coloured by what became of it. */
function Minimap({
  document,
  changes,
  title,
}: {
  document: DashboardDocument;
  changes: Map<string, PanelChange['change']>;
  title: string;
}) {
  let top = 0;
  const boxes = panelGroups(document).flatMap(({ panels }) => {
    const above = top;
    top += Math.max(0, ...panels.map(({ layout }) => layout.y + layout.h)) + 1;
    return panels.map((panel: StoredPanel) => ({ panel, y: above + panel.layout.y }));
  });
  return (
    <figure className="minimap">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`0 0 120 ${Math.max(20, top * 3)}`}
        role="img"
        aria-label={t('{title}: {count} panels', { title, count: document.panels.length })}
      >
        {boxes.map(({ panel, y }) => (
          <rect
            key={panel.id}
            x={panel.layout.x * 10 + 0.6}
            y={y * 3 + 0.6}
            width={panel.layout.w * 10 - 1.2}
            height={panel.layout.h * 3 - 1.2}
            rx={1}
            className={changes.get(panel.id)}
          />
        ))}
      </svg>
    </figure>
  );
}

function Settings({ settings }: { settings: SettingChange[] }) {
  return (
    <dl>
      {settings.map(({ path, before, after }) => (
        <div key={path}>
          <dt className="mono">{path}</dt>
          <dd>
            {before !== undefined && <del>{before}</del>} {after !== undefined && <ins>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What changed between two versions: both in the small, and the settings one by one. */
export function VersionDiff({
  before,
  after,
  beforeTitle,
  afterTitle,
}: {
  before: DashboardDocument;
  after: DashboardDocument;
  beforeTitle: string;
  afterTitle: string;
}) {
  const difference = versionDifference(before, after);
  const changes = new Map(difference.panels.map(({ id, change }) => [id, change]));
  if (difference.panels.length === 0 && difference.settings.length === 0) return <p className="t3 hint">{t('Nothing differs.')}</p>;
  return (
    <div className="version-diff">
      <div className="row" style={{ alignItems: 'start', gap: 16 }}>
        <Minimap document={before} changes={changes} title={beforeTitle} />
        <Minimap document={after} changes={changes} title={afterTitle} />
      </div>
      <ul>
        {difference.settings.length > 0 && (
          <li>
            <b>{t('Dashboard')}</b>
            <Settings settings={difference.settings} />
          </li>
        )}
        {difference.panels.map(({ id, title, kind, change, settings }) => (
          <li key={id}>
            <span className={`chip ${change}`}>{t(words[change])}</span> <b>{title || kind}</b>
            <Settings settings={settings} />
          </li>
        ))}
      </ul>
    </div>
  );
}
