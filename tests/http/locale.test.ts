import { describe, expect, it } from 'vitest';
import { preferredLocale, spokenUrl } from '../../server/http/locale.ts';

const ACTIVE = ['ja', 'ja-easy', 'en'] as const;

describe('the language of a first visit', () => {
  it.each([
    ['en-US,en;q=0.9,ja;q=0.8', 'en'],
    ['ja,en;q=0.5', 'ja'],
    ['ja-easy', 'ja-easy'],
    ['fr, en;q=0.2', 'en'],
    ['en;q=0, ja;q=0.1', 'ja'],
    ['ko', 'ja'],
    ['', 'ja'],
    [undefined, 'ja'],
    [';;q=x,,', 'ja'],
  ])('%s → %s', (header, wanted) => {
    expect(preferredLocale(header, ACTIVE)).toBe(wanted);
  });

  it('knows Tagalog as Filipino where that is switched on', () => {
    expect(preferredLocale('tl-PH', [...ACTIVE, 'fil'])).toBe('fil');
  });
});

describe('an unknown language in the address', () => {
  it.each([
    ['/fr/procedures?q=a', '/ja/procedures?q=a'],
    ['/ko/', '/ja/'],
    ['/EN/status', '/en/status'],
    ['/Ja-Easy/', '/ja-easy/'],
    ['/pt-BR/apply/child-allowance', '/ja/apply/child-allowance'],
  ])('%s leads to %s', (url, target) => {
    expect(spokenUrl(url, ACTIVE)).toBe(target);
  });

  it.each(['/office', '/fr', '/fr/nothing', '/healthz', '//evil.example/', '/assets/site.css'])(
    '%s is no language',
    (url) => {
      expect(spokenUrl(url, ACTIVE)).toBeUndefined();
    },
  );
});
