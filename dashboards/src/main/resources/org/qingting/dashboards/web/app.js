// Starts the page and keeps it fresh.
import * as alerts from './alerts.js';
import { ApiError, ask } from './api.js';
import * as charts from './charts.js';
import { byId, keepPlace, setText } from './dom.js';
import * as filters from './filters.js';
import { clock, setClock } from './format.js';
import * as inbox from './inbox.js';
import * as leads from './leads.js';
import * as login from './login.js';
import * as panels from './panels.js';
import * as posts from './posts.js';
import { label, say, switchLanguage } from './words.js';

const EVERY = 3000;
// Ages ("3 minutes ago") and what no revision tells of are brought up to date this often.
const AT_LEAST_EVERY = 15000;

const last = { revision: '', asked: '', at: 0, answers: null };
let running = null;
let timer = 0;
// A console that only shows has neither.
let desked = [];

/** Asks for what may have changed and shows it; a later call takes over from an earlier one. */
async function refresh() {
  clearTimeout(timer);
  running?.abort();
  const run = new AbortController();
  running = run;
  try {
    const [overview, sources, cases, desk] = await Promise.all([
      ask('overview', {}, run.signal), ask('sources', {}, run.signal), ...desked.map((path) => ask(path, {}, run.signal)),
    ]);
    const asked = JSON.stringify([filters.query(), filters.bucket(), posts.wanted()]);
    const stale = overview.revision !== last.revision || asked !== last.asked || Date.now() - last.at > AT_LEAST_EVERY;
    const answers = stale ? await askAll(run.signal) : last.answers;
    if (run.signal.aborted) {
      return;
    }
    Object.assign(last, { revision: overview.revision, asked, at: stale ? Date.now() : last.at });
    last.answers = { ...answers, overview, sources, cases: cases?.cases ?? null, desk };
    setClock(overview.now, overview.zone);
    keepPlace(() => show(stale));
    fine();
  } catch (error) {
    if (run.signal.aborted) {
      return;
    }
    trouble(error);
  }
  if (running === run) {
    running = null;
    timer = document.hidden ? 0 : setTimeout(refresh, EVERY);
  }
}

async function askAll(signal) {
  const query = filters.query();
  const anywhere = { ...query, place: '' };
  const anything = { ...query, theme: '' };
  const [timeline, themes, keywords, places, list, raised, claims] = await Promise.all([
    ask('timeline', { ...query, bucket: filters.bucket() }, signal),
    ask('facets', { ...anything, facet: 'theme', limit: 20 }, signal),
    ask('facets', { ...query, facet: 'keyword', limit: 32 }, signal),
    ask('facets', { ...anywhere, facet: 'place', limit: 50 }, signal),
    ask('posts', { ...query, size: posts.wanted() }, signal),
    ask('alerts', { limit: 50 }, signal),
    ask('leads', { limit: 6 }, signal),
  ]);
  return { timeline, themes, keywords, places, list, raised, claims };
}

function show(everything) {
  const { overview, sources, timeline, themes, keywords, places, list, raised, claims, cases, desk } = last.answers;
  const names = sources.sources.map(({ source, name }) => [source, name]);
  posts.nameSources(names);
  filters.offerSources(names);
  panels.headline(overview);
  panels.sources(sources.sources);
  inbox.show(cases, desk);
  if (everything) {
    filters.offerPlaces(places.values.map(({ value }) => value));
    alerts.show(raised.alerts);
    leads.show(claims.leads, overview.now);
    charts.timeline(timeline, raised.alerts);
    charts.themes(themes.values, (theme) => filters.toggle('theme', theme), filters.chosen('theme'));
    panels.keywords(keywords.values);
    panels.places(places.values.slice(0, 8));
    posts.show(list);
  }
}

function fine() {
  byId('status').dataset.state = 'live';
  setText(byId('status-text'), say('live', clock()));
  byId('trouble').hidden = true;
  setText(byId('trouble'), '');
}

function trouble(error) {
  if (error instanceof ApiError && error.status === 401) {
    byId('trouble').hidden = false;
    setText(byId('trouble'), say(login.possible() ? 'needLogIn' : 'noStaff'));
    login.ended();
    return;
  }
  byId('status').dataset.state = 'lost';
  setText(byId('status-text'), say('lost'));
  const refused = error instanceof ApiError;
  const words = !refused ? say('lostLong') : error.status === 403 ? error.message : error.status === 400 ? say('badLong', error.message) : say('busyLong');
  byId('trouble').hidden = false;
  setText(byId('trouble'), words);
}

function relabel() {
  label(document);
  setText(byId('language'), say('otherLanguage'));
  byId('language').lang = document.documentElement.lang === 'en' ? 'zh-CN' : 'en';
  filters.show();
  login.show();
  if (last.answers) {
    show(true);
    alerts.relabel();
  }
}

byId('language').addEventListener('click', () => {
  switchLanguage();
  filters.remember();
  relabel();
  refresh();
});
document.addEventListener('visibilitychange', () => {
  clearTimeout(timer);
  if (document.hidden) {
    running?.abort();
    setText(byId('status-text'), say('paused'));
    byId('status').dataset.state = 'paused';
  } else {
    refresh();
  }
});
filters.start(() => {
  posts.restart();
  refresh();
});
posts.start(refresh);
alerts.start();
inbox.start();
relabel();
const { desk } = await login.start(() => {
  last.revision = '';
  refresh();
});
desked = desk ? ['cases', 'desk'] : [];
refresh();
