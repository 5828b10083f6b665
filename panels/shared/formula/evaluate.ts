import type { Formula, MathName, Node } from './parse';

type Value = number | null;

const finite = (value: number): Value => (Number.isFinite(value) ? value : null);

const functions: Record<Exclude<MathName, 'defaults'>, (...of: number[]) => number> = {
  abs: Math.abs,
  sqrt: Math.sqrt,
  log: (value, base) => (base === undefined ? Math.log(value) : Math.log(value) / Math.log(base)),
  exp: Math.exp,
  round: (value, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits,
  floor: Math.floor,
  ceil: Math.ceil,
  pick_min: Math.min,
  pick_max: Math.max,
  clamp: (value, least, most) => Math.min(Math.max(value, least as number), most as number),
};

function binary(sign: '+' | '-' | '*' | '/' | '^', left: number, right: number): number {
  switch (sign) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '^':
      return left ** right;
  }
}

function walk(node: Node, leaves: Value[]): Value {
  switch (node.type) {
    case 'number':
      return node.value;
    case 'leaf':
      return leaves[node.index] ?? null;
    case 'negative': {
      const of = walk(node.of, leaves);
      return of === null ? null : -of;
    }
    case 'binary': {
      const [left, right] = [walk(node.left, leaves), walk(node.right, leaves)];
      return left === null || right === null ? null : finite(binary(node.sign, left, right));
    }
    case 'call': {
      const of = node.of.map((one) => walk(one, leaves));
      if (node.name === 'defaults') return of[0] ?? of[1] ?? null;
      return of.includes(null) ? null : finite(functions[node.name](...(of as number[])));
    }
  }
}

/** The formula's value for its aggregations' values. Null where one is missing, or where it divides by zero. */
export const evaluateFormula = ({ root }: Formula, leaves: Value[]): Value => walk(root, leaves);
