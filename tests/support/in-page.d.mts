export function findOverflow(): string[];
export function findSmallTargets(least: number): string[];
export function enlargeText(): number;
export function restoreText(): void;
export function readTexts(): { lang: string; text: string; needsRuby: boolean }[];
export function describeFocus():
  | { name: string; ring: boolean; covered: boolean; isSubmit: boolean }
  | undefined;
export interface Control {
  name: string;
  kind: string;
  value: string;
  checked: boolean;
}
export function listControls(form: unknown): Control[];
