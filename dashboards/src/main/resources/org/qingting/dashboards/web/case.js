// The page of one case: what is known, what was done, what can be done next.
import { ApiError, ask, send } from './api.js';
import { field, fold, form, instant, local } from './caseforms.js';
import * as charts from './charts.js';
import { byId, el, outward, setText } from './dom.js';
import * as effects from './effect.js';
import { about, full, number, present, setClock, time } from './format.js';
import { left, seriesName, subject } from './inbox.js';
import * as login from './login.js';
import { article, nameSources } from './posts.js';
import { label, language, say, switchLanguage, themeName } from './words.js';

const EVERY = 5000;
const HOUR = 3600000;
const OVER = ['CLOSED', 'FALSE_ALARM', 'MERGED'];
const id = decodeURIComponent(location.pathname.split('/').pop());
const path = `cases/${encodeURIComponent(id)}`;
let detail = null;
let shown = '';
let others = [];
let timer = 0;

async function refresh() {
  clearTimeout(timer);
  try {
    const [overview, found, cases] = await Promise.all([ask('overview'), ask(path), ask('cases')]);
    setClock(overview.now, overview.zone);
    others = cases.cases.filter((one) => one.id !== id && !OVER.includes(one.state));
    take(found);
    byId('trouble').hidden = true;
  } catch (error) {
    byId('trouble').hidden = false;
    setText(byId('trouble'), error instanceof ApiError && error.status === 401 ? say('needLogIn') : say('caseGone'));
  }
  timer = document.hidden ? 0 : setTimeout(refresh, EVERY);
}

/** Shows it anew only where something has changed, and sweeps no half-written form away. */
function take(found, force = false) {
  detail = found;
  const state = JSON.stringify([found.file, found.evidence?.alert.revision, language(), login.staff(), others.length]);
  const writing = document.querySelector('details[open] form, .form textarea:focus, .form input:focus');
  if (force || (state !== shown && !writing)) {
    shown = state;
    show();
  }
  clocks();
}

async function act(action) {
  take(await send(path, action), true);
}

/** Series of this case that are less sensitive, or may be made so after a false alarm. */
async function sensitivity(file) {
  let known = [];
  try {
    known = (await ask('sensitivities')).sensitivities;
  } catch {
    return;
  }
  const key = (series) => `${series.kind} ${series.name}`;
  const own = new Map(file.episodes.map(({ series }) => [key(series), series]));
  const mine = known.filter(({ series }) => own.has(key(series)));
  const mayChange = ({ kind, name }) => ['THEME', 'PLACE', 'THEME_PLACE'].includes(kind) && (kind === 'PLACE' || !/^(force|discipline)(@|$)/.test(name));
  const open = [...own.values()].filter((series) => mayChange(series) && !mine.some((one) => key(one.series) === key(series)));
  const parts = mine.map((one) => {
    const words = one.until
      ? say('sensitivityActive', one.factor, full(one.until), one.byName, one.confirmedName)
      : say('sensitivityWaiting', one.byName, one.factor, one.days);
    const deed = (what) => async () => {
      await send(`sensitivities/${one.id}/${what}`, {});
      sensitivity(file);
    };
    return el('div', { class: 'row' }, el('p', {}, `${seriesName(one.series)} · ${words}`), el('p', { class: 'note' }, one.reason),
      worker() ? el('div', {},
        !one.until && one.by !== login.staff().id ? form([], say('sensitivityConfirm'), () => 0, deed('confirm'), { className: 'main' }) : '',
        form([], say('sensitivityWithdraw'), () => 0, deed('withdraw'))) : '');
  });
  if (worker() && file.state === 'FALSE_ALARM' && open.length) {
    parts.push(el('p', { class: 'note' }, say('sensitivityHint')), fold(say('sensitivityPropose'), form([
      field('series', say('matter'), { options: open.map((series) => [key(series), seriesName(series)]) }),
      field('factor', say('sensitivityFactor'), { type: 'number', min: '1.1', max: '4', step: '0.1', value: '1.5' }),
      field('days', say('sensitivityDays'), { type: 'number', min: '1', max: '30', value: '14' }),
      reasonField(say('reason')),
    ], say('sensitivityPropose'), (all) => all, async (all) => {
      const { kind, name } = own.get(all.series);
      await send('sensitivities', { kind, name, factor: Number(all.factor), days: Number(all.days), reason: all.reason });
      sensitivity(file);
    })));
  }
  byId('sensitivity-card').hidden = parts.length === 0;
  byId('sensitivity').replaceChildren(...parts);
}

