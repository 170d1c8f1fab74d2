// Passkeys: a button that asks the browser for a key and sends what it answers with its form. The
// forms are hidden until this module runs in a browser and at an address where keys work.
const BYTES = { create: ['attestationObject'], get: ['authenticatorData', 'signature'] };

function bytesOf(text) {
  const base64 = text.replaceAll('-', '+').replaceAll('_', '/');
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function textOf(buffer) {
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte));
  return btoa(letters.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

const listed = (keys) => keys?.map((key) => ({ ...key, id: bytesOf(key.id) }));

function publicKeyOf({ challenge, user, allowCredentials, excludeCredentials, ...rest }) {
  return {
    ...rest,
    challenge: bytesOf(challenge),
    ...(user && { user: { ...user, id: bytesOf(user.id) } }),
    ...(allowCredentials && { allowCredentials: listed(allowCredentials) }),
    ...(excludeCredentials && { excludeCredentials: listed(excludeCredentials) }),
  };
}

function answerOf(kind, { id, response }) {
  const bytes = ['clientDataJSON', ...BYTES[kind]].map((name) => [name, textOf(response[name])]);
  return {
    id,
    ...Object.fromEntries(bytes),
    ...(kind === 'create' && { transports: response.getTransports?.() ?? [] }),
    ...(response.userHandle && { userHandle: textOf(response.userHandle) }),
  };
}

/** Fresh from the server at every press; a page may have stood open over night. */
async function ask(form) {
  const reply = await fetch(form.dataset.options, { headers: { accept: 'application/json' } });
  // Sent on to another page: the session is over, or the passphrase is asked for again.
  if (reply.redirected) {
    location.assign(location.href);
    return undefined;
  }
  if (!reply.ok) throw new Error(`${reply.status}`);
  return reply.json();
}

async function useKey(form) {
  const kind = form.dataset.passkey;
  const asked = await ask(form);
  if (asked === undefined) return;
  const credential = await navigator.credentials[kind]({ publicKey: publicKeyOf(asked.options) });
  form.elements.note.value = asked.note;
  form.elements.credential.value = JSON.stringify(answerOf(kind, credential));
  form.submit();
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!window.PublicKeyCredential || location.hostname !== form.dataset.host) break;
  const trouble = form.querySelector('[data-trouble]');
  let isAsking = false;
  form.hidden = false;
  for (const other of document.querySelectorAll('[data-without-passkey]')) other.hidden = true;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (isAsking) return;
    isAsking = true;
    trouble.hidden = true;
    try {
      await useKey(form);
    } catch {
      // Declined, no key here, or no line: it says so, and the other ways are still there.
      trouble.hidden = false;
    }
    isAsking = false;
  });
}
