import { isLanguage } from '@/lib/i18n/language';
import { languageScript } from '@/lib/i18n/speak';

type Context = { params: Promise<{ language: string }> };

/** The messages of a language, as a page loads them before its own code. The address names their version: it may be kept for good. */
export async function GET(_request: Request, { params }: Context) {
  const { language } = await params;
  const script = isLanguage(language) ? languageScript(language) : undefined;
  if (!script) return new Response('There is no such language.', { status: 404 });
  return new Response(script.source, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'public, max-age=31536000, immutable' },
  });
}