const worker = () => login.mayAct('officer', 'chief');

function show() {
  const { file, summary } = detail;
  document.title = `${subject(summary)} · ${say('caseTitle')}`;
  head(file, summary);
  steps(file, summary);
  tasks(file);
  statements(file);
  matter(file);
  evidence();
  deliveries(file);
  history(file);
  effect(file);
  sensitivity(file);
}

function head(file, summary) {
  const merged = file.state === 'MERGED' ? Object.values(file.moved)[0] : null;
  byId('head').replaceChildren(
    el('p', { class: 'chips' },
      el('span', { class: `state-chip ${file.state}`, id: 'state' }, say(`state_${file.state}`)),
      el('span', { class: `level-chip ${summary.level}`, id: 'level' }, say(`level_${summary.level}`), ' · ', say(summary.confirmed ? 'confirmedLevel' : 'proposed')),
      el('span', { class: 'plain-chip' }, say(`where_${summary.where}`)),
      el('span', { class: 'plain-chip' }, say(summary.over ? 'waveOver' : 'waveGoing'))),
    el('h1', { class: 'case-subject' }, subject(summary)),
    el('p', { class: 'figures' },
      el('a', { href: posts(file, summary), title: say('openPosts') }, el('b', {}, say('observed', number(summary.observed)))),
      el('span', {}, say('expected', about(summary.expected))),
      el('span', { title: full(summary.onset) }, say('since', time(summary.onset)))),
    el('p', { class: 'note' }, [file.taken ? say('takenBy', file.taken.by.name) : say('nobody'), say('rule', file.level.rule)].join(' · ')),
    el('div', { id: 'clocks' }),
    merged ? el('p', {}, el('a', { href: `/cases/${encodeURIComponent(merged)}` }, say('merged'))) : '');
}

/** Where the posts are that were counted. */
function posts(file, { theme, place, kind }) {
  const incident = file.episodes.find(({ series }) => series.kind === 'INCIDENT')?.series.name;
  const which = incident && kind === 'incident' ? { incident } : { theme, place };
  const given = Object.entries({ last: '30d', tone: 'negative', ...which }).filter(([, value]) => value);
  return `/?${new URLSearchParams(given)}#latest`;
}

function clocks() {
  const { file } = detail;
  const place = byId('clocks');
  if (!place || OVER.includes(file.state)) {
    return;
  }
  if (!file.clock) {
    place.replaceChildren(el('p', { class: 'note' }, say(detail.summary.where === 'ELSEWHERE' ? 'clockElsewhere' : 'clockNone')));
    return;
  }
  const { start, reason, answerBy, conferenceBy, answeredAt } = file.clock;
  const one = (key, limit, met) => {
    const rest = left(limit);
    return el('p', { class: `clock-line ${!met && rest.late ? 'late' : ''}` },
      el('span', {}, say(key, time(limit))), ' ', el('b', {}, met ? say('clockMet', time(met)) : rest.words));
  };
  const final = file.statements.find((each) => each.publishedAt && each.outcome !== 'CHECKING');
  place.replaceChildren(
    one('clockAnswer', answerBy, answeredAt),
    ...(conferenceBy && !final ? [one('clockConference', conferenceBy, null)] : []),
    el('p', { class: 'note' }, say('clockStart', full(start)), reason ? say('clockReason', reason) : ''));
}

const levels = () => ['EXTREME', 'MAJOR', 'LARGE', 'ORDINARY'].map((each) => [each, say(`level_${each}`)]);
const reasonField = (words, hint) => field('reason', words, { area: 2, maxlength: '2000', hint });

