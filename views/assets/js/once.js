// A second tap on the button within five seconds does nothing; the button itself stays as it is.
const PAUSE = 5000;

for (const form of document.querySelectorAll('form[data-once]')) {
  let sentAt = 0;
  form.addEventListener('submit', (event) => {
    const now = Date.now();
    if (now - sentAt < PAUSE) event.preventDefault();
    else sentAt = now;
  });
  const again = () => {
    sentAt = 0;
  };
  addEventListener('pageshow', again);
  // It was not sent after all.
  form.addEventListener('stays', again);
}
