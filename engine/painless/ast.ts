/** The tree of a Painless script. `at` is the offset in the source. */
export type Expression = { at: number } & (
  | { kind: 'literal'; value: unknown }
  | { kind: 'regex'; pattern: string; flags: string }
  | { kind: 'variable'; name: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'map'; entries: [Expression, Expression][] }
  | { kind: 'new'; type: string; args: Expression[] }
  | { kind: 'newArray'; type: string; size?: Expression; items?: Expression[] }
  | { kind: 'member'; object: Expression; name: string; nullSafe: boolean }
  | { kind: 'staticMember'; type: string; name: string }
  | { kind: 'index'; object: Expression; index: Expression }
  | { kind: 'call'; object: Expression; name: string; args: Expression[]; nullSafe: boolean }
  | { kind: 'staticCall'; type: string; name: string; args: Expression[] }
  | { kind: 'functionCall'; name: string; args: Expression[] }
  | { kind: 'unary'; operator: string; operand: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  | { kind: 'assign'; target: Expression; operator: string; value: Expression }
  | { kind: 'step'; target: Expression; by: 1 | -1; prefix: boolean }
  | { kind: 'conditional'; test: Expression; yes: Expression; no: Expression }
  | { kind: 'instanceof'; operand: Expression; type: string }
  | { kind: 'cast'; type: string; operand: Expression }
  | { kind: 'lambda'; parameters: string[]; body: Statement[] | Expression }
  | { kind: 'reference'; type: string; name: string }
);

export type Statement = { at: number } & (
  | { kind: 'expression'; expression: Expression }
  | { kind: 'declare'; type: string; variables: { name: string; at: number; value?: Expression }[] }
  | { kind: 'if'; test: Expression; yes: Statement; no?: Statement }
  | { kind: 'while'; test: Expression; body: Statement; first: boolean }
  | { kind: 'for'; start: Statement[]; test?: Expression; after: Expression[]; body: Statement }
  | { kind: 'forEach'; name: string; type: string; items: Expression; body: Statement }
  | { kind: 'block'; body: Statement[] }
  | { kind: 'return'; value?: Expression }
  | { kind: 'break' }
  | { kind: 'continue' }
  | { kind: 'throw'; value: Expression }
  | { kind: 'try'; body: Statement; catches: { type: string; name: string; body: Statement }[] }
  | { kind: 'empty' }
);

export interface FunctionNode {
  name: string;
  type: string;
  parameters: { type: string; name: string }[];
  body: Statement[];
  at: number;
}

export interface Script {
  functions: FunctionNode[];
  body: Statement[];
}
