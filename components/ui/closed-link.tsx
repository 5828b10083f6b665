import { IconLinkOff } from '@tabler/icons-react';
import { t } from '../../lib/i18n/t';
import { StateBlock } from './state-block';

/** What a link that opens nothing shows: the same for unknown, expired and stopped ones. */
export function ClosedLink() {
  return (
    <main style={{ height: '100vh' }}>
      <h1 className="visually-hidden">{t('Link closed')}</h1>
      <StateBlock icon={<IconLinkOff size={20} />} title={t('This link does not open anything')}>
        {t('It may have expired or been stopped. Ask the person who sent it for a new one.')}
      </StateBlock>
    </main>
  );
}
