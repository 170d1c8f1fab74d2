// The preview as large as a page: what is chosen shows at once.
const room = document.querySelector('form[data-room]');
const frame = document.querySelector('iframe[data-preview]');

// With the keyboard a list is gone through one by one: the next page has the focus on it again.
room.addEventListener('change', ({ target }) => {
  room.action = `${room.action.split('#')[0]}#${target.id}`;
  room.requestSubmit();
});
document.getElementById(location.hash.slice(1))?.focus();

// What stood there when the page came is not read out; a sign that nobody sees makes it news.
const status = document.querySelector('[data-status]');
if (status?.textContent) setTimeout(() => status.append('\u00a0'), 100);

frame.addEventListener('load', () => {
  const inside = new URL(frame.src).pathname.replace(/\/preview\/.*$/, '/preview/');
  for (const link of frame.contentDocument?.links ?? []) {
    if (!link.pathname.startsWith(inside)) link.target = '_blank';
  }
});
