import { z } from 'zod';
import { t } from '../../lib/i18n/t';
import { panelTypes } from '../../panels/registry';
import { dashboardShape, storedPanelSchema } from '../dashboards/document/schema';

/** One panel of every kind, each with its own settings. */
function panelSchema() {
  const [first, second, ...others] = panelTypes.map(({ kind, title, summary, schema }) =>
    storedPanelSchema
      .extend({ kind: z.literal(kind), config: schema as z.ZodType<Record<string, unknown>> })
      .meta({ title: t(title), description: t(summary) }),
  );
  if (!first || !second) throw new Error('there are panel kinds');
  return z.discriminatedUnion('kind', [first, second, ...others] as never);
}

/** JSON Schema (2020-12) of a dashboard file, with the settings of every kind of panel. Made from what Oriel itself checks with. */
export function dashboardJsonSchema(): Record<string, unknown> {
  const whole = dashboardShape.extend({ panels: z.array(panelSchema()).max(200) as never });
  return {
    ...(z.toJSONSchema(whole, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>),
    title: 'Oriel dashboard',
  };
}
