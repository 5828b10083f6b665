import { IconMapOff } from '@tabler/icons-react';
import Link from 'next/link';
import { StateBlock } from '@/components/ui/state-block';
import { t } from '@/lib/i18n/t';

export default function NotFound() {
  return (
    <main className="page">
      <StateBlock
        level="h2"
        icon={<IconMapOff size={20} />}
        title={t('There is nothing here')}
        actions={
          <Link className="btn solid" href="/">
            {t('To the home page')}
          </Link>
        }
      >
        {t('The address may be mistyped, or what was here has been deleted.')}
      </StateBlock>
    </main>
  );
}
