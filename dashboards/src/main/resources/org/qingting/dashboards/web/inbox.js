// The inbox: alerts on which somebody has to do something, and those that ended lately.
import { byId, el, setText, showList } from './dom.js';
import { about, full, number, present, time } from './format.js';
import { language, say, themeName } from './words.js';

const OVER = ['CLOSED', 'FALSE_ALARM', 'MERGED'];
const MOST_OVER = 20;
let all = [];
let everything = false;

/** Binds the button that shows those that ended. */
export function start() {
  byId('inbox-more').addEventListener('click', () => {
    everything = !everything;
    list();
  });
}

/** Shows the cases; without any desk the card is not there. */
export function show(cases, desk) {
  byId('inbox-card').hidden = cases === null;
  if (cases === null) {
    return;
  }
  all = cases;
  list();
  setText(byId('inbox-duty'), desk.duty.length ? say(desk.gap ? 'inboxGap' : 'inboxDuty', desk.duty.slice(0, 3).join(say('list'))) : '');
  byId('inbox-troubles').replaceChildren(...desk.troubles.map(({ channel, since, reason }) =>
    el('li', {}, say('inboxTrouble', channel, time(since), reason))));
  byId('inbox-sensitivities').replaceChildren(...desk.sensitivities.map((one) => el('li', {},
    `${say('sensitivity')}：${seriesName(one.series)} · ${one.until
      ? say('sensitivityActive', one.factor, full(one.until), one.byName, one.confirmedName)
      : say('sensitivityWaiting', one.byName, one.factor, one.days)}`)));
}

function list() {
  const open = all.filter(({ state }) => !OVER.includes(state));
  const over = all.filter(({ state }) => OVER.includes(state) && state !== 'MERGED').slice(0, MOST_OVER);
  const more = byId('inbox-more');
  more.hidden = over.length === 0;
  setText(more, everything ? say('inboxLess') : say('inboxMore', number(over.length)));
  const shown = everything ? [...open, ...over] : open;
  if (shown.length === 0) {
    byId('inbox').replaceChildren(el('li', { class: 'empty' }, say('inboxNone')));
    return;
  }
  showList(byId('inbox'), shown, ({ id }) => id, (one) => JSON.stringify([one, language(), time(one.raisedAt), minute(one)]), make);
}

const minute = ({ answerBy, answered }) => (answerBy && !answered ? Math.floor(present() / 60000) : 0);

/** The name of a series for people. */
export function seriesName({ kind, name }) {
  const [theme, where] = name.split('@');
  return kind === 'PLACE' ? name
    : kind === 'THEME' || kind === 'THEME_PLACE' ? [themeName(theme), where].filter(Boolean).join(' · ')
      : say(kind === 'INCIDENT' ? 'incident' : 'overall');
}

/** What and where, in words. */
export const subject = ({ theme, place, kind }) =>
  [theme ? themeName(theme) : kind === 'incident' ? say('incident') : place ? '' : say('overall'), place].filter(Boolean).join(' · ');

function make(one) {
  return el('li', {}, el('a', { class: `inbox-item level-${one.level}`, href: `/cases/${encodeURIComponent(one.id)}`, 'data-focus': 'open' },
    el('span', { class: `state-chip ${one.state}` }, say(`state_${one.state}`)),
    el('span', { class: `level-chip ${one.level}` }, say(`level_${one.level}`), one.confirmed ? '' : ` · ${say('proposed')}`),
    el('span', { class: 'subject' }, subject(one)),
    el('span', { class: 'figures' }, el('b', {}, say('observed', number(one.observed))), el('span', {}, say('expected', about(one.expected)))),
    el('span', { class: 'since' },
      [one.taken ? say('takenBy', one.taken) : '', one.episodes > 1 ? say('episodes', one.episodes) : '',
        one.openTasks ? say('openTasks', one.openTasks) : ''].filter(Boolean).join(say('comma'))),
    el('time', { class: 'since', datetime: one.raisedAt, title: full(one.raisedAt) }, time(one.raisedAt)),
    one.answerBy && !OVER.includes(one.state) ? clock(one) : null));
}

/** How much of a clock is left. */
export function left(limit) {
  const minutes = Math.round((Date.parse(limit) - present()) / 60000);
  const away = Math.abs(minutes);
  const words = away >= 60 ? say('hours', Math.floor(away / 60), away % 60) : say('minutes', away);
  return { late: minutes < 0, words: say(minutes < 0 ? 'clockOver' : 'clockLeft', words) };
}

function clock({ answerBy, answered }) {
  if (answered) {
    return null;
  }
  const { late, words } = left(answerBy);
  return el('span', { class: `clock ${late ? 'late' : ''}` }, words);
}
