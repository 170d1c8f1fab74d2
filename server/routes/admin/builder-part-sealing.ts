import { applyEdit } from '../../domain/builder/apply-edit.ts';
import { adminPaths } from '../../http/admin-paths.ts';
import { isAgeRecipient } from '../../lib/age-recipient.ts';
import { plainText } from '../../lib/html.ts';
import { aimedHref } from './builder-aim.ts';
import type { BuilderDesk } from './builder-desk.ts';
import { checkedDraft } from './builder-findings.ts';
import { input } from './builder-input.ts';
import { builderPlace } from './builder-places.ts';
import { type Block, setEdit } from './builder-screen.ts';
import { type Tree, textOf, treeOf } from './builder-tree.ts';

/** Whether the section can open what is sealed for it, in words. */
function keyNote({ services, tree }: BuilderDesk) {
  const { sections } = services.library.municipality;
  const section = textOf(tree['section']);
  const own = Object.hasOwn(sections, section) ? sections[section] : undefined;
  const name = plainText(own?.name['ja'] ?? section);
  const key = own?.sealing_key;
  const href = own ? `${adminPaths.section(section)}#sealing` : adminPaths.setting('sections');
  const link = own ? `${name}の封をする鍵を開く` : '課の名前と連絡先を開く';
  if (key !== undefined && isAgeRecipient(key)) {
    const text = `${name}の鍵は、あります（${key.slice(0, 10)}…）。開けられるのは、その秘密鍵を持つ人だけです。`;
    return { text, href, link };
  }
  const text =
    key === undefined
      ? `${name}の鍵が、まだありません。システムの担当に「npm run sealing-key」で作ってもらい、できた公開鍵（age1…）を、課の設定の「封をする鍵」に入れます。ほかの人が確認すると、使えます。`
      : `${name}の鍵が、正しい公開鍵ではありません。課の設定の「封をする鍵」に、age1から終わりまで入れ直してください。`;
  return { text, href, link };
}

/** Documents by what residents read of them, parts of the file by nothing. */
function withLabels({ tree, names }: BuilderDesk, message: string): string {
  const sources = [tree, ...Object.values(treeOf(tree['phases'])).map(treeOf)];
  const documents = Object.assign({}, ...sources.map((one) => treeOf(one['attachments']))) as Tree;
  return message.replace('封をする手続では、', '').replace(/（([a-z]\w*)）/, (_, key: string) => {
    const phrase = `$attachment_${key}`;
    const own = names.text(treeOf(documents[key])['label']) || names.text(phrase);
    return own === '' || own === phrase ? '' : `「${own}」`;
  });
}

/** What the procedure has that can't be had under a seal, each with the page on which it is changed. */
function inTheWay(desk: BuilderDesk) {
  const { services, version, pages, tree } = desk;
  if (tree['sealed'] === true) return [];
  const sealed = applyEdit(version.files, setEdit(['sealed'], true));
  if (sealed.kind === 'refused') return [];
  const { findings } = checkedDraft(services, { version: { ...version, files: sealed.files } });
  return findings
    .filter(({ code }) => code === 'not_when_sealed')
    .map(({ message, path = [] }) => {
      const { href, text } = builderPlace(version.id, pages, path);
      const aimed = aimedHref(href, path.join('.'));
      return { text: withLabels(desk, message), href: aimed, link: text };
    });
}

/** Whether only the section's own key opens what is sent. */
export function sealingBlocks(desk: BuilderDesk): Block[] {
  const found = inTheWay(desk);
  return [
    {
      lead: '封をすると、送られた答えと書類を、このサイトでは読めなくなります。担当の課が、課の秘密鍵のあるパソコンで開きます。DVの相談のように、システムの担当にも見せないものに使います。',
      forms: [
        {
          id: 'sealing',
          heading: '封',
          path: [],
          inputs: [
            input.tick('sealed', 'この手続きで送られるものに、封をする', {
              hint: '送ったあとの訂正、あとで払う手数料、あとから出す書類、個人番号、送ったあとの変更、前の日のお知らせは、使えません。',
            }),
          ],
        },
      ],
      notes: [keyNote(desk)],
    },
    ...(found.length === 0 ? [] : [{ heading: '封をする前に、変えるもの', notes: found }]),
  ];
}
