// The preview as large as a page: what is chosen shows at once.
const room = document.querySelector('form[data-room]');
const frame = document.querySelector('iframe[data-preview]');

room.addEventListener('change', () => room.requestSubmit());

frame.addEventListener('load', () => {
  const inside = new URL(frame.src).pathname.replace(/\/preview\/.*$/, '/preview/');
  for (const link of frame.contentDocument?.links ?? []) {
    if (!link.pathname.startsWith(inside)) link.target = '_blank';
  }
});
