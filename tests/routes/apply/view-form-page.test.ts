import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  catalogue,
  formModel,
  LOCALES,
  library,
  pageOf,
  procedureOf,
  render,
  words,
} from './view-scene.ts';

const form = (id: string, page: string, change = {}) =>
  render('apply/form', formModel(id, page, change));
const missing = (field: string, input = field, code = 'required') => ({ field, input, code });
const idsOf = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map((m) => m[1] as string);

describe('a form page', () => {
  it('keeps what was typed, and never reads it as markup or ruby', () => {
    const html = form('child-allowance', 'claimant', {
      raw: { 'applicant_name.family': '<b>髙橋</b>{字|じ}' },
    });
    expect(html).toContain('value="&lt;b&gt;髙橋&lt;/b&gt;{字|じ}"');
  });

  it('carries the tokens that make sending twice harmless', () => {
    const html = form('child-allowance', 'claimant');
    expect(html).toContain('name="draft" value="draft-token"');
    expect(html).toContain('name="revision" value="3"');
    expect(html).toContain('name="_csrf" value="csrf-token"');
  });

  it('says the same words in the summary and beside the field, and the link leads to the input', () => {
    const html = form('child-allowance', 'claimant', {
      errors: [
        missing('applicant_name', 'applicant_name.given', 'name_missing_given'),
        missing('applicant_phone', 'applicant_phone', 'required_phone'),
      ],
    });
    const links = [...html.matchAll(/<li><a href="#([^"]+)">([^<]+)<\/a>/g)];
    expect(links).toHaveLength(2);
    for (const [, target, text] of links) {
      expect(idsOf(html)).toContain(target);
      expect(html).toContain(`<p class="field__error">${text}</p>`);
    }
    expect(html).toMatch(
      /id="f-applicant_phone"[^>]*aria-describedby="f-applicant_phone-error [^"]+"/,
    );
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(2);
    expect(html).toContain('<title>エラー：');
  });

  it('leads no error nowhere: without its input to the question, without the question to the form', () => {
    const errors = [
      missing('applicant_name'),
      missing('spouse_birth', 'spouse_birth.year'),
      missing('applicant_birth', 'applicant_birth.day'),
    ];
    const html = form('child-allowance', 'claimant', { errors });
    const links = [...html.matchAll(/<li><a href="#([^"]+)">/g)].map(([, target]) => target);
    expect(links).toEqual(['f-applicant_name-family', 'form', 'f-applicant_birth-day']);
    for (const target of links) expect(idsOf(html)).toContain(target);
  });

  it('shows what an item costs with its size and its unit', () => {
    const raw = { 'items.quantity.chest-200': '2' };
    const extras = { items: { kind: 'items', items: catalogue.rows } };
    const html = form('bulky-waste', 'items', { raw, extras });
    expect(html).toContain('>3辺の合計が200cm未満</span>');
    expect(html).toContain('1点 300円');
  });

  it('holds questions of this page ready, hidden, until their answer is given', () => {
    const without = formModel('child-allowance', 'spouse');
    expect(without['shown']).toBe('has_spouse');
    const html = render('apply/form', without);
    expect(html).toMatch(/data-field="spouse_birth" data-reveal="[^"]+" hidden/);
    const withSpouse = formModel('child-allowance', 'spouse', { raw: { has_spouse: 'yes' } });
    expect(String(withSpouse['shown']).split(',')).toContain('spouse_birth');
    expect(render('apply/form', withSpouse)).not.toMatch(/data-field="spouse_birth"[^>]* hidden/);
  });

  it('leaves out what earlier answers rule out', () => {
    expect(String(formModel('child-allowance', 'pension')['shown'])).toBe('pension');
  });

  it('fills the browser only with data of its owner', () => {
    expect(form('child-allowance', 'claimant')).toContain('autocomplete="family-name"');
    const child = form('child-allowance', 'children');
    expect(child).toContain('name="name.family"');
    expect(child).not.toMatch(/autocomplete="(family-name|bday-year|tel)"/);
  });

  it('leads back to check-your-answers when it came from there', () => {
    const html = form('child-allowance', 'claimant', { from: 'check' });
    expect(html).toContain('class="back-link" href="/ja/apply/child-allowance/check"');
    expect(html).toContain('name="from" value="check"');
  });

  it('names each input once and gives each a label', () => {
    for (const procedure of library.procedures.values()) {
      for (const page of procedure.pages) {
        const html = form(procedure.id, page.id);
        const ids = idsOf(html);
        expect(new Set(ids).size, `${procedure.id}/${page.id}`).toBe(ids.length);
        const labels = new Set([...html.matchAll(/<label [^>]*for="([^"]+)"/g)].map((m) => m[1]));
        const inputs = [
          ...html.matchAll(/<(?:input|select|textarea) class="input[^"]*" id="([^"]+)"/g),
        ];
        for (const [, id] of inputs) expect(labels, `${procedure.id}/${page.id}`).toContain(id);
      }
    }
  });

  it('weighs at most 8 KiB compressed', () => {
    const procedure = procedureOf('child-allowance');
    for (const locale of LOCALES) {
      const model = formModel('child-allowance', 'claimant', { words: words(locale) });
      const html = render('apply/form', model, locale);
      expect(gzipSync(html).length).toBeLessThan(8 * 1024);
    }
    expect(pageOf(procedure, 'claimant').fields.length).toBeGreaterThan(5);
  });
});
