import { createTwoFilesPatch } from 'diff';
import { type CodeItem, type CodeKind, codeKinds } from '../../features/code/schema';
import { textOf } from './files';

export interface Step {
  kind: CodeKind;
  id: string;
  what: 'create' | 'update' | 'delete';
  item?: CodeItem;
  /** Unified, from what Oriel has to what the files have. */
  diff: string;
}

type Items = Record<CodeKind, CodeItem[]>;

/** What has to happen so that Oriel has what the files have. Data views come first: dashboards name them. */
export function planSteps(files: Items, oriel: Items): Step[] {
  return [...codeKinds].reverse().flatMap((kind) => {
    const [mine, theirs] = [files[kind], oriel[kind]].map((list) => new Map(list.map((item) => [item.id, item]))) as [
      Map<string, CodeItem>,
      Map<string, CodeItem>,
    ];
    return [...new Set([...mine.keys(), ...theirs.keys()])].sort().flatMap((id): Step[] => {
      const item = mine.get(id);
      const [before, after] = [textOf(kind, theirs.get(id)?.content), textOf(kind, item?.content)];
      if (before === after) return [];
      const name = `${kind}/${id}.yaml`;
      const diff = createTwoFilesPatch(`oriel/${name}`, `files/${name}`, before, after, undefined, undefined, { context: 2 });
      return [{ kind, id, what: !before ? 'create' : !after ? 'delete' : 'update', ...(item ? { item } : {}), diff }];
    });
  });
}
