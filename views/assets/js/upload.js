// Sends files as soon as they are chosen and shows how far it is. Without it, the button does.
function show(element, text) {
  element.hidden = text === '';
  if (text !== '') element.textContent = text;
}

function setUp(form) {
  const input = form.querySelector('input[type="file"]');
  const bar = form.querySelector('progress');
  const sending = form.querySelector('[data-sending]');
  const said = form.querySelector('[data-said]');
  const problem = form.querySelector('[data-problem]');
  const button = form.querySelector('[data-button]');
  const words = { ...form.dataset, sending: said.textContent };
  let request;

  const warn = (event) => event.preventDefault();
  function stop(text) {
    request = undefined;
    removeEventListener('beforeunload', warn);
    sending.hidden = true;
    show(problem, text);
    // To try once more; choosing the same file again would change nothing.
    button.hidden = text === '';
  }

  function answered() {
    if (request.status < 400) {
      removeEventListener('beforeunload', warn);
      location.replace(request.responseURL);
      return;
    }
    const page = new DOMParser().parseFromString(request.responseText, 'text/html');
    const main = page.querySelector('main');
    if (!main) return stop(words.failed);
    stop('');
    document.title = page.title;
    document.querySelector('main').replaceWith(document.adoptNode(main));
    document.querySelector('.error-summary')?.focus();
    scrollTo(0, 0);
    begin();
  }

  function send() {
    if (request || input.files.length === 0) return;
    const tooLarge = [...input.files].find((file) => file.size > Number(words.max));
    show(problem, tooLarge ? words.tooLarge : '');
    if (tooLarge) {
      input.value = '';
      return;
    }
    request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.upload.onprogress = ({ loaded, total }) => {
      bar.value = (loaded / total) * 100;
    };
    request.upload.onload = () => {
      said.textContent = words.checking;
      bar.removeAttribute('value');
    };
    request.onload = answered;
    request.onerror = () => stop(words.failed);
    request.ontimeout = request.onerror;
    said.textContent = words.sending;
    bar.value = 0;
    sending.hidden = false;
    button.hidden = true;
    addEventListener('beforeunload', warn);
    request.send(new FormData(form));
  }

  form.addEventListener('submit', (event) => {
    // With nothing chosen the server says what to do.
    if (input.files.length === 0) return;
    event.preventDefault();
    send();
  });
  input.addEventListener('change', send);
  form.querySelector('[data-at-once]').hidden = false;
  button.hidden = true;
  form.dataset.ready = '';
  // Chosen before this script was there, on a weak line: nobody would find the button any more.
  send();
}

function begin() {
  for (const form of document.querySelectorAll('form[data-upload]')) setUp(form);
}

begin();