function steps(file, summary) {
  const place = byId('steps');
  if (!login.staff()) {
    place.replaceChildren(el('p', { class: 'note' }, say('logInToAct')));
    return;
  }
  const parts = [];
  const over = OVER.includes(file.state);
  const later = [];
  if (worker()) {
    if (file.state === 'RAISED') {
      parts.push(form([], say('acknowledge'), () => ({ action: 'acknowledge' }), act, { className: 'main' }));
    }
    const level = () => form([
      el('p', { class: 'note' }, say('levelHint', say(`level_${file.level.proposed}`))),
      field('level', say('levelField'), { options: levels(), value: summary.level }),
      field('start', say('start'), { type: 'datetime-local', hint: say('startHint') }),
      reasonField(say('reason')),
    ], say('setLevel'), (all) => ({ action: 'level', level: all.level, start: instant(all.start), reason: all.reason }), act,
    { className: summary.confirmed ? 'quiet' : 'main' });
    if (!over && file.taken && !summary.confirmed) {
      parts.push(fold(say('setLevel'), level()));
    } else if (!over) {
      later.push(fold(say('setLevel'), level()));
    }
    if (file.state === 'ACKNOWLEDGED') {
      parts.push(form([], say('verify'), () => ({ action: 'verify', note: '' }), act, { className: 'main' }));
    }
    if (['VERIFYING', 'PUBLISHED', 'EASING'].includes(file.state)) {
      const conclude = fold(say('conclude'), form([
        field('outcome', say('outcome'), { options: ['UNTRUE', 'PARTLY_TRUE', 'TRUE'].map((each) => [each, say(`outcome_${each}`)]), value: file.finding?.outcome }),
        field('note', say('basis'), { area: 3, maxlength: '2000', value: file.finding?.note }),
      ], say('save'), (all) => ({ action: 'conclude', ...all }), act));
      (file.finding ? later : parts).push(conclude);
    }
    if (file.state === 'PUBLISHED') {
      later.push(form([], say('ease'), () => ({ action: 'ease', note: '' }), act));
    }
    if (!over && file.taken) {
      later.push(fold(say('closeCase'), form([field('note', say('closeNote'), { area: 3, maxlength: '2000' })],
        say('closeCase'), (all) => ({ action: 'close', note: all.note }), act)));
    }
    if (!over) {
      later.push(
        fold(say('falseAlarm'), form([reasonField(say('reason'))], say('falseAlarm'), (all) => ({ action: 'false-alarm', reason: all.reason }), act)),
        fold(say('whereSet'), form([
          field('where', say('where'), { options: ['LOCAL', 'ELSEWHERE', 'UNDECIDED'].map((each) => [each, say(`where_${each}`)]), value: summary.where }),
          reasonField(say('reason')),
        ], say('save'), (all) => ({ action: 'where', ...all }), act)));
    } else if (file.state !== 'MERGED') {
      parts.push(fold(say('reopen'), form([reasonField(say('reason'))], say('reopen'), (all) => ({ action: 'reopen', reason: all.reason }), act)));
    }
  }
  later.push(fold(say('addNote'), form([field('note', say('noteText'), { area: 3, maxlength: '2000' })], say('addNote'), (all) => ({ action: 'note', note: all.note }), act)));
  place.replaceChildren(...parts, el('div', { class: 'later' }, ...later));
}

function tasks(file) {
  const rows = file.tasks.map((task) => el('li', { class: 'row' },
    el('p', {}, el('b', {}, task.unitName), ' ', el('span', { class: `plain-chip task-${task.step}` }, say(`task_${task.step}`)), ' ',
      el('span', { class: 'note' }, say('taskDue', time(task.due)), task.copied ? ` · ${say('copied')}` : '')),
    el('p', {}, task.what),
    taskForm(task)));
  const units = [...detail.units].sort((a, b) => b.responsible - a.responsible).map((unit) => [unit.id, unit.name]);
  const give = worker() && file.taken && !OVER.includes(file.state) && units.length
    ? fold(say('giveTask'), form([
      field('unit', say('unit'), { options: units }),
      field('what', say('what'), { area: 3, maxlength: '2000' }),
      field('due', say('due'), { type: 'datetime-local', value: local(new Date(present() + 48 * HOUR)) }),
      field('complaint', detail.inspectorate ? say('complaint', detail.inspectorate) : say('complaintNone'), { type: 'checkbox' }),
    ], say('giveTask'), (all) => ({ action: 'task', unit: all.unit, what: all.what, due: instant(all.due), complaint: all.complaint }), act))
    : '';
  byId('tasks').replaceChildren(...(rows.length ? [el('ul', { class: 'rows' }, ...rows)] : [el('p', { class: 'note' }, say('tasksNone'))]), give);
}

