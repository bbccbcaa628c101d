// The inbox of alerts; one that is opened shows its evidence.
import { ask } from './api.js';
import * as charts from './charts.js';
import { byId, el, setText, showList } from './dom.js';
import * as filters from './filters.js';
import { about, full, number, ratio, time } from './format.js';
import { article } from './posts.js';
import { language, say, themeName } from './words.js';

const FIRST = 4;
const HOUR = 3600000;
const open = new Set();
const details = new Map();
let all = [];
let everything = false;

/** Binds the button that shows all. */
export function start() {
  byId('alerts-more').addEventListener('click', () => {
    everything = !everything;
    show(all);
  });
}

/** Shows the newest alerts; those that go on before those that ended. */
export function show(alerts) {
  all = [...alerts].sort((a, b) => (a.phase === 'ended') - (b.phase === 'ended'));
  const going = all.filter(({ phase }) => phase !== 'ended').length;
  setText(byId('alerts-note'), going ? say('alertsOpen', number(going)) : '');
  const more = byId('alerts-more');
  more.hidden = all.length <= FIRST;
  setText(more, everything ? say('alertsFewer') : say('alertsAll', number(all.length)));
  const list = byId('alerts');
  if (all.length === 0) {
    list.replaceChildren(el('li', { class: 'empty' }, say('alertsNone')));
    return;
  }
  showList(list, everything ? all : all.slice(0, FIRST), ({ id }) => id, state, make);
  for (const alert of all) {
    if (open.has(alert.id) && details.get(alert.id)?.alert.revision !== alert.revision) {
      load(alert.id);
    }
  }
}

const state = (alert) =>
  JSON.stringify([alert.revision, alert.phase, alert.theme, alert.place, language(), time(alert.onset)]);

/** What and where, in words. */
export function subject(alert) {
  const what = alert.theme ? themeName(alert.theme) : say(alert.kind === 'overall' ? 'overall' : 'incident');
  return [what, alert.place].filter(Boolean).join(' · ');
}

function make(alert) {
  const { id } = alert;
  const opened = open.has(id);
  const body = el('div', { class: 'alert-body', id: `alert-${id}`, hidden: !opened });
  const head = el('button', {
    type: 'button', class: 'alert-head', 'aria-expanded': String(opened), 'aria-controls': `alert-${id}`,
    'data-focus': 'head', onclick: () => toggle(id, head, body),
  },
  el('span', { class: `phase ${alert.phase}` }, say(alert.phase)),
  el('span', { class: 'subject' }, subject(alert)),
  el('span', { class: 'figures' },
    el('b', {}, say('observed', number(alert.observed))),
    el('span', {}, say('expected', about(alert.expected))),
    el('span', { class: 'ratio' }, ratio(alert.observed, alert.expected))),
  el('span', { class: 'since', title: full(alert.onset) }, say('since', time(alert.onset))),
  el('span', { class: 'arrow', 'aria-hidden': 'true' }));
  const node = el('li', { class: `alert ${alert.phase}` }, el('h3', {}, head), body);
  if (opened && details.has(id)) {
    fill(body, details.get(id));
  }
  return node;
}

function toggle(id, head, body) {
  if (open.delete(id)) {
    body.hidden = true;
    head.setAttribute('aria-expanded', 'false');
    return;
  }
  open.add(id);
  body.hidden = false;
  head.setAttribute('aria-expanded', 'true');
  if (!body.hasChildNodes()) {
    body.replaceChildren(el('p', { class: 'empty' }, say('loading')));
  }
  load(id);
}

async function load(id) {
  let detail;
  try {
    detail = await ask(`alerts/${encodeURIComponent(id)}`);
    const { alert } = detail;
    const from = new Date(Date.parse(alert.onset) - 48 * HOUR).toISOString();
    const until = new Date(Math.max(Date.parse(alert.at) + HOUR, Date.parse(alert.onset) + 6 * HOUR)).toISOString();
    const which = alert.incident
      ? { incident: alert.incident }
      : { police: 'true', theme: alert.kind === 'place' ? '' : alert.theme, place: alert.place };
    detail.points = (await ask('timeline', { ...which, from, until, bucket: 'auto' })).points;
  } catch {
    return; // The next refresh tries again; the page says when the console cannot be reached.
  }
  details.set(id, detail);
  const body = byId(`alert-${id}`);
  if (body && open.has(id)) {
    fill(body, detail);
  }
}

function fill(body, { alert, posts, points, history }) {
  const old = body.querySelector('.trend');
  if (old) {
    charts.drop(old);
  }
  const trend = el('div', { class: 'chart trend', role: 'img' });
  const facts = el('p', { class: 'facts' }, say('alertFacts', time(alert.onset), number(alert.observed),
    about(alert.expected), number(alert.sources), number(alert.people), number(alert.reposts), time(alert.at)));
  const words = alert.words.map((word) => el('li', {}, el('button', {
    type: 'button', onclick: () => {
      filters.set({ q: word });
      byId('filters').scrollIntoView({ block: 'start' });
    },
  }, word)));
  const evidence = posts.length === 0
    ? el('p', { class: 'empty' }, say('evidenceGone'))
    : el('ol', { class: 'posts' }, ...posts.map((post) => el('li', {}, article(post, false))));
  body.replaceChildren(
    facts,
    el('div', { class: 'alert-parts' },
      el('div', { class: 'evidence', tabindex: '0', role: 'region', 'aria-label': say('evidence') }, el('h4', {}, say('evidence')), evidence),
      el('div', { class: 'aside' },
        ...(words.length ? [el('h4', {}, say('standOut')), el('ul', { class: 'words' }, ...words)] : []),
        el('h4', {}, say('trend')),
        trend,
        ...(history.length ? [el('h4', {}, say('history')), el('ol', { class: 'history' }, ...history.slice(-6).map(event))] : []))));
  charts.trend(trend, points ?? [], alert.onset);
}

function event({ at, what, note }) {
  const key = `entry_${what}`;
  const known = say(key);
  const words = known === key ? what : known;
  const more = figures(note);
  return el('li', {}, el('time', { datetime: at, title: full(at) }, time(at)), ' ', more ? `${words} · ${more}` : words);
}

/** The desk notes its figures in English, as "observed 9, expected 0.9, ..."; other notes stay as they are. */
function figures(note) {
  const match = /^observed (\d+), expected ([\d.]+)/.exec(note);
  return match ? say('entryFigures', number(Number(match[1])), about(Number(match[2]))) : note;
}

/** Draws again what is open, in another language. */
export function relabel() {
  show(all);
}
