'use client';

import { IconPhoto } from '@tabler/icons-react';
import { StateBlock } from '../../components/ui/state-block';
import { t } from '../../lib/i18n/t';
import type { PanelViewProps } from '../view-props';
import type { ImageConfig } from './schema';

export function ImageView({ data, title }: PanelViewProps<ImageConfig, ImageConfig>) {
  if (!data.image)
    return (
      <StateBlock small icon={<IconPhoto size={20} />} title={t('No image yet')}>
        {t('Choose one in the builder.')}
      </StateBlock>
    );
  const picture = <img className="panel-image" src={data.image} alt={data.alt || title} style={{ objectFit: data.fit }} />;
  return data.link ? (
    <a href={data.link} target="_blank" rel="noreferrer noopener" className="panel-image">
      {picture}
    </a>
  ) : (
    picture
  );
}
