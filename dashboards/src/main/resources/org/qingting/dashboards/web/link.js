// The page of a personal link: shows what it is for, and acknowledges only when its holder says so.
import { ApiError, ask, send } from './api.js';
import { byId, el, setText } from './dom.js';
import { number, time } from './format.js';
import { subject } from './inbox.js';
import { label, say } from './words.js';

const path = `links/${location.pathname.split('/').pop()}`;

function show({ alert, name, done }) {
  const open = el('p', {}, el('a', { href: `/cases/${encodeURIComponent(alert.id)}` }, say('linkOpen')));
  byId('link').replaceChildren(
    el('p', {}, done ? say('linkDone', done) : say('linkAsk', name)),
    el('p', { class: 'chips' },
      el('span', { class: `level-chip ${alert.level}` }, say(`level_${alert.level}`)),
      el('span', { class: 'subject' }, subject(alert))),
    el('p', { class: 'note' }, `${say('observed', number(alert.observed))} · ${time(alert.raisedAt)}`),
    done ? '' : el('p', {}, el('button', { type: 'button', class: 'main wide-button', id: 'acknowledge', onclick: acknowledge }, say('acknowledge'))),
    open);
}

const tell = (error) => setText(byId('wrong'), error instanceof ApiError ? error.message : say('lost'));

async function acknowledge() {
  byId('acknowledge').disabled = true;
  try {
    show(await send(path, {}));
    setText(byId('wrong'), '');
  } catch (error) {
    tell(error);
    byId('acknowledge').disabled = false;
  }
}

label(document);
document.title = say('linkTitle');
try {
  show(await ask(path));
} catch (error) {
  tell(error);
}
