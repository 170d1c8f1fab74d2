// Runs inside the page under test. Plain JavaScript: each function is sent to the browser as text,
// so it may use nothing but its argument and what the browser offers.

/** What axe finds wrong by the rules with these tags; its script must be there. */
export async function axeViolations(tags) {
  // No style tells one word with a reading from the next one beside it: the first shows the colours
  // of all, and a page in easy Japanese has thousands.
  const contrast = window.axe._audit.getRule('color-contrast');
  const isJudged = contrast.matches;
  contrast.matches = (element, ...rest) =>
    element.closest('ruby ~ ruby') === null && isJudged(element, ...rest);
  const { violations } = await window.axe.run(document, {
    runOnly: { type: 'tag', values: tags },
    resultTypes: ['violations'],
  });
  return violations.flatMap((violation) =>
    violation.nodes
      .slice(0, 3)
      .map((node) => `axe ${violation.id}: ${node.target.join(' ')} ${node.failureSummary}`),
  );
}

/** Elements that stick out to the right although the page can not be scrolled sideways on purpose. */
export function findOverflow() {
  const wide = document.scrollingElement;
  if (wide.scrollWidth <= wide.clientWidth) return [];
  const scrolls = (element) => {
    for (let up = element.parentElement; up && up !== document.body; up = up.parentElement) {
      if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true;
    }
    return false;
  };
  const guilty = [...document.body.querySelectorAll('*')].filter(
    (element) => element.getBoundingClientRect().right > wide.clientWidth + 1 && !scrolls(element),
  );
  const inner = guilty.filter(
    (element) => !guilty.some((other) => other !== element && element.contains(other)),
  );
  const names = inner.slice(0, 5).map((element) => {
    const name =
      element.tagName.toLowerCase() +
      (element.className ? `.${String(element.className).replaceAll(' ', '.')}` : '');
    return `${name} 「${(element.textContent ?? '').trim().slice(0, 30)}」 ends at ${Math.round(element.getBoundingClientRect().right)}`;
  });
  return [`the page is ${wide.scrollWidth} px wide on ${wide.clientWidth}: ${names.join('; ')}`];
}

/** Controls smaller than `least` px. A link inside a sentence is exempt (WCAG 2.5.8, inline). */
export function findSmallTargets(least) {
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const clipped = box.width <= 1 || box.height <= 1 || style.clipPath === 'inset(50%)';
    return style.visibility !== 'hidden' && !clipped && box.bottom > 0 && box.right > 0;
  };
  const isInline = (element) => {
    if (element.tagName !== 'A' || getComputedStyle(element).display !== 'inline') return false;
    const around = element.parentElement?.textContent?.trim() ?? '';
    return around.length > (element.textContent ?? '').trim().length;
  };
  const sizeOf = (element) => {
    const boxes = [element, ...(element.labels ?? [])].map((part) => part.getBoundingClientRect());
    const isBox = element.type === 'radio' || element.type === 'checkbox';
    const use = isBox ? boxes : boxes.slice(0, 1);
    return {
      width: Math.max(...use.map((box) => box.right)) - Math.min(...use.map((box) => box.left)),
      height: Math.max(...use.map((box) => box.bottom)) - Math.min(...use.map((box) => box.top)),
    };
  };
  const controls = 'a[href], button, input:not([type=hidden]), select, textarea, summary';
  const small = [];
  for (const element of document.querySelectorAll(controls)) {
    const isBox = element.type === 'radio' || element.type === 'checkbox';
    if (!isShown(element) && !(isBox && [...(element.labels ?? [])].some(isShown))) continue;
    if (isInline(element)) continue;
    const { width, height } = sizeOf(element);
    if (width >= least - 0.5 && height >= least - 0.5) continue;
    const name = (
      element.textContent ||
      element.getAttribute('aria-label') ||
      element.name ||
      ''
    ).trim();
    small.push(
      `${element.tagName.toLowerCase()} 「${name.slice(0, 30)}」 is ${Math.round(width)} × ${Math.round(height)} px`,
    );
  }
  return small;
}

