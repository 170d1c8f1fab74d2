export function axeViolations(tags: readonly string[]): Promise<string[]>;
export function findOverflow(): string[];
export function findSmallTargets(least: number): string[];
export function enlargeText(): number;
export function restoreText(): void;
export function readFrame(): { headings: number; title: string; lang: string | null };
export interface PageText {
  lang: string;
  text: string;
  /** A mark of its language could stand here. */
  mayBeMarked: boolean;
  /** It is seen, and has no reading. */
  needsRuby: boolean;
  /** The marked part is all there is, so that it translates nothing. */
  alone: boolean;
}
export function readTexts(): PageText[];
export function describeFocus():
  | { name: string; ring: boolean; covered: boolean; isAction: boolean }
  | undefined;
export interface Control {
  name: string;
  kind: string;
  value: string;
  checked: boolean;
  /** The list around it has to be opened first. */
  inClosedList: boolean;
}
export function listControls(form: unknown): Control[];
export function fillAtOnce(
  form: unknown,
  wishes: Readonly<Record<string, readonly string[]>>,
): boolean;
