// Tells whoever works on the tablet that a card was read. Nothing of the card is in the stream.

const news = document.querySelector('[data-counter-events]');

/** Whoever ends it on this page is led on by the answer. */
const OWN_WAY_MS = 2000;

function leave() {
  document.dispatchEvent(new Event('counter:wipe'));
  location.replace(`${news.dataset.home}?over=1`);
}

function watch() {
  let isSending = false;
  addEventListener('submit', () => {
    isSending = true;
  });
  const events = new EventSource(news.dataset.counterEvents);
  events.addEventListener('card', (event) => {
    if (JSON.parse(event.data).readings > Number(news.dataset.readings)) news.hidden = false;
  });
  // What is on the page belongs to somebody who has left.
  events.addEventListener('over', () => {
    events.close();
    setTimeout(leave, isSending ? OWN_WAY_MS : 0);
  });
  // Another page of this tablet took its place.
  events.addEventListener('replaced', () => events.close());
  addEventListener('pagehide', () => events.close());
}

if (news) watch();
