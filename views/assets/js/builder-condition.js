// Conditions by choosing: what belongs to a chosen question comes at once. The rows are the server's;
// without this file the same buttons fetch them with the page.
const STEP = /^when:/;

/** The buttons of this page: what a click on one of them would send, and where it belongs. */
async function step(box, intent) {
  const { form } = box.querySelector('[name="intent"], select');
  const body = new URLSearchParams(new FormData(form));
  body.set('intent', intent);
  const response = await fetch(form.action, { method: 'POST', body });
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const fresh = page.querySelector(`[data-when="${CSS.escape(box.dataset.when)}"]`);
  if (!fresh) return false;
  const focused = document.activeElement?.id;
  box.replaceWith(fresh);
  attach(fresh);
  const last = [...fresh.querySelectorAll('select[data-when-change]')].at(-1);
  (document.getElementById(focused) ?? last)?.focus();
  // What is whole is saved like anything that was typed; what is not waits for the rest.
  if (!fresh.querySelector('[data-unfinished]') || /remove/.test(intent)) {
    fresh.dispatchEvent(new Event('input', { bubbles: true }));
  }
  return true;
}

export function attach(box) {
  box.classList.add('builder-when--live');
  const show = box.querySelector('[data-when-show]');
  if (!show) return;
  box.addEventListener('input', (event) => {
    if (!event.target.matches?.('[data-when-change]')) return;
    event.stopPropagation();
    step(box, show.value).catch(() => undefined);
  });
  box.addEventListener('click', (event) => {
    const button = event.target.closest('button[name="intent"]');
    if (!button || !STEP.test(button.value)) return;
    event.preventDefault();
    step(box, button.value).catch(() => button.form.submit());
  });
}

/** What is sent of the conditions of a form. */
function conditionsOf(form, sent) {
  const names = [...form.querySelectorAll('[name$=".cel"]')].map(({ name }) => name.slice(0, -3));
  return JSON.stringify([...sent].filter(([name]) => names.some((one) => name.startsWith(one))));
}

// After a save, rows and expression say the same again: the next one would take the older of both
// for what somebody has just changed.
async function follow(form, sent) {
  const response = await fetch(form.action);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const box of form.querySelectorAll('[data-when]')) {
    const id = box.dataset.when;
    const cel = document.getElementById(`${id}-cel`);
    const fresh = page.querySelector(`[data-when="${CSS.escape(id)}"]`);
    const now = page.getElementById(`${id}-cel`)?.getAttribute('value');
    if (!cel || !fresh || now === undefined) continue;
    const wasWritten = sent.get(cel.name) !== cel.defaultValue;
    if (wasWritten) box.replaceChildren(...fresh.childNodes);
    // Whoever has typed on meanwhile keeps that.
    if (cel.value === sent.get(cel.name)) cel.value = now;
    cel.defaultValue = now;
    // A case of an amount says itself what it was when it was saved.
    const was = document.getElementById(`${id}-was`);
    if (was) was.value = now;
  }
}

// Cases bring conditions to forms that had none.
for (const form of document.querySelectorAll('form[data-autosave]')) {
  let last = conditionsOf(form, new FormData(form));
  form.addEventListener('builder:saved', ({ detail: { sent, waiting } }) => {
    const said = conditionsOf(form, sent);
    if (said !== last) waiting.push(follow(form, sent));
    last = said;
  });
}

for (const box of document.querySelectorAll('[data-when]')) {
  if (!box.closest('[data-cases]')) attach(box);
}
