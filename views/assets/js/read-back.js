// Which part of the read-back is looked at: the resident's own screen follows it.
const form = document.querySelector('form[data-show-part]');
const parts = [...document.querySelectorAll('[data-part]')];
const isTurned = document.querySelector('.read-back--turned') !== null;
/** A finger that moves on is not asked at every line. */
const REST_MS = 250;
/** What stands in the upper part of the screen is what is read. */
const READ_AT = 0.4;

/** Distance from the edge at which reading begins: the other one where the tablet lies turned. */
function fromTop(part) {
  const { top, bottom } = part.getBoundingClientRect();
  return isTurned ? innerHeight - bottom : top;
}

function current() {
  const passed = parts.filter((part) => fromTop(part) < innerHeight * READ_AT);
  return passed.at(-1)?.dataset.part ?? '0';
}

function follow() {
  let told = '0';
  let rest;
  async function tell() {
    const part = current();
    if (part === told) return;
    told = part;
    const { value } = form.elements.namedItem('_csrf');
    const body = new URLSearchParams({ _csrf: value, part });
    // Without a line nothing is shown anywhere else, either.
    await fetch(form.dataset.showPart, { method: 'POST', body }).catch(() => undefined);
  }
  addEventListener(
    'scroll',
    () => {
      clearTimeout(rest);
      rest = setTimeout(tell, REST_MS);
    },
    { passive: true },
  );
}

if (form && parts.length > 0) follow();