const STEPS = ['GIVEN', 'RECEIVED', 'REPORTED', 'DONE', 'FOLLOWED_UP'];

function taskForm(task) {
  const next = STEPS[STEPS.indexOf(task.step) + 1];
  if (!next || !login.mayAct('officer', 'chief', 'inspector')) {
    return '';
  }
  const step = (to) => (all) => ({ action: 'task-step', task: task.id, step: to, note: all.note });
  return fold(say('toStep', say(`task_${next}`)),
    form([field('note', say('stepNote'), { area: 2, maxlength: '2000' })], say('toStep', say(`task_${next}`)), step(next), act),
    task.step === 'REPORTED' ? form([field('note', say('reason'), { area: 2, maxlength: '2000' })], say('backToUnit'), step('RECEIVED'), act) : '');
}

function statements(file) {
  const rows = file.statements.map((one) => el('li', { class: 'row statement' },
    el('p', {}, el('b', {}, one.title), ' ', el('span', { class: 'plain-chip' }, say(`statement_${one.kind}`)), ' ',
      el('span', { class: 'plain-chip' }, say(`outcome_${one.outcome}`)), ' ', el('span', { class: 'note' }, progress(one))),
    el('details', { class: 'fold' }, el('summary', {}, say('text')), el('p', { class: 'text' }, one.text)),
    el('ol', { class: 'history' }, ...one.reviews.map((review) => el('li', {},
      `${time(review.at)} ${review.by.name} · ${say(`step_${review.step}`)} ${say(review.passed ? 'pass' : 'sendBack')}${review.note ? `：${review.note}` : ''}`))),
    statementForms(file, one)));
  const write = worker() && file.taken && ['VERIFYING', 'PUBLISHED', 'EASING'].includes(file.state)
    ? fold(say('writeNew'), writeForm(file, null)) : '';
  byId('statements').replaceChildren(...(rows.length ? [el('ul', { class: 'rows' }, ...rows)] : [el('p', { class: 'note' }, say('statementsNone'))]), write);
}

const waitsFor = (one) => {
  if (one.reviews.some((review) => !review.passed)) {
    return null;
  }
  return ['UNIT', 'LEGAL', 'CHIEF'][one.reviews.length] ?? null;
};

function progress(one) {
  if (one.publishedAt) {
    return '';
  }
  const back = one.reviews.find((review) => !review.passed);
  if (back) {
    return say('sentBack', back.note);
  }
  const step = waitsFor(one);
  return step ? say('waitsFor', say(`step_${step}`)) : say('approved');
}

function statementForms(file, one) {
  if (one.publishedAt) {
    return el('p', {}, outward(one.address, {}, say('published', one.title, full(one.publishedAt))));
  }
  const parts = [];
  const step = waitsFor(one);
  const role = { UNIT: ['officer', 'chief'], LEGAL: ['legal'], CHIEF: ['chief'] }[step];
  if (step && login.mayAct(...role)) {
    const review = (passed) => (all) => ({ action: 'review', statement: one.id, step, passed, note: all.note });
    parts.push(fold(say(`step_${step}`),
      form([field('note', say('opinion'), { area: 2, maxlength: '2000' })], say('pass'), review(true), act, { className: 'main' }),
      form([field('note', say('opinion'), { area: 2, maxlength: '2000' })], say('sendBack'), review(false), act)));
  }
  if (!step && !one.reviews.some((review) => !review.passed) && worker()) {
    parts.push(fold(say('publish'), form([
      field('address', say('address'), { maxlength: '500', hint: say('addressHint') }),
      field('at', say('publishedAt'), { type: 'datetime-local', hint: say('publishedAtHint') }),
    ], say('publish'), (all) => ({ action: 'publish', statement: one.id, address: all.address, at: instant(all.at) }), act, { className: 'main' })));
  }
  if (worker() && !OVER.includes(file.state)) {
    parts.push(fold(say('rewrite'), writeForm(file, one)));
  }
  return el('div', {}, ...parts);
}

