import type { Definition } from '../definition-schema.ts';
import type { Workbench } from './fields.ts';

const GROUP = /^resources\.(.+)$/;

/** Groups whose resources a choice of the form offers. */
export function offeredGroups({ pages }: Definition): readonly string[] {
  return pages
    .flatMap(({ fields }) => Object.values(fields ?? {}))
    .flatMap(
      (field) =>
        ('options_from' in field ? GROUP.exec(String(field.options_from)) : null)?.[1] ?? [],
    );
}

/** Money is never taken for a place on a waiting list: what is paid with the application has none. */
export function checkWaitingLists({ report, town }: Workbench, definition: Definition): void {
  if (definition.fee?.when !== 'with_application') return;
  const resources = offeredGroups(definition).flatMap(
    (group) => town.resources?.inGroup(group) ?? [],
  );
  const waiting = resources.find(({ waitingList }) => waitingList !== undefined);
  if (waiting === undefined) return;
  const message = `「${waiting.id}」はキャンセル待ちができるので、申請のときに料金を受け取れません。`;
  const mend =
    'fee の when を変えるか、procedures/resources/ の waiting_list を消してください。席がない人から料金を受け取らないためです。';
  report.error(['fee', 'when'], 'waiting_list_with_fee', message, mend);
}
