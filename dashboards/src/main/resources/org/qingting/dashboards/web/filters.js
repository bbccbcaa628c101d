// What is looked for: kept here, shown in the form and in the page's address.
import { byId, el } from './dom.js';
import { CHANNELS, THEMES, TONES, language, say, themeName } from './words.js';

const DEFAULTS = {
  q: '', last: '7d', bucket: 'hour', tone: '', theme: '', place: '', source: '', channel: '', police: true,
  // Chosen by a link from an alert only; letting go of the filters lets go of it.
  incident: '',
};
const CHOICES = ['tone', 'theme', 'place', 'source', 'channel'];
const state = { ...DEFAULTS };
let changed = () => {};
let places = [];
let sources = [];

/** The parameters that choose posts. */
export function query() {
  const { q, last, tone, theme, place, source, channel, police, incident } = state;
  return { q, last, tone, theme, place, source, channel, incident, police: police ? 'true' : '' };
}

/** The time step asked for; the console finds one that suits all of time. */
export const bucket = () => (state.last === '' ? 'auto' : state.bucket);

export const searching = () => state.q !== '';

/** Changes some of what is looked for, as a click on a chart does. */
export function set(changes) {
  Object.assign(state, changes);
  if ('q' in changes) {
    byId('q').value = state.q;
  }
  show();
  remember();
  changed();
}

/** Chooses a value, or lets go of it when it is chosen already. */
export const toggle = (name, value) => set({ [name]: state[name] === value ? '' : value });

export const chosen = (name) => state[name];

/** Binds the form; calls back whenever something else is looked for. */
export function start(onChange) {
  changed = onChange;
  recall();
  byId('q').value = state.q;
  byId('filters').addEventListener('submit', (event) => {
    event.preventDefault();
    set({ q: byId('q').value.trim() });
  });
  // The small cross in the field empties it.
  byId('q').addEventListener('search', () => {
    if (byId('q').value === '' && state.q !== '') {
      set({ q: '' });
    }
  });
  for (const name of CHOICES) {
    byId(name).addEventListener('change', (event) => set({ [name]: event.target.value }));
  }
  byId('police').addEventListener('change', (event) => set({ police: event.target.checked }));
  for (const button of document.querySelectorAll('[data-range]')) {
    button.addEventListener('click', () => {
      const last = button.dataset.range;
      set({ last, bucket: last === '30d' ? 'day' : last === '24h' ? 'hour' : state.bucket });
    });
  }
  for (const button of document.querySelectorAll('[data-bucket]')) {
    button.addEventListener('click', () => set({ bucket: button.dataset.bucket }));
  }
  byId('clear').addEventListener('click', () => {
    set({ ...DEFAULTS, last: state.last, bucket: state.bucket });
    byId('q').focus();
  });
  show();
}

/** Shows the form in the present language. */
export function show() {
  options('tone', TONES.map((id) => [id, say(id)]));
  options('theme', Object.keys(THEMES).map((id) => [id, themeName(id)]));
  options('place', places.map((place) => [place, place]));
  options('source', sources);
  options('channel', CHANNELS.map((id) => [id, say(`channel_${id}`)]));
  byId('police').checked = state.police;
  for (const button of document.querySelectorAll('[data-range]')) {
    button.setAttribute('aria-pressed', String(button.dataset.range === state.last));
  }
  for (const button of document.querySelectorAll('[data-bucket]')) {
    button.setAttribute('aria-pressed', String(button.dataset.bucket === state.bucket && state.last !== ''));
    button.disabled = state.last === '';
  }
  byId('clear').hidden =
    state.q === '' && state.incident === '' && CHOICES.every((name) => state[name] === '') && state.police === DEFAULTS.police;
}

/** Takes over the places that there are. */
export function offerPlaces(values) {
  places = values;
  options('place', places.map((place) => [place, place]));
}

/** Takes over the sources that there are: pairs of id and name. */
export function offerSources(values) {
  sources = values;
  options('source', sources);
}

function options(name, pairs) {
  const select = byId(name);
  const value = state[name];
  const all = [['', say('any')], ...pairs];
  if (value !== '' && !pairs.some(([id]) => id === value)) {
    all.push([value, value]);
  }
  const signature = JSON.stringify([language(), all]);
  // An open list must not change under the pointer.
  if (select.dataset.offered !== signature && document.activeElement !== select) {
    select.replaceChildren(...all.map(([id, text]) => el('option', { value: id }, text)));
    select.dataset.offered = signature;
  }
  select.value = value;
  select.classList.toggle('set', value !== '');
}

function recall() {
  const given = new URLSearchParams(location.search);
  for (const name of ['q', 'last', 'bucket', 'incident', ...CHOICES]) {
    if (given.has(name)) {
      state[name] = given.get(name);
    }
  }
  if (!['24h', '7d', '30d', ''].includes(state.last)) {
    state.last = DEFAULTS.last;
  }
  if (!['hour', 'day'].includes(state.bucket)) {
    state.bucket = DEFAULTS.bucket;
  }
  state.police = given.get('police') !== 'false';
}

/** Writes what is looked for into the page's address, so that it can be kept and sent on. */
export function remember() {
  const given = new URLSearchParams();
  const lang = new URLSearchParams(location.search).get('lang');
  if (lang) {
    given.set('lang', language());
  }
  for (const [name, value] of Object.entries(state)) {
    if (value !== DEFAULTS[name]) {
      given.set(name, String(value));
    }
  }
  const search = given.toString();
  history.replaceState(null, '', search ? `?${search}` : location.pathname);
}
