// Amounts by cases: rows come, go and change places without leaving the page. They are the server's;
// without this file the same buttons fetch the whole page.
import { attach } from './builder-condition.js';

const STEP = /^cases:/;

const isEmpty = (inputs) => [...inputs].every(({ value }) => value === '');

/** Half a case waits for the rest instead of being refused while it is typed. */
const isHalf = (row) =>
  isEmpty(row.querySelectorAll('.builder-sum .input')) ||
  isEmpty(row.querySelectorAll('[name$=".q"], [name$=".cel"]'));

const status = document.querySelector('[data-status]');
const frame = document.querySelector('iframe[data-preview]');

async function step(box, button) {
  const { form, value } = button;
  const body = new URLSearchParams(new FormData(form));
  body.set('intent', value);
  const response = await fetch(form.action, { method: 'POST', body });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector(`[data-cases="${CSS.escape(box.dataset.cases)}"]`);
  if (!response.ok || !fresh) throw new Error(String(response.status));
  form.elements.mark.value = fresh.closest('form').elements.mark.value;
  box.replaceWith(fresh);
  attachCases(fresh);
  const isAdded = value.endsWith(':add');
  const rows = fresh.querySelectorAll('[name$=".q"]');
  (isAdded ? rows[rows.length - 1] : fresh.querySelector('button[value$=":add"]'))?.focus();
  if (!response.redirected) return;
  if (status) status.textContent = page.querySelector('[data-status]')?.textContent ?? '';
  frame?.contentWindow?.location.reload();
}

function attachCases(box) {
  for (const condition of box.querySelectorAll('[data-when]')) attach(condition);
  box.addEventListener('input', (event) => {
    const row = event.target.closest('.builder-case');
    if (row && isHalf(row)) event.stopPropagation();
  });
  box.addEventListener('click', (event) => {
    const button = event.target.closest('button[name="intent"]');
    if (!button || !STEP.test(button.value)) return;
    event.preventDefault();
    step(box, button).catch(() => button.form.requestSubmit(button));
  });
}

for (const box of document.querySelectorAll('[data-cases]')) attachCases(box);