function writeForm(file, one) {
  const outcomes = [...new Set(['CHECKING', ...(file.finding ? [file.finding.outcome] : [])])];
  const text = field('text', say('text'), { area: 10, maxlength: '10000', value: one?.text });
  const heading = field('title', say('heading'), { maxlength: '60', value: one?.title });
  const outcome = field('outcome', say('outcome'), { options: outcomes.map((each) => [each, say(`outcome_${each}`)]), value: one?.outcome ?? outcomes[outcomes.length - 1] });
  const templates = el('div', { class: 'templates' });
  const node = form([
    field('kind', say('kind'), { options: ['NOTICE', 'TIPS', 'ANSWER'].map((each) => [each, say(`statement_${each}`)]), value: one?.kind }),
    outcome, heading, templates, text,
  ], say('save'), (all) => ({ action: 'write', statement: one?.id ?? '', ...all }), act, { className: 'main' });
  offer(templates, outcome.querySelector('select'), heading.querySelector('input'), text.querySelector('textarea'));
  return node;
}

/** Drafts to begin with, and what people ask. */
async function offer(place, outcome, heading, text) {
  let answer;
  try {
    answer = await ask(`${path}/drafts`, { outcome: outcome.value });
  } catch {
    return; // None are offered before anything was verified.
  }
  outcome.addEventListener('change', () => offer(place, outcome, heading, text), { once: true });
  place.replaceChildren(
    el('p', { class: 'note' }, say('draftsHint')),
    el('p', { class: 'buttons' }, ...answer.drafts.filter((draft) => draft.kind !== 'QUESTIONS').map((draft) => el('button', {
      type: 'button', class: 'quiet', onclick: () => {
        place.closest('form').elements.kind.value = draft.kind;
        heading.value = draft.title;
        text.value = draft.body;
        text.focus();
      },
    }, draft.name))),
    // The sheet of questions is internal: to be read here, never a text to begin a statement with.
    ...answer.drafts.filter((draft) => draft.kind === 'QUESTIONS').map((sheet) => fold(say('concerns'),
      ...sheet.body.split('\n').filter((line) => line).map((line) => el('p', {}, line)))));
}

function matter(file) {
  const rows = detail.episodes.map((episode) => {
    const name = subject(episode);
    return el('li', { class: 'row' }, el('label', { class: 'check-field' },
      worker() && !OVER.includes(file.state) && detail.episodes.length > 1 ? el('input', { type: 'checkbox', name: 'episode', value: episode.id }) : '',
      el('span', {}, `${name} · ${say(episode.phase)} · ${say('observed', number(episode.observed))}`)));
  });
  const parts = [el('ul', { class: 'rows', id: 'episodes' }, ...rows)];
  if (worker() && !OVER.includes(file.state)) {
    if (rows.length > 1) {
      parts.push(form([], say('splitOff'), () => ({
        action: 'split', episodes: [...document.querySelectorAll('#episodes input:checked')].map((input) => input.value),
      }), act));
    }
    if (others.length) {
      parts.push(fold(say('mergeInto'), form([
        field('into', say('mergeTarget'), { options: others.map((one) => [one.id, `${subject(one)} · ${time(one.raisedAt)}`]) }),
      ], say('mergeInto'), (all) => ({ action: 'merge', into: all.into }), act)));
    }
  }
  byId('matter').replaceChildren(...parts);
}

function evidence() {
  const place = byId('evidence');
  const found = detail.evidence;
  if (!found) {
    place.replaceChildren(el('p', { class: 'note' }, say('evidenceGone')));
    return;
  }
  const list = (some) => el('ol', { class: 'posts' }, ...some.map((post) => el('li', {}, article(post, false))));
  const parts = [];
  if (!login.texts()) {
    parts.push(el('p', { class: 'note' }, say('textsHidden')));
  }
  if (found.telling.length) {
    parts.push(el('h3', {}, say('telling')), list(found.telling));
  }
  if (found.posts.length) {
    parts.push(fold(say('evidence'), list(found.posts)));
  }
  place.replaceChildren(...parts);
  trend(found.alert);
}

