'use client';

import { IconExternalLink, IconLayoutDashboard, IconLink } from '@tabler/icons-react';
import { use } from 'react';
import { StateBlock } from '../../components/ui/state-block';
import { t } from '../../lib/i18n/t';
import { LinkTargets } from '../shared/variables';
import type { PanelViewProps } from '../view-props';
import type { LinksConfig } from './schema';

export function LinksView({ data }: PanelViewProps<LinksConfig, LinksConfig>) {
  const hrefOf = use(LinkTargets);
  const shown = data.links.flatMap((link) => {
    const href = hrefOf(link);
    return href ? [{ link, href }] : [];
  });
  if (shown.length === 0)
    return (
      <StateBlock small icon={<IconLink size={20} />} title={t('No links yet')}>
        {t('Add them in the builder.')}
      </StateBlock>
    );
  return (
    <ul className={`link-list ${data.direction}`}>
      {shown.map(({ link, href }) => (
        <li key={link.label}>
          <a href={href} {...(link.to === 'url' && link.newTab ? { target: '_blank', rel: 'noreferrer noopener' } : {})}>
            {link.to === 'dashboard' ? <IconLayoutDashboard size={16} /> : <IconExternalLink size={16} />}
            <span>
              <b>{link.label}</b>
              {link.note && <small className="t3">{link.note}</small>}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
