// Editing a procedure: what is changed saves itself after a pause, and the preview follows.
const PAUSE_MS = 900;
const status = document.querySelector('[data-status]');
const frame = document.querySelector('iframe[data-preview]');

function say(text, isWrong = false) {
  if (!status) return;
  status.textContent = text;
  status.classList.toggle('builder-status--wrong', isWrong);
}

// The walk through the form stays where it is; only its pages are fetched anew.
function refreshPreview() {
  frame?.contentWindow?.location.reload();
}

// What stood there when the page came is not read out; a sign that nobody sees makes it news.
function sayAgain() {
  if (status?.textContent) setTimeout(() => status.append('\u00a0'), 100);
}

// Read with its input, first of what describes it; other words about the input stay.
function describe(input, error) {
  const about = (input.getAttribute('aria-describedby') ?? '').split(' ').filter(Boolean);
  input.setAttribute('aria-describedby', [error.id, ...about].join(' '));
  input.setAttribute('aria-invalid', 'true');
}

function forget(form, error) {
  for (const input of form.querySelectorAll(`[aria-describedby~="${error.id}"]`)) {
    const about = input.getAttribute('aria-describedby').split(' ');
    const left = about.filter((id) => id !== error.id).join(' ');
    if (left) input.setAttribute('aria-describedby', left);
    else input.removeAttribute('aria-describedby');
    input.removeAttribute('aria-invalid');
  }
  error.remove();
}

function showProblems(form, problems) {
  for (const old of form.querySelectorAll('.field__error[data-live]')) forget(form, old);
  for (const [at, { name, text }] of problems.entries()) {
    const named = ['', '.cel', '.else'].map((end) => name && form.elements.namedItem(name + end));
    const found = named.find(Boolean);
    const input = found?.closest ? found : found?.[0];
    const field = input?.closest('.field') ?? form;
    const error = document.createElement('p');
    error.className = 'field__error';
    error.id = `live-${form.elements.form.value}-${at}`;
    error.dataset.live = '';
    error.textContent = text;
    field.append(error);
    if (input) describe(input, error);
  }
}

const SAID = {
  saved: ['保存しました。'],
  invalid: ['まだ保存していません。直すところがあります。', true],
  conflict: [
    'ほかの人が先に同じところを変えました。「保存する」を押すと、両方を見比べられます。',
    true,
  ],
};

async function save(form) {
  const body = new URLSearchParams(new FormData(form));
  body.set('intent', 'save');
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { 'x-builder': '1' },
    body,
  });
  if (!response.headers.get('content-type')?.includes('json')) {
    return say('保存できませんでした。「保存する」を押してください。', true);
  }
  const { state, mark, problems = [], what } = await response.json();
  showProblems(form, problems);
  const [text, isWrong] = SAID[state] ?? SAID.invalid;
  say(what ? `${text} ${what}` : text, isWrong);
  if (state !== 'saved') return undefined;
  form.elements.mark.value = mark;
  // Whoever shows a thing in two ways brings both up to date before the next save.
  const waiting = [];
  form.dispatchEvent(new CustomEvent('builder:saved', { detail: { sent: body, waiting } }));
  await Promise.all(waiting);
  return what && refreshPreview();
}

// One after the other, also when somebody types on while a save is under way.
const queues = new WeakMap();
const timers = new WeakMap();

function saveSoon(form, wait = PAUSE_MS) {
  clearTimeout(timers.get(form));
  timers.set(
    form,
    setTimeout(() => {
      const before = queues.get(form) ?? Promise.resolve();
      const next = before
        .then(() => save(form))
        .catch(() => say('つながりません。あとで「保存する」を押してください。', true));
      queues.set(form, next);
    }, wait),
  );
}

for (const form of document.querySelectorAll('form[data-autosave]')) {
  form.addEventListener('input', () => saveSoon(form));
  form.addEventListener('submit', (event) => {
    clearTimeout(timers.get(form));
    // A save that is under way ends first, and gives this one its mark.
    const running = queues.get(form);
    if (!running) return;
    event.preventDefault();
    queues.delete(form);
    running.finally(() => form.requestSubmit(event.submitter));
  });
}

// Links of the framed site that lead out of the preview open beside it.
frame?.addEventListener('load', () => {
  const inside = new URL(frame.src).pathname.replace(/\/preview\/.*$/, '/preview/');
  for (const link of frame.contentDocument?.links ?? []) {
    if (!link.pathname.startsWith(inside)) link.target = '_blank';
  }
});

// After a step without a script of its own, the focus is where the step was made.
const there = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (there?.matches('form')) there.tabIndex = -1;
(there?.querySelector(':scope > summary') ?? there)?.focus();
sayAgain();
