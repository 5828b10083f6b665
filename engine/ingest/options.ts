import { EsError } from '../plan/es-error';
import { type Json, missingProperty } from './document';
import { compileTemplate, type Template } from './template';

const general = ['if', 'tag', 'description', 'ignore_failure', 'on_failure'];

/** The options of one processor, read by name; what nobody reads is refused, as Elasticsearch does. */
export class Options {
  private readonly read = new Set(general);

  constructor(
    readonly type: string,
    private readonly given: Json,
  ) {}

  refuse(name: string, reason: string): EsError {
    return new EsError('parse_exception', `[${name}] ${reason}`, 400, { processor_type: this.type, property_name: name });
  }

  raw(name: string): unknown {
    this.read.add(name);
    return this.given[name];
  }

  has(name: string): boolean {
    return this.given[name] !== undefined;
  }

  text(name: string): string {
    const value = this.optionalText(name);
    if (value === undefined) throw missingProperty(this.type, name);
    return value;
  }

  optionalText(name: string): string | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    if (typeof value !== 'string') throw this.refuse(name, `property isn't a string, but of type [${typeof value}]`);
    return value;
  }

  template(name: string): Template {
    return compileTemplate(this.text(name));
  }

  optionalTemplate(name: string): Template | undefined {
    const text = this.optionalText(name);
    return text === undefined ? undefined : compileTemplate(text);
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.raw(name);
    if (value === undefined || value === null) return otherwise;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    throw this.refuse(name, `property isn't a boolean, but of type [${typeof value}]`);
  }

  whole(name: string, otherwise: number): number {
    const value = this.raw(name);
    if (value === undefined || value === null) return otherwise;
    if (!Number.isInteger(Number(value))) throw this.refuse(name, 'property cannot be converted to an int');
    return Number(value);
  }

  list(name: string): string[] {
    const value = this.raw(name);
    if (value === undefined || value === null) throw missingProperty(this.type, name);
    if (!Array.isArray(value)) throw this.refuse(name, `property isn't a list, but of type [${typeof value}]`);
    return value.map(String);
  }

  optionalList(name: string): string[] | undefined {
    const value = this.raw(name);
    return value === undefined || value === null ? undefined : this.list(name);
  }

  /** One text or a list of them. */
  texts(name: string): string[] {
    const value = this.raw(name);
    return Array.isArray(value) ? value.map(String) : [this.text(name)];
  }

  map(name: string): Json | undefined {
    const value = this.raw(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value !== 'object' || Array.isArray(value)) throw this.refuse(name, `property isn't a map, but of type [${typeof value}]`);
    return value as Json;
  }

  oneOf<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const value = this.optionalText(name) ?? otherwise;
    if (!choices.includes(value as T)) throw this.refuse(name, `illegal value [${value}], it must be one of [${choices.join(', ')}]`);
    return value as T;
  }

  /** Called once a processor has read all it knows. */
  end(): void {
    const unknown = Object.keys(this.given).filter((name) => !this.read.has(name));
    if (unknown.length === 0) return;
    throw new EsError(
      'parse_exception',
      `processor [${this.type}] doesn't support one or more provided configuration parameters [${unknown.join(', ')}]`,
      400,
      {
        processor_type: this.type,
      },
    );
  }
}