/** Doubles the text and opens the spacing of WCAG 1.4.12; says whether the text really grew. */
export function enlargeText() {
  const before = Number.parseFloat(
    getComputedStyle(document.querySelector('main p, main')).fontSize,
  );
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    html { font-size: 200% !important }
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const after = Number.parseFloat(
    getComputedStyle(document.querySelector('main p, main')).fontSize,
  );
  return after / before;
}

export function restoreText() {
  document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1);
}

/** What frames the page: its headings of the first level, its title and its language. */
export function readFrame() {
  return {
    headings: document.querySelectorAll('h1').length,
    title: document.title,
    lang: document.documentElement.getAttribute('lang'),
  };
}

/**
 * All that a reader reads or hears, each with the language it is marked with. `mayBeMarked`: a place
 * where markup could stand (not in an attribute, an option or the title) and does not.
 */
export function readTexts() {
  const texts = [];
  const isHeardOnly = (element) => {
    const hidden = element.closest('.hidden');
    return hidden !== null && hidden.getBoundingClientRect().width <= 1;
  };
  const add = (element, text, mayBeMarked) => {
    const words = text.trim();
    if (!words) return;
    const marked = element.closest('[lang]');
    // A whole label in a span of its own stands in for a translation that is missing.
    const alone =
      marked?.tagName === 'SPAN' &&
      marked.parentElement.textContent.trim() === marked.textContent.trim();
    const needsRuby = mayBeMarked && !isHeardOnly(element);
    texts.push({ lang: marked?.lang ?? '', text: words, mayBeMarked, needsRuby, alone });
  };
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!element || element.closest('script, noscript, style, textarea, template')) continue;
    const own = element.closest('[lang]') !== document.documentElement;
    add(element, walker.currentNode.data, !own && !element.closest('ruby, option, title, svg'));
  }
  for (const name of ['alt', 'title', 'aria-label', 'placeholder']) {
    for (const element of document.querySelectorAll(`[${name}]`)) {
      add(element, element.getAttribute(name), false);
    }
  }
  return texts;
}

/** Presses nothing: says whether the element that has the focus now can be seen to have it. */
export function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const name = `${element.tagName.toLowerCase()} 「${(element.textContent || element.name || '').trim().slice(0, 30)}」`;
  const ring =
    (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2) ||
    style.boxShadow !== 'none';
  const middle = document.elementFromPoint(
    Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1),
  );
  const covered =
    middle !== null &&
    !element.contains(middle) &&
    !middle.contains(element) &&
    !middle.closest('label')?.contains(element) &&
    ![...(element.labels ?? [])].some((label) => label.contains(middle));
  return { name, ring, covered, isAction: element.matches('main button, main a.button') };
}

/**
 * Types and ticks all that is wished for at once, as far as the form shows it: for many forms in a
 * row, where a hand would take as long as all the rest. Names with their values, as they are sent.
 * The page's own scripts hear of each answer; says whether there was anything to do.
 */
export function fillAtOnce(form, wishes) {
  let changed = false;
  for (const input of form.elements) {
    const wish = wishes[input.name];
    const isShown = input.checkVisibility() || input.closest('details:not([open])');
    if (wish === undefined || !isShown || input.type === 'hidden') continue;
    const isBox = input.type === 'radio' || input.type === 'checkbox';
    const now = isBox ? input.checked : input.value;
    const wished = isBox ? wish.includes(input.value) : (wish[0] ?? '');
    if (now === wished || (input.type === 'radio' && !wished)) continue;
    input[isBox ? 'checked' : 'value'] = wished;
    changed = true;
    for (const type of ['input', 'change']) {
      input.dispatchEvent(new Event(type, { bubbles: true }));
    }
  }
  return changed;
}

/** Inputs of a form that a person can see now, and those in a closed list that can be opened. */
export function listControls(form) {
  return [...form.elements].flatMap((input) => {
    const inClosedList = input.closest('details:not([open])') !== null;
    const seen = inClosedList ? !input.closest('[hidden]') : input.checkVisibility();
    if (!seen || !input.name || input.tagName === 'BUTTON' || input.type === 'hidden') return [];
    const kind = input.tagName === 'SELECT' ? 'select' : input.type;
    const { name, value, checked } = input;
    return [{ name, kind, value, checked: checked === true, inClosedList }];
  });
}
