import type { Applicant } from '../case-rules.ts';
import type { Definition, FieldSource, PageSource } from '../definition-schema.ts';

/** Id of the page in front, and of its question. */
const APPLYING_AS = 'applying_as';

type Part = readonly [id: string, asked: readonly Applicant[], source: FieldSource];

const PERSONS: readonly Applicant[] = ['family', 'agent', 'guardian'];
const ACTING: readonly Applicant[] = [...PERSONS, 'corporation'];
const CORPORATION: readonly Applicant[] = ['corporation'];

/** Who acts when it is not the person whom it is about, in the order in which it is asked. */
const PARTS: readonly Part[] = [
  ['corporation_name', CORPORATION, { type: 'text', fact: 'corporation.name' }],
  ['corporation_number', CORPORATION, { type: 'corporate_number', required: false }],
  ['corporation_representative', CORPORATION, { type: 'name', kana: 'none' }],
  ['corporation_address', CORPORATION, { type: 'address', fact: 'corporation.address' }],
  ['agent_name', ACTING, { type: 'name', fact: 'agent.name' }],
  ['agent_relation', ['family'], { type: 'choice', as: 'radio', options_from: 'lists.relations' }],
  ['agent_address', PERSONS, { type: 'address', fact: 'agent.address' }],
  ['agent_phone', ACTING, { type: 'phone', fact: 'agent.phone' }],
  ['agent_email', ACTING, { type: 'email', required: false, fact: 'agent.email' }],
];

/** The condition under which one of these applies; undefined where it is always one of them. */
export function applyingAs(
  mayApply: readonly Applicant[],
  among: readonly Applicant[],
): string | undefined {
  const keys = mayApply.filter((applicant) => among.includes(applicant));
  if (keys.length === mayApply.length) return undefined;
  const list = keys.map((key) => `"${key}"`).join(', ');
  return keys.length === 1 ? `${APPLYING_AS} == ${list}` : `${APPLYING_AS} in [${list}]`;
}

/** The page that asks who applies; none where only the person themself may. */
export function whoPage({ who }: Definition): PageSource | undefined {
  if (!who || who.may_apply.every((applicant) => applicant === 'self')) return undefined;
  const mayApply = who.may_apply;
  const options = Object.fromEntries(mayApply.map((key) => [key, `$who_${key}`]));
  const fields: Record<string, FieldSource> = {};
  if (mayApply.length > 1) {
    fields[APPLYING_AS] = { type: 'choice', as: 'radio', label: '$who_applying_as', options };
  }
  for (const [id, among, source] of PARTS) {
    if (!among.some((applicant) => mayApply.includes(applicant))) continue;
    const when = applyingAs(mayApply, among);
    fields[id] = { ...source, label: `$who_${id}`, ...(when !== undefined && { when }) };
  }
  return {
    id: APPLYING_AS,
    title: '$who_title',
    fields: fields as unknown as PageSource['fields'],
  };
}
