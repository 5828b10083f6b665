import { z } from 'zod';

const header = z.record(
  z.string().regex(/^[A-Za-z0-9-]{1,80}$/, 'A header name has letters, digits and -'),
  z
    .string()
    .max(2_000)
    .regex(/^[^\r\n]*$/),
);
const template = z.string().max(20_000);

/** Where messages go. The secret stands apart: it is sealed, and shown once. */
export const connectorInputSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('webhook'),
    name: z.string().trim().min(1, 'Give it a name').max(80),
    config: z.object({
      url: z.url({ protocol: /^https?$/, error: 'Write it as https://host/path' }),
      method: z.enum(['POST', 'PUT', 'PATCH']).default('POST'),
      headers: header.default({}),
      /** JSON as a mustache template; empty: the whole event as JSON. */
      body: template.default(''),
    }),
  }),
  z.object({
    kind: z.literal('email'),
    name: z.string().trim().min(1, 'Give it a name').max(80),
    config: z.object({
      to: z.array(z.email('This is not an e-mail address')).min(1, 'Name at least one address').max(50),
      subject: template.default('[{{severity}}] {{rule}}: {{event}}'),
      body: template.default('{{message}}\n\n{{sentence}}\n\n{{link}}'),
    }),
  }),
  z.object({
    kind: z.literal('slack'),
    name: z.string().trim().min(1, 'Give it a name').max(80),
    /** The webhook's address is its secret. */
    config: z.object({ text: template.default('*{{rule}}* {{event}}: {{sentence}}\n<{{link}}|Open the dashboard>') }),
    url: z.url({ protocol: /^https?$/, error: 'Write it as https://host/path' }).optional(),
  }),
  z.object({
    kind: z.literal('index'),
    name: z.string().trim().min(1, 'Give it a name').max(80),
    config: z.object({ index: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,200}$/, 'An index name has small letters, digits, . _ and -') }),
  }),
]);
/** What secrets of connectors are sealed for (lib/auth/secret-box). */
export const secretPurpose = 'connector';

export type ConnectorInput = z.infer<typeof connectorInputSchema>;
export type ConnectorKind = ConnectorInput['kind'];

export interface ConnectorRow {
  id: string;
  name: string;
  kind: ConnectorKind;
  config: ConnectorInput['config'];
  usedBy: number;
  lastDelivery: { at: string; status: string } | null;
}
