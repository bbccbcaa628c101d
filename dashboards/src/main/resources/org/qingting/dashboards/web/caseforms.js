// Forms of the page of a case.
import { ApiError } from './api.js';
import { el } from './dom.js';
import { say } from './words.js';

let fields = 0;

/** A field of a form: label, and an input, select, textarea or checkbox. */
export function field(name, words, attributes = {}) {
  const id = `f-${name}-${++fields}`;
  const { options, area, value, hint, ...rest } = attributes;
  let input;
  if (options) {
    input = el('select', { id, name, ...rest }, ...options.map(([key, text]) => el('option', { value: key, selected: key === value }, text)));
  } else if (area) {
    input = el('textarea', { id, name, rows: String(area), ...rest });
    input.value = value ?? '';
  } else {
    input = el('input', { id, name, ...rest });
    if (value !== undefined) {
      input.value = value;
    }
  }
  const label = el('label', { for: id }, words);
  return rest.type === 'checkbox'
    ? el('div', { class: 'field check-field' }, input, label)
    : el('div', { class: 'field' }, label, input, hint ? el('p', { class: 'note' }, hint) : '');
}

/**
 * A form that sends what it holds.
 *
 * @param make from its values to what is sent
 * @param submit sends it; the form says why when that fails
 */
export function form(parts, words, make, submit, { className = 'quiet', buttons = [] } = {}) {
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const button = el('button', { type: 'submit', class: className }, words);
  const node = el('form', { class: 'form', novalidate: true }, ...parts, wrong, el('p', { class: 'buttons' }, button, ...buttons));
  node.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    wrong.textContent = '';
    try {
      await submit(make(values(node)));
    } catch (error) {
      wrong.textContent = error instanceof ApiError ? error.message : say('lost');
    }
    button.disabled = false;
  });
  return node;
}

/** What a form holds. */
export function values(node) {
  const all = {};
  for (const input of node.elements) {
    if (input.name) {
      all[input.name] = input.type === 'checkbox' ? input.checked : input.value.trim();
    }
  }
  return all;
}

/** A part that opens when asked for. */
export const fold = (words, ...parts) => el('details', { class: 'fold' }, el('summary', {}, words), ...parts);

/** A local time of a form as an instant; null for none. */
export const instant = (text) => (text ? new Date(text).toISOString() : null);

/** An instant for a datetime-local input. */
export function local(iso) {
  const date = new Date(iso);
  const two = (value) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
