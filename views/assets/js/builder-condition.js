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

function attach(box) {
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

for (const box of document.querySelectorAll('[data-when]')) attach(box);
