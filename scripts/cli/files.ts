import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkContent } from '../../features/code/check-content';
import { type CodeItem, type CodeKind, type Content, codeIdSchema, codeKinds } from '../../features/code/schema';
import { fromText, toText } from '../../features/code/to-text';

const endings = /\.(ya?ml|json)$/;

export interface Problem {
  file: string;
  message: string;
}

export interface Folder {
  items: Record<CodeKind, CodeItem[]>;
  problems: Problem[];
}

/** A folder's files, each checked as Oriel would check it. What is wrong is told by file, all at once. */
export function readFolder(folder: string): Folder {
  const items: Folder['items'] = { dashboards: [], 'data-views': [] };
  const problems: Problem[] = [];
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  for (const kind of codeKinds) {
    const inside = path.join(folder, kind);
    for (const name of existsSync(inside) ? readdirSync(inside).sort() : []) {
      if (!endings.test(name)) continue;
      const file = path.join(inside, name);
      try {
        const id = codeIdSchema.parse(name.replace(endings, ''));
        items[kind].push({ id, content: checkContent(kind, fromText(readFileSync(file, 'utf8'))) });
      } catch (error) {
        problems.push({ file, message: (error as Error).message });
      }
    }
  }
  return { items, problems };
}

/** Writes one item; true where the file changed. */
export function writeItem(folder: string, kind: CodeKind, { id, content }: CodeItem, schemaUrl: string | undefined): boolean {
  const inside = path.join(folder, kind);
  mkdirSync(inside, { recursive: true });
  const file = path.join(inside, `${id}.yaml`);
  const text = toText(kind, content, schemaUrl);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return false;
  writeFileSync(file, text);
  return true;
}

export const textOf = (kind: CodeKind, content: Content | undefined): string => (content ? toText(kind, content) : '');