async function trend(alert) {
  const from = new Date(Date.parse(alert.onset) - 48 * HOUR).toISOString();
  const until = new Date(Math.max(Date.parse(alert.at) + HOUR, Date.parse(alert.onset) + 6 * HOUR)).toISOString();
  const which = alert.incident
    ? { incident: alert.incident }
    : { police: 'true', theme: alert.kind === 'place' ? '' : alert.theme, place: alert.place };
  try {
    const { points } = await ask('timeline', { ...which, from, until, bucket: 'auto' });
    charts.trend(byId('trend'), points, alert.onset);
  } catch {
    // The next refresh tries again.
  }
}

function deliveries(file) {
  const rows = [...file.deliveries].reverse().slice(0, 30).map((one) => el('li', {},
    `${time(one.at)} ${one.channel} · ${say(`deliveryKind_${one.kind}`)} · ${say(`delivery_${one.status}`)}${one.remark && one.status !== 'REPLACED' ? ` · ${one.remark}` : ''}`));
  byId('deliveries').replaceChildren(...(rows.length ? [el('ol', { class: 'history' }, ...rows)] : [el('p', { class: 'note' }, say('deliveriesNone'))]));
}

const NAMED = {
  concluded: (values) => [say(`outcome_${values[0]}`)],
  level: (values) => [say(`level_${values[0].toUpperCase()}`), full(values[1])],
  where: (values) => [say(`where_${values[0]}`)],
  'task-step': (values) => [values[0], values[1], say(`task_${values[2]}`)],
  written: (values) => [values[0], say(`statement_${values[1]}`), say(`outcome_${values[2]}`)],
  passed: (values) => [values[0], say(`step_${values[1]}`)],
  'sent-back': (values) => [values[0], say(`step_${values[1]}`)],
  published: (values) => [values[0], say(`outcome_${values[1]}`)],
  'due-soon': (values) => [say(`clock_${values[0]}`)],
  overdue: (values) => [say(`clock_${values[0]}`)],
  grown: (values) => [say(`level_${values[0].toUpperCase()}`), number(Number(values[1]))],
};
const SERIES = ['raised', 'joined', 'confirmed', 'ended', 'withdrawn'];

/** A series by its id, such as theme:force. */
function series(id) {
  const [kind, name = ''] = id.split(/:(.*)/s);
  return { kind: kind.toUpperCase(), name };
}

function history(file) {
  byId('history').replaceChildren(...[...file.history].reverse().map(({ at, by, what, values, note }) => {
    const filled = NAMED[what] ? NAMED[what](values) : SERIES.includes(what) ? [seriesName(series(values[0])), ...values.slice(1)] : values;
    return el('li', {}, el('time', { datetime: at, title: full(at) }, time(at)),
      ` ${by.id === 'system' ? '' : `${by.name} `}${say(`h_${what}`, ...filled)}${note ? `：${note}` : ''}`);
  }));
}

async function effect(file) {
  const place = byId('effect');
  if (!file.statements.some((one) => one.publishedAt)) {
    place.replaceChildren(el('p', { class: 'note' }, file.closing?.effect || say('effectNone')));
    return;
  }
  try {
    effects.show(place, await ask(`${path}/effect`));
  } catch {
    effects.drop(place);
    place.replaceChildren(el('p', { class: 'note' }, file.closing?.effect || say('effectNone')));
  }
}

function relabel() {
  label(document);
  setText(byId('language'), say('otherLanguage'));
  login.show();
  if (detail) {
    take(detail, true);
  }
}

byId('language').addEventListener('click', () => {
  switchLanguage();
  relabel();
});
document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : refresh()));
relabel();
await login.start(() => {
  shown = '';
  refresh();
});
try {
  const { sources } = await ask('sources');
  nameSources(sources.map(({ source, name }) => [source, name]));
} catch {
  // Ids have to do.
}
refresh();
