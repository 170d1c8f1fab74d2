import { Environment } from '@marcbachmann/cel-js';
import { FIELD_TYPES } from '../../fields/registry.ts';
import type { Field } from '../procedure.ts';
import { amountOn, type Town } from '../town.ts';
import { registerFunctions } from './functions.ts';
import { listShape, type ObjectShape, objectShape, type Shape, simpleShape } from './shapes.ts';

/** What every definition of a town shares: functions, the types of answers, flags and amounts. */
export interface TownEnvironment {
  readonly environment: Environment;
  readonly shapes: ReadonlyMap<string, Shape>;
  /** The value of `town`. */
  readonly flags: unknown;
  /** The value of `amounts` on that day. */
  amounts(today: string): unknown;
}

/** `bank_account` → `BankAccount`: how the type is called in messages. */
function typeName(type: string): string {
  return type.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
}

const ANY_FIELD = { settings: {} } as unknown as Field;

const environments = new WeakMap<Town, TownEnvironment>();

/** Built once for a town's data. */
export function townEnvironment(town: Town): TownEnvironment {
  const known = environments.get(town);
  if (known) return known;
  const environment = new Environment({ limits: { maxAstNodes: 2000, maxDepth: 60 } });
  const shapes = new Map<string, Shape>();
  const item = objectShape(environment, 'Item', {
    item: simpleShape('string'),
    quantity: simpleShape('int'),
  });
  for (const type of FIELD_TYPES) {
    const cel = type.cel(ANY_FIELD);
    if (cel === undefined) continue;
    if (cel === 'list<Item>') shapes.set(type.type, listShape(item));
    else if (typeof cel === 'string') shapes.set(type.type, simpleShape(cel));
    else shapes.set(type.type, partsShape(environment, typeName(type.type), cel));
  }
  registerFunctions(environment, town);
  const { flags } = town.municipality;
  const flagNames = Object.keys(flags);
  const flagShape = objectShape(environment, 'TownFlags', same(flagNames, 'bool'));
  const amountNames = town.amounts.map(({ name }) => name);
  const amountShape = objectShape(environment, 'TownAmounts', same(amountNames, 'int'));
  environment.registerVariable('today', 'string');
  environment.registerVariable('town', 'TownFlags');
  environment.registerVariable('amounts', 'TownAmounts');
  const made: TownEnvironment = {
    environment,
    shapes,
    flags: flagShape.from(flags as never),
    amounts: (today) => amountsOn(town, amountShape, today),
  };
  environments.set(town, made);
  return made;
}

function partsShape(environment: Environment, name: string, cel: Readonly<Record<string, string>>) {
  const parts = Object.entries(cel).map(([part, type]) => [part, simpleShape(type)] as const);
  return objectShape(environment, name, Object.fromEntries(parts));
}

function same(names: readonly string[], cel: string): Record<string, Shape> {
  return Object.fromEntries(names.map((name) => [name, simpleShape(cel)]));
}

/** An amount that has no value yet stays away, so that a rule with it fails instead of reckoning with 0. */
function amountsOn(town: Town, shape: ObjectShape, today: string): unknown {
  const values = shape.make();
  for (const amount of town.amounts) {
    const value = amountOn(amount, today);
    if (value === undefined) delete values[amount.name];
    else values[amount.name] = BigInt(value);
  }
  return values;
}
