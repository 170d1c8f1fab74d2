import type { Locale } from '../../domain/procedures/locale.ts';
import type { Journey } from '../../domain/procedures/procedure.ts';
import { counterPaths } from '../../http/counter-paths.ts';
import { paths } from '../../http/paths.ts';

/** Where a form stands on the site: a new application, or what a case waits for. */
export interface FormPlace {
  /** Where one comes from and may go back to: the start page, or the case's status page. */
  home(l: Locale): string;
  page(l: Locale, page: string, row?: number): string;
  rowRemove(l: Locale, page: string, row: number): string;
  check(l: Locale): string;
  /** The list of documents; one of them below it. */
  attachments(l: Locale): string;
  /** On at the counter; only of a new application on the resident's own phone. */
  handOver?(l: Locale): string;
}

export function applyPlace(id: string): FormPlace {
  return {
    home: (l) => paths.applyStart(l, id),
    page: (l, page, row) => paths.applyPage(l, id, page, row),
    rowRemove: (l, page, row) => paths.applyRowRemove(l, id, page, row),
    check: (l) => paths.applyCheck(l, id),
    attachments: (l) => paths.applyAttachments(l, id),
    handOver: (l) => paths.handOver(l, id),
  };
}

export function correctionPlace(applicationId: string): FormPlace {
  return {
    home: (l) => paths.statusApplication(l, applicationId),
    page: (l, page, row) => paths.correctionPage(l, applicationId, page, row),
    rowRemove: (l, page, row) => `${paths.correctionPage(l, applicationId, page, row)}/remove`,
    check: (l) => paths.correctionPage(l, applicationId, 'check'),
    attachments: (l) => paths.correctionPage(l, applicationId, 'attachments'),
  };
}

export function changePlace(applicationId: string): FormPlace {
  return {
    home: (l) => paths.statusApplication(l, applicationId),
    page: (l, page, row) => paths.changePage(l, applicationId, page, row),
    rowRemove: (l, page, row) => `${paths.changePage(l, applicationId, page, row)}/remove`,
    check: (l) => paths.changePage(l, applicationId, 'check'),
    attachments: (l) => paths.changePage(l, applicationId, 'attachments'),
  };
}

export function phasePlace(applicationId: string, phase: string): FormPlace {
  return {
    home: (l) => paths.statusApplication(l, applicationId),
    page: (l, page, row) => paths.phasePage(l, applicationId, phase, page, row),
    rowRemove: (l, page, row) => `${paths.phasePage(l, applicationId, phase, page, row)}/remove`,
    check: (l) => paths.phasePage(l, applicationId, phase, 'check'),
    attachments: (l) => paths.phasePage(l, applicationId, phase, 'attachments'),
  };
}

/** Entered at the counter: back is the sitting's list of procedures. */
export function counterPlace(sitting: string, id: string): FormPlace {
  return {
    home: () => counterPaths.sitting(sitting),
    page: (l, page, row) => counterPaths.formPage(sitting, l, id, page, row),
    rowRemove: (l, page, row) => `${counterPaths.formPage(sitting, l, id, page, row)}/remove`,
    check: (l) => counterPaths.formCheck(sitting, l, id),
    attachments: (l) => counterPaths.formDocuments(sitting, l, id),
  };
}

/** The page before one, of those that are reached; the first one leads back to where one came from. */
export function previousPlace(
  place: FormPlace,
  { reached }: Journey,
  page: string,
  locale: Locale,
): string {
  const index = reached.findIndex((one) => one.page.id === page);
  const previous = index > 0 ? reached[index - 1] : undefined;
  return previous ? place.page(locale, previous.page.id) : place.home(locale);
}
