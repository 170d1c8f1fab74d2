/** A resident's file name as part of a path: nothing in it leads elsewhere. */
export function safeName(name: string): string {
  const stem = name.replace(/\.[^.]{1,8}$/, '').replace(/[\\/:*?"<>|\p{Cc}]/gu, '_');
  return stem.replace(/^\.+/, '_').slice(0, 80) || 'file';
}
