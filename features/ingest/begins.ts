import { compileGrok } from '../../lib/elastic/grok/grok';

/** How an event begins, by its grok pattern. */
export function beginsTest(begins: string): (line: string) => boolean {
  const grok = compileGrok([begins]);
  return (line) => grok.match(line) !== undefined;
}
