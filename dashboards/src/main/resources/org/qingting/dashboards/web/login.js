// Who is logged in: the button in the head, and the dialog.
import { ApiError, ask, send } from './api.js';
import { byId, el } from './dom.js';
import { language, say } from './words.js';

let me = { staff: null, canLogIn: false, reading: true, texts: true };
let changed = () => {};

export const staff = () => me.staff;
export const mayAct = (...roles) => me.staff !== null && me.staff.roles.some((role) => roles.includes(role));
export const texts = () => me.texts;
export const possible = () => me.canLogIn;

/** Finds out who is logged in; calls back whenever that changes. */
export async function start(onChange) {
  changed = onChange;
  try {
    me = await ask('me');
  } catch {
    // The page says by itself when the console cannot be reached.
  }
  show();
  return me;
}

/** After an answer that asks for a log-in: the session has ended, and nothing read in it shall stay. */
export function ended() {
  if (me.staff) {
    location.reload();
  }
}

/** The button in the head; and searching in texts is for those who may read them. */
export function show() {
  const place = byId('who');
  if (byId('q')) {
    byId('q').disabled = !me.texts;
  }
  if (!me.canLogIn && !me.staff) {
    place.replaceChildren();
    return;
  }
  if (me.staff) {
    const { name, labels, roles } = me.staff;
    place.replaceChildren(
      el('span', { class: 'who-name', title: (language() === 'en' ? roles : labels).join(' · ') }, name),
      el('button', { type: 'button', class: 'quiet', onclick: leave }, say('logOut')));
  } else {
    place.replaceChildren(el('button', { type: 'button', class: 'quiet', id: 'log-in', onclick: open }, say('logIn')));
  }
}

async function leave() {
  try {
    await send('logout', {});
  } finally {
    location.reload();
  }
}

/** Opens the dialog. */
export function open() {
  const wrong = el('p', { class: 'wrong', role: 'alert' });
  const id = el('input', { id: 'login-id', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false', maxlength: '32', required: true });
  const password = el('input', { id: 'login-password', type: 'password', autocomplete: 'current-password', maxlength: '200', required: true });
  const enter = el('button', { type: 'submit', class: 'main' }, say('logIn'));
  const form = el('form', { class: 'sheet' },
    el('h2', {}, say('logInTitle')),
    el('label', { for: 'login-id' }, say('account')), id,
    el('label', { for: 'login-password' }, say('password')), password,
    wrong,
    el('p', { class: 'buttons' },
      enter,
      el('button', { type: 'button', class: 'quiet', onclick: () => dialog.close() }, say('cancel'))));
  const dialog = el('dialog', { class: 'dialog', 'aria-label': say('logInTitle') }, form);
  dialog.addEventListener('close', () => dialog.remove());
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    enter.disabled = true;
    wrong.textContent = '';
    try {
      me = await send('login', { id: id.value.trim(), password: password.value });
      dialog.close();
      show();
      changed();
    } catch (error) {
      wrong.textContent = error instanceof ApiError ? error.message : say('lost');
      enter.disabled = false;
      password.select();
    }
  });
  document.body.append(dialog);
  dialog.showModal();
  id.focus();
}
