// Small helpers to build and update the page. Text only ever enters as text nodes.

/** Makes an element: el('a', {class: 'x', href: url, onclick: f}, 'text', child). */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else {
      node.setAttribute(name, value === true ? '' : value);
    }
  }
  node.append(...children.filter((child) => child instanceof Node || (typeof child === 'string' && child !== '')));
  return node;
}

export const byId = (id) => document.getElementById(id);

/**
 * Makes a list show these items: nodes of items that stay are kept (with focus and selection) and
 * only made anew when their state, as a string, has changed.
 */
export function showList(list, items, keyOf, stateOf, make) {
  const old = new Map([...list.children].map((node) => [node.dataset.key, node]));
  let place = list.firstElementChild;
  for (const item of items) {
    const key = String(keyOf(item));
    const state = stateOf(item);
    let node = old.get(key);
    old.delete(key);
    if (!node || node.dataset.state !== state) {
      const fresh = make(item);
      fresh.dataset.key = key;
      fresh.dataset.state = state;
      if (node) {
        if (place === node) {
          place = fresh;
        }
        replaceKeepingFocus(node, fresh);
      }
      node = fresh;
    }
    if (node === place) {
      place = place.nextElementSibling;
    } else {
      list.insertBefore(node, place);
    }
  }
  for (const node of old.values()) {
    node.remove();
  }
}

function replaceKeepingFocus(node, fresh) {
  const held = node.contains(document.activeElement)
    ? document.activeElement.dataset.focus
    : undefined;
  node.replaceWith(fresh);
  if (held) {
    fresh.querySelector(`[data-focus="${held}"]`)?.focus({ preventScroll: true });
  }
}

/** Text with what matched in mark elements; marks are pairs of UTF-16 positions. */
export function marked(text, marks) {
  const parts = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(text.slice(at, start), el('mark', {}, text.slice(start, end)));
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}

/** Sets text only where it differs, so that nothing flickers or is read out again. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** A link that leaves the page: a new tab that knows nothing of this one; http and https only. */
export function outward(url, attributes, ...children) {
  return /^https?:\/\//i.test(url)
    ? el('a', { href: url, target: '_blank', rel: 'noopener noreferrer', ...attributes }, ...children)
    : el('span', attributes, ...children);
}

/** Changes the page while what the reader looks at stays where it is. */
export function keepPlace(change) {
  if (window.scrollY < 8) {
    change();
    return;
  }
  const anchors = document.querySelectorAll('[data-key], .card:not([hidden])');
  let anchor = null;
  for (const node of anchors) {
    const top = node.getBoundingClientRect().top;
    if (top >= 0 && top < window.innerHeight) {
      anchor = { node, top };
      break;
    }
  }
  change();
  if (anchor?.node.isConnected) {
    const moved = anchor.node.getBoundingClientRect().top - anchor.top;
    if (Math.abs(moved) >= 1) {
      window.scrollBy({ top: moved, behavior: 'instant' });
    }
  }
}
