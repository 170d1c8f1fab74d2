import type { Environment } from '@marcbachmann/cel-js';
import type { AnswerValue } from '../../fields/answers.ts';

type Values = Record<string, unknown>;

/** A CEL type with what stands for "no answer" and the way from a stored answer to its value. */
export interface Shape {
  readonly cel: string;
  readonly empty: unknown;
  /** Anything that does not fit reads as the empty value. */
  from(value: AnswerValue | undefined): unknown;
}

const STRING: Shape = {
  cel: 'string',
  empty: '',
  from: (value) => (typeof value === 'string' ? value : ''),
};

const BOOL: Shape = { cel: 'bool', empty: false, from: (value) => value === true };

const INT: Shape = {
  cel: 'int',
  empty: 0n,
  from: (value) => (Number.isSafeInteger(value) ? BigInt(value as number) : 0n),
};

function listOf(cel: string, one: (value: AnswerValue) => unknown): Shape {
  const empty: readonly unknown[] = Object.freeze([]);
  return {
    cel,
    empty,
    from: (value) =>
      Array.isArray(value) ? value.map((entry) => one(entry as AnswerValue)) : empty,
  };
}

const LIST_OF_STRINGS = listOf('list<string>', STRING.from);

export interface ObjectShape extends Shape {
  make(): Values;
}

/**
 * A type with named parts. CEL tells objects apart by their class, so each shape has its own; the
 * empty values stand in the class once, so that all its objects are alike and fast.
 */
export function objectShape(
  environment: Environment,
  name: string,
  parts: Readonly<Record<string, Shape>>,
): ObjectShape {
  const defaults = Object.entries(parts).map(([part, shape]) => [part, shape.empty] as const);
  class Made {
    constructor() {
      const self = this as unknown as Values;
      for (const [part, empty] of defaults) self[part] = empty;
    }
  }
  const fields = Object.fromEntries(Object.entries(parts).map(([part, { cel }]) => [part, cel]));
  environment.registerType(name, { ctor: Made, fields });
  const make = () => new Made() as unknown as Values;
  const empty = Object.freeze(make());
  return {
    cel: name,
    empty,
    make,
    from(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return empty;
      const object = make();
      for (const part in parts) {
        if (Object.hasOwn(value, part)) {
          object[part] = (parts[part] as Shape).from((value as Values)[part] as AnswerValue);
        }
      }
      return object;
    },
  };
}

const SIMPLE: Readonly<Record<string, Shape>> = {
  string: STRING,
  bool: BOOL,
  int: INT,
  'list<string>': LIST_OF_STRINGS,
};

export function simpleShape(cel: string): Shape {
  const shape = SIMPLE[cel];
  if (!shape) throw new Error(`No shape for the CEL type "${cel}"`);
  return shape;
}

export function listShape(of: ObjectShape): Shape {
  return listOf(`list<${of.cel}>`, of.from);
}
