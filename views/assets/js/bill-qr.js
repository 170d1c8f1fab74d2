// The QR code on a bill brings number and code behind the "#", which browsers never send: they are put
// into the form, and taken out of the address and the history at once.
const form = document.getElementById('find-bill');

function fillIn() {
  const found = /^#([0-9A-Za-z-]{4,40})\.([0-9A-Za-z]{4,24})$/.exec(location.hash);
  if (!found || !form) return;
  const [, number, code] = found;
  history.replaceState(null, '', location.pathname + location.search);
  form.elements.number.value = number;
  form.elements.code.value = code;
  document.getElementById('from-qr').hidden = false;
  form.querySelector('button').focus();
}

fillIn();
// The page may be open already when the code is scanned.
addEventListener('hashchange', fillIn);
