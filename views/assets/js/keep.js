// Keeps what was typed when the page is left without a button: a phone that locks, a swipe back.
const form = document.querySelector('form[data-keep]');
// A page that came back with errors holds what was typed and is saved nowhere.
let changed = form.querySelector('[name=again]') !== null;

function keep() {
  if (!changed) return;
  changed = false;
  const data = new FormData(form);
  data.set('intent', 'keep');
  navigator.sendBeacon(form.action, new URLSearchParams(data));
}

form.addEventListener('input', () => {
  changed = true;
});
// What is sent by a button needs no second keeping, which could overtake it.
form.addEventListener('submit', () => {
  changed = false;
});
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') keep();
});
addEventListener('pagehide', keep);
