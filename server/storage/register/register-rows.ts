import type {
  ReadPerson,
  RegisterPerson,
  RegisterRow,
} from '../../domain/register/register-row.ts';
import type { RegisterImport } from '../../domain/register/register-store.ts';
import type { KeyRing } from '../../lib/key-ring.ts';
import { toDate, toDateOrNull } from '../row-values.ts';
import { registerRowKeys } from './register-keys.ts';
import type { RegisterTables } from './schema-register.ts';

type ImportRow = RegisterTables['registerImports']['$inferSelect'];
type PersonRow = RegisterTables['registerRows']['$inferSelect'];

export function toImport({ at, takenOverAt, ...row }: ImportRow): RegisterImport {
  return {
    ...row,
    state: row.state as RegisterImport['state'],
    headings: JSON.parse(row.headings) as RegisterImport['headings'],
    problems: JSON.parse(row.problems) as RegisterImport['problems'],
    at: toDate(at),
    takenOverAt: toDateOrNull(takenOverAt),
  };
}

const placeOf = (importId: string, line: number) => `register_rows.person:${importId}:${line}`;

/** Seals and opens people, under keys that no other purpose opens. */
export function personRows(ring: KeyRing) {
  const sealer = ring.forPurpose('register');
  return {
    toRow: (importId: string, { line, person }: ReadPerson) => ({
      importId,
      line,
      ...registerRowKeys(ring, person),
      person: sealer.seal(JSON.stringify(person), placeOf(importId, line)),
    }),
    open: ({ importId, line, person }: PersonRow): RegisterRow => ({
      importId,
      line,
      person: JSON.parse(sealer.open(person, placeOf(importId, line))) as RegisterPerson,
    }),
  };
}
