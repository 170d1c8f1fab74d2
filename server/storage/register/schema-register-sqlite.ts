import { sqliteKit } from '../column-kit.ts';
import { buildRegisterSchema } from './schema-register.ts';

/** SQLite's tables, one export each: that is how drizzle-kit finds them. */
export const { registerImports, registerRows } = buildRegisterSchema(sqliteKit);
