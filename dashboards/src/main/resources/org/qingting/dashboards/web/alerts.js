// The inbox of alerts; one that is opened shows its evidence.
import { ask } from './api.js';
import * as charts from './charts.js';
import { byId, el, setText, showList } from './dom.js';
import * as filters from './filters.js';
import { about, full, number, percent, rare, ratio, time } from './format.js';
import { article } from './posts.js';
import { language, say, themeName } from './words.js';

const FIRST = 4;
const HOUR = 3600000;
/** Phases of which nothing more is to be expected. */
const OVER = ['ended', 'withdrawn'];
const isOver = ({ phase }) => OVER.includes(phase);
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

/** Shows the newest alerts; those that go on before those that are over. */
export function show(alerts) {
  all = [...alerts].sort((a, b) => isOver(a) - isOver(b));
  const going = all.filter((alert) => !isOver(alert)).length;
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
  el('span', { class: 'subject' }, subject(alert), ' ', el('span', { class: 'trigger' }, say(`trigger_${alert.trigger}`))),
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

function fill(body, { alert, telling, posts, points, history, facts: known }) {
  const old = body.querySelector('.trend');
  if (old) {
    charts.drop(old);
  }
  const trend = el('div', { class: 'chart trend', role: 'img' });
  const facts = el('p', { class: 'facts' }, say('alertFacts', time(alert.onset), number(alert.observed),
    about(alert.expected), number(alert.sources),
    say(alert.peopleAtLeast ? 'peopleAtLeast' : 'people', number(alert.people)), number(alert.reposts), time(alert.at)));
  const words = alert.words.map((word) => el('li', {}, el('button', {
    type: 'button', onclick: () => {
      filters.set({ q: word });
      byId('filters').scrollIntoView({ block: 'start' });
    },
  }, word)));
  const list = (some) => el('ol', { class: 'posts' }, ...some.map((post) => el('li', {}, article(post, false))));
  const evidence = posts.length || telling.length
    ? [...(telling.length ? [el('h4', {}, say('telling')), list(telling)] : []),
      ...(posts.length ? [el('h4', {}, say('evidence')), list(posts)] : [])]
    : [el('h4', {}, say('evidence')), el('p', { class: 'empty' }, say('evidenceGone'))];
  body.replaceChildren(
    alert.file ? el('p', {}, el('a', { href: `/cases/${encodeURIComponent(alert.file)}` }, say('toCase'))) : '',
    facts,
    findings(alert, known),
    el('div', { class: 'alert-parts' },
      el('div', { class: 'evidence', tabindex: '0', role: 'region', 'aria-label': say('evidence') }, ...evidence),
      el('div', { class: 'aside' },
        ...(words.length ? [el('h4', {}, say('standOut')), el('ul', { class: 'words' }, ...words)] : []),
        el('h4', {}, say('trend')),
        trend,
        ...(known.earlier.length ? [el('h4', {}, say('earlier')), el('ol', { class: 'history' }, ...known.earlier.map(before))] : []),
        ...(history.length ? [el('h4', {}, say('history')), el('ol', { class: 'history' }, ...history.slice(-6).map(event))] : []))));
  charts.trend(trend, points ?? [], alert.onset);
}

/** How rare, how the share changed, how it grows, what, where and of what kind. */
function findings(alert, { everyDays, share, usualShare, findings: found, mostly }) {
  const rows = [['why', [say(`trigger_${alert.trigger}`), rare(everyDays)].filter(Boolean).join(say('comma'))]];
  if (share > 0) {
    rows.push(['share', say('shareText', percent(share, 1), percent(usualShare, 1))]);
  }
  if (found) {
    rows.push(['growth', say('growthText', number(found.lastHour), number(found.hourBefore))]);
    rows.push(['theme', counted(found.themes, themeName)], ['place', counted(found.places, (name) => name)]);
    rows.push(['kinds', kinds(found.kinds, mostly)]);
  }
  return el('dl', { class: 'findings' }, ...rows.filter(([, text]) => text)
    .flatMap(([key, text]) => [el('dt', {}, say(key)), el('dd', {}, text)]));
}

const counted = (values, name) =>
  values.map(({ value, count }) => say('counted', name(value), number(count))).join(say('list'));

/** Shares of what the newest posts are: a hint, never a verdict. */
function kinds({ read, grievance, claim, crimeNews }, mostly) {
  const shares = [['grievance', grievance], ['claim', claim], ['crime-news', crimeNews]]
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${say(`kind_${kind}`)} ${percent(count, read)}`);
  return (mostly ? say('mostly', say(`kind_${mostly}`)) : '') + shares.join(say('comma'));
}

function before(alert) {
  return el('li', {}, el('time', { datetime: alert.onset, title: full(alert.onset) }, time(alert.onset)),
    ` ${subject(alert)} · ${say(alert.phase)}`);
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
