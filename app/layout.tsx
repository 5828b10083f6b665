import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import type { ReactNode } from 'react';
import { t } from '@/lib/i18n/t';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/CloseButton.css';
import '@/components/theme/fonts.css';
import '@/components/theme/tokens.css';
import '@/components/theme/mantine-bridge.css';
import '@/components/theme/base.css';
import '@/components/theme/panels.css';
import '@/components/theme/pages.css';
import { Providers } from '@/components/ui/providers';
import { ThemeScript } from '@/components/ui/theme-script';
import { parseReader, readerCookie } from '@/lib/http/reader';
import { language } from '@/lib/i18n/language';
import { languageScript } from '@/lib/i18n/speak';

export const generateMetadata = (): Metadata => ({
  title: { default: 'Oriel', template: '%s · Oriel' },
  description: t('A clear view of your data.'),
  icons: { icon: '/favicon.svg' },
});
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f3f6f6' },
    { media: '(prefers-color-scheme: dark)', color: '#0b1012' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const reader = parseReader((await cookies()).get(readerCookie)?.value);
  const spoken = language();
  const messages = languageScript(spoken);
  const theme = reader?.theme ?? 'light';
  return (
    <html lang={spoken} data-theme={theme} data-mantine-color-scheme={theme} suppressHydrationWarning>
      <head>
        <ThemeScript nonce={nonce} />
        {messages && <script nonce={nonce} src={`/languages/${spoken}?v=${messages.version}`} />}
      </head>
      <body>
        <Providers reader={reader}>{children}</Providers>
      </body>
    </html>
  );
}
